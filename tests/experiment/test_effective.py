"""What a competitor is trained with: what was asked for, and defaults."""

from typing import Any

import pytest

from workbench.data.datasets.registry import dataset_source
from workbench.errors import UserError
from workbench.experiment.effective import check_batch_size, settings_for, watched
from workbench.networks.architecture import TrainingSettings
from workbench.networks.registry import architecture
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.request import TrainingRequest
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import SettingsRequest

DIGITS, IMDB = dataset_source("digits"), dataset_source("imdb")
MLP, RNN = architecture("Image_MLP"), architecture("Sequential_RNN")


def test_gaps_are_filled_with_the_defaults_of_network_and_dataset() -> None:
    assert settings_for(MLP.name, MLP, DIGITS, 1294, TrainingRequest()) == TrainingSettings(15, 32, 0.001, "adam")
    assert settings_for(RNN.name, RNN, IMDB, 22_500, TrainingRequest()) == TrainingSettings(4, 64, 0.001, "rmsprop")
    thesis = TrainingRequest(thesis_settings=True)
    assert settings_for(MLP.name, MLP, DIGITS, 1294, thesis).epochs == 200
    assert settings_for(RNN.name, RNN, IMDB, 22_500, thesis).epochs == 100
    asked = TrainingRequest(epochs=2, batch_size=7, learning_rate=0.5, optimizer="sgd", thesis_settings=True)
    assert settings_for(MLP.name, MLP, DIGITS, 1294, asked) == TrainingSettings(2, 7, 0.5, "sgd")


def test_only_pictures_are_augmented() -> None:
    request = TrainingRequest(augmentation=Augmentation(rotation=10.0))
    assert settings_for(MLP.name, MLP, DIGITS, 1294, request).augmentation == Augmentation(rotation=10.0)
    assert not settings_for(RNN.name, RNN, IMDB, 22_500, request).augmentation.active


def test_what_is_asked_for_one_network_wins_over_what_is_asked_for_all() -> None:
    single = {"Image_MLP": SettingsRequest(epochs=3, l2=0.0), "Image_CNN": SettingsRequest(optimizer="nadam")}
    request = TrainingRequest(epochs=2, batch_size=7, l2=0.5, by_competitor=single)
    mlp = settings_for(MLP.name, MLP, DIGITS, 1294, request)
    assert (mlp.epochs, mlp.batch_size, mlp.l2, mlp.optimizer) == (3, 7, 0.0, "adam"), "0 is asked for, too"
    cnn = settings_for("Image_CNN", architecture("Image_CNN"), DIGITS, 1294, request)
    assert (cnn.epochs, cnn.batch_size, cnn.l2, cnn.optimizer) == (2, 7, 0.5, "nadam")


def test_an_epsilon_belongs_to_the_optimizer_of_the_network() -> None:
    adam = architecture("S4_adam")
    assert (
        settings_for(adam.name, adam, DIGITS, 1294, TrainingRequest(learning_rate=0.1)).epsilon
        == adam.defaults.epsilon
        == 0.03
    )
    assert settings_for(adam.name, adam, DIGITS, 1294, TrainingRequest(optimizer="rmsprop")).epsilon is None
    assert settings_for(adam.name, adam, DIGITS, 1294, TrainingRequest(optimizer="adam")).epsilon == 0.03


def test_every_setting_can_be_asked_for_and_every_gap_has_the_default_of_the_network() -> None:
    tuned = architecture("Conv_tuned")
    digits = settings_for(tuned.name, tuned, DIGITS, 1294, TrainingRequest())
    assert (digits.epochs, digits.schedule, digits.early_stopping) == (15, *schedule_and_stopping(tuned.defaults))
    asked: dict[str, Any] = {
        "schedule": Schedule(ScheduleKind.COSINE, every=4),
        "early_stopping": EarlyStopping(),
        "augmentation": Augmentation(),
        "balanced": True,
        "clip_norm": 2.0,
        "l2": 0.25,
    }
    found = settings_for(tuned.name, tuned, DIGITS, 1294, TrainingRequest(**asked))
    assert {name: getattr(found, name) for name in asked} == asked
    assert (found.optimizer, found.learning_rate) == ("nadam", 0.0023502)


def schedule_and_stopping(settings: TrainingSettings) -> tuple[Schedule, EarlyStopping]:
    return settings.schedule, settings.early_stopping


def test_an_optimizer_that_a_network_does_not_have_is_refused() -> None:
    request = TrainingRequest(by_competitor={"Image_MLP": SettingsRequest(optimizer="gradient ascent")})
    with pytest.raises(UserError, match="Image_MLP cannot be trained with gradient ascent") as caught:
        settings_for(MLP.name, MLP, DIGITS, 1294, request)
    assert "adam" in caught.value.advice


@pytest.mark.parametrize(
    ("monitor", "expected"),
    [
        (Monitor.VALIDATION_LOSS, (("f1",), ("recall",))),
        (Monitor.TRAINING_LOSS, (("f1",), ("recall",))),
        (Monitor.TRAINING_ERROR, (("accuracy", "f1"), ("recall",))),
        (Monitor.VALIDATION_ERROR, (("f1",), ("accuracy", "recall"))),
    ],
)
def test_what_early_stopping_watches_is_computed(monitor: Monitor, expected: object) -> None:
    request = TrainingRequest(metrics=("f1",), validation_metrics=("recall",))
    settings = TrainingSettings(5, 8, 0.1, "adam", early_stopping=EarlyStopping(3, monitor))
    assert watched(settings, request) == expected
    assert watched(TrainingSettings(5, 8, 0.1, "adam"), request) == (("f1",), ("recall",))


def test_a_default_batch_is_never_larger_than_the_rows_and_one_that_was_asked_for_is_refused() -> None:
    assert settings_for(MLP.name, MLP, DIGITS, 20, TrainingRequest()).batch_size == 20
    check_batch_size(20, 20)
    with pytest.raises(UserError, match="batch size 21 is larger than the 20 training rows"):
        check_batch_size(21, 20)
