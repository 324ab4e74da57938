"""How much processor and memory the window and its workers take."""

import contextlib
import os

import psutil


class Usage:
    """Measures a set of processes; each call covers the time since the one before."""

    def __init__(self) -> None:
        self._processes: dict[int, psutil.Process] = {}
        self._cores = psutil.cpu_count() or 1

    def measure(self, pids: list[int]) -> tuple[float, int]:
        """Processor time in per cent of all cores, and resident bytes, of this process and ``pids``."""
        wanted = {os.getpid(), *pids}
        for pid in self._processes.keys() - wanted:
            del self._processes[pid]
        cpu, memory = 0.0, 0
        for pid in wanted:
            with contextlib.suppress(psutil.Error):
                if pid not in self._processes:
                    self._processes[pid] = psutil.Process(pid)
                process = self._processes[pid]
                with process.oneshot():
                    cpu += process.cpu_percent()
                    memory += process.memory_info().rss
        return cpu / self._cores, memory
