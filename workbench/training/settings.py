"""What a training, a test or a prediction is told; plain values, free of Keras."""

from dataclasses import dataclass
from enum import StrEnum


class WhichWeights(StrEnum):
    """Weights of the last epoch, or of the epoch with the lowest validation loss."""

    LAST = "last"
    BEST = "best"


@dataclass(frozen=True)
class Validation:
    """Where validation data come from.

    Attributes:
        fraction: part of the training rows held out, stratified (0 < fraction < 1); None means that the test
            part is used, as in the thesis.
    """

    fraction: float | None = 0.1

    def __str__(self) -> str:
        return "test" if self.fraction is None else f"{self.fraction:g}"


@dataclass(frozen=True)
class Execution:
    """How the work is laid out on the machine; a fixed rule of network and machine, recorded with the run.

    Attributes:
        threads: threads of TensorFlow inside one operation.
        batches_per_step: batches that one Python step trains.
        unroll: whether recurrent layers are traced step by step, without a loop.
    """

    threads: int
    batches_per_step: int
    unroll: bool = False


@dataclass(frozen=True)
class TrainingRequest:
    """What the user asks for; None means each network's default.

    Attributes:
        epochs: further epochs.
        metrics, validation_metrics: ids of `workbench.metrics.METRICS`.
    """

    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    optimizer: str | None = None
    metrics: tuple[str, ...] = ("accuracy",)
    validation_metrics: tuple[str, ...] = ("accuracy",)
    thesis_settings: bool = False
