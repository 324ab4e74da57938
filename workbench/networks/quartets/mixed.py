"""Networks written in NumPy beside Keras networks: what the library changes, and what the size."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.data.types import InputForm, Kind
from workbench.networks.architecture import Architecture, NetworkInput, Quartet
from workbench.networks.layers import output_layer
from workbench.networks.quartets import scratch2, scratch3, scratch_ladder
from workbench.networks.quartets.scratch3 import DEEP_FILTERS, DROPOUT, WINDOW

if TYPE_CHECKING:
    import keras

WIDE_FILTERS = ((32, False), (64, True), (96, False), (128, True))
WIDE = replace(scratch_ladder.S12, learning_rate=0.0005)


def _convolutional(network_input: NetworkInput, name: str, convolutions: tuple[tuple[int, bool], ...]) -> "keras.Model":
    """Convolutions up to `Flatten`, as `workbench.networks.quartets.scratch3` has them."""
    import keras
    from keras import layers

    height, width, _ = network_input.shape
    model = keras.Sequential([keras.Input(network_input.shape, name="pixels")], name=name)
    for number, (filters, pooled) in enumerate(convolutions, start=1):
        model.add(
            layers.Conv2D(
                filters,
                WINDOW,
                padding="same",
                activation="relu",
                kernel_initializer="he_normal",
                name=f"convolution_{number}",
            )
        )
        if pooled:
            tile = (min(2, height), min(2, width))
            height, width = height // tile[0], width // tile[1]
            model.add(layers.MaxPooling2D(tile, name=f"pooling_{number}"))
        model.add(layers.Dropout(DROPOUT, name=f"dropout_{number}"))
    model.add(layers.Flatten(name="flatten"))
    return model


def build_twin(network_input: NetworkInput) -> "keras.Model":
    """The layers of S12 in Keras."""
    model = _convolutional(network_input, "Keras_twin", DEEP_FILTERS)
    model.add(output_layer(network_input.num_classes))
    return model


def build_wide(network_input: NetworkInput) -> "keras.Model":
    """Twice as many filters; the outputs are normalised over the batch before the softmax."""
    from keras import layers

    model = _convolutional(network_input, "Keras_wide", WIDE_FILTERS)
    outputs = 1 if network_input.num_classes == 2 else network_input.num_classes
    model.add(layers.Dense(outputs, name="output"))
    model.add(layers.BatchNormalization(name="output_normalisation"))
    model.add(layers.Activation("sigmoid" if outputs == 1 else "softmax", name="probabilities"))
    return model


QUARTET = Quartet(
    name="mixed",
    title="From scratch and Keras",
    kind=Kind.IMAGE,
    architectures=(
        scratch2.QUARTET.architecture("S8_early_stopping"),
        scratch3.QUARTET.architecture("S12_faster_halving"),
        Architecture(
            name="Keras_twin",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="The layers and settings of S12 in Keras.",
            build=build_twin,
            defaults=replace(scratch_ladder.S12, epochs=scratch_ladder.CONVOLUTIONAL_EPOCHS),
            thesis=scratch_ladder.S12,
            relative_cost=90.0,
            batches_per_step=4,
        ),
        Architecture(
            name="Keras_wide",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Four convolutions in Keras, twice as wide, and batch normalisation at the end.",
            build=build_wide,
            defaults=replace(WIDE, epochs=scratch_ladder.CONVOLUTIONAL_EPOCHS),
            thesis=WIDE,
            relative_cost=300.0,
            batches_per_step=2,
        ),
    ),
)
