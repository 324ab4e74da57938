"""Reading many files side by side, in their order, without holding more than a few results."""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Source = TypeVar("Source")
Result = TypeVar("Result")


def in_order(read: Callable[[Source], Result], sources: Sequence[Source], ahead: int = 16) -> Iterator[Result]:
    """``read(source)`` of each source, in their order, computed by one thread a core, at most eight.

    An exception of ``read`` is raised here. Whoever stops to ask for results (an exception in the loop) ends the work:
    close the iterator, or let it go out of scope.

    Args:
        ahead: sources a thread that are read, or wait, before their turn.
    """
    count = min(8, os.cpu_count() or 1)
    rest = iter(sources)
    pool = ThreadPoolExecutor(count)
    try:
        waiting: deque[Future[Result]] = deque(pool.submit(read, source) for source in islice(rest, count * ahead))
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(pool.submit(read, source) for source in islice(rest, 1))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
