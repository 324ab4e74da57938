"""Closing the window with workers of its own."""

import psutil
import pytest

from tests.view.conftest import Hands
from workbench.jobs.local.pool import LocalPool
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
