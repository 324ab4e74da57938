"""When training ends before its last epoch."""

from dataclasses import dataclass, field
from enum import StrEnum

from workbench.settings.fields import Number, OneOf, Whole, YesNo, declared, on_or_off
from workbench.settings.schedule import MAX_EPOCHS, epochs_text

DEFAULT_PATIENCE = 5


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
        improvement: by what fraction of the best value a new value must be lower to count, 0 to 1.
        restore_best: whether the model goes back to the weights of its best epoch (lowest validation loss) when
            training ends, early or not.
    """

    patience: int = field(
        default=0,
        metadata=declared(
            "Patience",
            Whole(1, MAX_EPOCHS, f"such as {DEFAULT_PATIENCE}"),
            "So many epochs in a row without improvement end the training.",
            unit="epochs without improvement",
            start=str(DEFAULT_PATIENCE),
        ),
    )
    monitor: Monitor = field(
        default=Monitor.VALIDATION_LOSS,
        metadata=declared(
            "Monitor",
            OneOf(tuple(Monitor)),
            "The value that must fall; an error is 1 − accuracy.",
            label="Watches",
            start=str(Monitor.VALIDATION_LOSS),
        ),
    )
    improvement: float = field(
        default=0.0,
        metadata=declared(
            "Improvement",
            Number(0, 0.99, "such as 0.005"),
            "By what fraction of the best value a new one must be lower to count; with 0 any counts.",
            unit="of the best value, at least",
            start="0",
        ),
    )
    restore_best: bool = field(
        default=True,
        metadata=declared(
            "Restore the best weights",
            YesNo("go back to the best weights", "keep the last weights"),
            "When training ends, early or not, the weights of the epoch with the lowest validation loss come back.",
            label="At the end",
            start="yes",
        ),
    )


EARLY_STOPPING = on_or_off(EarlyStopping(DEFAULT_PATIENCE), EarlyStopping(), lambda stopping: bool(stopping.patience))


def stopping_text(stopping: EarlyStopping) -> str:
    """When training ends early."""
    if not stopping.patience:
        return "off"
    much = f" (by {stopping.improvement:.3g} of it)" if stopping.improvement else ""
    best = ", then the best weights" if stopping.restore_best else ""
    return f"stops after {epochs_text(stopping.patience)} without a lower {stopping.monitor}{much}{best}"
