"""Settings of a training as plain values."""

import json
from dataclasses import asdict

import pytest

from workbench.networks.registry import QUARTETS
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import OPTIMIZERS, TrainingSettings

EVERYTHING = TrainingSettings(
    epochs=7,
    batch_size=16,
    learning_rate=0.02,
    optimizer="nadam",
    schedule=Schedule(ScheduleKind.MILESTONES, factor=0.1, every=3, milestones=(4, 6), lowest=0.01),
    early_stopping=EarlyStopping(4, Monitor.TRAINING_ERROR, 0.005, restore_best=False),
    augmentation=Augmentation(0.5, 15.0, 0.1, 0.2, 0.3, 0.4, flip=True),
    balanced=True,
    clip_norm=1.5,
    l2=1e-5,
)


@pytest.mark.parametrize("settings", [TrainingSettings(1, 2, 0.5, "sgd"), EVERYTHING])
def test_settings_survive_json(settings: TrainingSettings) -> None:
    again = TrainingSettings.from_json(json.loads(json.dumps(asdict(settings))))
    assert again == settings and hash(again) == hash(settings)
    assert isinstance(again.schedule.kind, ScheduleKind) and isinstance(again.early_stopping.monitor, Monitor)


def test_the_defaults_of_every_network_survive_json() -> None:
    for group in QUARTETS.values():
        for network in group.architectures:
            for settings in (network.defaults, network.thesis):
                assert TrainingSettings.from_json(json.loads(json.dumps(asdict(settings)))) == settings


def test_what_older_records_leave_out_has_its_default() -> None:
    old = {"epochs": 3, "batch_size": 4, "learning_rate": 0.1, "optimizer": "adam"}
    assert TrainingSettings.from_json(old) == TrainingSettings(3, 4, 0.1, "adam")


@pytest.mark.parametrize(
    "damage",
    [
        {"optimizer_name": "adam"},
        {"schedule": {"kind": "spiral", "milestones": []}},
        {"schedule": {}},
        {"early_stopping": {"monitor": "mood"}},
        {"augmentation": {"rotation": 1.0, "twist": 2.0}},
        {"augmentation": [1]},
    ],
)
def test_what_is_unknown_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        TrainingSettings.from_json(asdict(EVERYTHING) | damage)


@pytest.mark.parametrize(
    ("augmentation", "active"),
    [
        (Augmentation(), False),
        (Augmentation(flip=True), True),
        (Augmentation(fraction=0.0, flip=True, zoom=0.5), False),
        (Augmentation(rotation=1.0), True),
        (Augmentation(shift=0.1), True),
        (Augmentation(shear=0.1), True),
        (Augmentation(zoom=0.1), True),
        (Augmentation(stretch=0.1), True),
    ],
)
def test_an_augmentation_is_active_where_a_picture_may_change(augmentation: Augmentation, active: bool) -> None:
    assert augmentation.active is active


def test_every_optimizer_of_keras_is_there() -> None:
    import keras

    others = {"optimizer", "lossscaleoptimizer", "multioptimizer"}  # the base, and two that hold others
    classes = {
        name.lower()
        for name, value in vars(keras.optimizers).items()
        if isinstance(value, type) and issubclass(value, keras.optimizers.Optimizer)
    }
    assert set(OPTIMIZERS) == classes - others
    assert len(OPTIMIZERS) == len(set(OPTIMIZERS))
