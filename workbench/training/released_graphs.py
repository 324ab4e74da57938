"""What earlier networks have left in this process is let go before the next one is built."""

import gc

import keras
from tensorflow.python.framework import ops

_CUSTOM_GRADIENT = "CustomGradient-"


def release_graphs() -> None:
    """Free the graphs of networks and functions that nobody holds any more.

    A function with a custom gradient (Keras's optimizers trace one in every step) is registered for good under a name
    that is used once, and holds the graph in which it was traced: 2.5 MB for each training of a small network, all of
    which the garbage collector would walk through again and again (https://github.com/tensorflow/tensorflow/issues/97697).
    The entry is only looked up while that graph is traced.
    """
    keras.backend.clear_session()
    registered = ops.gradient_registry._registry
    for name in [name for name in registered if name.startswith(_CUSTOM_GRADIENT)]:
        del registered[name]
    gc.collect()
