"""A recorded run's settings in the entries."""

from dataclasses import replace

from workbench.data.datasets.registry import DATASETS
from workbench.runs.run_settings import ModelTraining, RunSettings, Training
from workbench.settings.augmentation import Augmentation
from workbench.settings.request import Execution, TrainingRequest, Validation
from workbench.settings.schedule import Schedule, ScheduleKind
from workbench.settings.training import TrainingSettings
from workbench.view.commands import repeat
from workbench.view.state.preferences import Preferences
from workbench.view.state.selection import ALL, Selection
from workbench.view.window.view import View

EXECUTION = Execution(1, 1)


def recorded(view: View, **models: TrainingSettings) -> RunSettings:
    training = Training(
        "2024-01-02",
        ("f1",),
        ("f1",),
        {name: ModelTraining(each, EXECUTION, each.epochs) for name, each in models.items()},
    )
    quartet = view.experiment.quartet.name
    return RunSettings("digits", quartet, 7, Validation(0.2), (), versions={}, trainings=(training,))


def test_what_is_common_is_for_all_and_the_rest_for_single_networks(view: View) -> None:
    default = view.experiment.effective_settings("Image_MLP", TrainingRequest())
    schedule = Schedule(ScheduleKind.STEP, 0.5, 4)
    common = replace(default, epochs=3, schedule=schedule)
    other = replace(common, learning_rate=0.01, augmentation=Augmentation(rotation=10))
    run = recorded(view, Image_MLP=common, Image_CNN=other)
    view.selection.set_settings("Image_RNN", {"l2": "0.5"})
    repeat.enter(run, run.trainings[-1], view.selection, view.experiment)
    assert view.selection.entries["epochs"].get() == "3" and view.selection.entries["learning rate"].get() == ""
    assert view.selection.entries["seed"].get() == "7" and view.selection.entries["validation"].get() == "0.2"
    assert set(view.selection.settings) == {ALL, "Image_CNN"}
    request = view.selection.request()
    assert request.metrics == ("f1",)
    assert view.experiment.effective_settings("Image_MLP", request) == common
    assert view.experiment.effective_settings("Image_CNN", request) == other
    assert view.selection.ticked(view.experiment.competitors) == ("Image_MLP", "Image_CNN")


def test_defaults_leave_the_entries_empty(view: View) -> None:
    used = {name: view.experiment.effective_settings(name, TrainingRequest()) for name in view.experiment.competitors}
    repeat.enter_last(recorded(view, **used), view.selection, view.experiment)
    assert not view.selection.settings and view.selection.entries["epochs"].get() == ""


def test_networks_of_other_experiments_keep_their_ticks(view: View) -> None:
    """Repeating once unticked the networks of all other quartets, for good."""
    default = view.experiment.effective_settings("Image_MLP", TrainingRequest())
    run = recorded(view, Image_MLP=default)
    view.selection.model("Tabular_CNN")
    repeat.enter(run, run.trainings[0], view.selection, view.experiment)
    assert view.selection.model("Tabular_CNN").get()
    assert view.selection.ticked(view.experiment.competitors) == ("Image_MLP",)
    view.actions.choose_dataset(DATASETS["mnist"])
    assert len(view.selection.ticked(view.experiment.competitors)) == 4
    view.actions.choose_dataset(DATASETS["digits"])
    assert view.selection.ticked(view.experiment.competitors) == ("Image_MLP",)
    preferences = Preferences()
    view.selection.store(preferences)
    assert Selection(view.root, preferences).model("Image_CNN").get()
    assert not preferences.ticks["model digits/image/Image_CNN"]


def test_each_network_is_entered_as_it_was_trained_last(view: View) -> None:
    default = view.experiment.effective_settings("Image_MLP", TrainingRequest())
    first, last = replace(default, epochs=15, batch_size=16), replace(default, epochs=3)
    run = recorded(view, Image_MLP=first, Image_CNN=first)
    run = replace(run, trainings=(*run.trainings, *recorded(view, Image_CNN=last).trainings))
    repeat.enter_last(run, view.selection, view.experiment)
    request = view.selection.request()
    assert view.experiment.effective_settings("Image_MLP", request) == first
    assert view.experiment.effective_settings("Image_CNN", request) == last
    assert view.selection.ticked(view.experiment.competitors) == ("Image_CNN",)
