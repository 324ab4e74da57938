"""The record of a run that several programs write."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.events.data import DatasetPrepared
from workbench.runs.run import Run
from workbench.runs.run_file import read_run_file

BEFORE = Path(__file__).parents[1] / "fixtures" / "before" / "runs" / "whole"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(BEFORE, tmp_path / "run")


def test_what_another_program_has_entered_meanwhile_stays(folder: Path) -> None:
    here, there = Run.open(folder), Run.open(folder)
    before = here.settings.trainings
    second, third = replace(before[0], started="2026-01-02T00:00:00"), replace(before[0], started="2026-01-03T00:00:00")
    there.note_training(second)
    here.note_training(third)
    there.note_loaded({"Tabular_RNN": Path("a.weights.h5")})
    assert read_run_file(folder).trainings == (*before, second, third) == there.settings.trainings
    here.note_loaded({"Tabular_CNNx": Path("b.weights.h5")})
    assert read_run_file(folder).loaded == {"Tabular_RNN": "a.weights.h5", "Tabular_CNNx": "b.weights.h5"}


def test_other_data_stand_beside_those_of_before(folder: Path) -> None:
    run = Run.open(folder)
    before = run.settings.data
    assert before is not None and run.settings.earlier_data == ()
    same = DatasetPrepared(1, "", "breast-cancer", "here", before.fingerprint, before.train_rows, before.test_rows, ())
    assert not run.note_data(same) and run.settings.data == before
    assert run.note_data(replace(same, fingerprint="f" * 64, train_rows=7))
    settings = read_run_file(folder)
    assert settings.earlier_data == (before,) and settings.data is not None and settings.data.train_rows == 7
    assert not run.note_data(replace(same, fingerprint="f" * 64, train_rows=7))
