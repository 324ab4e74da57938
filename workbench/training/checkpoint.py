"""What a model knows, on disk: one file, written whole or not at all."""

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.preprocessing import Preprocessing
from workbench.errors import UserError
from workbench.runs.history import History, write_history
from workbench.storage.atomic import read_arrays, read_metadata, write_arrays
from workbench.storage.plain_values import from_plain
from workbench.training.protocol import Arrays

FORMAT = 1
FILE_NAME = "checkpoint.npz"


@dataclass
class Record:
    """The plain values of a checkpoint.

    Attributes:
        architecture: the network's name.
        seed: the run's seed.
        optimizer: Keras identifier, "" while there is none (loaded weights).
        completed: whole epochs trained.
        position: samples of the epoch in work that were trained; the epoch's order is known from seed and epoch.
        loss_sum: sum of losses over those samples.
        best_epoch, best_loss: lowest validation loss so far, the earliest on ties; 0 and None while there is none.
        epoch_seconds: time spent so far on the epoch in work.
        last_epoch_seconds: time of the last whole epoch, its validation included, pauses not.
        train_seconds: time of all whole epochs.
        spans: which settings were in force from which epoch on.
        preprocessing: how samples become inputs, fitted on this run's training rows or taken from a weights file.
        source, source_sha256: path and digest of the weights file that the model was loaded from, "" if none.
        weights_epoch: the epoch that the last weights are of: ``completed``, or the best one where that was restored.
        early_stop: the epoch after which training last ended early, 0 if it never did.
    """

    architecture: str
    seed: int
    preprocessing: Preprocessing
    optimizer: str = ""
    completed: int = 0
    position: int = 0
    loss_sum: float = 0.0
    best_epoch: int = 0
    best_loss: float | None = None
    epoch_seconds: float = 0.0
    last_epoch_seconds: float = 0.0
    train_seconds: float = 0.0
    history: dict[str, list[float | None]] = field(default_factory=dict)
    spans: list[dict[str, Any]] = field(default_factory=list)
    source: str = ""
    source_sha256: str = ""
    weights_epoch: int = 0
    early_stop: int = 0


@dataclass(frozen=True)
class TrainingState:
    """How far a network is, as its checkpoint says without the arrays; attributes as of `Record`.

    Attributes:
        weights_epoch: None in records from before early stopping: ``completed`` is meant.
    """

    completed: int = 0
    position: int = 0
    best_epoch: int = 0
    train_seconds: float = 0.0
    history: History = field(default_factory=dict)
    source: str = ""
    source_sha256: str = ""
    weights_epoch: int | None = None
    early_stop: int = 0

    @property
    def last_weights(self) -> tuple[int, int]:
        """Epoch and position that the last weights are of."""
        return self.completed if self.weights_epoch is None else self.weights_epoch, self.position


@dataclass(frozen=True)
class Checkpoint:
    """A record with its arrays.

    Attributes:
        weights: of the last batch.
        state: weights, optimizer and random state; empty for loaded weights that were not trained on.
        best_weights: of the best epoch, empty while there is none.
        scores: outputs (position, classes) collected in the epoch in work.
    """

    record: Record
    weights: Arrays
    state: Arrays
    best_weights: Arrays
    scores: NDArray[np.float32]

    def save(self, folder: Path) -> None:
        """Write the checkpoint and, for people and other programs, the history beside it."""
        arrays: Arrays = {"scores": self.scores}
        for group in ("weights", "state", "best_weights"):
            arrays |= {f"{group}/{name}": array for name, array in getattr(self, group).items()}
        metadata = asdict(self.record) | {"preprocessing": self.record.preprocessing.to_json(), "format": FORMAT}
        folder.mkdir(parents=True, exist_ok=True)
        write_arrays(folder / FILE_NAME, arrays, metadata)
        write_history(folder, self.record.history)

    def partial_epoch(self, which: str) -> int:
        """The number of the epoch within which the "last" or "best" weights were taken, 0 for the end of an epoch."""
        return self.record.completed + 1 if which == "last" and self.record.position else 0

    def chosen_weights(self, which: str) -> tuple[Arrays, int]:
        """The weights of the "last" or the "best" epoch, and that epoch's number (0 for loaded weights).

        The last ones may have seen samples of the next epoch, too: see `partial_epoch`.
        """
        if which == "last":
            return self.weights, self.record.weights_epoch
        if not self.best_weights:
            raise UserError(
                f"{self.record.architecture} has no best epoch.",
                "A best epoch is known after one whole epoch with a defined validation loss; use the last weights.",
            )
        return self.best_weights, self.record.best_epoch


def read_training_state(folder: Path) -> TrainingState:
    """How far the network of a folder is; `UserError` if its checkpoint is damaged."""
    path = folder / FILE_NAME
    if not path.exists():
        return TrainingState()
    try:
        return from_plain(TrainingState, read_metadata(path))
    except ValueError as error:
        raise UserError(f"{path} is damaged: {error}.", "Reset the experiment and train anew.") from error


def load_checkpoint(folder: Path) -> Checkpoint | None:
    """The checkpoint in a model's folder, None if there is none.

    Raises:
        UserError: the file is damaged or of another version.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    arrays, metadata = read_arrays(path)
    if metadata.pop("format", None) != FORMAT:
        raise UserError(f"{path} is of another version of the workbench.", "Reset the experiment and train anew.")
    metadata.setdefault("weights_epoch", metadata["completed"])  # records from before early stopping
    metadata["preprocessing"] = Preprocessing.from_json(metadata["preprocessing"])
    groups: dict[str, Arrays] = {"weights": {}, "state": {}, "best_weights": {}}
    for key, array in arrays.items():
        group, _, name = key.partition("/")
        if group in groups:
            groups[group][name] = array
    return Checkpoint(record=Record(**metadata), scores=arrays["scores"], **groups)


def copy_record(record: Record) -> Record:
    """A copy whose lists can change without changing the original."""
    return replace(
        record,
        history={name: list(values) for name, values in record.history.items()},
        spans=[dict(span) for span in record.spans],
    )
