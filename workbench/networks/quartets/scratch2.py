"""Written in NumPy, second quartet: against overfitting, with dropout, augmentation and early stopping."""

from workbench.data.types import Kind
from workbench.networks.architecture import NetworkInput, Quartet
from workbench.networks.from_scratch.initializers import Initializer, glorot_uniform, he_normal
from workbench.networks.from_scratch.layers import Dense, Dropout, Flatten, ReLU, Tanh
from workbench.networks.from_scratch.losses import SoftmaxCrossEntropy
from workbench.networks.from_scratch.network import Network
from workbench.networks.quartets import scratch_ladder
from workbench.networks.quartets.scratch_ladder import rung


def build_dropout(network_input: NetworkInput) -> Network:
    """The network of S4 with the initial weights of Glorot and Bengio, and dropout behind the hidden layer."""
    layers = [
        Flatten(),
        Dense(128, glorot_uniform),
        Tanh(),
        Dropout(0.2),
        Dense(network_input.num_classes, glorot_uniform),
    ]
    return Network("S5_dropout", layers, SoftmaxCrossEntropy(), network_input.shape)


def _two_hidden_layers(network_input: NetworkInput, name: str, initializer: Initializer) -> Network:
    layers = [
        Flatten(),
        Dense(128, initializer),
        Tanh(),
        Dropout(0.2),
        Dense(50, initializer),
        ReLU(),
        Dropout(0.2),
        Dense(network_input.num_classes, initializer),
    ]
    return Network(name, layers, SoftmaxCrossEntropy(), network_input.shape)


def build_deeper(network_input: NetworkInput) -> Network:
    """Two hidden layers, each with dropout."""
    return _two_hidden_layers(network_input, "S6_deeper", glorot_uniform)


def build_augmented(network_input: NetworkInput) -> Network:
    """The network of S6."""
    return _two_hidden_layers(network_input, "S7_augmented", glorot_uniform)


def build_early_stopping(network_input: NetworkInput) -> Network:
    """The network of S6, with the initial weights of He and others."""
    return _two_hidden_layers(network_input, "S8_early_stopping", he_normal)


QUARTET = Quartet(
    name="scratch2",
    title="From scratch 2: overfitting",
    kind=Kind.IMAGE,
    architectures=(
        rung(
            "S5_dropout",
            "Written in NumPy: as S4, with dropout and smaller steps.",
            build_dropout,
            scratch_ladder.S5,
            relative_cost=1.0,
            batches_per_step=64,
        ),
        rung(
            "S6_deeper",
            "Written in NumPy: two hidden layers, tanh and ReLU, each with dropout.",
            build_deeper,
            scratch_ladder.S6,
            relative_cost=1.2,
            batches_per_step=64,
        ),
        rung(
            "S7_augmented",
            "Written in NumPy: as S6, with a quarter of the pictures turned, zoomed and stretched.",
            build_augmented,
            scratch_ladder.S7,
            relative_cost=1.5,
            batches_per_step=64,
        ),
        rung(
            "S8_early_stopping",
            "Written in NumPy: as S7, with He initialisation and early stopping.",
            build_early_stopping,
            scratch_ladder.S8,
            relative_cost=1.5,
            batches_per_step=64,
        ),
    ),
)
