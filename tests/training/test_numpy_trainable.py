"""A network written in NumPy trains as the same network does in Keras, and comes back from its files bit by bit."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import h5py
import numpy as np
import pytest

from workbench.data.types import InputForm, Kind
from workbench.errors import UserError
from workbench.evaluation.metrics import cross_entropy
from workbench.networks.architecture import Architecture, Library, NetworkInput, TrainingSettings
from workbench.networks.from_scratch.initializers import glorot_uniform
from workbench.networks.from_scratch.layers import Dense, Dropout, Flatten, ReLU, Tanh
from workbench.networks.from_scratch.losses import SoftmaxCrossEntropy
from workbench.networks.from_scratch.network import Network
from workbench.networks.registry import architecture
from workbench.training.keras_trainable import KerasTrainable
from workbench.training.numpy_trainable import NumpyTrainable
from workbench.training.random_state import random_state, restore_random_state

if TYPE_CHECKING:
    import keras

pytestmark = pytest.mark.usefixtures("tensorflow")

SETTINGS = TrainingSettings(1, 8, 0.05, "sgd")
SMALL = NetworkInput((6, 5, 1), 3)


def build_numpy(wanted: NetworkInput) -> Network:
    layers = [Flatten(), Dense(9, glorot_uniform), Tanh(), Dense(7, glorot_uniform), ReLU(), Dense(3, glorot_uniform)]
    return Network("small", layers, SoftmaxCrossEntropy(), wanted.shape)


def build_dropout(wanted: NetworkInput) -> Network:
    layers = [Flatten(), Dense(9, glorot_uniform), Tanh(), Dropout(0.3), Dense(3, glorot_uniform)]
    return Network("small", layers, SoftmaxCrossEntropy(), wanted.shape)


def build_keras(wanted: NetworkInput) -> "keras.Model":
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(wanted.shape),
            layers.Flatten(),
            layers.Dense(9, activation="tanh"),
            layers.Dense(7, activation="relu"),
            layers.Dense(3, activation="softmax"),
        ]
    )


def recipe(build: Any, library: Library) -> Architecture:
    return Architecture("small", Kind.IMAGE, InputForm.PIXELS, "Small.", build, SETTINGS, SETTINGS, library=library)


def samples(n: int, wanted: NetworkInput = SMALL) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    x = random.random((n, *wanted.shape), np.float32)
    return x, random.integers(0, wanted.num_classes, n).astype(np.int32)


@pytest.mark.parametrize(
    ("settings", "weights"),
    [
        pytest.param(SETTINGS, None, id="sgd"),
        pytest.param(replace(SETTINGS, optimizer="adam", learning_rate=0.003), None, id="adam"),
        pytest.param(replace(SETTINGS, optimizer="rmsprop", learning_rate=0.003), None, id="rmsprop"),
        pytest.param(replace(SETTINGS, optimizer="adam", epsilon=0.03), None, id="adam, epsilon"),
        pytest.param(replace(SETTINGS, optimizer="rmsprop", epsilon=0.03), None, id="rmsprop, epsilon"),
        pytest.param(replace(SETTINGS, l2=0.02), None, id="l2"),
        pytest.param(replace(SETTINGS, clip_norm=0.1), None, id="clipping"),
        pytest.param(SETTINGS, np.array([0.5, 1.0, 2.5], np.float32), id="class weights"),
        pytest.param(
            replace(SETTINGS, l2=0.01, clip_norm=0.3), np.array([0.5, 1.0, 2.5], np.float32), id="all together"
        ),
    ],
)
def test_losses_scores_and_weights_are_those_of_keras(settings: TrainingSettings, weights: Any) -> None:
    ours = NumpyTrainable(recipe(build_numpy, Library.NUMPY), SMALL, seed=1)
    theirs = KerasTrainable(recipe(build_keras, Library.KERAS), SMALL, seed=1)
    theirs.set_weights(ours.get_weights())
    x, y = samples(40)
    for trainable in (ours, theirs):
        trainable.start(settings, weights)
    losses, scores = ours.train_batches(x, y, 8)
    expected_losses, expected_scores = theirs.train_batches(x, y, 8)
    np.testing.assert_allclose(losses, expected_losses, rtol=1e-4)
    np.testing.assert_allclose(scores, expected_scores, rtol=1e-3, atol=1e-5)
    after: list[Any] = [trainable.get_weights() for trainable in (ours, theirs)]
    assert after[0].keys() == after[1].keys()
    for name, array in after[0].items():
        np.testing.assert_allclose(array, after[1][name], rtol=1e-3, atol=1e-5)


def test_the_shown_loss_of_a_squared_error_is_the_cross_entropy_of_the_scores() -> None:
    trainable = NumpyTrainable(architecture("S2_minibatch"), SMALL, seed=1)
    trainable.start(SETTINGS)
    x, y = samples(16)
    losses, scores = trainable.train_batches(x, y, 8)
    assert losses.dtype == scores.dtype == np.float32
    np.testing.assert_allclose(losses, [cross_entropy(y[:8], scores[:8]), cross_entropy(y[8:], scores[8:])], rtol=1e-5)


@pytest.mark.parametrize("name", ["S1_online", "S4_adam", "S6_deeper", "S9_convolutions"])
def test_training_lowers_the_loss(name: str) -> None:
    wanted = NetworkInput((8, 8, 1), 3)
    trainable = NumpyTrainable(architecture(name), wanted, seed=1)
    defaults = architecture(name).defaults
    trainable.start(defaults)
    y = np.arange(48, dtype=np.int32) % 3
    x = np.random.default_rng(0).random((48, 8, 8, 1), np.float32) * 0.2
    for row, label in zip(x, y, strict=True):
        row[2 * label : 2 * label + 3] += 0.7
    first = float(trainable.train_batches(x, y, defaults.batch_size)[0].mean())
    for _ in range(60):
        trainable.train_batches(x, y, defaults.batch_size)
    scores = trainable.predict(x)
    assert cross_entropy(y, scores) < 0.7 * first
    assert (scores.argmax(axis=1) == y).mean() > 0.9


@pytest.mark.parametrize("optimizer", ["sgd", "adam", "rmsprop"])
def test_a_restored_model_goes_on_with_the_same_bits(optimizer: str) -> None:
    settings = replace(SETTINGS, optimizer=optimizer)
    x, y = samples(40)

    def made() -> NumpyTrainable:
        trainable = NumpyTrainable(recipe(build_dropout, Library.NUMPY), SMALL, seed=1)
        trainable.start(settings)
        return trainable

    whole = made()
    whole.train_batches(x, y, 8)
    started = made()
    started.train_batches(x[:16], y[:16], 8)
    state = {name: array.copy() for name, array in started.get_state().items()}
    started.train_batches(x, y, 8)
    restored = NumpyTrainable(recipe(build_dropout, Library.NUMPY), SMALL, seed=99)
    restored.start(settings)
    restored.set_state(state)
    restored.train_batches(x[16:], y[16:], 8)
    for name, array in whole.get_state().items():
        np.testing.assert_array_equal(array, restored.get_state()[name], err_msg=name)


def test_a_state_of_another_optimizer_is_refused() -> None:
    trainable = NumpyTrainable(recipe(build_numpy, Library.NUMPY), SMALL, seed=1)
    trainable.start(SETTINGS)
    state = trainable.get_state()
    trainable.start(replace(SETTINGS, optimizer="adam"))
    with pytest.raises(ValueError, match="not those"):
        trainable.set_state(state)


def test_an_optimizer_of_the_same_name_keeps_its_state() -> None:
    settings = replace(SETTINGS, optimizer="adam")
    trainable = NumpyTrainable(recipe(build_numpy, Library.NUMPY), SMALL, seed=1)
    trainable.start(settings)
    trainable.train_batches(*samples(16), 8)
    trainable.start(replace(settings, learning_rate=0.5))
    assert trainable.get_state()["optimizer/steps"] == 2


def test_a_diverging_training_says_so_in_its_values() -> None:
    trainable = NumpyTrainable(recipe(build_numpy, Library.NUMPY), SMALL, seed=1)
    trainable.start(replace(SETTINGS, learning_rate=1e30))
    losses, scores = trainable.train_batches(*samples(40), 8)
    assert not np.isfinite(losses).all() and not np.isfinite(scores).all()


def test_an_optimizer_that_is_not_written_in_numpy_is_named() -> None:
    trainable = NumpyTrainable(architecture("S4_adam"), SMALL, seed=1)
    with pytest.raises(UserError, match="S4_adam cannot be trained with nadam"):
        trainable.start(replace(SETTINGS, optimizer="nadam"))


def test_weights_come_back_from_their_file(tmp_path: Path) -> None:
    one, other = (NumpyTrainable(architecture("S9_convolutions"), SMALL, seed=seed) for seed in (1, 2))
    path = tmp_path / "S9_convolutions.weights.h5"
    one.save_weights(path)
    other.load_weights(path)
    x, _ = samples(5)
    np.testing.assert_array_equal(one.predict(x), other.predict(x))
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_the_keras_twin_reads_the_weights_of_s12_and_gives_the_same_scores(tmp_path: Path) -> None:
    wanted = NetworkInput((9, 11, 2), 4)
    ours = NumpyTrainable(architecture("S12_faster_halving"), wanted, seed=1)
    twin = KerasTrainable(architecture("Keras_twin"), wanted, seed=2)
    path = tmp_path / "weights.weights.h5"
    ours.save_weights(path)
    twin.model.load_weights(path)
    x, _ = samples(6, wanted)
    np.testing.assert_allclose(ours.predict(x), twin.predict(x), rtol=1e-3, atol=1e-6)
    back = tmp_path / "back.weights.h5"
    twin.save_weights(back)
    other = NumpyTrainable(architecture("S12_faster_halving"), wanted, seed=3)
    other.load_weights(back)
    np.testing.assert_array_equal(other.predict(x), ours.predict(x))


@pytest.mark.parametrize("damage", ["classes", "network", "no weights", "not finite"])
def test_a_file_that_does_not_fit_changes_nothing(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.weights.h5"
    trainable = NumpyTrainable(architecture("S4_adam"), SMALL, seed=1)
    before = trainable.get_weights()
    match damage:
        case "classes":
            NumpyTrainable(architecture("S4_adam"), replace(SMALL, num_classes=5), seed=1).save_weights(path)
        case "network":
            NumpyTrainable(architecture("S6_deeper"), SMALL, seed=1).save_weights(path)
        case "no weights":
            path.write_bytes(b"nothing of the kind")
        case "not finite":
            trainable.save_weights(path)
            with h5py.File(path, "r+") as file:
                file["layers/dense_1/vars/1"][0] = np.nan
    with pytest.raises(UserError):
        trainable.load_weights(path)
    for name, array in trainable.get_weights().items():
        np.testing.assert_array_equal(array, before[name])


@pytest.mark.parametrize("drawn", [0, 1, 2])
def test_a_random_state_comes_back_in_the_middle_of_a_word(drawn: int) -> None:
    one, other = (np.random.Generator(np.random.PCG64(seed)) for seed in (1, 2))
    one.random(drawn, np.float32)
    restore_random_state(other, random_state(one))
    np.testing.assert_array_equal(one.random(5, np.float32), other.random(5, np.float32))
    assert one.bit_generator.state == other.bit_generator.state


def test_number_and_table_of_parameters_agree() -> None:
    trainable = NumpyTrainable(architecture("S1_online"), NetworkInput((28, 28, 1), 10), seed=1)
    assert trainable.parameters == 84_060 and "84,060" in trainable.summary()


def test_matrix_products_use_as_many_threads_as_the_worker_was_given() -> None:
    from threadpoolctl import threadpool_info

    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
