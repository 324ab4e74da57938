"""Optimizers written in NumPy take the vector of Keras's."""

import numpy as np
import pytest

from workbench.networks.from_scratch.optimizers import OPTIMIZERS

STEPS = 20


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_twenty_steps_are_those_of_keras(name: str) -> None:
    import keras

    random = np.random.default_rng(0)
    parameters = random.normal(0, 1, 50).astype(np.float32)
    variable = keras.Variable(parameters)
    reference = keras.optimizers.get({"class_name": name, "config": {"learning_rate": 0.01}})
    ours = OPTIMIZERS[name](parameters)
    for _ in range(STEPS):
        gradients = random.normal(0, 1, 50).astype(np.float32)
        reference.apply([keras.ops.convert_to_tensor(gradients)], [variable])
        ours.step(parameters, gradients, 0.01)
    np.testing.assert_allclose(parameters, variable.numpy(), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_restored_optimizer_goes_on_with_the_same_bits(name: str) -> None:
    random = np.random.default_rng(0)
    gradients = random.normal(0, 1, (10, 30)).astype(np.float32)
    whole = np.ones(30, np.float32)
    one = OPTIMIZERS[name](whole)
    for gradient in gradients:
        one.step(whole, gradient.copy(), 0.1)
    vector = np.ones(30, np.float32)
    first = OPTIMIZERS[name](vector)
    for gradient in gradients[:4]:
        first.step(vector, gradient.copy(), 0.1)
    second = OPTIMIZERS[name](vector)
    second.restore(first.state())
    for gradient in gradients[4:]:
        second.step(vector, gradient.copy(), 0.1)
    np.testing.assert_array_equal(vector, whole)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_state_is_a_copy(name: str) -> None:
    parameters = np.ones(3, np.float32)
    optimizer = OPTIMIZERS[name](parameters)
    optimizer.step(parameters, np.ones(3, np.float32), 0.1)
    before = optimizer.state()
    kept = {key: array.copy() for key, array in before.items()}
    optimizer.step(parameters, np.ones(3, np.float32), 0.1)
    for key, array in before.items():
        np.testing.assert_array_equal(array, kept[key])
