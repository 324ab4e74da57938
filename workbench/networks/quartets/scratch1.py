"""Written in NumPy, first quartet: from one sample at a time to mini-batches, softmax and Adam."""

from workbench.data.types import Kind
from workbench.networks.architecture import NetworkInput, Quartet
from workbench.networks.from_scratch.initializers import uniform
from workbench.networks.from_scratch.layers import Dense, Flatten, Tanh
from workbench.networks.from_scratch.losses import SoftmaxCrossEntropy, SquaredError
from workbench.networks.from_scratch.network import Network
from workbench.networks.quartets import scratch_ladder
from workbench.networks.quartets.scratch_ladder import rung


def build_online(network_input: NetworkInput) -> Network:
    """Two hidden layers; the outputs, too, are bounded by tanh."""
    layers = [
        Flatten(),
        Dense(100, uniform),
        Tanh(),
        Dense(50, uniform),
        Tanh(),
        Dense(network_input.num_classes, uniform),
        Tanh(),
    ]
    return Network("S1_online", layers, SquaredError(), network_input.shape)


def build_minibatch(network_input: NetworkInput) -> Network:
    """One hidden layer, wider than the first of S1."""
    layers = [Flatten(), Dense(128, uniform), Tanh(), Dense(network_input.num_classes, uniform), Tanh()]
    return Network("S2_minibatch", layers, SquaredError(), network_input.shape)


def build_softmax(network_input: NetworkInput, name: str = "S3_softmax") -> Network:
    """The same layers; softmax takes the place of the last tanh."""
    layers = [Flatten(), Dense(128, uniform), Tanh(), Dense(network_input.num_classes, uniform)]
    return Network(name, layers, SoftmaxCrossEntropy(), network_input.shape)


def build_adam(network_input: NetworkInput) -> Network:
    """The network of S3."""
    return build_softmax(network_input, "S4_adam")


QUARTET = Quartet(
    name="scratch1",
    title="From scratch 1: learning",
    kind=Kind.IMAGE,
    architectures=(
        rung(
            "S1_online",
            "Written in NumPy: two hidden layers with tanh, squared error, one sample at a time.",
            build_online,
            scratch_ladder.S1,
            relative_cost=8.0,
            batches_per_step=256,
        ),
        rung(
            "S2_minibatch",
            "Written in NumPy: one hidden layer, mini-batches of 16.",
            build_minibatch,
            scratch_ladder.S2,
            relative_cost=1.0,
            batches_per_step=64,
        ),
        rung(
            "S3_softmax",
            "Written in NumPy: as S2, with softmax and cross-entropy.",
            build_softmax,
            scratch_ladder.S3,
            relative_cost=1.0,
            batches_per_step=64,
        ),
        rung(
            "S4_adam",
            "Written in NumPy: as S3, with the optimizer Adam.",
            build_adam,
            scratch_ladder.S4,
            relative_cost=2.0,
            batches_per_step=64,
        ),
    ),
)
