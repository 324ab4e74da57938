"""Settings of a training: what was asked for, and the defaults."""

from typing import Any

import pytest

from workbench.data.datasets.registry import dataset_source
from workbench.errors import UserError
from workbench.networks.architecture import TrainingSettings
from workbench.networks.registry import architecture
from workbench.runs.run_settings import check_batch_size, settings_for, watched
from workbench.settings.request import Execution, SettingsRequest, TrainingRequest
from workbench.settings.training import Augmentation, EarlyStopping, Monitor, Schedule, ScheduleKind
from workbench.training.execution import execution_for, model_seed, side_by_side

DIGITS, IMDB = dataset_source("digits"), dataset_source("imdb")
MLP, RNN = architecture("Image_MLP"), architecture("Sequential_RNN")


def test_gaps_are_filled_with_the_defaults_of_network_and_dataset() -> None:
    assert settings_for(MLP, DIGITS, 1294, TrainingRequest()) == TrainingSettings(15, 32, 0.001, "adam")
    assert settings_for(RNN, IMDB, 22_500, TrainingRequest()) == TrainingSettings(4, 64, 0.001, "rmsprop")
    thesis = TrainingRequest(thesis_settings=True)
    assert settings_for(MLP, DIGITS, 1294, thesis).epochs == 200
    assert settings_for(RNN, IMDB, 22_500, thesis).epochs == 100
    asked = TrainingRequest(epochs=2, batch_size=7, learning_rate=0.5, optimizer="sgd", thesis_settings=True)
    assert settings_for(MLP, DIGITS, 1294, asked) == TrainingSettings(2, 7, 0.5, "sgd")


def test_what_is_asked_for_one_network_wins_over_what_is_asked_for_all() -> None:
    own = {"Image_MLP": SettingsRequest(epochs=3, l2=0.0), "Image_CNN": SettingsRequest(optimizer="nadam")}
    request = TrainingRequest(epochs=2, batch_size=7, l2=0.5, own=own)
    mlp = settings_for(MLP, DIGITS, 1294, request)
    assert (mlp.epochs, mlp.batch_size, mlp.l2, mlp.optimizer) == (3, 7, 0.0, "adam"), "0 is asked for, too"
    cnn = settings_for(architecture("Image_CNN"), DIGITS, 1294, request)
    assert (cnn.epochs, cnn.batch_size, cnn.l2, cnn.optimizer) == (2, 7, 0.5, "nadam")


def test_an_epsilon_belongs_to_the_networks_own_optimizer() -> None:
    adam = architecture("S4_adam")
    assert settings_for(adam, DIGITS, 1294, TrainingRequest(learning_rate=0.1)).epsilon == adam.defaults.epsilon == 0.03
    assert settings_for(adam, DIGITS, 1294, TrainingRequest(optimizer="rmsprop")).epsilon is None
    assert settings_for(adam, DIGITS, 1294, TrainingRequest(optimizer="adam")).epsilon == 0.03


def test_every_setting_can_be_asked_for_and_every_gap_has_the_networks_own() -> None:
    tuned = architecture("Conv_tuned")
    digits = settings_for(tuned, DIGITS, 1294, TrainingRequest())
    assert (digits.epochs, digits.schedule, digits.early_stopping) == (15, *schedule_and_stopping(tuned.defaults))
    asked: dict[str, Any] = {
        "schedule": Schedule(ScheduleKind.COSINE, every=4),
        "early_stopping": EarlyStopping(),
        "augmentation": Augmentation(),
        "balanced": True,
        "clip_norm": 2.0,
        "l2": 0.25,
    }
    found = settings_for(tuned, DIGITS, 1294, TrainingRequest(**asked))
    assert {name: getattr(found, name) for name in asked} == asked
    assert (found.optimizer, found.learning_rate) == ("nadam", 0.0023502)


def schedule_and_stopping(settings: TrainingSettings) -> tuple[Schedule, EarlyStopping]:
    return settings.schedule, settings.early_stopping


def test_an_optimizer_that_a_network_does_not_have_is_refused() -> None:
    request = TrainingRequest(own={"Image_MLP": SettingsRequest(optimizer="gradient ascent")})
    with pytest.raises(UserError, match="Image_MLP cannot be trained with gradient ascent") as caught:
        settings_for(MLP, DIGITS, 1294, request)
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
    assert settings_for(MLP, DIGITS, 20, TrainingRequest()).batch_size == 20
    check_batch_size(20, 20)
    with pytest.raises(UserError, match="batch size 21 is larger than the 20 training rows"):
        check_batch_size(21, 20)


def test_execution_is_a_rule_of_network_and_machine() -> None:
    shape, rows = DIGITS.input_shape, 1294
    assert [execution_for(MLP, shape, rows, cores).threads for cores in (1, 2, 4, 8, 16)] == [1, 1, 1, 2, 4]
    assert execution_for(MLP, shape, rows, 2) == Execution(1, MLP.batches_per_step, unroll=False)


def test_short_recurrences_are_unrolled_where_there_are_rows_enough() -> None:
    rnn = architecture("Image_RNN")
    assert execution_for(rnn, (28, 28, 1), 54_000).unroll
    assert not execution_for(rnn, (28, 28, 1), 9_999).unroll
    assert not execution_for(RNN, IMDB.input_shape, 22_500).unroll
    assert not execution_for(MLP, (28, 28, 1), 54_000).unroll


def test_side_by_side_looks_at_cores_memory_models_and_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    class Memory:
        available = 10_000_000_000

    monkeypatch.setattr("workbench.training.execution.psutil.virtual_memory", lambda: Memory)
    monkeypatch.setattr("workbench.training.execution.usable_cores", lambda: 8)
    assert (side_by_side(4, 1), side_by_side(2, 1), side_by_side(4, 4)) == (4, 2, 2)
    assert side_by_side(4, 1, gpus=1) == 1
    Memory.available = 2_500_000_000
    assert side_by_side(4, 1) == 2
    Memory.available = 100
    assert side_by_side(4, 1) == 1


def test_model_seeds_differ_by_seed_and_name_and_stay() -> None:
    seeds = {model_seed(seed, name) for seed in (1, 2) for name in ("a", "b")}
    assert len(seeds) == 4 and all(0 <= seed < 2**31 for seed in seeds)
    assert model_seed(1, "Image_MLP") == 134091210, "a seed that changes would make old records unrepeatable"
