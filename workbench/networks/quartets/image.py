"""Networks for pictures: about 240,000 parameters each on 28×28×1."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.data.types import Kind
from workbench.networks.architecture import Architecture, InputForm, NetworkInput, Quartet, TrainingSettings
from workbench.networks.layers import output_layer

if TYPE_CHECKING:
    import keras

THESIS = TrainingSettings(epochs=200, batch_size=32, learning_rate=0.001, optimizer="adam")
DEFAULTS = replace(THESIS, epochs=10)

MINIMUM_SIDE = 18  # what three convolutions over 3×3 and two poolings over 2×2 need
ENLARGED_SIDE = 28


def image_input(
    network_input: NetworkInput, name: str, minimum_side: int = MINIMUM_SIDE, enlarged_side: int = ENLARGED_SIDE
) -> "tuple[keras.Sequential, tuple[int, int, int]]":
    """An empty model that takes pictures, and the shape its next layer sees.

    Pictures too small for one network of a quartet are enlarged for all four, so that they compete on the same pixels.

    Args:
        minimum_side: pictures with a shorter side are enlarged.
        enlarged_side: to squares of this side.
    """
    import keras
    from keras import layers

    height, width, channels = network_input.shape
    model = keras.Sequential([keras.Input((height, width, channels), name="pixels")], name=name)
    if min(height, width) < minimum_side:
        height = width = enlarged_side
        model.add(layers.Resizing(height, width, interpolation="bilinear", name="enlarge"))
    return model, (height, width, channels)


def build_mlp(network_input: NetworkInput) -> "keras.Model":
    """Three hidden layers on the flattened picture."""
    from keras import layers

    model, _ = image_input(network_input, "Image_MLP")
    model.add(layers.Flatten(name="flatten"))
    for number, units, rate in ((1, 224, 0.3), (2, 224, 0.5), (3, 112, 0.3)):
        model.add(layers.Dense(units, activation="relu", name=f"hidden_{number}"))
        model.add(layers.Dropout(rate, name=f"hidden_{number}_dropout"))
    model.add(output_layer(network_input.num_classes))
    return model


def build_convolutional(network_input: NetworkInput, name: str, dropout: bool) -> "keras.Model":
    """Three convolutions, two of them pooled, and one hidden layer; with or without dropout between them."""
    from keras import layers

    def add_dropout(rate: float, after: str) -> None:
        if dropout:
            model.add(layers.Dropout(rate, name=f"{after}_dropout"))

    model, _ = image_input(network_input, name)
    model.add(layers.Conv2D(32, 3, activation="relu", kernel_initializer="he_normal", name="convolution_1"))
    model.add(layers.MaxPooling2D(2, name="pooling_1"))
    add_dropout(0.25, after="pooling_1")
    model.add(layers.Conv2D(64, 3, activation="relu", name="convolution_2"))
    model.add(layers.MaxPooling2D(2, name="pooling_2"))
    add_dropout(0.25, after="pooling_2")
    model.add(layers.Conv2D(128, 3, activation="relu", name="convolution_3"))
    add_dropout(0.4, after="convolution_3")
    model.add(layers.Flatten(name="flatten"))
    model.add(layers.Dense(128, activation="relu", name="hidden"))
    add_dropout(0.3, after="hidden")
    model.add(output_layer(network_input.num_classes))
    return model


def build_cnn(network_input: NetworkInput) -> "keras.Model":
    """The convolutional network with dropout."""
    return build_convolutional(network_input, "Image_CNN", dropout=True)


def build_cnnx(network_input: NetworkInput) -> "keras.Model":
    """The same without any dropout: shows what dropout is worth."""
    return build_convolutional(network_input, "Image_CNNx", dropout=False)


def build_rnn(network_input: NetworkInput) -> "keras.Model":
    """Two LSTMs that read the picture row by row, from top to bottom."""
    from keras import layers

    model, (height, width, channels) = image_input(network_input, "Image_RNN")
    for layer in (
        layers.Reshape((height, width * channels), name="rows"),
        layers.LSTM(180, dropout=0.3, return_sequences=True, name="lstm_1"),
        layers.LSTM(90, dropout=0.25, name="lstm_2"),
        layers.Dropout(0.25, name="lstm_2_dropout"),
        layers.Dense(90, activation="relu", name="hidden"),
        layers.Dropout(0.3, name="hidden_dropout"),
        output_layer(network_input.num_classes),
    ):
        model.add(layer)
    return model


QUARTET = Quartet(
    name="image",
    title="Image",
    kind=Kind.IMAGE,
    architectures=(
        Architecture(
            name="Image_MLP",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Multilayer perceptron: three hidden layers on the flattened picture.",
            build=build_mlp,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=1.0,
            batches_per_step=32,
        ),
        Architecture(
            name="Image_CNN",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Convolutional network: three convolutions of 3×3 with dropout.",
            build=build_cnn,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=9.0,
            batches_per_step=4,
        ),
        Architecture(
            name="Image_RNN",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Recurrent network: two LSTMs read the picture row by row.",
            build=build_rnn,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=23.0,
            batches_per_step=2,
            recurrent=True,
        ),
        Architecture(
            name="Image_CNNx",
            kind=Kind.IMAGE,
            input_form=InputForm.PIXELS,
            description="Image_CNN without any dropout: faster to fit, sooner overfitted.",
            build=build_cnnx,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=8.5,
            batches_per_step=4,
        ),
    ),
)
