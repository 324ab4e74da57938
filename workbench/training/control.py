"""Stop and pause, asked for by another thread, obeyed between two batches."""

import threading


class Stopped(Exception):
    """The user asked to stop."""


class Control:
    """Flags that the receiving thread sets and the working thread looks at."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._running = threading.Event()
        self._running.set()

    def stop(self) -> None:
        self._stop.set()
        self._running.set()

    def pause(self) -> None:
        if not self._stop.is_set():
            self._running.clear()

    def resume(self) -> None:
        self._running.set()

    def check(self) -> bool:
        """Wait while paused; raise `Stopped` when asked to stop. True if it has waited."""
        waited = not self._running.is_set()
        self._running.wait()
        if self._stop.is_set():
            raise Stopped
        return waited
