"""The ladder of networks written in NumPy: sizes, settings, one idea a step."""

from dataclasses import asdict
from itertools import pairwise

import numpy as np
import pytest

from workbench.networks.architecture import Library, NetworkInput
from workbench.networks.registry import QUARTETS, architecture
from workbench.settings.early_stopping import Monitor
from workbench.settings.schedule import ScheduleKind
from workbench.settings.training import TrainingSettings
from workbench.training.schedule import learning_rate

MNIST = NetworkInput((28, 28, 1), 10)
QUARTET_NAMES = ("scratch1", "scratch2", "scratch3")
LADDER = [network for name in QUARTET_NAMES for network in QUARTETS[name].architectures]
HIDDEN = 784 * 128 + 128

PARAMETERS = {
    "S1_online": 784 * 100 + 100 + 100 * 50 + 50 + 50 * 10 + 10,
    "S2_minibatch": HIDDEN + 1_290,
    "S3_softmax": HIDDEN + 1_290,
    "S4_adam": HIDDEN + 1_290,
    "S5_dropout": HIDDEN + 1_290,
    "S6_deeper": HIDDEN + 128 * 50 + 50 + 510,
    "S7_augmented": HIDDEN + 128 * 50 + 50 + 510,
    "S8_early_stopping": HIDDEN + 128 * 50 + 50 + 510,
    "S9_convolutions": 208 + 3_216 + 7_850,
    "S10_schedule": 208 + 3_216 + 7_850,
    "S11_deep_convolutions": 416 + 12_832 + 38_448 + 76_864 + 31_370,
    "S12_faster_halving": 416 + 12_832 + 38_448 + 76_864 + 31_370,
}

CHANGES = {
    "S2_minibatch": {"batch_size"},
    "S3_softmax": set(),
    "S4_adam": {"optimizer", "learning_rate", "epochs", "epsilon"},
    "S5_dropout": {"learning_rate", "epochs", "epsilon"},
    "S6_deeper": {"learning_rate", "epochs", "epsilon"},
    "S7_augmented": {"augmentation", "epochs"},
    "S8_early_stopping": {"early_stopping", "epochs"},
    "S9_convolutions": {"learning_rate", "epochs"},
    "S10_schedule": {"schedule", "augmentation"},
    "S11_deep_convolutions": set(),
    "S12_faster_halving": {"schedule", "augmentation"},
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameter_count_on_mnist(name: str) -> None:
    assert len(architecture(name).build(MNIST).parameters) == PARAMETERS[name]


def test_each_step_changes_what_it_says_and_nothing_else() -> None:
    assert [network.name for network in LADDER] == list(PARAMETERS)
    for before, after in pairwise(LADDER):
        old, new = asdict(before.thesis), asdict(after.thesis)
        assert {key for key in old if old[key] != new[key]} == CHANGES[after.name], after.name


def test_settings_of_the_paper() -> None:
    assert LADDER[0].thesis == TrainingSettings(100, 1, 0.1, "sgd")
    settings = {network.name.split("_")[0]: network.thesis for network in LADDER}
    assert [settings[f"S{number}"].epochs for number in range(1, 9)] == [100, 100, 100, 30, 50, 200, 100, 200]
    rates = [settings[f"S{number}"].learning_rate for number in range(1, 13)]
    assert rates == [0.1, 0.1, 0.1, 0.01, 0.001, 0.0005, 0.0005, 0.0005, 0.001, 0.001, 0.001, 0.001]
    assert [settings[f"S{number}"].augmentation.fraction for number in (7, 10, 12)] == [0.25, 0.5, 0.8]
    assert settings["S8"].early_stopping.monitor is Monitor.TRAINING_ERROR
    assert settings["S10"].schedule.kind is ScheduleKind.STEP


def test_the_rate_of_s12_falls_faster_after_epoch_20() -> None:
    settings = architecture("S12_faster_halving").thesis
    fractions = [learning_rate(settings, completed, {}) / settings.learning_rate for completed in range(26)]
    assert [fractions[epoch] for epoch in (0, 4, 5, 10, 15, 19)] == [1, 1, 1 / 2, 1 / 4, 1 / 8, 1 / 8]
    assert [fractions[epoch] for epoch in (20, 22, 24)] == [1 / 16, 1 / 32, 1 / 64]
    s10 = architecture("S10_schedule").thesis
    assert fractions[:20] == [learning_rate(s10, completed, {}) / s10.learning_rate for completed in range(20)]


@pytest.mark.parametrize("recipe", LADDER, ids=lambda network: network.name)
@pytest.mark.parametrize("wanted", [NetworkInput((1, 1, 1), 2), NetworkInput((3, 17, 4), 7)], ids=["1×1", "3×17"])
def test_every_shape_of_picture_is_accepted(recipe: object, wanted: NetworkInput) -> None:
    network = recipe.build(wanted)  # type: ignore[attr-defined]
    network.initialize(np.random.default_rng(0))
    scores = network.scores(np.random.default_rng(1).random((5, *wanted.shape), np.float32))
    assert scores.shape == (5, wanted.num_classes)
    np.testing.assert_allclose(scores.sum(axis=1), 1, rtol=1e-5)


def test_all_are_written_in_numpy_and_shared_networks_are_the_same_object() -> None:
    assert all(network.library is Library.NUMPY for network in LADDER)
    mixed = QUARTETS["mixed"]
    assert [network.library for network in mixed.architectures] == [Library.NUMPY] * 2 + [Library.KERAS] * 2
    for name in ("S8_early_stopping", "S12_faster_halving"):
        assert mixed.architecture(name) is architecture(name)


@pytest.mark.usefixtures("tensorflow")
def test_the_keras_networks_of_the_mixed_quartet() -> None:
    twin = architecture("Keras_twin")
    assert twin.build(MNIST).count_params() == PARAMETERS["S12_faster_halving"]
    assert twin.thesis == architecture("S12_faster_halving").thesis
    wide = architecture("Keras_wide")
    convolutions = 832 + 51_264 + 153_696 + 307_328
    assert wide.build(MNIST).count_params() == convolutions + 7 * 7 * 128 * 10 + 10 + 40
    assert wide.thesis.learning_rate == 0.0005
