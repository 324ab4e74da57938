"""Networks for rows of tokens, such as texts: about 370,000 parameters each on 10,000 words."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.data.types import Kind
from workbench.networks.architecture import Architecture, InputForm, NetworkInput, Quartet, TrainingSettings
from workbench.networks.layers import output_layer

if TYPE_CHECKING:
    import keras

THESIS = TrainingSettings(epochs=100, batch_size=64, learning_rate=0.001, optimizer="rmsprop")
DEFAULTS = replace(THESIS, epochs=4)

EMBEDDING_SIZE = 32


def embedded_tokens(network_input: NetworkInput, name: str) -> "keras.Sequential":
    """A model that turns each token into a vector; padding (token 0) is a word like any other, as in the thesis."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(network_input.shape, dtype="int32", name="tokens"),
            layers.Embedding(network_input.num_words, EMBEDDING_SIZE, name="embedding"),
        ],
        name=name,
    )


def build_mlp(network_input: NetworkInput) -> "keras.Model":
    """Two hidden layers on the set of words that occur; their order is lost."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((network_input.num_words,), name="words"),
            layers.Dropout(0.35, name="words_dropout"),
            layers.Dense(36, activation="relu", name="hidden_1"),
            layers.Dropout(0.35, name="hidden_1_dropout"),
            layers.Dense(36, activation="relu", name="hidden_2"),
            layers.Dropout(0.35, name="hidden_2_dropout"),
            output_layer(network_input.num_classes),
        ],
        name="Sequential_MLP",
    )


def build_cnn(network_input: NetworkInput) -> "keras.Model":
    """Finds groups of three neighbouring words anywhere in the row."""
    from keras import layers

    model = embedded_tokens(network_input, "Sequential_CNN")
    for layer in (
        layers.Dropout(0.5, name="embedding_dropout"),
        layers.Conv1D(64, 3, padding="same", activation="relu", name="convolution"),
        layers.GlobalMaxPooling1D(name="pooling"),
        layers.Dense(256, activation="relu", name="hidden"),
        layers.Dropout(0.5, name="hidden_dropout"),
        output_layer(network_input.num_classes),
    ):
        model.add(layer)
    return model


def build_rnn(network_input: NetworkInput) -> "keras.Model":
    """One LSTM that reads the row word by word."""
    from keras import layers

    model = embedded_tokens(network_input, "Sequential_RNN")
    for layer in (
        layers.LSTM(100, dropout=0.75, name="lstm"),
        layers.Dropout(0.75, name="lstm_dropout"),
        output_layer(network_input.num_classes),
    ):
        model.add(layer)
    return model


def build_rnnx(network_input: NetworkInput) -> "keras.Model":
    """Two LSTMs, one on top of the other, and a hidden layer."""
    from keras import layers

    model = embedded_tokens(network_input, "Sequential_RNNx")
    for layer in (
        layers.LSTM(80, dropout=0.75, return_sequences=True, name="lstm_1"),
        layers.LSTM(40, dropout=0.75, name="lstm_2"),
        layers.Dropout(0.75, name="lstm_2_dropout"),
        layers.Dense(40, activation="relu", name="hidden"),
        layers.Dropout(0.75, name="hidden_dropout"),
        output_layer(network_input.num_classes),
    ):
        model.add(layer)
    return model


QUARTET = Quartet(
    name="sequence",
    title="Sequence",
    kind=Kind.SEQUENCE,
    architectures=(
        Architecture(
            name="Sequential_MLP",
            kind=Kind.SEQUENCE,
            input_form=InputForm.MULTI_HOT,
            description="Multilayer perceptron on the set of words that occur, whatever their order.",
            build=build_mlp,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=1.0,
            batches_per_step=4,
        ),
        Architecture(
            name="Sequential_CNN",
            kind=Kind.SEQUENCE,
            input_form=InputForm.TOKENS,
            description="Convolutional network that finds groups of three neighbouring words.",
            build=build_cnn,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=4.0,
            batches_per_step=2,
        ),
        Architecture(
            name="Sequential_RNN",
            kind=Kind.SEQUENCE,
            input_form=InputForm.TOKENS,
            description="Recurrent network: an LSTM of 100 units reads word by word.",
            build=build_rnn,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=30.0,
            batches_per_step=1,
            recurrent=True,
        ),
        Architecture(
            name="Sequential_RNNx",
            kind=Kind.SEQUENCE,
            input_form=InputForm.TOKENS,
            description="Deeper recurrent network: two LSTMs and a hidden layer.",
            build=build_rnnx,
            defaults=DEFAULTS,
            thesis=THESIS,
            relative_cost=47.0,
            batches_per_step=1,
            recurrent=True,
        ),
    ),
)
