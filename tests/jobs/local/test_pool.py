"""Real worker processes: order of events, stop, pause, crashes, replacement, and that none is left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing.context import SpawnProcess
from pathlib import Path

import psutil
import pytest

from tests.patience import PATIENCE
from tests.shared_pool import bring_to_rest
from workbench.data.cache import prepare
from workbench.data.datasets.registry import dataset_source
from workbench.data.splits import Official
from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event, JobEnded, JobFailed, JobStarted, Outcome
from workbench.events.training import BatchProgress, Described, EpochEnded, Phase, TrainingStarted
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.augment import AugmentJob
from workbench.jobs.types.describe import DescribeJob
from workbench.jobs.types.prepare import PrepareJob
from workbench.jobs.types.train import TrainJob
from workbench.networks.architecture import TrainingSettings
from workbench.runs.trials import TrialSpec
from workbench.settings.augmentation import Augmentation
from workbench.settings.request import Execution, Validation
from workbench.storage.folders import Folders

pytestmark = pytest.mark.slow  # worker processes


def train_job(folders: Folders, model: str = "Image_MLP", target: int = 2, run: str = "run") -> TrainJob:
    """Training on digits, 41 batches an epoch, one batch a step."""
    dataset = prepare(dataset_source("digits"), folders.search_path, folders.cache, lambda what, done, total: None)
    return TrainJob(
        trial=TrialSpec(model, model, TrainingSettings(target, 32, 0.001, "adam"), seed=1),
        dataset=dataset_source("digits").spec,
        data_folder=dataset.folder,
        run_folder=folders.runs / run,
        execution=Execution(threads=1, batches_per_step=1),
        completed=0,
        target=target,
        metrics=("accuracy",),
        validation_metrics=("accuracy",),
    )


def until_ended(pool: LocalPool, number: int, react: Callable[[Event], None] = lambda event: None) -> list[Event]:
    """The events of a job up to its end; ``react`` sees each when it arrives."""
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for event in pool.poll(0.2):
            if event.job == number:
                events.append(event)
                react(event)
                if isinstance(event, JobEnded | JobFailed):
                    return events
    raise AssertionError(f"job {number} did not end; last events: {events[-3:]}")


def until_ready(pool: LocalPool, workers: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(pool.pids) < workers or not pool.ready:
        pool.poll(0.2)
        assert time.monotonic() < deadline, "the workers did not get ready"


def stop_at(pool: LocalPool, phase: Phase) -> Callable[[Event], None]:
    def react(event: Event) -> None:
        if isinstance(event, BatchProgress) and event.phase is phase:
            pool.stop(event.job)

    return react


def until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    while alive := [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]:
        assert time.monotonic() < deadline, f"still alive: {alive}"
        time.sleep(0.1)


def test_events_of_a_training_come_in_order(pool: LocalPool, folders: Folders) -> None:
    events = until_ended(pool, pool.submit(train_job(folders)))
    assert isinstance(events[0], JobStarted)
    assert isinstance(events[1], TrainingStarted)
    assert events[1].history == {} and events[1].train_rows == 1294
    assert events[-1] == JobEnded(events[0].job, "Image_MLP", Outcome.DONE)
    assert [event.epoch for event in events if isinstance(event, EpochEnded)] == [1, 2]
    for epoch in (1, 2):
        steps = [event for event in events if isinstance(event, BatchProgress) and event.epoch == epoch]
        training = [event.done for event in steps if event.phase is Phase.TRAINING]
        assert training == sorted(training) and training[-1] == 1294, "the last one is always told"
        assert [event.done for event in steps if event.phase is Phase.VALIDATING][-1] == 144


def test_stop_within_an_epoch_keeps_what_was_trained(pool: LocalPool, folders: Folders) -> None:
    job = train_job(folders, "Image_CNN", target=50)
    events = until_ended(pool, pool.submit(job), stop_at(pool, Phase.TRAINING))
    assert events[-1] == JobEnded(events[0].job, "Image_CNN", Outcome.STOPPED)
    assert (job.folder / "checkpoint.npz").exists()
    again = until_ended(pool, pool.submit(replace(job, target=1)))
    first = next(event for event in again if isinstance(event, BatchProgress))
    stopped = [event for event in events if isinstance(event, BatchProgress)][-1]
    assert first.epoch == 1 and first.done > stopped.done >= 32, "the epoch goes on where it was stopped"


def test_stop_during_validation(pool: LocalPool, folders: Folders) -> None:
    job = train_job(folders, "Image_RNN", target=50)
    split = Official(Validation(0.5))  # 719 rows, some time to stop
    job = replace(job, trial=replace(job.trial, split=split))
    events = until_ended(pool, pool.submit(job), stop_at(pool, Phase.VALIDATING))
    assert events[-1].outcome is Outcome.STOPPED  # type: ignore[attr-defined]
    assert not [event for event in events if isinstance(event, EpochEnded)]


def test_stop_of_a_waiting_job(folders: Folders, tmp_path: Path) -> None:
    pool = LocalPool(tmp_path / "log")  # never started: nothing can run
    pool._started = True
    number = pool.submit(train_job(folders))
    pool.stop(number)
    assert pool.poll() == [JobEnded(number, "Image_MLP", Outcome.STOPPED)]


@pytest.mark.parametrize("error", [OSError("too many processes"), ImportError("half made")])
def test_workers_that_cannot_be_started_fail_the_job(
    error: Exception, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_: object) -> None:
        raise error

    monkeypatch.setattr(SpawnProcess, "start", start)
    with closing_pool(tmp_path) as pool:
        events = until_ended(pool, pool.submit(train_job(folders)))
    assert isinstance(events[-1], JobFailed) and "No worker process can be started" in events[-1].message


def test_pause_holds_all_heavy_jobs_and_resume_lets_them_go_on(pool: LocalPool, folders: Folders) -> None:
    number = pool.submit(train_job(folders, target=3))
    waiting = -1

    def react(event: Event) -> None:
        nonlocal waiting
        if isinstance(event, EpochEnded) and event.epoch == 1:
            pool.pause()
            waiting = pool.submit(train_job(folders, run="other", target=1))

    until_silent(pool, number, react)
    assert number in pool.running
    assert waiting in pool.waiting
    pool.resume()
    assert isinstance(until_ended(pool, waiting)[-1], JobEnded)
    until_idle(pool)
    assert len(json.loads((folders.runs / "run" / "Image_MLP" / "history.json").read_text())["loss"]) == 3


def until_silent(pool: LocalPool, number: int, react: Callable[[Event], None]) -> None:
    """Until the pool is paused and nothing has come from a job for two seconds."""
    quiet_since = started = time.monotonic()
    while not pool.paused or time.monotonic() - quiet_since < 2:
        for event in pool.poll(0.2):
            if event.job == number:
                quiet_since = time.monotonic()
                react(event)
        assert time.monotonic() - started < PATIENCE


def until_idle(pool: LocalPool) -> None:
    deadline = time.monotonic() + PATIENCE
    while pool.running or pool.waiting:
        pool.poll(0.2)
        assert time.monotonic() < deadline


def test_an_error_for_the_user_has_no_traceback_and_another_one_has(pool: LocalPool, folders: Folders) -> None:
    job = replace(train_job(folders), data_folder=folders.datasets / "nowhere")
    failed = until_ended(pool, pool.submit(job))[-1]
    assert isinstance(failed, JobFailed) and failed.traceback == "" and "nowhere" in failed.message
    rows = prepare(dataset_source("temporal-order"), (), folders.cache, lambda what, done, total: None)
    defect = AugmentJob(rows.source.spec, rows.folder, Augmentation(), draw=1)  # of pictures only
    failed = until_ended(pool, pool.submit(defect, heavy=False))[-1]
    assert isinstance(failed, JobFailed) and "Traceback" in failed.traceback and not failed.worker_died


def test_a_killed_worker_becomes_an_event_and_is_replaced(pool: LocalPool, folders: Folders) -> None:
    until_ready(pool, 3)
    before = set(pool.pids)

    def react(event: Event) -> None:
        if isinstance(event, BatchProgress):
            os.kill(pool.worker_of(event.job) or 0, signal.SIGKILL)

    failed = until_ended(pool, pool.submit(train_job(folders, target=50)), react)[-1]
    assert isinstance(failed, JobFailed) and failed.worker_died and "signal 9" in failed.message
    until_ready(pool, 3)
    assert len(set(pool.pids) - before) == 1
    done = until_ended(pool, pool.submit(train_job(folders, target=1, run="after")))[-1]
    assert done.outcome is Outcome.DONE  # type: ignore[attr-defined]


def test_a_killed_idle_worker_is_replaced(pool: LocalPool) -> None:
    until_ready(pool, 3)
    victim = pool.pids[0]
    os.kill(victim, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while victim in pool.pids:
        pool.poll(0.2)
        assert time.monotonic() < deadline
    until_ready(pool, 3)


def test_light_jobs_do_not_wait_for_a_slot(pool: LocalPool, folders: Folders) -> None:
    heavy = [pool.submit(train_job(folders, "Image_CNN", target=100, run=run)) for run in "ab"]
    light = pool.submit(DescribeJob(("Image_MLP", "Image_CNN"), dataset_source("fashion-mnist").spec), heavy=False)
    described = [event for event in until_ended(pool, light) if isinstance(event, Described)]
    assert {event.network: event.parameters for event in described} == {"Image_MLP": 252_570, "Image_CNN": 241_546}
    assert all("Total params" in event.summary for event in described)
    assert set(heavy) <= {*pool.running, *pool.waiting}
    for number in heavy:
        pool.stop(number)
    until_idle(pool)


def test_a_dataset_is_prepared_in_a_worker(pool: LocalPool, folders: Folders) -> None:
    job = PrepareJob(dataset_source("temporal-order").spec, folders.search_path, folders.cache)
    events = until_ended(pool, pool.submit(job, heavy=False))
    prepared = next(event for event in events if isinstance(event, DatasetPrepared))
    assert (prepared.train_rows, prepared.test_rows) == (4_000, 2_000)
    assert Path(prepared.folder).is_relative_to(folders.cache)


def test_a_job_that_does_not_obey_a_stop_is_ended(folders: Folders, tmp_path: Path) -> None:
    with closing_pool(tmp_path, grace_seconds=0.0) as pool:
        events = until_ended(pool, pool.submit(train_job(folders, "Image_RNN", 9)), stop_at(pool, Phase.TRAINING))
        assert events[-1].outcome is Outcome.STOPPED  # type: ignore[attr-defined]


def test_workers_have_a_lower_priority(pool: LocalPool) -> None:
    until_ready(pool, 3)
    assert all(psutil.Process(pid).nice() > psutil.Process().nice() for pid in pool.pids)


def test_no_worker_is_left_after_close(tmp_path: Path, folders: Folders) -> None:
    with closing_pool(tmp_path) as pool:
        number = pool.submit(train_job(folders, target=1000))
        while number not in pool.running:
            pool.poll(0.1)
        pids = pool.pids
    assert pids
    until_gone(pids)


def test_no_worker_is_left_when_the_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from workbench.jobs.local.pool import LocalPool\n"
        "if __name__ == '__main__':\n"
        "    pool = LocalPool(Path(sys.argv[1]), slots=2)\n"
        "    pool.start()\n"
        "    while len(pool.pids) < 2: time.sleep(0.05)\n"
        "    print(*pool.pids, flush=True)\n"
        "    time.sleep(1000)\n"
    )
    program = tmp_path / "parent.py"
    program.write_text(script)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        [sys.executable, str(program), str(tmp_path / "log")], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(pids) == 2
    until_gone(pids)


@contextmanager
def closing_pool(folder: Path, grace_seconds: float = 10.0) -> Iterator[LocalPool]:
    """A pool of its own with one slot, closed at the end."""
    pool = LocalPool(folder / "workers.log", slots=1, grace_seconds=grace_seconds)
    pool.start()
    yield pool
    pool.close()


@pytest.fixture(autouse=True)
def _idle_pool(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does, the next one finds the shared pool at rest; here it has two slots and a spare worker."""
    if "pool" not in request.fixturenames:
        yield
    else:
        pool: LocalPool = request.getfixturevalue("pool")
        pool.slots = 2  # tests of experiments leave another number
        pool.start()
        yield
        bring_to_rest(pool)


def test_workers_leave_no_temporary_files(folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    pool = LocalPool(tmp_path / "workers.log")
    pool.start()
    until_ended(pool, pool.submit(train_job(folders, target=1)))
    assert any(temporary.rglob("*.py")), "TensorFlow writes the code there that it generates"
    pids = pool.pids
    pool.close()
    until_gone(pids)
    assert not list(temporary.iterdir())
