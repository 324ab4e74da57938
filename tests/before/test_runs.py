"""Runs that the version before wrote open, go on, and give the same numbers when they are repeated."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from tests.before.fixtures import (
    BEFORE,
    QUARTETS,
    RUNS,
    copy_of_run,
    digests,
    finish,
    read,
    request_of,
    same_bits_are_promised,
)
from tests.view.fake_pool import FakePool
from workbench.experiment.competitor import ModelState
from workbench.experiment.experiment import Experiment
from workbench.jobs.local.pool import LocalPool
from workbench.runs.run import Run
from workbench.runs.run_list import Accuracy, list_runs
from workbench.session import open_run, repeat_run
from workbench.storage.folders import Folders


@pytest.fixture
def closing() -> Iterator[list[Experiment]]:
    """Experiments that are closed after the test."""
    experiments: list[Experiment] = []
    yield experiments
    for experiment in experiments:
        experiment.close()


def numbers(values: Iterable[float | None]) -> list[float]:
    return [math.nan if value is None else value for value in values]


def check_numbers(ours: Path, fixture: Path, recorded: Mapping[str, Any]) -> None:
    """The same bits where they are promised, else the same numbers but for rounding.

    Args:
        ours, fixture: a network's folder, and that of the fixture.
        recorded: digest, history and test of the fixture.
    """
    history, test = read(ours / "history.json"), read(ours / "test.json")
    if same_bits_are_promised(recorded["digest"], read(fixture.parent / "run.json")["versions"]):
        assert digests(ours) == {name: recorded["digest"][name] for name in digests(ours)}
        assert (history, test["values"]) == (recorded["history"], recorded["test"]["values"])
        return
    assert history.keys() == recorded["history"].keys()
    for name, values in recorded["history"].items():
        assert numbers(history[name]) == pytest.approx(numbers(values), rel=0.02, abs=0.02, nan_ok=True), name
    assert test["values"] == pytest.approx(recorded["test"]["values"], rel=0.02, abs=0.02)


def test_all_are_listed_without_damage(tmp_path: Path) -> None:
    for name in RUNS:
        copy_of_run(name, tmp_path)
    runs = {run.folder.name: run for run in list_runs(tmp_path)}
    assert set(runs) == set(RUNS) and not any(run.damage for run in runs.values())
    tested = read(BEFORE / "runs/image/Image_CNN/test.json")
    accuracy = Accuracy(tested["values"]["accuracy"], tested["which"], tested["epoch"])
    assert runs["image"].accuracies == {"Image_CNN": accuracy}


@pytest.mark.parametrize("name", RUNS)
def test_each_opens_with_what_was_known(name: str, folders: Folders, tmp_path: Path) -> None:
    run = copy_of_run(name, tmp_path)
    written = read(run / "run.json")
    experiment = open_run(cast(LocalPool, FakePool()), folders, run)
    assert (experiment.source.name, experiment.quartet.name) == (written["dataset"], written["quartet"])
    assert (experiment.seed, experiment.validation.fraction) == (written["seed"], written["validation"]["fraction"])
    tested = {path.parent.name for path in run.glob("*/test.json")}
    for competitor in experiment.competitors.values():
        assert (competitor.test is not None) is (competitor.name in tested)
        if competitor.test is not None:
            assert competitor.test.values == read(run / competitor.name / "test.json")["values"]
            assert competitor.settings is not None and competitor.target > 0
    assert read(run / "run.json") == written, "a run that is only looked at stays as it is"


def test_what_was_stopped_is_known(folders: Folders, tmp_path: Path) -> None:
    experiment = open_run(cast(LocalPool, FakePool()), folders, copy_of_run("whole", tmp_path))
    mlp, cnn = experiment.competitors["Tabular_MLP"], experiment.competitors["Tabular_CNN"]
    assert (mlp.completed, mlp.target, mlp.partial, mlp.state) == (5, 5, False, ModelState.TESTED)
    assert (cnn.completed, cnn.target, cnn.partial) == (6, 7, True)


@pytest.mark.slow
def test_a_stopped_run_goes_on(pool: LocalPool, folders: Folders, tmp_path: Path, closing: list[Experiment]) -> None:
    run = copy_of_run("whole", tmp_path)
    closing.append(experiment := open_run(pool, folders, run))
    assert experiment.train_on(list(experiment.competitors)) == ("Tabular_CNN",)
    finish(experiment)
    experiment.test(["Tabular_CNN"])
    finish(experiment)
    continued = read(BEFORE / "runs/whole/Tabular_CNN/continued.json")
    check_numbers(run / "Tabular_CNN", BEFORE / "runs/whole/Tabular_CNN", continued)
    assert json.loads((run / "run.json").read_text())["version"] == 2, "it is written as this version does"


@pytest.mark.slow
@pytest.mark.parametrize("name", [*QUARTETS, "settings", "settings-images"])
def test_a_repetition_gives_the_same_bits(
    name: str, pool: LocalPool, folders: Folders, tmp_path: Path, closing: list[Experiment]
) -> None:
    before = Run.open(copy_of_run(name, tmp_path))
    closing.append(experiment := repeat_run(pool, folders, before))
    for training in before.settings.trainings:
        experiment.train(list(training.models), request_of(training))
        finish(experiment)
    names = list(before.settings.trainings[-1].models)
    experiment.test(names)
    finish(experiment)
    assert experiment.run is not None
    for ours, theirs in zip(experiment.run.settings.trainings, before.settings.trainings, strict=True):
        targets = {model: training.target for model, training in ours.models.items()}  # an early stop changes them
        assert ours.models == {name: replace(model, target=targets[name]) for name, model in theirs.models.items()}
    for model in names:
        fixture = BEFORE / "runs" / name / model
        recorded = {what: read(fixture / f"{what}.json") for what in ("digest", "history", "test")}
        check_numbers(experiment.run.folder / model, fixture, recorded)
