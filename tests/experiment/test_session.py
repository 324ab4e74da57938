"""What the window and the command line do alike with recorded runs."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from tests.view.fake_pool import FakePool
from workbench.errors import UserError
from workbench.jobs.local.pool import LocalPool
from workbench.runs.run import Run
from workbench.runs.run_file import write_run_file
from workbench.runs.run_settings import library_versions
from workbench.session import continue_training, open_run, version_changes
from workbench.storage.folders import Folders

BEFORE = Path(__file__).parents[1] / "fixtures" / "before" / "runs"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run.open(shutil.copytree(BEFORE / "whole", tmp_path / "whole"))


def test_what_was_trained_goes_on(run: Run, folders: Folders) -> None:
    experiment = open_run(cast(LocalPool, FakePool()), folders, run.folder)
    assert continue_training(experiment) == ("Tabular_CNN",)
    assert [training.models["Tabular_CNN"].target for training in Run.open(run.folder).settings.trainings[2:]] == [7, 7]


def test_a_run_in_which_nothing_was_trained_cannot_go_on(run: Run, folders: Folders) -> None:
    write_run_file(run.folder, replace(run.settings, trainings=()))
    experiment = open_run(cast(LocalPool, FakePool()), folders, run.folder)
    with pytest.raises(UserError, match="nothing to go on with"):
        continue_training(experiment)


def test_other_libraries_are_named(run: Run) -> None:
    now = library_versions()
    assert version_changes(replace(run, settings=replace(run.settings, versions=now))) == ""
    other = replace(run.settings, versions=now | {"workbench": "0.0.1", "keras": "3.0.0"})
    assert f"keras 3.0.0 (now {now['keras']})" in version_changes(replace(run, settings=other))
    assert "workbench" not in version_changes(replace(run, settings=other))
