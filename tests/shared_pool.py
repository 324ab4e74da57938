"""The workers that all tests of a process share, lent to a test as if they were its alone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from workbench import session
from workbench.jobs.local.pool import LocalPool


def bring_to_rest(pool: LocalPool) -> None:
    """Stop all jobs and wait until they have ended."""
    for number in (*pool.waiting, *pool.running):
        pool.stop(number)
    pool.resume()
    end = time.monotonic() + PATIENCE
    while pool.waiting or pool.running:
        pool.poll(0.1)
        assert time.monotonic() < end, f"jobs do not end: {pool.waiting}, {pool.running}"


@contextmanager
def lent(pool: LocalPool) -> Iterator[LocalPool]:
    """A pool that is at rest when it is closed, but goes on; a command that makes a pool for itself gets this one."""

    def lend(_: Path, slots: int) -> LocalPool:
        pool.slots = slots
        return pool

    slots = pool.slots
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "LocalPool", lend)
        patch.setattr(pool, "close", lambda: bring_to_rest(pool))
        yield pool
        bring_to_rest(pool)
    pool.slots = slots
