"""Runs a measured program in its own processes: how long, how much memory, and how quiet the machine was."""

import json
import os
import platform
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
SAMPLE_SECONDS = 0.5
NOISE = 0.05
"""Share of the machine that other programs may use before a measurement is called disturbed."""


@dataclass(frozen=True)
class Measurement:
    """What a program printed as JSON, and what it cost.

    Attributes:
        seconds: from the start of its process to its end.
        peak: bytes of all its processes together, pages shared between them counted once.
        others: fraction of the machine's cores that other programs used meanwhile.
    """

    result: dict[str, Any]
    seconds: float
    peak: int
    others: float


def measure(
    module: str, task: Mapping[str, Any], environment: Mapping[str, str], python: str = sys.executable
) -> Measurement:
    """Run ``python -m module TASK`` and measure it; the last line that it prints is its result."""
    variables = os.environ | {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"} | dict(environment)
    busy, mine, started = _busy_seconds(), _children_seconds(), time.monotonic()
    command = [python, "-m", module, json.dumps(task)]
    with subprocess.Popen(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        peak = _Peak(process.pid)
        output, _ = process.communicate()
        seconds = time.monotonic() - started
        peak.end()
    if process.returncode:
        raise SystemExit(f"{module} ended with exit code {process.returncode}: {json.dumps(task)}")
    others = (_busy_seconds() - busy) - (_children_seconds() - mine)
    fraction = max(0.0, others) / (seconds * (os.cpu_count() or 1))
    return Measurement(json.loads(output.splitlines()[-1]), seconds, peak.bytes, fraction)


def machine() -> str:
    """Processor, cores, memory, system and the versions that matter, in one line."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        names = [line.split(":", 1)[1].strip() for line in information.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    memory = psutil.virtual_memory().total / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in ("tensorflow", "keras", "numpy"))
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GB; {platform.system()}, Python {platform.python_version()}, "
        f"{libraries}"
    )


def note_noise(measurement: Measurement) -> str:
    """A remark for a measurement during which other programs were busy, else ""."""
    return f"disturbed: other programs used {measurement.others:.0%}" if measurement.others > NOISE else ""


class _Peak:
    """Looks at the memory of a process and its descendants twice a second."""

    def __init__(self, pid: int) -> None:
        self.bytes = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(SAMPLE_SECONDS):
            self.bytes = max(self.bytes, memory_of_tree(self._pid))


def memory_of_tree(pid: int) -> int:
    """Bytes of a process and its descendants, shared pages once (proportional set size; Linux only, else 0)."""
    try:
        processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return 0
    return sum(_proportional_set_size(process.pid) for process in processes)


def _proportional_set_size(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _busy_seconds() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0))


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
