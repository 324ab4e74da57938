"""How a network is trained, in plain values; nothing here imports Keras."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.storage.plain_values import from_plain, to_plain

OPTIMIZERS = (
    "adam",
    "sgd",
    "rmsprop",
    "adamw",
    "nadam",
    "adamax",
    "adagrad",
    "adadelta",
    "adafactor",
    "ftrl",
    "lamb",
    "lion",
    "muon",
    "schedulefreeadamw",
)
"""Every optimizer of Keras, by the name of its class in lower case."""


class ScheduleKind(StrEnum):
    """How the learning rate changes from epoch to epoch."""

    CONSTANT = "constant"
    STEP = "step"
    MILESTONES = "milestones"
    EXPONENTIAL = "exponential"
    COSINE = "cosine"
    PLATEAU = "plateau"


@dataclass(frozen=True)
class Schedule:
    """The learning rate as a function of the epoch; see `workbench.training.schedule`.

    Attributes:
        factor: what the rate is multiplied with: at each step, each milestone, each epoch (exponential), each plateau;
            0 < factor < 1.
        every: for steps, epochs from one to the next; for a plateau, epochs without a lower validation loss; for the
            cosine, epochs until the rate is at its lowest. At least 1.
        milestones: epochs (from 1) after which the rate is multiplied, ascending.
        lowest: the rate does not fall below this share of the initial one; 0 to 1.
    """

    kind: ScheduleKind = ScheduleKind.CONSTANT
    factor: float = 0.5
    every: int = 10
    milestones: tuple[int, ...] = ()
    lowest: float = 0.0


class Monitor(StrEnum):
    """What early stopping watches; lower is better for each."""

    VALIDATION_LOSS = "validation loss"
    VALIDATION_ERROR = "validation error"  # 1 - accuracy
    TRAINING_LOSS = "training loss"
    TRAINING_ERROR = "training error"


@dataclass(frozen=True)
class EarlyStopping:
    """When training ends before its last epoch.

    Attributes:
        patience: epochs without improvement after which training ends; 0 means that it never ends early.
        improvement: by what share of the best value a new value must be lower to count, 0 to 1.
        restore_best: whether the model takes back the weights of its best epoch (lowest validation loss) when
            training ends, early or not.
    """

    patience: int = 0
    monitor: Monitor = Monitor.VALIDATION_LOSS
    improvement: float = 0.0
    restore_best: bool = True


@dataclass(frozen=True)
class Augmentation:
    """Random changes of training pictures, drawn anew in every epoch; all zero means none.

    Attributes:
        share: share of the pictures that are changed, 0 to 1.
        rotation: up to so many degrees in both directions.
        shift: up to this share of the side, in both directions and along both axes.
        shear: up to this tangent of the angle, in both directions.
        zoom: size of the content up to this share larger or smaller, 0 to below 1.
        stretch: the same for each axis by itself.
        flip: half of the changed pictures are mirrored left to right.
    """

    share: float = 1.0
    rotation: float = 0.0
    shift: float = 0.0
    shear: float = 0.0
    zoom: float = 0.0
    stretch: float = 0.0
    flip: bool = False

    @property
    def active(self) -> bool:
        """Whether any picture changes."""
        changes = (self.rotation, self.shift, self.shear, self.zoom, self.stretch)
        return self.share > 0 and (any(changes) or self.flip)


@dataclass(frozen=True)
class TrainingSettings:
    """How a network is trained; nothing is left open.

    Attributes:
        optimizer: one of `OPTIMIZERS`.
        balanced: whether each class counts the same in the loss, however many rows it has.
        clip_norm: gradients are scaled down to this norm over all weights; 0 means never.
        l2: this times the sum of the squares of all kernels is added to what is minimised (not to the loss that is
            shown, so that networks with and without it can be compared).
        epsilon: what optimizers that divide by the size of past gradients (Adam, RMSprop and their kin) add to it, so
            that steps shrink with gradients below it; above 0, None for Keras's own, which for most is 1e-7. A
            network's own affair: nobody is asked for it, and another optimizer than the network's own has Keras's.
    """

    epochs: int
    batch_size: int
    learning_rate: float
    optimizer: str
    schedule: Schedule = Schedule()
    early_stopping: EarlyStopping = EarlyStopping()
    augmentation: Augmentation = Augmentation()
    balanced: bool = False
    clip_norm: float = 0.0
    l2: float = 0.0
    epsilon: float | None = None

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "TrainingSettings":
        """The opposite of `dataclasses.asdict`; what older records leave out has its default.

        Raises:
            ValueError: something is unknown, missing inside one of the settings, or of another type.
        """
        settings = from_plain(cls, values)
        understood = to_plain(settings)
        for name, value in values.items():
            if name not in understood or understood[name] != value:
                raise ValueError(f"the setting “{name}” is not known in this form")
        return settings
