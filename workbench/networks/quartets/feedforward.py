"""Plain dense networks for pictures, as in a course paper on CIFAR-10: how far does one come without convolutions?"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.data.types import InputForm, Kind
from workbench.networks.architecture import Architecture, NetworkInput, Quartet, TrainingSettings
from workbench.networks.layers import output_layer
from workbench.networks.quartets.image import image_input

if TYPE_CHECKING:
    import keras

RMSPROP = TrainingSettings(epochs=5, batch_size=32, learning_rate=0.001, optimizer="rmsprop")
ADAMAX = TrainingSettings(epochs=10, batch_size=32, learning_rate=0.0005, optimizer="adamax")
BASE = TrainingSettings(epochs=5, batch_size=128, learning_rate=0.001, optimizer="rmsprop")


def dense_network(
    network_input: NetworkInput, name: str, hidden: Sequence[tuple[int, str]], dropout: float = 0.0
) -> "keras.Model":
    """Hidden layers on the flattened picture, whatever its size.

    Args:
        hidden: units and activation of each.
        dropout: fraction of the outputs of each hidden layer that is dropped in training; 0 for none.
    """
    from keras import layers

    model, _ = image_input(network_input, name, minimum_side=1)
    model.add(layers.Flatten(name="flatten"))
    for number, (units, activation) in enumerate(hidden, 1):
        model.add(layers.Dense(units, activation=activation, name=f"hidden_{number}"))
        if dropout:
            model.add(layers.Dropout(dropout, name=f"hidden_{number}_dropout"))
    model.add(output_layer(network_input.num_classes))
    return model


def build_base(network_input: NetworkInput) -> "keras.Model":
    """One hidden layer."""
    return dense_network(network_input, "FF_base", [(512, "relu")])


def build_deep(network_input: NetworkInput) -> "keras.Model":
    """Three hidden layers."""
    return dense_network(network_input, "FF_deep", [(1000, "relu"), (500, "relu"), (100, "relu")])


def build_adamax(network_input: NetworkInput) -> "keras.Model":
    """The same widths, the first two with exponential linear units."""
    return dense_network(network_input, "FF_adamax", [(1000, "elu"), (500, "elu"), (100, "relu")])


def build_dropout(network_input: NetworkInput) -> "keras.Model":
    """FF_adamax with dropout after each hidden layer."""
    return dense_network(network_input, "FF_dropout", [(1000, "elu"), (500, "elu"), (100, "relu")], dropout=0.3)


QUARTET = Quartet(
    name="feedforward",
    title="Image, feed-forward",
    kind=Kind.IMAGE,
    architectures=(
        Architecture(
            name="FF_base",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="One hidden layer of 512 neurons on the flattened picture.",
            build=build_base,
            defaults=BASE,
            thesis=BASE,
            relative_cost=1.0,
            batches_per_step=8,
        ),
        Architecture(
            name="FF_deep",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Three hidden layers of 1,000, 500 and 100 neurons.",
            build=build_deep,
            defaults=RMSPROP,
            thesis=RMSPROP,
            relative_cost=4.0,
            batches_per_step=8,
        ),
        Architecture(
            name="FF_adamax",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="The widths of FF_deep, two of them with ELU, trained with Adamax.",
            build=build_adamax,
            defaults=ADAMAX,
            thesis=ADAMAX,
            relative_cost=4.5,
            batches_per_step=8,
        ),
        Architecture(
            name="FF_dropout",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="FF_adamax with dropout of 30 % after each hidden layer.",
            build=build_dropout,
            defaults=ADAMAX,
            thesis=ADAMAX,
            relative_cost=4.6,
            batches_per_step=8,
        ),
    ),
)
