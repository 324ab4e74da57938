"""The job that predicts all samples of new files; neither the dataset nor an experiment is needed."""

from collections.abc import Callable

import numpy as np

from workbench.data.files.locate import optional_file
from workbench.data.preprocessing import Preprocessing
from workbench.data.sample_files import read_new_samples
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, Phase
from workbench.jobs.data_events import FilesPredicted
from workbench.jobs.jobs import PredictFilesJob
from workbench.networks.registry import architecture
from workbench.storage.weights import find_weights, read_info
from workbench.training.built_model import make_trainable, network_input, restored_model
from workbench.training.control import Control
from workbench.training.protocol import Trainable
from workbench.training.throttle import Throttle
from workbench.training.trainer import Subset, predict_scores


def predict_files(number: int, job: PredictFilesJob, emit: Callable[[Event], None], control: Control) -> None:
    """Class probabilities of every sample, by every network."""
    new = read_new_samples(job.source, job.files, optional_file(job.source, job.search_path))
    rows = len(new.names)
    part = Subset(new.samples, np.zeros(rows, np.int32), np.arange(rows))
    throttle = Throttle()
    for name in job.networks:
        trainable, preprocessing = _restored(name, job)

        def after_batch(done: int, name: str = name) -> None:
            if throttle.passes(done, rows):
                emit(BatchProgress(number, name, Phase.TESTING, 0, 0, done, rows, loss=None))
            control.check()

        scores = predict_scores(trainable, part, preprocessing, architecture(name).input_form, after_batch)
        emit(
            FilesPredicted(
                number,
                name,
                samples=new.names,
                classes=job.source.class_names,
                probabilities=tuple(tuple(row) for row in scores.astype(float).tolist()),
                left_out=new.left_out,
            )
        )


def _restored(name: str, job: PredictFilesJob) -> tuple[Trainable, Preprocessing]:
    """A network with its weights, and how its samples are prepared."""
    if job.of_run:
        built, _ = restored_model(name, network_input(job.source), job.folder / name, job.which)
        return built.trainable, built.saved.record.preprocessing
    path = find_weights(job.folder, name)
    info = read_info(path) if path else None
    if path is None or info is None:
        raise UserError(
            f"{job.folder} has no weights of {name} with their description.",
            f"A file {name}.weights.h5 with {name}.json beside it is expected, as “Save weights” writes them.",
        )
    trainable = make_trainable(architecture(name), network_input(job.source), seed=0)
    trainable.load_weights(path)
    return trainable, Preprocessing.from_json(info.preprocessing)
