"""Which job starts where, and how many workers there are: decided from plain values, without a process."""

from itertools import product

import pytest

from workbench.jobs.local.policy import (
    WorkerState,
    may_start,
    surplus_workers,
    wanted_workers,
    worker_for,
    worker_to_retire,
)

LOADING = WorkerState(ready=False, busy=False, threads=None)
FRESH = WorkerState(ready=True, busy=False, threads=None)
IDLE_1 = WorkerState(ready=True, busy=False, threads=1)
IDLE_2 = WorkerState(ready=True, busy=False, threads=2)
BUSY_1 = WorkerState(ready=True, busy=True, threads=1)


@pytest.mark.parametrize(
    ("heavy", "running_heavy", "slots", "paused", "expected"),
    [
        (True, 0, 1, False, True),
        (True, 1, 1, False, False),
        (True, 1, 2, False, True),
        (True, 0, 2, True, False),
        (False, 2, 1, False, True),
        (False, 0, 1, True, True),
    ],
)
def test_heavy_jobs_wait_for_a_slot_and_for_the_end_of_a_pause(
    heavy: bool, running_heavy: int, slots: int, paused: bool, expected: bool
) -> None:
    assert may_start(heavy, running_heavy, slots, paused) is expected


@pytest.mark.parametrize(
    ("workers", "threads", "place"),
    [
        ([], 1, None),
        ([LOADING], 1, None),
        ([BUSY_1], 1, None),
        ([FRESH], 2, 0),
        ([IDLE_1], 2, None),
        ([FRESH, IDLE_1], 1, 1),
        ([IDLE_2, FRESH, IDLE_1], 1, 2),
        ([IDLE_2, FRESH], 1, 1),
    ],
)
def test_a_worker_with_these_threads_goes_before_a_fresh_one(
    workers: list[WorkerState], threads: int, place: int | None
) -> None:
    assert worker_for(workers, threads) == place


@pytest.mark.parametrize(
    ("workers", "place"),
    [
        ([], None),
        ([BUSY_1], None),
        ([BUSY_1, IDLE_2], 1),
        ([IDLE_1, IDLE_2], 0),
        ([IDLE_1, LOADING], None),  # the one that loads will suit
    ],
)
def test_an_idle_worker_makes_room_unless_a_fresh_one_is_on_its_way(
    workers: list[WorkerState], place: int | None
) -> None:
    assert worker_to_retire(workers) == place


def test_a_spare_worker_comes_when_the_others_have_loaded() -> None:
    assert wanted_workers([], 2) == 2
    assert wanted_workers([FRESH, LOADING], 2) == 2
    assert wanted_workers([FRESH, BUSY_1], 2) == 3


def test_surplus_workers_are_idle_ones_beyond_slots_and_spare() -> None:
    assert surplus_workers([FRESH, IDLE_1, BUSY_1], 2) == []
    assert surplus_workers([FRESH, IDLE_1, BUSY_1], 1) == [0]
    assert surplus_workers([BUSY_1, BUSY_1, BUSY_1, IDLE_2], 1) == [3]
    assert surplus_workers([BUSY_1] * 4, 1) == []


def test_no_pool_starts_workers_that_it_would_end_again() -> None:
    for states in product([LOADING, FRESH, IDLE_1, BUSY_1], repeat=3):
        for slots in (1, 2, 3):
            if wanted_workers(states, slots) > len(states):
                assert surplus_workers(states, slots) == []
