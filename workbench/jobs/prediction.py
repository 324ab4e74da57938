"""The predict job: one sample through several networks."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from workbench.data.cache import open_prepared
from workbench.data.files.locate import optional_file
from workbench.data.preprocessing import Preprocessing, apply
from workbench.data.sample_files import read_sample, shown_features
from workbench.data.types import Dataset, DatasetSource, Kind, Samples, Sequences
from workbench.data.vocabulary import WORDS_FILE
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.jobs.data_events import SamplePredicted, SampleShown
from workbench.jobs.jobs import PredictJob, SampleRequest
from workbench.networks.architecture import InputForm, NetworkInput
from workbench.training.built_model import network_input, restored_model
from workbench.training.checkpoint import FILE_NAME
from workbench.training.protocol import Trainable


def predict_sample(number: int, job: PredictJob, emit: Callable[[Event], None]) -> None:
    """Show the sample, then each network's class probabilities."""
    dataset = open_prepared(job.source, job.data_folder)
    learned_words = dataset.folder / WORDS_FILE
    word_index = learned_words if learned_words.exists() else optional_file(dataset.source, job.search_path)
    title, samples, index, true_class = _sample(dataset, job.sample, word_index)
    emit(_shown(number, title, dataset.source, samples, index, true_class, word_index))
    for name in job.networks:
        checkpoint = job.run_folder / name / FILE_NAME
        modified = checkpoint.stat().st_mtime_ns if checkpoint.exists() else 0
        trainable, preprocessing, form = _ready(name, network_input(job.source), checkpoint, modified, job.which)
        scores = trainable.predict(apply(preprocessing, samples, np.array([index]), form))
        emit(SamplePredicted(number, name, probabilities=tuple(float(value) for value in scores[0])))


@lru_cache(maxsize=4)
def _ready(
    name: str, wanted: NetworkInput, checkpoint: Path, modified: int, which: str
) -> tuple[Trainable, Preprocessing, InputForm]:
    """A restored network; kept, so that the next sample of a demonstration is shown at once.

    ``modified`` is only part of the key: a network that was trained further is restored anew.
    """
    del modified
    built, _ = restored_model(name, wanted, checkpoint.parent, which)
    return built.trainable, built.saved.record.preprocessing, built.architecture.input_form


def _sample(dataset: Dataset, request: SampleRequest, word_index: Path | None) -> tuple[str, Samples, int, int | None]:
    """Title, the samples that hold it, its index there, and its class where that is known."""
    if request.file is not None or request.text is not None:
        samples = read_sample(dataset.source, file=request.file, text=request.text, optional_file=word_index)
        typed = "your row" if dataset.source.kind is Kind.TABULAR else "your text"
        return (request.file.name if request.file else typed), samples, 0, None
    rows = len(dataset.y_test)
    index = request.index if request.index is not None else int(np.random.default_rng().integers(rows))
    if not 0 <= index < rows:
        raise UserError(f"There is no test sample {index}.", f"Enter a number from 0 to {rows - 1:,}.")
    return f"test sample {index:,}", dataset.x_test, index, int(dataset.y_test[index])


def _shown(
    number: int,
    title: str,
    source: DatasetSource,
    samples: Samples,
    index: int,
    true_class: int | None,
    word_index: Path | None,
) -> SampleShown:
    if isinstance(samples, Sequences):
        tokens = samples.row(index)
        text = source.decode(tokens, word_index) if source.decode else " ".join(map(str, tokens))
        return SampleShown(number, "", title, true_class, text=text)
    sample = np.asarray(samples[index])
    if source.kind is Kind.IMAGE:
        pixels = np.round(sample * (255 / source.maximum)).astype(np.uint8)
        return SampleShown(number, "", title, true_class, pixels=pixels.tobytes(), pixels_shape=pixels.shape)
    return SampleShown(number, "", title, true_class, features=shown_features(source, sample))
