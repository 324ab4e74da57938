"""Tables, folders of images and texts of the user's through the whole experiment, with real workers."""

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.patience import PATIENCE
from workbench.data.imports.opening import open_source
from workbench.data.types import DatasetSource
from workbench.events.jobs import Event, JobEnded, JobFailed
from workbench.experiment.experiment import Experiment
from workbench.jobs.job import Job
from workbench.jobs.local.pool import LocalPool
from workbench.jobs.types.inspect import DataChecked, Inspected, InspectJob
from workbench.jobs.types.predict_files import FilesPredicted, PredictFilesJob
from workbench.jobs.types.predict_sample import SamplePredicted, SampleRequest, SampleShown
from workbench.runs.trials import StoredModel
from workbench.session import open_run
from workbench.settings.request import TrainingRequest, WhichWeights
from workbench.storage.folders import Folders

pytestmark = pytest.mark.slow


def make_pictures(folder: Path) -> Path:
    """Dark and bright pictures."""
    random = np.random.default_rng(0)
    for place, name in enumerate(("dark", "bright")):
        (folder / name).mkdir(parents=True)
        for number in range(40):
            pixels = random.integers(0, 90, (12, 12, 3)) + 160 * place
            Image.fromarray(pixels.astype(np.uint8)).save(folder / name / f"{number}.png")
    return folder


def make_texts(folder: Path) -> Path:
    """Texts that a single word tells apart."""
    for name, word in (("pos", "lovely"), ("neg", "dreadful")):
        (folder / name).mkdir(parents=True)
        for number in range(60):
            (folder / name / f"{number}.txt").write_text(f"It was a {word} film, number {number} of mine")
    return folder


@contextmanager
def experiment(pool: LocalPool, folders: Folders, source: DatasetSource) -> Iterator[Experiment]:
    made = Experiment(pool, folders, source)
    yield made
    made.close()
    finish_pool(pool)


def finish_pool(pool: LocalPool) -> list[Event]:
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE
    while pool.running or pool.waiting:
        events += pool.poll(0.2)
        assert time.monotonic() < deadline
    return events


def finish(made: Experiment) -> list[Event]:
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE
    while made.busy:
        events += made.poll(0.2)
        assert time.monotonic() < deadline
    assert not [event for event in events if isinstance(event, JobFailed)]
    return events


def answers(pool: LocalPool, job: Job) -> list[Event]:
    number = pool.submit(job)
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE
    while not any(isinstance(event, JobEnded) and event.job == number for event in events):
        events += pool.poll(0.2)
        assert time.monotonic() < deadline
    return events


def predicted_classes(
    pool: LocalPool, folders: Folders, source: DatasetSource, weights: Path, model: str, files: Sequence[Path]
) -> list[str]:
    job = PredictFilesJob(
        models=(StoredModel(model, model),),
        dataset=source.spec,
        folder=weights,
        of_run=False,
        which=WhichWeights.LAST,
        files=tuple(files),
        search_path=folders.search_path,
    )
    found = next(event for event in answers(pool, job) if isinstance(event, FilesPredicted))
    return [found.classes[int(np.argmax(row))] for row in found.probabilities]


def test_texts_are_trained_shown_reopened_and_predicted(pool: LocalPool, folders: Folders, tmp_path: Path) -> None:
    model = "Sequential_MLP"
    source = open_source(str(make_texts(tmp_path / "films")), folders)
    with experiment(pool, folders, source) as made:
        made.train([model], TrainingRequest(epochs=12, batch_size=8, learning_rate=0.01))
        finish(made)
        made.test([model])
        finish(made)
        test = made.competitors[model].test
        assert test is not None and test.values["accuracy"] == 1.0
        made.samples.predict([model], SampleRequest(text="what a lovely, unheard thing"))
        events = finish(made)
        shown = next(event for event in events if isinstance(event, SampleShown))
        assert shown.text == "… a lovely … …"
        predicted = next(event for event in events if isinstance(event, SamplePredicted))
        assert int(np.argmax(predicted.probabilities)) == source.class_names.index("pos")
        made.save_weights([model], "mine")
        finish(made)
        assert made.run is not None
        run = made.run.folder
    weights = next(folders.weights.rglob(f"{model}.weights.h5")).parent
    shutil.rmtree(tmp_path / "films")
    (tmp_path / "new.txt").write_text("Dreadful!")
    assert predicted_classes(pool, folders, source, weights, model, [tmp_path / "new.txt"]) == ["neg"]
    again = open_run(pool, folders, run)
    assert again.source == source and again.competitors[model].test == test
    again.close()
    finish_pool(pool)


def test_pictures_are_trained_and_predicted(pool: LocalPool, folders: Folders, tmp_path: Path) -> None:
    model = "Image_MLP"
    source = open_source(str(make_pictures(tmp_path / "light")), folders)
    with experiment(pool, folders, source) as made:
        made.train([model], TrainingRequest(epochs=30, batch_size=8))
        finish(made)
        made.test([model])
        finish(made)
        test = made.competitors[model].test
        assert test is not None and test.values["accuracy"] == 1.0
        made.samples.predict([model], SampleRequest(file=tmp_path / "light" / "dark" / "3.png"))
        shown = next(event for event in finish(made) if isinstance(event, SampleShown))
        assert shown.pixels_shape == (12, 12, 3)
        made.save_weights([model], "mine")
        finish(made)
    weights = next(folders.weights.rglob(f"{model}.weights.h5")).parent
    Image.new("RGB", (50, 70), "white").save(tmp_path / "new.jpg")
    assert predicted_classes(pool, folders, source, weights, model, [tmp_path / "new.jpg"]) == ["bright"]


@pytest.mark.parametrize("make", [make_pictures, make_texts])
def test_a_worker_looks_at_a_folder(pool: LocalPool, tmp_path: Path, make: object) -> None:
    folder = make(tmp_path / "set")  # type: ignore[operator]
    events = answers(pool, InspectJob(path=folder, options="", name="mine"))
    found = next(event for event in events if isinstance(event, Inspected))
    assert found.recipe.name == "mine" and len(found.recipe.class_names) == 2 and found.preview.notes
    checked = next(event.report for event in events if isinstance(event, DataChecked))
    assert (sum(checked.train), sum(checked.test)) == found.recipe.sizes
    assert events.index(found) < next(n for n, event in enumerate(events) if isinstance(event, DataChecked))


def make_table(path: Path) -> Path:
    """Two numbers that tell the classes apart, and a category that does not."""
    random = np.random.default_rng(5)
    rows = [
        f"{random.normal(4 * (number % 2)):.4f};{random.normal():.4f};{'xyz'[number % 3]};{'ab'[number % 2]}\n"
        for number in range(80)
    ]
    path.write_text("length;width;colour;species\n" + "".join(rows).replace(".", ","))
    return path


def test_a_run_of_a_table_is_reopened_trained_further_and_predicts(
    pool: LocalPool, folders: Folders, tmp_path: Path
) -> None:
    model = "Tabular_MLP"
    table = make_table(tmp_path / "flowers.csv")
    source = open_source(str(table), folders)
    with experiment(pool, folders, source) as made:
        made.train([model], TrainingRequest(epochs=2, batch_size=8))
        finish(made)
        assert made.run is not None
        run = made.run.folder
    again = open_run(pool, folders, run)
    assert again.source == source and again.source.key == source.key
    assert again.competitors[model].completed == 2
    again.train([model], TrainingRequest(epochs=38, batch_size=8, learning_rate=0.01))
    finish(again)
    again.test([model])
    finish(again)
    test = again.competitors[model].test
    assert test is not None and (test.values["accuracy"] or 0) > 0.8
    assert again.competitors[model].completed == 40
    (tmp_path / "new.csv").write_text("width,length\n0,-3\n0,7\n")
    again.samples.predict_files([model], [tmp_path / "new.csv"], WhichWeights.LAST)
    events = events_of(again)
    (failed,) = [event for event in events if isinstance(event, JobFailed)]
    assert "colour" in failed.message
    (tmp_path / "new.csv").write_text("width,colour,length\n0,x,-3\n0,y,7\n")
    again.samples.predict_files([model], [tmp_path / "new.csv"], WhichWeights.LAST)
    found = next(event for event in finish(again) if isinstance(event, FilesPredicted))
    assert [found.classes[int(np.argmax(row))] for row in found.probabilities] == ["a", "b"]
    again.samples.predict([model], SampleRequest(text="-3,0; 0; x"))
    events = finish(again)
    shown = next(event for event in events if isinstance(event, SampleShown))
    assert shown.features == (("length", -3.0), ("width", 0.0), ("colour", "x")) and shown.title == "your row"
    predicted = next(event for event in events if isinstance(event, SamplePredicted))
    np.testing.assert_allclose(predicted.probabilities, found.probabilities[0], rtol=1e-5)
    again.samples.predict([model], SampleRequest(text="-3; 0; violet"))
    (failed,) = [event for event in events_of(again) if isinstance(event, JobFailed)]
    assert "violet" in failed.message and "x, y, z" in failed.advice
    again.close()
    finish_pool(pool)


def test_a_run_whose_table_has_changed_says_so_and_its_networks_still_predict(
    pool: LocalPool, folders: Folders, tmp_path: Path
) -> None:
    model = "Tabular_MLP"
    table = make_table(tmp_path / "flowers.csv")
    with experiment(pool, folders, open_source(str(table), folders)) as made:
        made.train([model], TrainingRequest(epochs=1))
        finish(made)
        assert made.run is not None
        run = made.run.folder
    table.write_text(table.read_text() + "1,5;0,5;x;a\n")
    again = open_run(pool, folders, run)
    again.train([model], TrainingRequest(epochs=1))
    failures = [event for event in events_of(again) if isinstance(event, JobFailed)]
    assert len(failures) == 1 and "has changed" in failures[0].message
    again.samples.predict_files([model], [table], WhichWeights.LAST)
    found = next(event for event in finish(again) if isinstance(event, FilesPredicted))
    assert len(found.samples) == 81
    again.close()
    finish_pool(pool)


def events_of(made: Experiment) -> list[Event]:
    """All events until the experiment is at rest, failures among them."""
    events: list[Event] = []
    deadline = time.monotonic() + PATIENCE
    while made.busy:
        events += made.poll(0.2)
        assert time.monotonic() < deadline
    return events
