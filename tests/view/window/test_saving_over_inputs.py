"""Nothing that is saved in the window is written over what the experiment reads."""

from pathlib import Path

import pytest

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.runs.run_file import RUN_FILE
from workbench.view.commands.saving import save_confusion, save_console, save_curves, save_numbers
from workbench.view.window.view import View


def test_curves_matrices_numbers_and_console(
    view: View, hands: Hands, pool: FakePool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.selection.entries["epochs"].set("1")
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.content.toolbar.test.instate(["disabled"]))
    hands.press(view.content.toolbar.test)
    pool.finish_tests()
    hands.wait(lambda: not view.experiment.busy)
    assert view.experiment.run is not None
    record = view.experiment.run.folder / RUN_FILE
    picture = view.experiment.run.folder / "Image_CNN" / "picture.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(b"kept")
    before = record.read_bytes()
    saves = {save_curves: picture, save_confusion: picture, save_numbers: record, save_console: record}
    for save, path in saves.items():
        monkeypatch.setattr("tkinter.filedialog.asksaveasfilename", lambda path=path, **_: str(path))
        texts = hands.answer("Close")
        view.actions.save(save)
        assert "is read here" in texts[0], save.__name__
    assert record.read_bytes() == before and picture.read_bytes() == b"kept"
