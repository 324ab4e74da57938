"""A repetition has all trainings of a run, each with the epochs that it came to."""

from workbench.runs.repeating import repetition, repetition_text
from workbench.runs.run_settings import ModelTraining, RunSettings, Training
from workbench.settings.early_stopping import EarlyStopping
from workbench.settings.request import Execution, Validation
from workbench.settings.training import TrainingSettings

STOPPING = EarlyStopping(patience=5)


def training(epochs: int, batch_size: int, target: int, *names: str, stopping: EarlyStopping | None = None) -> Training:
    settings = TrainingSettings(epochs, batch_size, 0.001, "adam", early_stopping=stopping or EarlyStopping())
    models = {name: ModelTraining(settings, Execution(1, 1), target) for name in names or ("A", "B")}
    return Training("2026-01-01", (), (), models)


def run(*trainings: Training) -> RunSettings:
    return RunSettings("digits", "image", 1, Validation(0.1), (), versions={}, trainings=trainings)


def text(*trainings: Training) -> str:
    return repetition_text(repetition(run(*trainings)))


def test_all_trainings_are_repeated_in_order() -> None:
    assert text(training(15, 32, 15), training(60, 64, 75), training(3, 64, 78)) == (
        "15 epochs at batch size 32, then 60 epochs at batch size 64, then 3 epochs at batch size 64"
    )


def test_a_training_that_was_stopped_has_the_epochs_that_it_came_to() -> None:
    assert text(training(60, 32, 60), training(3, 64, 43)) == (
        "40 epochs at batch size 32, then 3 epochs at batch size 64"
    )
    assert text(training(60, 32, 60), training(1, 64, 1)) == "1 epoch at batch size 64"


def test_what_ended_early_ends_early_again() -> None:
    assert text(training(60, 32, 60, stopping=STOPPING), training(3, 32, 23)).startswith("60 epochs")


def test_networks_that_were_trained_apart_are_named() -> None:
    assert text(training(2, 32, 2, "A"), training(3, 32, 3, "B")) == (
        "2 epochs at batch size 32 (A), then 3 epochs at batch size 32 (B)"
    )
