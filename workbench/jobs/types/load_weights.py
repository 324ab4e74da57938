"""The job that loads weights."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.cache import open_prepared
from workbench.data.files.source_files import sha256_of
from workbench.data.specs import resolve
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.events.training import WeightsLoaded
from workbench.jobs.job import JobContext, TrialJob
from workbench.networks.registry import architecture
from workbench.storage.weights import WeightsInfo, read_info

if TYPE_CHECKING:
    from workbench.training.protocol import Trainable


@dataclass(frozen=True)
class LoadWeightsJob(TrialJob):
    """Make the weights in a file the model's; it stays what it was if they do not fit. Answered by `WeightsLoaded`.

    Attributes:
        data_folder: the prepared dataset (`DatasetPrepared.folder`).
    """

    data_folder: Path
    path: Path

    def run(self, context: JobContext) -> None:
        from workbench.training.built_model import new_record, subsets_of
        from workbench.training.checkpoint import Checkpoint

        dataset = open_prepared(resolve(self.dataset), self.data_folder)
        subsets = subsets_of(dataset, self.trial.split, self.run_folder, self.folder)
        trainable, info = fitting(self.path, self.trial.network, dataset.source, self.trial.seed)
        saved_preprocessing = info.preprocessing if info else None
        record = new_record(self.trial.network, self.trial.seed, dataset, subsets.training, saved_preprocessing)
        record.source, record.source_sha256 = str(self.path), sha256_of(self.path, self.path.name, _silent)
        checkpoint = Checkpoint(
            record,
            weights=trainable.get_weights(),
            state={},
            best_weights={},
            scores=np.zeros((0, dataset.num_classes), np.float32),
        )
        checkpoint.save(self.folder)
        note = _describe_origin(info, dataset.source)
        context.emit(WeightsLoaded(context.number, self.trial_id, str(self.path), note))


def fitting(path: Path, network: str, source: DatasetSource, seed: int) -> "tuple[Trainable, WeightsInfo | None]":
    """A network with the weights of a file, and what is known of them; `UserError` if they do not fit."""
    from workbench.training.built_model import make_trainable, network_input

    info = read_info(path)
    if info is not None:
        _check(path, network, info, source)
    trainable = make_trainable(architecture(network), network_input(source), seed)
    trainable.load_weights(path)
    return trainable, info


def _silent(_what: str, _done: int, _total: int) -> None:
    """Weights are read in no time."""


def _check(path: Path, network: str, info: WeightsInfo, source: DatasetSource) -> None:
    if info.architecture != network:
        raise UserError(
            f"{path} holds weights of {info.architecture}.",
            f"Choose a file of {network}, or that network.",
        )
    theirs = (info.input_shape, info.num_classes, info.num_words)
    ours = (source.input_shape, source.num_classes, source.num_words)
    if theirs != ours:
        raise UserError(
            f"{path} was made for {_needs(info)}, on {info.dataset}.",
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
    when = f"within epoch {info.partial_epoch}" if info.partial_epoch else f"after {info.epochs} epochs"
    return f"{info.which} weights {when} on {info.dataset}{others}, saved {saved}"
