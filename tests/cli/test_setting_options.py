"""Training settings on the command line, for all networks and for one."""

import argparse
from functools import partial

import pytest

from workbench.cli.setting_options import add_to, flag, settings_for_all, settings_for_single
from workbench.errors import UserError
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import EarlyStopping, Monitor
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.texts import NAMES, texts_of
from workbench.settings.training import SettingsRequest, TrainingSettings

NETWORKS = ("Image_MLP", "Image_CNN")


def typed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_to(parser)
    return parser.parse_args(arguments)


def test_nothing_typed_asks_for_nothing() -> None:
    assert settings_for_all(typed()) == SettingsRequest() and settings_for_single(typed(), NETWORKS) == {}


def test_every_setting_has_an_option() -> None:
    settings = TrainingSettings(
        7,
        16,
        0.02,
        "nadam",
        Schedule(ScheduleKind.MILESTONES, 0.1, milestones=(4, 6), lowest=0.01),
        EarlyStopping(4, Monitor.TRAINING_ERROR, 0.005, restore_best=False),
        Augmentation(0.5, 15.0, 0.1, 0.2, 0.3, 0.4, flip=True),
        balanced=True,
        clip_norm=1.5,
        l2=1e-5,
    )
    texts = texts_of(settings)
    assert set(NAMES) - set(texts) == {"schedule.every"}, "which milestones do not use"
    options = typed(*(f"{flag(name)}={text}" for name, text in texts.items()))
    assert settings_for_all(options).changed(TrainingSettings(1, 1, 1.0, "sgd")) == settings
    single = typed(*(f"--set=Image_CNN.{name}={text}" for name, text in texts.items()))
    assert settings_for_single(single, NETWORKS) == {"Image_CNN": settings_for_all(options)}
    assert settings_for_all(single) == SettingsRequest()


def test_a_field_switches_its_setting_on() -> None:
    assert settings_for_all(typed("--early-stopping-patience", "3")).early_stopping == EarlyStopping(3)
    single = settings_for_single(typed("--set", "image_mlp.augmentation-zoom=0.3"), NETWORKS)
    assert single == {"Image_MLP": SettingsRequest(augmentation=Augmentation(zoom=0.3))}


def test_a_setting_that_is_switched_on_starts_as_in_the_form() -> None:
    starting = Augmentation(rotation=10.0, shift=0.1, zoom=0.1)
    assert settings_for_all(typed("--augmentation", "on")).augmentation == starting
    other = settings_for_all(typed("--augmentation", "on", "--augmentation-zoom", "0"))
    assert other.augmentation == Augmentation(rotation=10.0, shift=0.1)
    schedule = settings_for_all(typed("--schedule", "milestones", "--schedule-factor", "0.1")).schedule
    assert schedule == Schedule(ScheduleKind.MILESTONES, 0.1, milestones=(10, 20))
    assert settings_for_all(typed("--early-stopping", "on")).early_stopping == EarlyStopping(5)
    single = settings_for_single(typed("--set", "Image_MLP.augmentation=on"), NETWORKS)
    assert single == {"Image_MLP": SettingsRequest(augmentation=starting)}


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        (["--l2", "5"], "L2 penalty: 5 is out of range", "from 0 to 1"),
        (["--schedule-factor", "0.5"], "--schedule-factor needs --schedule", "cosine"),
        (["--schedule", "cosine", "--schedule-factor", "0.5"], "no effect where --schedule is cosine", "-every"),
        (["--early-stopping", "off", "--early-stopping-patience", "3"], "no effect", "none"),
        (["--set", "Image_MLP.l2"], "“Image_MLP.l2” is no assignment", "NETWORK.NAME=VALUE"),
        (["--set", "l2=1"], "“l2=1” is no assignment", "NETWORK.NAME=VALUE"),
        (["--set", "Image_RNN.l2=1"], "“Image_RNN” does not compete here", "Image_MLP, Image_CNN"),
        (["--set", "Image_MLP.l3=1"], "there is no setting “l3”", "clip_norm"),
        (["--set", "Image_MLP.l2= "], "Image_MLP.l2 has no value", "NETWORK.NAME=VALUE"),
        (["--set", "Image_MLP.l2=much"], "for Image_MLP: L2 penalty: “much” is not a number", "such as 1e-4"),
        (["--set", "Image_MLP.schedule.every=2"], "schedule.every needs schedule", "plateau"),
    ],
)
def test_wrong_use_is_answered(arguments: list[str], message: str, advice: str) -> None:
    options = typed(*arguments)
    read = partial(settings_for_single, networks=NETWORKS) if "--set" in arguments else settings_for_all
    with pytest.raises(UserError) as refusal:
        read(options)
    assert message in refusal.value.message and advice in refusal.value.advice
