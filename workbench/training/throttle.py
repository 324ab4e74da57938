"""Progress a few times a second."""

import time

PROGRESS_SECONDS = 0.1


class Throttle:
    """Lets through at most ten a second, and always the last one."""

    def __init__(self) -> None:
        self._next = 0.0

    def passes(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if done != total and now < self._next:
            return False
        self._next = now + PROGRESS_SECONDS
        return True
