"""Events about networks: their training, their test, their weights."""

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.events.jobs import Event

Values = dict[str, float | None]
"""Loss and metrics by name (``val_`` in front for validation); None where undefined."""


class Phase(StrEnum):
    """What a running job is doing."""

    TRAINING = "training"
    VALIDATING = "validating"
    TESTING = "testing"


@dataclass(frozen=True)
class Described(Event):
    """Parameter count and Keras summary of a network, whichever trials it is in."""

    network: str

    parameters: int
    summary: str


@dataclass(frozen=True)
class TrainingStarted(Event):
    """A model is built or restored and its first step is next.

    Attributes:
        completed: epochs trained before.
        target: epochs when this job is done.
        threads, batches_per_step, unroll: see `workbench.settings.request.Execution`.
        history: the values of the completed epochs.
    """

    completed: int
    target: int
    train_rows: int
    validation_rows: int
    threads: int
    batches_per_step: int
    unroll: bool
    history: dict[str, list[float | None]]


@dataclass(frozen=True)
class BatchProgress(Event):
    """At most ten a second, and always the last one of an epoch, of validation and of a test.

    Attributes:
        epoch: number of the epoch in work, from 1; 0 in a test.
        done, total: samples of this epoch (or of the validation or test set).
        loss: mean over the samples done, None in a test.
        metrics: running means of those of the metrics asked for that are means over samples.
    """

    phase: Phase
    epoch: int
    target: int
    done: int
    total: int
    loss: float | None
    metrics: Values = field(default_factory=dict)


@dataclass(frozen=True)
class EpochEnded(Event):
    """An epoch and its validation are complete.

    Attributes:
        values: loss and ticked metrics.
        best_epoch: epoch of the lowest validation loss so far (the earliest on ties), from 1.
        seconds: time of this epoch, its validation included, pauses not.
    """

    epoch: int
    target: int
    values: Values
    best_epoch: int
    seconds: float


@dataclass(frozen=True)
class TestEnded(Event):
    """Exact results over the whole test set.

    Attributes:
        which: "last" or "best" (weights of that epoch were tested).
        epoch: epoch of the tested weights, 0 for loaded weights.
        values: loss and all metrics.
        confusion_matrix: counts, rows are true classes, columns predicted ones.
        partial_epoch: the epoch within which training was stopped, 0 where the weights are those of a whole epoch.
        only_class: name of the class that is predicted for every row, "" where there are several.
        in_turn: features that the network reads one after the other, 0 where it sees them all at once.
    """

    __test__ = False  # not a pytest class

    which: str
    epoch: int
    values: Values
    confusion_matrix: tuple[tuple[int, ...], ...]
    seconds: float
    partial_epoch: int = 0
    only_class: str = ""
    in_turn: int = 0


@dataclass(frozen=True)
class WeightsSaved(Event):
    """The weights of a model are in a file."""

    path: str


@dataclass(frozen=True)
class WeightsLoaded(Event):
    """Weights from a file are now the model's; its history starts anew.

    Attributes:
        note: what the file said of itself (date, scores), or what was missing.
    """

    path: str
    note: str
