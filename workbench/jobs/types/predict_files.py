"""The job that predicts all samples of new files; neither the dataset nor an experiment is needed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.files.locate import optional_file
from workbench.data.preprocessing import Preprocessing
from workbench.data.sample_files import read_new_samples
from workbench.data.specs import resolve
from workbench.data.types import DatasetSource, DatasetSpec
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, Phase
from workbench.jobs.job import Job, JobContext
from workbench.networks.registry import architecture
from workbench.runs.trials import StoredModel
from workbench.settings.request import WhichWeights
from workbench.storage.weights import find_weights, read_info
from workbench.training.throttle import Throttle

if TYPE_CHECKING:
    from workbench.training.protocol import Trainable


@dataclass(frozen=True)
class FilesPredicted(Event):
    """All samples of new files went through one network.

    Attributes:
        samples: what each is called.
        classes: names, in the order of the probabilities.
        probabilities: one row a sample, one value a class, their sum is 1.
        left_out: what could not be read, each with its reason.
        notes: what else the user should know of the files.
    """

    samples: tuple[str, ...]
    classes: tuple[str, ...]
    probabilities: tuple[tuple[float, ...], ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PredictFilesJob(Job):
    """Predict all samples of new files. Answered by one `FilesPredicted` a network.

    Attributes:
        dataset: what the networks were trained on; its data need not be there.
        folder: of a run, or of saved weights.
        of_run: whether ``folder`` is that of a run.
        files: tables, pictures or texts, of the form of the dataset.
    """

    models: tuple[StoredModel, ...]
    dataset: DatasetSpec
    folder: Path
    of_run: bool
    which: WhichWeights
    files: tuple[Path, ...]
    search_path: tuple[Path, ...]

    def run(self, context: JobContext) -> None:
        from workbench.training.scoring import Subset, predict_scores

        source = resolve(self.dataset)
        new = read_new_samples(source, self.files, optional_file(source, self.search_path))
        rows = len(new.names)
        subset = Subset(new.samples, np.zeros(rows, np.int32), np.arange(rows))
        throttle = Throttle()
        for model in self.models:
            trainable, preprocessing = self._restored(model, source)

            def after_batch(done: int, name: str = model.id) -> None:
                if throttle.passes(done, rows):
                    context.emit(BatchProgress(context.number, name, Phase.TESTING, 0, 0, done, rows, loss=None))
                context.control.check()

            form = architecture(model.network).input_form
            scores = predict_scores(trainable, subset, preprocessing, form, after_batch)
            context.emit(
                FilesPredicted(
                    context.number,
                    model.id,
                    samples=new.names,
                    classes=source.class_names,
                    probabilities=tuple(tuple(row) for row in scores.astype(float).tolist()),
                    left_out=new.left_out,
                    notes=new.notes,
                )
            )

    def _restored(self, model: StoredModel, source: DatasetSource) -> tuple["Trainable", Preprocessing]:
        """A network with its weights, and how its samples are prepared."""
        from workbench.training.built_model import make_trainable, network_input, restored_model

        wanted = network_input(source)
        if self.of_run:
            built, _ = restored_model(model.network, wanted, self.folder / model.id, self.which)
            return built.trainable, built.saved.record.preprocessing
        path = find_weights(self.folder, model.id)
        info = read_info(path) if path else None
        if path is None or info is None:
            raise UserError(
                f"{self.folder} has no weights of {model.id} with their description.",
                f"A file {model.id}.weights.h5 with {model.id}.json beside it is expected, as “Save weights” writes "
                "them.",
            )
        trainable = make_trainable(architecture(model.network), wanted, seed=0)
        trainable.load_weights(path)
        return trainable, Preprocessing.from_json(info.preprocessing)
