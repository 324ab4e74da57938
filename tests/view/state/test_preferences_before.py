"""The window shows what the version before remembered, and remembers the same."""

import json
import shutil
from pathlib import Path

import pytest

from tests.view.conftest import Hands, watch_for_trouble
from tests.view.fake_pool import FakePool
from workbench.settings.early_stopping import Monitor
from workbench.storage.folders import Folders
from workbench.view.state.preferences import FILE
from workbench.view.window.view import View

BEFORE = Path(__file__).parents[2] / "fixtures" / "before" / "preferences"


@pytest.mark.parametrize("version", ["", "earlier"])
@pytest.mark.usefixtures("display")
def test_all_that_was_remembered_is_there_again(version: str, settings_folder: Path, folders: Folders) -> None:
    shutil.copy(BEFORE / version / FILE, settings_folder / FILE)
    stored = json.loads((settings_folder / FILE).read_text())
    pool = FakePool()
    view = View(pool, folders)
    trouble = watch_for_trouble(view)
    Hands(view).wait(lambda: pool.started)
    experiment, selection = view.experiment, view.selection
    assert view.mode.get() == "dark" and view.scaling.get() == "125"
    assert {name: variable.get() for name, variable in selection.entries.items()}.items() <= stored["entries"].items()
    assert experiment.source.classes == tuple(stored.get("classes", "").split())
    request = selection.request()
    assert (request.epochs, request.batch_size, request.optimizer) == (12, 24, "rmsprop")
    if version == "":
        assert experiment.quartet.name == "scratch2" and request.thesis_settings
        assert request.early_stopping is not None and request.early_stopping.monitor is Monitor.TRAINING_ERROR
        assert selection.ticked(experiment.competitors) == ("S5_dropout", "S7_augmented", "S8_early_stopping")
    view.close()
    written = json.loads((settings_folder / FILE).read_text())
    for name in ("theme", "scaling", "dataset"):
        assert written[name] == stored[name]
    assert stored["ticks"].items() <= written["ticks"].items()
    settings = stored.get("settings", {"/optimizer": "rmsprop"})
    renamed = {name.replace("augmentation.share", "augmentation.fraction"): value for name, value in settings.items()}
    assert renamed.items() <= written["settings"].items()
    assert not trouble
