"""The job that sends one sample through several networks."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.cache import open_prepared
from workbench.data.files.locate import optional_file
from workbench.data.preprocessing import Preprocessing, apply
from workbench.data.sample_files import read_sample, shown_features
from workbench.data.specs import resolve
from workbench.data.types import Dataset, DatasetSource, DatasetSpec, InputForm, Kind, Samples, Sequences
from workbench.data.vocabulary import WORDS_FILE
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.jobs.job import Job, JobContext
from workbench.networks.architecture import NetworkInput
from workbench.runs.trials import StoredModel
from workbench.settings.request import WhichWeights

if TYPE_CHECKING:
    from workbench.training.protocol import Trainable


@dataclass(frozen=True)
class SamplePredicted(Event):
    """One sample went through one network.

    Attributes:
        probabilities: one value a class, their sum is 1.
    """

    probabilities: tuple[float, ...]


@dataclass(frozen=True)
class SampleShown(Event):
    """The sample of a prediction, for the screen.

    Attributes:
        title: what it is, for example "test sample 17".
        true_class: index of its class, None where unknown (a file of the user's).
        pixels: for images, uint8 bytes row by row, else b"".
        pixels_shape: (height, width, channels), else ().
        features: for tables, (name, value) pairs: a number (NaN for missing), or a text where the table is imported.
        text: for sequences, the readable row.
    """

    title: str
    true_class: int | None
    pixels: bytes = b""
    pixels_shape: tuple[int, ...] = ()
    features: tuple[tuple[str, float | str], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class SampleRequest:
    """One sample to predict: a test sample by its index, a random one (nothing given), a file, or a text."""

    index: int | None = None
    file: Path | None = None
    text: str | None = None


@dataclass(frozen=True)
class PredictSampleJob(Job):
    """Send one sample through networks. Answered by `SampleShown`, then one `SamplePredicted` a network."""

    models: tuple[StoredModel, ...]
    dataset: DatasetSpec
    data_folder: Path
    run_folder: Path
    which: WhichWeights
    sample: SampleRequest
    search_path: tuple[Path, ...]

    def run(self, context: JobContext) -> None:
        from workbench.training.built_model import network_input
        from workbench.training.checkpoint import FILE_NAME

        dataset = open_prepared(resolve(self.dataset), self.data_folder)
        learned_words = dataset.folder / WORDS_FILE
        word_index = learned_words if learned_words.exists() else optional_file(dataset.source, self.search_path)
        title, samples, index, true_class = _sample(dataset, self.sample, word_index)
        context.emit(_shown(context.number, title, dataset.source, samples, index, true_class, word_index))
        wanted = network_input(dataset.source)
        for model in self.models:
            checkpoint = self.run_folder / model.id / FILE_NAME
            modified = checkpoint.stat().st_mtime_ns if checkpoint.exists() else 0
            trainable, preprocessing, form = _ready(model.network, wanted, checkpoint, modified, self.which)
            scores = trainable.predict(apply(preprocessing, samples, np.array([index]), form))
            probabilities = tuple(float(value) for value in scores[0])
            context.emit(SamplePredicted(context.number, model.id, probabilities=probabilities))


@lru_cache(maxsize=4)
def _ready(
    network: str, wanted: NetworkInput, checkpoint: Path, modified: int, which: str
) -> tuple["Trainable", Preprocessing, InputForm]:
    """A restored network; kept, so that the next sample of a demonstration is shown at once.

    ``modified`` is only part of the key: a network that was trained further is restored anew.
    """
    from workbench.training.built_model import restored_model

    del modified
    built, _ = restored_model(network, wanted, checkpoint.parent, which)
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
