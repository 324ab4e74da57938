"""A job as JSON, in a fresh process, gives what it gives here: one test for each job type."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import workbench
from workbench.data.cache import prepare
from workbench.data.datasets.registry import dataset_source
from workbench.data.imports.recipe_json import recipe_text
from workbench.data.types import silent
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.jobs.job import Job, JobContext, job_from_json, job_to_json, load_job_types
from workbench.jobs.types.augment import AugmentJob
from workbench.jobs.types.check_weights import CheckWeightsJob
from workbench.jobs.types.describe import DescribeJob
from workbench.jobs.types.export import ExportJob
from workbench.jobs.types.inspect import Inspected, InspectJob
from workbench.jobs.types.load_weights import LoadWeightsJob
from workbench.jobs.types.predict_files import PredictFilesJob
from workbench.jobs.types.predict_sample import PredictSampleJob, SampleRequest
from workbench.jobs.types.prepare import PrepareJob
from workbench.jobs.types.save_weights import SaveWeightsJob
from workbench.jobs.types.test import TestJob
from workbench.jobs.types.train import TrainJob
from workbench.runs.trials import StoredModel, TrialSpec
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping
from workbench.settings.request import Execution, WhichWeights
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import TrainingSettings
from workbench.storage.atomic import read_arrays
from workbench.training.control import Control

MODEL = "Tabular_MLP"
SETTINGS = TrainingSettings(
    2, 64, 0.01, "adam", schedule=Schedule(ScheduleKind.COSINE, every=3), early_stopping=EarlyStopping(5), l2=1e-4
)
ROOT = Path(workbench.__file__).parents[1]
RUN = """
import os, pickle, sys
os.environ["KERAS_BACKEND"] = "tensorflow"
from workbench.jobs.job import JobContext, job_from_json
from workbench.training.control import Control
from workbench.training.keras_trainable import configure_tensorflow
configure_tensorflow(threads=1)
events = []
for line in sys.stdin:
    job_from_json(line).run(JobContext(1, events.append, Control()))
sys.stdout.buffer.write(b"EVENTS" + pickle.dumps(events))
"""


def jobs(place: Path) -> dict[type[Job], Job]:
    """One job of each type, in an order in which each finds what it needs, all files below ``place``."""
    source = dataset_source("breast-cancer")
    digits = prepare(dataset_source("digits"), (), place / "cache", silent)
    data = prepare(source, (), place / "cache", silent).folder
    table = place / "table.csv"
    table.write_text("width,kind\n" + "".join(f"{number}.5,{'ab'[number % 2]}\n" for number in range(40)))
    common: dict[str, Any] = {
        "trial": TrialSpec("first", MODEL, SETTINGS, seed=4),
        "dataset": source.spec,
        "run_folder": place / "run",
        "execution": Execution(1, 1),
    }
    model = StoredModel("first", MODEL)
    rows = place / "rows.csv"
    rows.write_text(",".join(source.feature_names) + "\n" + ",".join(["1.5"] * 30) + "\n")
    last = WhichWeights.LAST
    found: list[Event] = []
    InspectJob(table, "", "mine").run(JobContext(0, found.append, Control()))
    recipe = next(event.recipe for event in found if isinstance(event, Inspected))
    return {
        type(job): job
        for job in (
            PrepareJob(source.spec, (), place / "cache"),
            DescribeJob((MODEL, "Tabular_RNN"), source.spec),
            TrainJob(**common, data_folder=data, completed=0, target=2, metrics=("f1",), validation_metrics=("f1",)),
            TestJob(**common, data_folder=data, which=last),
            SaveWeightsJob(**common, which=last, target=place / "weights", fingerprint="f", versions={"keras": "3"}),
            CheckWeightsJob("second", MODEL, source.spec, place / "weights" / "first.weights.h5"),
            LoadWeightsJob(
                **common | {"trial": replace(common["trial"], id="second")},
                data_folder=data,
                path=place / "weights" / "first.weights.h5",
            ),
            PredictSampleJob((model,), source.spec, data, place / "run", last, SampleRequest(index=3), ()),
            PredictFilesJob((model,), source.spec, place / "run", True, last, (rows,), ()),
            AugmentJob(digits.source.spec, digits.folder, Augmentation(rotation=20.0, flip=True), draw=5),
            InspectJob(table, "", "mine"),
            ExportJob(recipe_text(recipe), place / "exported"),
        )
    }


def test_every_job_type_is_tried_here(tmp_path: Path) -> None:
    load_job_types()
    tried = {job.__name__ for job in jobs(tmp_path)}
    assert tried == {name for name, job in Job.types.items() if job.__module__.startswith("workbench.jobs.types.")}


def test_a_job_comes_back_equal(tmp_path: Path) -> None:
    for job in jobs(tmp_path).values():
        text = job_to_json(job)
        assert job_from_json(text) == job and json.loads(text)["job"] == type(job).__name__


@pytest.mark.slow
@pytest.mark.usefixtures("tensorflow")
def test_in_a_fresh_process_each_gives_the_same_bits(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    events: list[Event] = []
    for job in jobs(here).values():
        job.run(JobContext(1, events.append, Control()))
    lines = "\n".join(job_to_json(job) for job in jobs(there).values())
    process = subprocess.run(
        [sys.executable, "-c", RUN], input=lines.encode(), cwd=ROOT, check=False, capture_output=True
    )
    assert process.returncode == 0, process.stderr.decode()
    import pickle

    others = pickle.loads(process.stdout.partition(b"EVENTS")[2])
    compared = [comparable(event, here) for event in events], [comparable(event, there) for event in others]
    assert compared[0] == compared[1]
    for name in ("run/first/checkpoint.npz", "run/second/checkpoint.npz", "run/first/test_scores.npz"):
        (mine, _), (theirs, _) = read_arrays(here / name), read_arrays(there / name)
        assert mine.keys() == theirs.keys()
        for key in mine:
            np.testing.assert_array_equal(mine[key], theirs[key])
    written = [path.relative_to(here) for folder in ("weights", "exported") for path in (here / folder).iterdir()]
    assert {path.suffix for path in written} >= {".h5", ".csv"}
    for file in written:
        if file.suffix != ".json":  # those hold dates and paths
            assert (here / file).read_bytes() == (there / file).read_bytes(), file


def comparable(event: Event, place: Path) -> str:
    """An event without what is another one each time: times, moments of progress, the place of the files."""
    values = {
        field.name: getattr(event, field.name)
        for field in fields(event)
        if field.name not in ("seconds", "note")
        and type(event).__name__ not in ("BatchProgress", "PreparationProgress")
    }
    return f"{type(event).__name__} {values}".replace(str(place), "PLACE")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda values: values | {"job": "DeleteJob"},
        lambda values: values | {"job": ["TrainJob"]},
        lambda values: values | {"values": 3},
        lambda values: {"job": "DescribeJob", "values": {"networks": 3}},
        lambda values: {"job": "DescribeJob", "values": {}},
    ],
)
def test_what_is_no_job_is_refused(spoil: Callable[[dict[str, Any]], dict[str, Any]], tmp_path: Path) -> None:
    text = job_to_json(jobs(tmp_path)[DescribeJob])
    with pytest.raises(UserError) as caught:
        job_from_json(json.dumps(spoil(json.loads(text))))
    assert "same version" in caught.value.advice
