"""Convolutional networks of a course paper on CIFAR-10: what augmentation, regularisation and tuning are worth."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.data.types import InputForm, Kind
from workbench.networks.architecture import Architecture, NetworkInput, Quartet, TrainingSettings
from workbench.networks.layers import output_layer
from workbench.networks.quartets.image import image_input
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping
from workbench.settings.schedule import Schedule, ScheduleKind

if TYPE_CHECKING:
    import keras

AUGMENTATION = Augmentation(rotation=15.0, shift=0.1, shear=0.2, zoom=0.2, flip=True)
PATIENT = EarlyStopping(patience=5)

BASE = TrainingSettings(
    epochs=20,
    batch_size=32,
    learning_rate=0.001,
    optimizer="adam",
    schedule=Schedule(ScheduleKind.MILESTONES, factor=0.1, milestones=(10,)),
)
AUGMENTED = replace(BASE, batch_size=64, augmentation=AUGMENTATION)
REGULARISED = replace(AUGMENTED, early_stopping=PATIENT, l2=1e-5)
TUNED = TrainingSettings(
    epochs=40,
    batch_size=64,
    learning_rate=0.0023502,
    optimizer="nadam",
    schedule=Schedule(ScheduleKind.STEP, factor=0.5, every=10),
    early_stopping=PATIENT,
    augmentation=AUGMENTATION,
)


def normalised_network(network_input: NetworkInput, name: str, dropout: Sequence[float] = ()) -> "keras.Model":
    """Three convolutions and a hidden layer, each with batch normalisation before its ReLU.

    Args:
        dropout: rates after the three convolutions (behind their pooling) and the hidden layer; empty for none.
    """
    from keras import layers

    def add_normalised(layer: "keras.layers.Layer") -> None:
        model.add(layer)
        model.add(layers.BatchNormalization(name=f"{layer.name}_normalisation"))
        model.add(layers.Activation("relu", name=f"{layer.name}_relu"))

    def add_dropout(number: int, after: str) -> None:
        if dropout:
            model.add(layers.Dropout(dropout[number], name=f"{after}_dropout"))

    model, _ = image_input(network_input, name)
    for number, filters in enumerate((32, 64, 64), 1):
        add_normalised(layers.Conv2D(filters, 3, name=f"convolution_{number}"))
        if number < 3:
            model.add(layers.MaxPooling2D(2, name=f"pooling_{number}"))
        add_dropout(number - 1, after=f"convolution_{number}")
    model.add(layers.Flatten(name="flatten"))
    add_normalised(layers.Dense(64, name="hidden"))
    add_dropout(3, after="hidden")
    model.add(output_layer(network_input.num_classes))
    return model


def build_base(network_input: NetworkInput) -> "keras.Model":
    """Without dropout."""
    return normalised_network(network_input, "Conv_base")


def build_augmented(network_input: NetworkInput) -> "keras.Model":
    """The same layers; what differs are its settings."""
    return normalised_network(network_input, "Conv_augmented")


def build_regularised(network_input: NetworkInput) -> "keras.Model":
    """With dropout that grows from layer to layer."""
    return normalised_network(network_input, "Conv_regularised", dropout=(0.1, 0.2, 0.3, 0.4))


def build_tuned(network_input: NetworkInput) -> "keras.Model":
    """Wider convolutions without batch normalisation."""
    from keras import layers

    model, _ = image_input(network_input, "Conv_tuned")
    for number, filters in enumerate((64, 128, 96), 1):
        model.add(layers.Conv2D(filters, 3, activation="relu", name=f"convolution_{number}"))
        if number < 3:
            model.add(layers.MaxPooling2D(2, name=f"pooling_{number}"))
    model.add(layers.Flatten(name="flatten"))
    model.add(layers.Dense(128, activation="relu", name="hidden"))
    model.add(output_layer(network_input.num_classes))
    return model


QUARTET = Quartet(
    name="convnet",
    title="Image, ConvNet",
    kind=Kind.IMAGE,
    architectures=(
        Architecture(
            name="Conv_base",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Three convolutions and a hidden layer, each with batch normalisation.",
            build=build_base,
            defaults=BASE,
            thesis=BASE,
            relative_cost=1.0,
            batches_per_step=4,
        ),
        Architecture(
            name="Conv_augmented",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Conv_base on pictures that are turned, moved, sheared, zoomed and mirrored at random.",
            build=build_augmented,
            defaults=AUGMENTED,
            thesis=AUGMENTED,
            relative_cost=2.0,
            batches_per_step=4,
        ),
        Architecture(
            name="Conv_regularised",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Conv_augmented with growing dropout, L2 and early stopping.",
            build=build_regularised,
            defaults=REGULARISED,
            thesis=REGULARISED,
            relative_cost=2.2,
            batches_per_step=4,
        ),
        Architecture(
            name="Conv_tuned",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Wider convolutions, trained with Nadam at a rate that halves every ten epochs.",
            build=build_tuned,
            defaults=TUNED,
            thesis=TUNED,
            relative_cost=7.0,
            batches_per_step=2,
        ),
    ),
)
