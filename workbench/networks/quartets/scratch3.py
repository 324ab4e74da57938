"""Written in NumPy, third quartet: convolutions, and a learning rate that falls."""

from workbench.data.types import Kind
from workbench.networks.architecture import NetworkInput, Quartet
from workbench.networks.from_scratch.convolution import Conv2D, MaxPooling2D
from workbench.networks.from_scratch.initializers import he_normal
from workbench.networks.from_scratch.layers import Dense, Dropout, Flatten, Layer, ReLU
from workbench.networks.from_scratch.losses import SoftmaxCrossEntropy
from workbench.networks.from_scratch.network import Network
from workbench.networks.quartets import scratch_ladder
from workbench.networks.quartets.scratch_ladder import CONVOLUTIONAL_EPOCHS, rung

WINDOW = 5
DROPOUT = 0.2
DEEP_FILTERS = ((16, False), (32, True), (48, False), (64, True))
"""Filters of each convolution of S11 and S12, and whether it is pooled."""


def _convolutional(network_input: NetworkInput, name: str, convolutions: tuple[tuple[int, bool], ...]) -> Network:
    layers: list[Layer] = []
    for filters, pooled in convolutions:
        layers += [Conv2D(filters, WINDOW, he_normal), ReLU()]
        if pooled:
            layers.append(MaxPooling2D(2))
        layers.append(Dropout(DROPOUT))
    layers += [Flatten(), Dense(network_input.num_classes, he_normal)]
    return Network(name, layers, SoftmaxCrossEntropy(), network_input.shape)


def build_convolutions(network_input: NetworkInput) -> Network:
    """Two convolutions take the place of the hidden layers."""
    return _convolutional(network_input, "S9_convolutions", ((8, True), (16, True)))


def build_schedule(network_input: NetworkInput) -> Network:
    """The network of S9."""
    return _convolutional(network_input, "S10_schedule", ((8, True), (16, True)))


def build_deep_convolutions(network_input: NetworkInput) -> Network:
    """Four convolutions, every second one pooled."""
    return _convolutional(network_input, "S11_deep_convolutions", DEEP_FILTERS)


def build_faster_halving(network_input: NetworkInput) -> Network:
    """The network of S11."""
    return _convolutional(network_input, "S12_faster_halving", DEEP_FILTERS)


QUARTET = Quartet(
    name="scratch3",
    title="From scratch 3: convolutions",
    kind=Kind.IMAGE,
    architectures=(
        rung(
            "S9_convolutions",
            "Written in NumPy: two convolutions of 5×5, pooled, with dropout.",
            build_convolutions,
            scratch_ladder.S9,
            relative_cost=15.0,
            batches_per_step=8,
            epochs=CONVOLUTIONAL_EPOCHS,
        ),
        rung(
            "S10_schedule",
            "Written in NumPy: as S9, with a learning rate that is halved every five epochs.",
            build_schedule,
            scratch_ladder.S10,
            relative_cost=15.0,
            batches_per_step=8,
            epochs=CONVOLUTIONAL_EPOCHS,
        ),
        rung(
            "S11_deep_convolutions",
            "Written in NumPy: four convolutions of 5×5 with 16 to 64 filters.",
            build_deep_convolutions,
            scratch_ladder.S11,
            relative_cost=120.0,
            batches_per_step=1,
            epochs=CONVOLUTIONAL_EPOCHS,
        ),
        rung(
            "S12_faster_halving",
            "Written in NumPy: as S11, with faster halving after epoch 20 and more augmentation.",
            build_faster_halving,
            scratch_ladder.S12,
            relative_cost=120.0,
            batches_per_step=1,
            epochs=CONVOLUTIONAL_EPOCHS,
        ),
    ),
)
