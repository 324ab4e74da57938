"""A table in a file of each type is opened in the window, trained, and new files of that type are predicted."""

from pathlib import Path
from tkinter import filedialog

import pytest

from tests.data.imports.tables.made_tables import WRITERS, flowers
from tests.view.conftest import Hands
from workbench.experiment.competitor import ModelState
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.predict_files import PredictFilesDialog
from workbench.view.importing.dialog import ImportDialog
from workbench.view.importing.table_page import TablePage
from workbench.view.window.view import View

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".arff", ".tab", ".jsonl", ".feather", ".npz", ".csv.gz"])
def test_opened_trained_and_predicted(
    real_view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    view, hands = real_view, Hands(real_view)
    path, new = tmp_path / f"flowers{suffix}", tmp_path / f"new{suffix}"
    WRITERS[suffix](path, flowers())
    WRITERS[suffix](new, flowers(7))

    def look(dialog: Dialog) -> None:
        assert isinstance(dialog, ImportDialog)
        hands.wait(lambda: dialog._ok.instate(["!disabled"]))
        assert isinstance(dialog.page, TablePage)
        assert dialog.page.rows.value("label") in ("species", "y")
        dialog._ok.invoke()
        hands.wait(lambda: not dialog.winfo_exists())

    def predicted(dialog: Dialog) -> None:
        assert isinstance(dialog, PredictFilesDialog)
        hands.wait(lambda: dialog.save.instate(["!disabled"]))
        assert len(dialog.table.get_children()) == 7
        dialog.cancel()

    hands.next_dialog(look)
    view.actions.imports.open(path)
    hands.wait(lambda: view.experiment.prepared is not None and not view.experiment.busy)
    assert view.experiment.source.sizes == (48, 12)
    for name in view.experiment.competitors:
        view.selection.model(name).set(name == "Tabular_MLP")  # the others see no difference between types of files
    hands.type(view.content.toolbar.entries["epochs"].entry, "1")
    hands.press(view.content.toolbar.train)
    hands.wait(lambda: not view.experiment.busy)
    assert view.experiment.competitors["Tabular_MLP"].state is ModelState.TRAINED
    monkeypatch.setattr(filedialog, "askopenfilenames", lambda **_: (str(new),))
    hands.next_dialog(predicted)
    view.actions.predict_files()
