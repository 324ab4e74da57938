"""What is left of a run that was stopped."""

from dataclasses import replace

from workbench.runs.continuing import remainders, target
from workbench.runs.run_settings import ModelTraining, RunSettings, Training
from workbench.settings.request import Execution, Validation
from workbench.settings.training import TrainingSettings

SETTINGS = TrainingSettings(10, 32, 0.01, "adam")
FIRST = Training(
    "2026-01-01T10:00:00",
    ("accuracy",),
    ("f1",),
    {name: ModelTraining(SETTINGS, Execution(1, 1), 10) for name in ("A", "B")},
)
SECOND = replace(FIRST, metrics=(), models={"A": ModelTraining(replace(SETTINGS, epochs=4), Execution(1, 1), 7)})


def run(*trainings: Training) -> RunSettings:
    return RunSettings("digits", "image", 1, Validation(), (), trainings=trainings)


def test_what_a_stop_left_is_done_with_the_settings_of_the_last_training() -> None:
    settings = run(FIRST, SECOND)  # A was stopped after 3 epochs, then trained for 4 more
    found = list(remainders(settings, {"A": 5, "B": 3}, None))
    assert found == [(FIRST, {"B": replace(SETTINGS, epochs=7)}), (SECOND, {"A": replace(SETTINGS, epochs=2)})]
    assert list(remainders(settings, {"A": 7, "B": 10}, None)) == []


def test_further_epochs_are_for_all() -> None:
    found = list(remainders(run(FIRST, SECOND), {"A": 7, "B": 3}, 6))
    assert found == [(FIRST, {"B": replace(SETTINGS, epochs=6)}), (SECOND, {"A": replace(SETTINGS, epochs=6)})]


def test_the_target_is_that_of_the_last_training() -> None:
    settings = run(FIRST, SECOND)
    assert (target(settings, "A"), target(settings, "B")) == (7, 10)
