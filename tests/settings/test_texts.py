"""Training settings as texts and back, and what is refused."""

from dataclasses import fields

import pytest

from workbench.errors import UserError
from workbench.networks.registry import QUARTETS
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.texts import (
    NAMES,
    entered,
    parse_leniently,
    parse_settings,
    starting_texts,
    texts_of,
    wrong,
)
from workbench.settings.training import SETTINGS as DECLARED
from workbench.settings.training import SettingsRequest, TrainingSettings

SCHEDULES = (
    Schedule(),
    Schedule(ScheduleKind.STEP, 0.5, 5, lowest=0.01),
    Schedule(ScheduleKind.MILESTONES, 0.1, milestones=(10, 20, 25)),
    Schedule(ScheduleKind.EXPONENTIAL, 0.95),
    Schedule(ScheduleKind.COSINE, every=40, lowest=0.001),
    Schedule(ScheduleKind.PLATEAU, 0.3, 7),
)
SETTINGS = [
    *(TrainingSettings(5, 64, 0.0023502, "nadam", schedule) for schedule in SCHEDULES),
    TrainingSettings(
        200,
        1,
        0.1,
        "sgd",
        early_stopping=EarlyStopping(15, Monitor.TRAINING_ERROR, 0.005, restore_best=False),
        augmentation=Augmentation(0.25, 25, 0.1, 0.2, 0.2, 0.15, flip=True),
        balanced=True,
        clip_norm=1.5,
        l2=1e-5,
    ),
    *(network.thesis for quartet in QUARTETS.values() for network in quartet.architectures),
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_settings_as_texts_and_back(settings: TrainingSettings) -> None:
    texts = texts_of(settings)
    assert set(texts) <= set(NAMES)
    request = parse_settings(texts)
    assert all(getattr(request, group) == getattr(settings, group) for group in DECLARED)
    assert entered(texts) == texts


def test_nothing_entered_asks_for_nothing() -> None:
    assert parse_settings({}) == SettingsRequest()
    assert parse_settings(dict.fromkeys(NAMES, " ")) == SettingsRequest()
    assert entered({"schedule.factor": "0.5", "epochs": " ", "unknown": "1", "l2": " 0.1 "}) == {"l2": "0.1"}


def test_every_setting_of_a_request_can_be_entered() -> None:
    assert {field.name for field in fields(SettingsRequest)} == set(DECLARED)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"epochs": "0"}, "Epochs: 0 is out of range"),
        ({"learning_rate": "fast"}, "Learning rate: “fast” is not a number"),
        ({"optimizer": "magic"}, "Optimizer: there is no “magic”"),
        ({"schedule": "linear"}, "Schedule: there is no “linear”"),
        ({"schedule": "step", "schedule.factor": "1"}, "Factor of the schedule: 1 is out of range"),
        ({"schedule": "step", "schedule.factor": "0"}, "Factor of the schedule: 0 is out of range"),
        ({"schedule": "plateau", "schedule.every": "0"}, "Epochs of the schedule: 0 is out of range"),
        ({"schedule": "milestones"}, "none is entered"),
        ({"schedule": "milestones", "schedule.milestones": "10, 10"}, "10, 10 do not ascend"),
        ({"schedule": "milestones", "schedule.milestones": "5, x"}, "“x” is not a whole number"),
        ({"schedule": "cosine", "schedule.lowest": "1.1"}, "Lowest fraction of the rate: 1.1 is out of range"),
        ({"early_stopping": "on", "early_stopping.patience": "0"}, "Patience: 0 is out of range"),
        ({"early_stopping": "on", "early_stopping.improvement": "1"}, "Improvement: 1 is out of range"),
        ({"early_stopping": "on", "early_stopping.monitor": "luck"}, "Monitor: there is no “luck”"),
        ({"augmentation": "on", "augmentation.fraction": "2"}, "Fraction of the pictures: 2 is out of range"),
        ({"augmentation": "on", "augmentation.rotation": "-1"}, "Rotation: -1 is out of range"),
        ({"augmentation": "on", "augmentation.zoom": "1"}, "Zoom: 1 is out of range"),
        ({"clip_norm": "nan"}, "Gradient clipping: “nan” is not a number"),
        ({"l2": "1_0"}, "L2 penalty: “1_0” is not a number"),
        ({"balanced": "maybe"}, "Balanced classes: there is no “maybe”"),
    ],
)
def test_refused_with_an_answer(texts: dict[str, str], message: str) -> None:
    with pytest.raises(UserError) as refusal:
        parse_settings(texts)
    assert message in refusal.value.message and refusal.value.advice
    (group,) = {name.partition(".")[0] for name in texts}
    assert wrong(group, texts) is not None
    assert parse_leniently({**texts, "batch_size": "64" if group != "batch_size" else ""}) == SettingsRequest(
        batch_size=64
    )


def test_fields_that_a_schedule_does_not_use_do_not_matter() -> None:
    texts = {"schedule": "exponential", "schedule.factor": "0.9", "schedule.milestones": "nonsense"}
    assert parse_settings(texts).schedule == Schedule(ScheduleKind.EXPONENTIAL, 0.9)


@pytest.mark.parametrize("kind", ScheduleKind)
def test_a_schedule_that_was_just_chosen_is_complete(kind: ScheduleKind) -> None:
    texts = {"schedule": str(kind), **starting_texts("schedule", kind, SETTINGS[0])}
    assert parse_settings(texts).schedule is not None
    assert texts == texts_of(
        TrainingSettings(1, 1, 1, "sgd", parse_settings(texts).schedule or Schedule()), ["schedule"]
    )


def test_what_was_just_chosen_starts_with_what_the_network_has() -> None:
    settings = SETTINGS[len(SCHEDULES)]
    texts = starting_texts("augmentation", "on", settings)
    assert parse_settings({"augmentation": "on", **texts}).augmentation == settings.augmentation
    started = parse_settings({"augmentation": "on", **starting_texts("augmentation", "on", SETTINGS[0])}).augmentation
    assert started is not None and started.active and not started.flip
    stopping = parse_settings({"early_stopping": "on", **starting_texts("early_stopping", "on", SETTINGS[0])})
    assert stopping.early_stopping == EarlyStopping(5)
    assert starting_texts("augmentation", "off", settings) == {}
