"""Training settings in words."""

import pytest

from workbench.settings.augmentation import Augmentation, augmentation_text
from workbench.settings.description import settings_text
from workbench.settings.early_stopping import EarlyStopping, Monitor, stopping_text
from workbench.settings.schedule import Schedule, ScheduleKind, schedule_text
from workbench.settings.training import TrainingSettings


def test_only_what_is_used_is_said() -> None:
    plain = TrainingSettings(10, 32, 0.001, "adam")
    assert settings_text(plain) == "adam, learning rate 0.001, batch 32"
    full = TrainingSettings(
        10,
        1024,
        0.0023502,
        "nadam",
        Schedule(ScheduleKind.STEP, 0.5, 10),
        EarlyStopping(5),
        Augmentation(rotation=15, flip=True),
        balanced=True,
        clip_norm=1.0,
        l2=1e-5,
        epsilon=0.03,
    )
    assert settings_text(full) == (
        "nadam, learning rate 0.0023502, batch 1,024; rate ×0.5 every 10 epochs; "
        "stops after 5 epochs without a lower validation loss, then the best weights; "
        "augmentation: rotation 15°, flip; balanced classes; gradients clipped to 1; L2 1e-05; epsilon 0.03"
    )


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (Schedule(), "constant"),
        (Schedule(ScheduleKind.STEP, 0.5, 1), "rate ×0.5 every 1 epoch"),
        (Schedule(ScheduleKind.MILESTONES, 0.1, milestones=(10, 20)), "rate ×0.1 after epochs 10, 20"),
        (Schedule(ScheduleKind.EXPONENTIAL, 0.9, lowest=0.01), "rate ×0.9 each epoch, down to ×0.01"),
        (Schedule(ScheduleKind.COSINE, every=40), "rate along a cosine over 40 epochs"),
        (Schedule(ScheduleKind.PLATEAU, 0.2, 3), "rate ×0.2 after 3 epochs without a lower validation loss"),
    ],
)
def test_schedules(schedule: Schedule, text: str) -> None:
    assert schedule_text(schedule) == text


def test_stopping_and_augmentation() -> None:
    assert stopping_text(EarlyStopping()) == "off"
    stopping = EarlyStopping(15, Monitor.TRAINING_ERROR, 0.005, restore_best=False)
    assert stopping_text(stopping) == "stops after 15 epochs without a lower training error (by 0.005 of it)"
    assert augmentation_text(Augmentation()) == "off"
    assert augmentation_text(Augmentation(0.25, 25, zoom=0.2, stretch=0.2)) == (
        "25% of the pictures, rotation 25°, zoom 0.2, stretch 0.2"
    )
