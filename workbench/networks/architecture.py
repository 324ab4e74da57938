"""What an architecture and a quartet are; nothing here imports Keras."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.data.types import InputForm, Kind
from workbench.settings.training import OPTIMIZERS, TrainingSettings

__all__ = ["Architecture", "InputForm", "Library", "NetworkInput", "Quartet", "TrainingSettings"]


class Library(StrEnum):
    """What a network is written in."""

    KERAS = "Keras"
    NUMPY = "NumPy"


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
        build: returns an uncompiled Keras model (imports Keras inside), or a `workbench.networks.from_scratch` network.
        defaults: settings where the user names none.
        thesis: the settings of the paper that the network is from, for its full-size datasets.
        relative_cost: rough training time per sample against the cheapest of its quartet; only orders jobs and weighs
            progress.
        batches_per_step: batches that one Python step trains; part of the execution settings, never depends on timing.
        recurrent: whether it has recurrent layers.
        library: what ``build`` returns a network of.
        optimizers: those it can be trained with.
    """

    name: str
    kind: Kind
    input_form: InputForm
    description: str
    build: Callable[[NetworkInput], Any]
    defaults: TrainingSettings
    thesis: TrainingSettings
    relative_cost: float = 1.0
    batches_per_step: int = 1
    recurrent: bool = False
    library: Library = Library.KERAS
    optimizers: tuple[str, ...] = OPTIMIZERS

    def features_in_turn(self, input_shape: tuple[int, ...]) -> int:
        """How many features of a table it reads one after the other; 0 where it sees them all at once."""
        return input_shape[0] if self.recurrent and self.kind is Kind.TABULAR else 0


@dataclass(frozen=True)
class Quartet:
    """Architectures of one kind that compete, four unless a user put together others.

    Attributes:
        above_pixels: it is made for larger pictures than this many pixels, and the default for them; None: for any data
            of its kind.
    """

    name: str
    title: str
    kind: Kind
    architectures: tuple[Architecture, ...]
    above_pixels: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Of the networks, in their order."""
        return tuple(network.name for network in self.architectures)

    def architecture(self, name: str) -> Architecture:
        """The architecture of that name; `KeyError` if there is none."""
        return {network.name: network for network in self.architectures}[name]
