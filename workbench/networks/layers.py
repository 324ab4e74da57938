"""What all networks have in common."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras


def output_layer(num_classes: int) -> "keras.layers.Layer":
    """Class probabilities: one sigmoid (of class 1) for two classes, else a softmax over ``num_classes``."""
    from keras import layers

    if num_classes == 2:
        return layers.Dense(1, activation="sigmoid", name="output")
    return layers.Dense(num_classes, activation="softmax", name="output")
