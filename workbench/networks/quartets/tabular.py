"""Networks for tables: about 7,500 parameters each on 50 features."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.data.types import Kind
from workbench.networks.architecture import Architecture, InputForm, NetworkInput, Quartet, TrainingSettings
from workbench.networks.layers import output_layer

if TYPE_CHECKING:
    import keras

THESIS = TrainingSettings(epochs=150, batch_size=256, learning_rate=0.001, optimizer="adam")
DEFAULTS = replace(THESIS, epochs=30)

CNN_MINIMUM_FEATURES = 4  # what a convolution over 3 steps and a pooling over 2 need


def build_mlp(network_input: NetworkInput) -> "keras.Model":
    """One wide hidden layer with little dropout."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(network_input.shape, name="features"),
            layers.Dense(150, activation="relu", name="hidden"),
            layers.Dropout(0.1, name="hidden_dropout"),
            output_layer(network_input.num_classes),
        ],
        name="Tabular_MLP",
    )


def build_cnn(network_input: NetworkInput) -> "keras.Model":
    """A convolution over the features in their given order, as steps of one value."""
    import keras
    from keras import layers

    (features,) = network_input.shape
    model = keras.Sequential(
        [keras.Input((features,), name="features"), layers.Reshape((features, 1), name="steps")], name="Tabular_CNN"
    )
    if features < CNN_MINIMUM_FEATURES:
        model.add(layers.ZeroPadding1D((0, CNN_MINIMUM_FEATURES - features), name="padding"))
    for layer in (
        layers.Conv1D(32, 3, name="convolution"),
        layers.MaxPooling1D(2, name="pooling"),
        layers.Dropout(0.1, name="pooling_dropout"),
        layers.Flatten(name="flatten"),
        layers.Dense(10, activation="relu", name="hidden"),
        layers.Dropout(0.1, name="hidden_dropout"),
        output_layer(network_input.num_classes),
    ):
        model.add(layer)
    return model


def build_rnn(network_input: NetworkInput) -> "keras.Model":
    """An LSTM that reads one feature at a time."""
    import keras
    from keras import layers

    (features,) = network_input.shape
    return keras.Sequential(
        [
            keras.Input((features,), name="features"),
            layers.Reshape((features, 1), name="steps"),
            layers.LSTM(42, dropout=0.1, name="lstm"),
            layers.Dropout(0.1, name="lstm_dropout"),
            output_layer(network_input.num_classes),
        ],
        name="Tabular_RNN",
    )


def build_mlpx(network_input: NetworkInput) -> "keras.Model":
    """Three narrow hidden layers with much dropout."""
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input(network_input.shape, name="features")], name="Tabular_MLPx")
    for number in (1, 2, 3):
        model.add(layers.Dense(50, activation="relu", name=f"hidden_{number}"))
        model.add(layers.Dropout(0.4, name=f"hidden_{number}_dropout"))
    model.add(output_layer(network_input.num_classes))
    return model


QUARTET = Quartet(
    name="tabular",
    title="Tabular",
    kind=Kind.TABULAR,
    architectures=(
        Architecture(
            name="Tabular_MLP",
            kind=Kind.TABULAR,
            input_form=InputForm.FEATURES,
            description="Multilayer perceptron with one hidden layer of 150 neurons.",
            build=build_mlp,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=1.0,
            batches_per_step=32,
        ),
        Architecture(
            name="Tabular_CNN",
            kind=Kind.TABULAR,
            input_form=InputForm.FEATURES,
            description="Convolutional network that slides 32 filters over the row of features.",
            build=build_cnn,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=4.0,
            batches_per_step=8,
        ),
        Architecture(
            name="Tabular_RNN",
            kind=Kind.TABULAR,
            input_form=InputForm.FEATURES,
            description="Recurrent network: an LSTM of 42 units reads one feature after the other.",
            build=build_rnn,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=24.0,
            batches_per_step=4,
            recurrent=True,
        ),
        Architecture(
            name="Tabular_MLPx",
            kind=Kind.TABULAR,
            input_form=InputForm.FEATURES,
            description="Deeper perceptron: three hidden layers of 50 neurons with strong dropout.",
            build=build_mlpx,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=1.2,
            batches_per_step=32,
        ),
    ),
)
