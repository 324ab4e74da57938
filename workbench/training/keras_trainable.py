"""A Keras network as a `Trainable`: one compiled function trains several batches a call."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from workbench.networks.architecture import Architecture, InputForm, NetworkInput, TrainingSettings
from workbench.training.execution import limit_numpy_threads, model_seed
from workbench.training.protocol import Arrays
from workbench.training.released_graphs import release_graphs
from workbench.training.weights import load_weights, save_weights


def configure_tensorflow(threads: int) -> None:
    """Set threads (NumPy's, too) and determinism.

    Only possible before TensorFlow has run its first operation in this process.
    """
    limit_numpy_threads(threads)
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    for gpu in tf.config.list_physical_devices("GPU"):
        tf.config.experimental.set_memory_growth(gpu, True)
    tf.config.experimental.enable_op_determinism()


def optimizer_named(name: str) -> keras.optimizers.Optimizer:
    """An optimizer of `workbench.settings.training.OPTIMIZERS`; `keras.optimizers.get` does not know all of them."""
    classes = {key.lower(): value for key, value in vars(keras.optimizers).items() if isinstance(value, type)}
    return classes[name]()


class KerasTrainable:
    """See `workbench.training.protocol.Trainable`.

    Args:
        network_input: what the network is built for.
        seed: the run's seed; the model's own derives from it and the architecture's name.
        unroll: whether LSTMs are trained without a loop: faster, but slow to trace.
    """

    def __init__(
        self, architecture: Architecture, network_input: NetworkInput, seed: int, unroll: bool = False
    ) -> None:
        release_graphs()
        keras.utils.set_random_seed(model_seed(seed, architecture.name))
        self.model = architecture.build(network_input)
        self._unroll = unroll
        self._binary = network_input.num_classes == 2
        self._loss = keras.losses.BinaryCrossentropy() if self._binary else keras.losses.SparseCategoricalCrossentropy()
        self._sample_dtype = np.int32 if architecture.input_form is InputForm.TOKENS else np.float32
        self._optimizer: keras.optimizers.Optimizer | None = None
        self._optimizer_name = ""
        self._default_epsilon: float | None = None
        self._predict = self._prediction_function()
        self._train: Any = None

    @property
    def parameters(self) -> int:
        return int(self.model.count_params())

    def summary(self) -> str:
        lines: list[str] = []
        self.model.summary(line_length=78, print_fn=lines.append)
        return "\n".join(lines)

    def start(self, settings: TrainingSettings, class_weights: NDArray[np.float32] | None = None) -> None:
        if self._optimizer is None or self._optimizer_name != settings.optimizer:
            self._optimizer = optimizer_named(settings.optimizer)
            self._default_epsilon = getattr(self._optimizer, "epsilon", None)
            self._optimizer.build(self.model.trainable_variables)
            self._optimizer_name = settings.optimizer
        self._optimizer.global_clipnorm = settings.clip_norm or None
        if self._default_epsilon is not None:
            self._optimizer.epsilon = self._default_epsilon if settings.epsilon is None else settings.epsilon
        self._train = self._training_function(self._optimizer, settings.l2, class_weights)
        self.set_learning_rate(settings.learning_rate)

    def set_learning_rate(self, rate: float) -> None:
        assert self._optimizer is not None
        self._optimizer.learning_rate = rate

    def _prediction_function(self) -> Any:
        model = self.model
        weights = {id(weight) for weight in model.weights}
        random_states = [variable for variable in model.variables if id(variable) not in weights]

        @tf.function(input_signature=[tf.TensorSpec((None, *model.input_shape[1:]), self._sample_dtype)])  # type: ignore[untyped-decorator]
        def predict(x: tf.Tensor) -> tf.Tensor:
            before = [tf.identity(state) for state in random_states]
            output = model(x, training=False)
            for state, value in zip(random_states, before, strict=True):
                state.assign(value)  # Keras's LSTM draws a dropout mask in inference, too; training must not notice
            return output

        return predict

    def _training_function(
        self, optimizer: keras.optimizers.Optimizer, l2: float, class_weights: NDArray[np.float32] | None
    ) -> Any:
        model, loss_function = self.model, self._loss
        kernels = [variable for variable in model.trainable_variables if "kernel" in variable.name] if l2 else []
        weight_of_class = None if class_weights is None else tf.constant(class_weights, tf.float32)
        shape = tuple(model.input_shape[1:])

        @tf.function(  # type: ignore[untyped-decorator]
            input_signature=[
                tf.TensorSpec((None, None, *shape), self._sample_dtype),
                tf.TensorSpec((None, None), tf.int32),
            ]
        )
        def train(x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
            batches = tf.shape(x)[0]
            losses = tf.TensorArray(tf.float32, size=batches)
            outputs = tf.TensorArray(tf.float32, size=batches)
            for index in tf.range(batches):
                labels = y[index][:, None]
                with tf.GradientTape() as tape, _unrolled(model if self._unroll else None):
                    output = model(x[index], training=True)
                    weights = None if weight_of_class is None else tf.gather(weight_of_class, y[index])
                    loss = loss_function(labels, output, sample_weight=weights)
                    minimised = (
                        loss + l2 * tf.add_n([tf.reduce_sum(kernel**2) for kernel in kernels]) if kernels else loss
                    )
                gradients = tape.gradient(minimised, model.trainable_variables)
                optimizer.apply(gradients, model.trainable_variables)
                losses = losses.write(index, loss)
                outputs = outputs.write(index, output)
            return losses.stack(), outputs.concat()

        return train

    def train_batches(
        self, x: NDArray[np.generic], y: NDArray[np.int32], batch_size: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        size = min(batch_size, len(y))
        losses, outputs = self._train(
            x.reshape(-1, size, *x.shape[1:]).astype(self._sample_dtype, copy=False), y.reshape(-1, size)
        )
        return losses.numpy(), self._scores(outputs.numpy())

    def predict(self, x: NDArray[np.generic]) -> NDArray[np.float32]:
        return self._scores(self._predict(x.astype(self._sample_dtype, copy=False)).numpy())

    def _scores(self, output: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.concatenate([1 - output, output], axis=1) if self._binary else output

    def get_weights(self) -> Arrays:
        return {f"{index:03d}": weight.numpy() for index, weight in enumerate(self.model.weights)}

    def set_weights(self, weights: Mapping[str, NDArray[Any]]) -> None:
        self.model.set_weights([weights[f"{index:03d}"] for index in range(len(self.model.weights))])

    def save_weights(self, path: Path) -> None:
        save_weights(self.model, path)

    def load_weights(self, path: Path) -> None:
        load_weights(self.model, path)

    def get_state(self) -> Arrays:
        return {name: variable.numpy() for name, variable in self._variables().items()}

    def set_state(self, state: Mapping[str, NDArray[Any]]) -> None:
        variables = self._variables()
        if set(variables) != set(state):
            raise ValueError("the checkpoint's variables are not those of this network and optimizer")
        for name, variable in variables.items():
            variable.assign(state[name])

    def _variables(self) -> dict[str, keras.Variable]:
        """Every variable, those of seed generators included, which ``model.weights`` leaves out."""
        found = {f"model/{index:03d}": variable for index, variable in enumerate(self.model.variables)}
        if self._optimizer is not None:
            found |= {f"optimizer/{index:03d}": variable for index, variable in enumerate(self._optimizer.variables)}
        return found


@contextmanager
def _unrolled(model: keras.Model | None) -> Iterator[None]:
    """Let the LSTMs of a model be traced step by step; prediction keeps the loop, whose overhead matters less there."""
    layers = [layer for layer in (model.layers if model else []) if isinstance(layer, keras.layers.LSTM)]
    for layer in layers:
        layer.unroll = True
    try:
        yield
    finally:
        for layer in layers:
            layer.unroll = False
