"""What an architecture and a quartet are; nothing here imports Keras."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.data.types import InputForm, Kind

if TYPE_CHECKING:
    import keras

__all__ = ["Architecture", "InputForm", "NetworkInput", "Quartet", "TrainingSettings"]


@dataclass(frozen=True)
class TrainingSettings:
    """How a network is trained where the user does not say otherwise."""

    epochs: int
    batch_size: int
    learning_rate: float
    optimizer: str  # a Keras optimizer by its identifier, "adam" or "rmsprop"


@dataclass(frozen=True)
class NetworkInput:
    """What a build function must fit.

    Attributes:
        shape: (features,), (height, width, channels) or (length,).
        num_classes: at least 2; two classes get one sigmoid output.
        num_words: size of the vocabulary for sequences, else 0.
    """

    shape: tuple[int, ...]
    num_classes: int
    num_words: int = 0


@dataclass(frozen=True)
class Architecture:
    """A recipe for one network.

    Attributes:
        name: as on the screen, in file names and on the command line.
        description: one sentence for tooltips.
        build: returns an uncompiled Keras model; imports Keras inside.
        defaults: settings for the small datasets of the workbench.
        thesis: the settings of the thesis, for its full-size datasets.
        relative_cost: rough training time per sample against the cheapest of its quartet; only orders jobs and weighs
            progress.
        batches_per_step: batches that one Python step trains; part of the execution settings, never depends on timing.
        recurrent: whether it has recurrent layers.
    """

    name: str
    kind: Kind
    input_form: InputForm
    description: str
    build: "Callable[[NetworkInput], keras.Model]"
    defaults: TrainingSettings
    thesis: TrainingSettings
    relative_cost: float = 1.0
    batches_per_step: int = 1
    recurrent: bool = False


@dataclass(frozen=True)
class Quartet:
    """Four architectures of one kind that compete."""

    name: str
    title: str
    kind: Kind
    architectures: tuple[Architecture, Architecture, Architecture, Architecture]

    def architecture(self, name: str) -> Architecture:
        """The architecture of that name; `KeyError` if there is none."""
        return {item.name: item for item in self.architectures}[name]
