"""What is asked of a training, a test or a prediction; plain values, free of Keras."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.settings.training import SettingsRequest


class WhichWeights(StrEnum):
    """Weights of the last epoch, or of the epoch with the lowest validation loss."""

    LAST = "last"
    BEST = "best"


@dataclass(frozen=True)
class Validation:
    """Where validation data come from.

    Attributes:
        fraction: of the training rows, held out, stratified (0 < fraction < 1); None means that the test
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
class TrainingRequest(SettingsRequest):
    """What the user asks for, for all competitors and for single ones.

    Attributes:
        by_competitor: for single competitors by id; what is set there wins over what is asked for all.
        metrics, validation_metrics: ids of `workbench.evaluation.metrics.METRICS`.
        thesis_settings: whether the gaps are filled with the settings of the paper that a network is from.
    """

    by_competitor: Mapping[str, SettingsRequest] = field(default_factory=dict)
    metrics: tuple[str, ...] = ("accuracy",)
    validation_metrics: tuple[str, ...] = ("accuracy",)
    thesis_settings: bool = False
