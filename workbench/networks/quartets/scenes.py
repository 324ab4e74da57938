"""Convolutional networks of a course paper on scenes of 150×150 pixels: too small, too large, and regularised.

Their parameters, with 150×150×3 pixels and five classes: 4,823, 3,667,269, 3,667,281 and 10,466,449. The last number
holds with a convolution of 1,024 at the end, a hidden layer of 256, and batch normalisation of the three channels.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.data.types import InputForm, Kind
from workbench.networks.architecture import Architecture, NetworkInput, Quartet, TrainingSettings
from workbench.networks.layers import output_layer
from workbench.networks.quartets.image import image_input
from workbench.settings.augmentation import Augmentation

if TYPE_CHECKING:
    import keras

PLAIN = TrainingSettings(epochs=50, batch_size=16, learning_rate=0.001, optimizer="adam")
# a tenth of a full turn in both directions, as Keras's RandomRotation(0.1)
BEST = replace(PLAIN, augmentation=Augmentation(rotation=36.0, zoom=0.1, flip=True), l2=1e-4)

MINIMUM_SIDE = 32  # what five poolings over 2×2 need


def _input(network_input: NetworkInput, name: str) -> "keras.Sequential":
    model, _ = image_input(network_input, name, MINIMUM_SIDE, MINIMUM_SIDE)
    return model


def build_under(network_input: NetworkInput) -> "keras.Model":
    """Two convolutions of six filters, the first in strides of three: too few weights for the task."""
    from keras import layers

    model = _input(network_input, "Scenes_under")
    for layer in (
        layers.Conv2D(6, 3, strides=3, padding="same", activation="relu", name="convolution_1"),
        layers.MaxPooling2D(2, name="pooling_1"),
        layers.Conv2D(6, 3, padding="same", activation="relu", name="convolution_2"),
        layers.MaxPooling2D(2, name="pooling_2"),
        layers.Flatten(name="flatten"),
        output_layer(network_input.num_classes),
    ):
        model.add(layer)
    return model


def pyramid(
    network_input: NetworkInput, name: str, filters: Sequence[int], normalised: bool, dropout: Sequence[float] = ()
) -> "keras.Model":
    """Convolutions, each pooled, and a hidden layer of 256.

    Args:
        normalised: whether the pixels go through batch normalisation first.
        dropout: rates after each pooling; empty for none.
    """
    from keras import layers

    model = _input(network_input, name)
    if normalised:
        model.add(layers.BatchNormalization(name="normalisation"))
    for number, width in enumerate(filters, 1):
        model.add(layers.Conv2D(width, 3, padding="same", activation="relu", name=f"convolution_{number}"))
        model.add(layers.MaxPooling2D(2, name=f"pooling_{number}"))
        if dropout:
            model.add(layers.Dropout(dropout[number - 1], name=f"pooling_{number}_dropout"))
    model.add(layers.Flatten(name="flatten"))
    model.add(layers.Dense(256, activation="relu", name="hidden"))
    model.add(output_layer(network_input.num_classes))
    return model


def build_over(network_input: NetworkInput) -> "keras.Model":
    """Five convolutions with nothing against overfitting."""
    return pyramid(network_input, "Scenes_over", (32, 64, 128, 256, 512), normalised=False)


def build_best(network_input: NetworkInput) -> "keras.Model":
    """The same convolutions with normalised pixels and dropout."""
    rates = (0.3, 0.3, 0.3, 0.3, 0.4)
    return pyramid(network_input, "Scenes_best", (32, 64, 128, 256, 512), normalised=True, dropout=rates)


def build_best2(network_input: NetworkInput) -> "keras.Model":
    """Scenes_best with convolutions twice as wide."""
    rates = (0.3, 0.3, 0.3, 0.3, 0.4)
    return pyramid(network_input, "Scenes_best2", (64, 128, 256, 512, 1024), normalised=True, dropout=rates)


QUARTET = Quartet(
    name="scenes",
    title="Image, scenes",
    kind=Kind.IMAGE,
    above_pixels=64 * 64,
    architectures=(
        Architecture(
            name="Scenes_under",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Two small convolutions: too few weights, it underfits.",
            build=build_under,
            defaults=PLAIN,
            thesis=PLAIN,
            relative_cost=1.0,
            batches_per_step=4,
        ),
        Architecture(
            name="Scenes_over",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Five convolutions without any regularisation: it overfits.",
            build=build_over,
            defaults=PLAIN,
            thesis=PLAIN,
            relative_cost=23.0,
            batches_per_step=1,
        ),
        Architecture(
            name="Scenes_best",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Scenes_over with normalised pixels, dropout, L2 and augmented pictures.",
            build=build_best,
            defaults=BEST,
            thesis=BEST,
            relative_cost=42.0,
            batches_per_step=1,
        ),
        Architecture(
            name="Scenes_best2",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Scenes_best with convolutions twice as wide.",
            build=build_best2,
            defaults=BEST,
            thesis=BEST,
            relative_cost=180.0,
            batches_per_step=1,
        ),
    ),
)
