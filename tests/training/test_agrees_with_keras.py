"""Our own training step does what Keras's does: same losses, same weights, dropout included."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from workbench.data.types import Kind
from workbench.networks.registry import architecture
from workbench.networks.types import NetworkInput
from workbench.training.keras_trainable import KerasTrainable

INPUTS = {
    Kind.TABULAR: NetworkInput((9,), 2),
    Kind.IMAGE: NetworkInput((18, 18, 1), 3),
    Kind.SEQUENCE: NetworkInput((12,), 4, num_words=20),
}
BATCHES, BATCH_SIZE, LEARNING_RATE = 3, 8, 0.01


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize(
    ("name", "unroll"),
    [("Tabular_MLP", False), ("Image_CNN", False), ("Sequential_RNN", False), ("Image_RNN", True)],
)
def test_losses_and_weights_are_those_of_train_on_batch(name: str, unroll: bool) -> None:
    recipe = architecture(name)
    network_input = INPUTS[recipe.kind]
    generator = np.random.default_rng(0)
    shape = (BATCHES * BATCH_SIZE, *network_input.shape)
    tokens, values = generator.integers(0, 20, shape), generator.random(shape)
    x = tokens.astype(np.int32) if recipe.kind is Kind.SEQUENCE else values.astype(np.float32)
    y = generator.integers(0, network_input.num_classes, len(x)).astype(np.int32)

    ours = KerasTrainable(recipe, network_input, seed=5, unroll=unroll)
    ours.begin(replace(recipe.defaults, learning_rate=LEARNING_RATE))
    losses, _ = ours.train_batches(x, y, BATCH_SIZE)

    reference = KerasTrainable(recipe, network_input, seed=5).model
    optimizer = keras.optimizers.get({"class_name": recipe.defaults.optimizer, "config": {}})
    optimizer.learning_rate = LEARNING_RATE
    loss = "binary_crossentropy" if network_input.num_classes == 2 else "sparse_categorical_crossentropy"
    reference.compile(optimizer, loss, jit_compile=False)
    expected = []
    for start in range(0, len(x), BATCH_SIZE):
        reference.reset_metrics()
        batch = slice(start, start + BATCH_SIZE)
        expected.append(float(reference.train_on_batch(x[batch], y[batch, None])))

    np.testing.assert_allclose(losses, expected, rtol=1e-5)
    for weight, other in zip(ours.model.get_weights(), reference.get_weights(), strict=True):
        np.testing.assert_allclose(weight, other, rtol=1e-4, atol=1e-6)
