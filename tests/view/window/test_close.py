"""Closing the window with workers of its own."""

import psutil
import pytest

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.events.jobs import Outcome
from workbench.experiment.competitor import ModelState
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.train import TrainJob
from workbench.storage.folders import Folders
from workbench.view.window.view import View


@pytest.fixture
def real_pool(real_folders: Folders) -> LocalPool:
    """Workers that end with the window."""
    return LocalPool(real_folders.logs / "workers.log")


@pytest.mark.slow
def test_close_during_training_leaves_no_process(real_view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    view, hands = real_view, Hands(real_view)
    view.selection.entries["epochs"].set("500")
    hands.press(view.content.toolbar.train)
    hands.wait(lambda: any(competitor.completed >= 2 for competitor in view.experiment.competitors.values()))
    run = view.experiment.run
    assert run is not None
    workers = [psutil.Process(pid) for pid in view.pool.pids]
    closed: list[bool] = []
    close = view.close

    def note_close() -> None:
        close()
        closed.append(True)

    monkeypatch.setattr(view, "close", note_close)
    hands.answer("Stop and quit")
    view.actions.quit()
    hands.wait(lambda: bool(closed))
    assert not [process for process in workers if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    assert "epoch   2/500" in (run.folder / "console.txt").read_text()


def test_what_stops_already_is_not_asked_about_again(
    view: View, hands: Hands, pool: FakePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.press(view.content.toolbar.train)
    pool.run_epochs()
    hands.rest(0.1)
    monkeypatch.setattr(pool, "stop", lambda number: None)  # the worker needs a while
    hands.answer("Stop and quit")
    view.actions.quit()
    assert {each.state for each in view.experiment.competitors.values()} == {ModelState.STOPPING}
    view.actions.quit()  # a question would wait for ever
    assert not pool.closed
    for number in pool.of(TrainJob):
        pool.end(number, Outcome.STOPPED)
    hands.wait(lambda: pool.closed or not view.root.winfo_exists())
