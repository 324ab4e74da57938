"""How a network is trained, in plain values; nothing here imports Keras."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.settings.augmentation import AUGMENTATION, Augmentation, augmentation_text
from workbench.settings.earlier_names import current_values
from workbench.settings.early_stopping import EARLY_STOPPING, EarlyStopping, stopping_text
from workbench.settings.fields import Number, OneOf, Page, Whole, YesNo, declared, declared_in
from workbench.settings.schedule import MAX_EPOCHS, SCHEDULES, Schedule, schedule_text
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


@dataclass(frozen=True)
class TrainingSettings:
    """How a network is trained; nothing is left open. Each field declares what a user sees and enters of it.

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

    epochs: int = field(
        metadata=declared(
            "Epochs",
            Whole(1, MAX_EPOCHS, "such as 10"),
            "How many times the training rows are seen.",
            unit="further ones",
            page=Page.STEPS,
        )
    )
    batch_size: int = field(
        metadata=declared(
            "Batch size",
            Whole(1, None, "such as 32"),
            "Training rows a step.",
            unit="rows a step",
            said=lambda size: f"batch {size:,}",
            page=Page.STEPS,
        )
    )
    learning_rate: float = field(
        metadata=declared(
            "Learning rate",
            Number(0, 10, "such as 0.001 or 1e-3", above=True),
            "How far a step goes at first.",
            said=lambda rate: f"learning rate {rate:g}",
            page=Page.STEPS,
        )
    )
    optimizer: str = field(
        metadata=declared(
            "Optimizer",
            OneOf(OPTIMIZERS),
            "How steps follow from gradients: those of Keras.",
            said=str,
            page=Page.STEPS,
        )
    )
    schedule: Schedule = field(
        default=Schedule(),
        metadata=declared(
            "Schedule",
            SCHEDULES,
            "How the learning rate changes from epoch to epoch; it stays the same within one.",
            said=schedule_text,
            page=Page.STEPS,
        ),
    )
    early_stopping: EarlyStopping = field(
        default=EarlyStopping(),
        metadata=declared(
            "Early stopping",
            EARLY_STOPPING,
            "Whether training ends before its last epoch when nothing improves any more.",
            said=stopping_text,
        ),
    )
    augmentation: Augmentation = field(
        default=Augmentation(),
        metadata=declared(
            "Augmentation",
            AUGMENTATION,
            "Whether training pictures are changed at random, anew in every epoch.",
            said=lambda augmentation: f"augmentation: {augmentation_text(augmentation)}",
            page=Page.AUGMENTATION,
        ),
    )
    balanced: bool = field(
        default=False,
        metadata=declared(
            "Balanced classes",
            YesNo("balanced", "equal for all rows"),
            "Balanced: each class counts the same in the loss, however many rows it has.",
            label="Class weights",
            said=lambda _: "balanced classes",
        ),
    )
    clip_norm: float = field(
        default=0.0,
        metadata=declared(
            "Gradient clipping",
            Number(0, 1e6, "such as 1, or 0 for no clipping"),
            "Gradients are scaled down to this norm over all weights; 0 means never.",
            label="Clip gradients at",
            unit="norm over all weights; 0: never",
            said=lambda norm: f"gradients clipped to {norm:g}",
        ),
    )
    l2: float = field(
        default=0.0,
        metadata=declared(
            "L2 penalty",
            Number(0, 1, "such as 1e-4, or 0 for no penalty"),
            "This times the sum of the squares of all kernels is minimised too; it is not part of the shown loss.",
            unit="times the squared kernels; 0: none",
            said=lambda factor: f"L2 {factor:g}",
        ),
    )
    epsilon: float | None = None

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "TrainingSettings":
        """The opposite of `dataclasses.asdict`; what older records leave out has its default.

        Raises:
            ValueError: something is unknown, missing inside one of the settings, or of another type.
        """
        current = current_values(values)
        settings = from_plain(cls, current)
        understood = to_plain(settings)
        for name, value in current.items():
            if name not in understood or understood[name] != value:
                raise ValueError(f"the setting “{name}” is not known in this form")
        return settings


SETTINGS = declared_in(TrainingSettings)
"""Every setting that a user can enter, by name."""


@dataclass(frozen=True)
class SettingsRequest:
    """What a user asks for of `TrainingSettings`; None means each network's default.

    Attributes:
        epochs: further epochs.
    """

    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    optimizer: str | None = None
    schedule: Schedule | None = None
    early_stopping: EarlyStopping | None = None
    augmentation: Augmentation | None = None
    balanced: bool | None = None
    clip_norm: float | None = None
    l2: float | None = None

    def changed(self, settings: TrainingSettings) -> TrainingSettings:
        """The settings, with what is asked for in place of what they have."""
        asked = {name: getattr(self, name) for name in SETTINGS}
        return replace(settings, **{name: value for name, value in asked.items() if value is not None})
