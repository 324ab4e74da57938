"""The jobs that save and load weights."""

import json
from collections.abc import Callable
from datetime import datetime

import numpy as np

from workbench.data.cache import open_prepared
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.events.jobs import Event
from workbench.events.training import WeightsLoaded, WeightsSaved
from workbench.jobs.jobs import LoadWeightsJob, SaveWeightsJob
from workbench.networks.registry import architecture
from workbench.runs.record import TEST_FILE, read_test
from workbench.storage.weights import SUFFIX, WeightsInfo, read_info, write_info
from workbench.training.built_model import make_trainable, network_input, new_record, restored_model, split
from workbench.training.checkpoint import Checkpoint

Emit = Callable[[Event], None]


def save_model_weights(number: int, job: SaveWeightsJob, emit: Emit) -> None:
    """Write the weights of a model and their description."""
    built, epoch = restored_model(job.model, network_input(job.source), job.model_folder, job.which)
    path = job.folder / f"{job.model}{SUFFIX}"
    built.trainable.save_weights(path)
    info = WeightsInfo(
        architecture=job.model,
        input_shape=job.source.input_shape,
        num_classes=job.source.num_classes,
        class_names=job.source.class_names,
        num_words=job.source.num_words,
        preprocessing=built.saved.record.preprocessing.to_json(),
        dataset=job.source.name,
        fingerprint=job.fingerprint,
        scores=_scores(job, built.saved, epoch),
        epochs=epoch,
        which=job.which.value,
        date=datetime.now().isoformat(timespec="seconds"),
        versions=job.versions,
        recipe=json.loads(job.source.recipe) if job.source.recipe else {},
        begun_epoch=built.saved.begun_epoch(job.which),
    )
    write_info(path, info)
    emit(WeightsSaved(number, job.model, str(path)))


def _scores(job: SaveWeightsJob, checkpoint: Checkpoint, epoch: int) -> dict[str, float | None]:
    """What is known of exactly these weights: the history's values of their epoch, and a test of them."""
    scores: dict[str, float | None] = {}
    position = checkpoint.record.position if checkpoint.begun_epoch(job.which) else 0
    if epoch and not position:
        scores |= {name: column[epoch - 1] for name, column in checkpoint.record.history.items()}
    tested = read_test(job.model_folder)
    if tested and (tested["which"], tested["epoch"], tested.get("position", 0)) == (job.which, epoch, position):
        scores |= {f"test_{name}": value for name, value in tested["values"].items()}
    return scores


def load_model_weights(number: int, job: LoadWeightsJob, emit: Emit) -> None:
    """Make the weights of a file the model's; what it was before stays if the file does not fit."""
    dataset = open_prepared(job.source, job.data_folder)
    subsets = split(dataset, job.validation, job.run_folder)
    info = read_info(job.path)
    if info is not None:
        _check(job, info, dataset.source)
    trainable = make_trainable(architecture(job.model), network_input(dataset.source), job.seed)
    trainable.load_weights(job.path)
    record = new_record(job.model, job.seed, dataset, subsets.training, info.preprocessing if info else None)
    record.source = str(job.path)
    checkpoint = Checkpoint(
        record,
        weights=trainable.get_weights(),
        state={},
        best_weights={},
        scores=np.zeros((0, dataset.num_classes), np.float32),
    )
    checkpoint.save(job.model_folder)
    (job.model_folder / TEST_FILE).unlink(missing_ok=True)  # of other weights
    emit(WeightsLoaded(number, job.model, str(job.path), _describe_origin(info, dataset.source)))


def _check(job: LoadWeightsJob, info: WeightsInfo, source: DatasetSource) -> None:
    if info.architecture != job.model:
        raise UserError(
            f"{job.path} holds weights of {info.architecture}.", f"Choose a file of {job.model}, or that network."
        )
    theirs = (info.input_shape, info.num_classes, info.num_words)
    ours = (source.input_shape, source.num_classes, source.num_words)
    if theirs != ours:
        raise UserError(
            f"{job.path} was made for {_needs(info)}, on {info.dataset}.",
            f"{source.title} has {_needs(source)}: choose other weights, or the data and classes of these.",
        )


def _needs(data: WeightsInfo | DatasetSource) -> str:
    """What a network must fit: "inputs of 8×8×1 and 2 classes (1, 3)"."""
    shape = "×".join(map(str, data.input_shape))
    words = f", {data.num_words:,} words" if data.num_words else ""
    names = ", ".join(data.class_names[:10]) + (", …" if len(data.class_names) > 10 else "")
    return f"inputs of {shape}{words} and {data.num_classes} classes ({names})"


def _describe_origin(info: WeightsInfo | None, source: DatasetSource) -> str:
    if info is None:
        return "no description beside it; inputs are scaled with this run's training rows"
    others = "" if info.class_names == source.class_names else f"; its classes are {', '.join(info.class_names)}"
    saved = info.date.replace("T", " ")
    when = f"within epoch {info.begun_epoch}" if info.begun_epoch else f"after {info.epochs} epochs"
    return f"{info.which} weights {when} on {info.dataset}{others}, saved {saved}"
