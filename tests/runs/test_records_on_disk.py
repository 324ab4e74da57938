"""Records as files: this version's and earlier ones are read, damaged and later ones are refused with advice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import UserError
from workbench.networks.registry import architecture
from workbench.runs.run_file import read_run_file, write_run_file
from workbench.runs.run_settings import ModelTraining, PreparedData, RunSettings, Training
from workbench.runs.tested import TestRecord, read_test, write_test
from workbench.runs.trials import StoredModel
from workbench.settings.request import Execution, Validation
from workbench.settings.training import TrainingSettings

BEFORE = Path(__file__).parents[1] / "fixtures" / "before" / "runs"
MLP = StoredModel("Image_MLP", "Image_MLP")
TRAINED = ModelTraining(TrainingSettings(15, 32, 0.001, "adam"), Execution(2, 32), 20)
TUNED = ModelTraining(architecture("Conv_tuned").defaults, Execution(2, 32), 3)
SETTINGS = RunSettings(
    "digits",
    "custom",
    3,
    Validation(None),
    (MLP, StoredModel("Image_MLP-2", "Image_MLP")),
    data=PreparedData("abc", 12, 3, ("odd",)),
    trainings=(Training("2026-01-02T03:04:05", ("accuracy",), ("f1",), {"Image_MLP": TRAINED, "Conv_tuned": TUNED}),),
    loaded={"Image_MLP": "x.h5"},
    classes=("1", "7"),
    recipe='{"version": 2}',
)
TESTED = TestRecord("best", 4, {"accuracy": 0.9, "f1": None}, ((1, 2), (3, 4)), 5, 64)


def written_run(folder: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((folder / "run.json").read_text())
    return values


def test_a_run_survives_the_disk(tmp_path: Path) -> None:
    write_run_file(tmp_path, SETTINGS)
    assert read_run_file(tmp_path) == SETTINGS
    assert SETTINGS.recorded_execution() == {"Image_MLP": Execution(2, 32), "Conv_tuned": Execution(2, 32)}
    assert written_run(tmp_path)["version"] == 2
    assert written_run(tmp_path)["recipe"] == {"version": 2}, "people can read it"


def test_a_test_survives_the_disk(tmp_path: Path) -> None:
    assert read_test(tmp_path) is None
    write_test(tmp_path, TESTED)
    assert read_test(tmp_path) == TESTED


def test_runs_of_the_first_version_are_read() -> None:
    whole, first = read_run_file(BEFORE / "whole"), read_run_file(BEFORE / "first-version")
    assert first == whole
    assert [model.id for model in first.competitors] == ["Tabular_MLP", "Tabular_CNN", "Tabular_RNN", "Tabular_MLPx"]
    assert [training.models["Tabular_CNN"].target for training in first.trainings] == [3, 5, 7]
    assert first.data is not None and (first.data.train_rows, first.recipe) == (455, "")
    assert read_run_file(BEFORE / "settings").data is None
    assert "plants" in read_run_file(BEFORE / "settings").recipe


def test_runs_of_the_first_version_of_an_unknown_quartet_have_what_was_trained(tmp_path: Path) -> None:
    values = written_run(BEFORE / "tabular") | {"quartet": "lost"}
    (tmp_path / "run.json").write_text(json.dumps(values))
    assert read_run_file(tmp_path).competitors == (StoredModel("Tabular_RNN", "Tabular_RNN"),)


def test_settings_that_the_first_version_did_not_know_have_their_defaults(tmp_path: Path) -> None:
    values = written_run(BEFORE / "tabular")
    model = values["trainings"][0]["models"]["Tabular_RNN"]
    kept = ("epochs", "batch_size", "learning_rate", "optimizer")
    model["settings"] = {name: model["settings"][name] for name in kept}
    (tmp_path / "run.json").write_text(json.dumps(values))
    assert read_run_file(tmp_path) == read_run_file(BEFORE / "tabular")


def test_tests_of_the_first_version_are_read(tmp_path: Path) -> None:
    tested = read_test(BEFORE / "whole" / "Tabular_CNN")
    assert tested is not None
    assert (tested.which, tested.epoch, tested.partial_epoch, tested.position) == ("last", 6, 7, 296)
    (tmp_path / "test.json").write_text('{"which": "last", "epoch": 3, "values": {}, "confusion_matrix": [[1]]}')
    assert read_test(tmp_path) == TestRecord("last", 3, {}, ((1,),))


def test_another_folder_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a run record"):
        read_run_file(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 99}', '{"format": 1}', '{"version": 2}'])
@pytest.mark.parametrize(("read", "name"), [(read_run_file, "run.json"), (read_test, "test.json")])
def test_damaged_files(read: Callable[[Path], object], name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(UserError, match=rf"{name} is damaged") as raised:
        read(tmp_path)
    assert raised.value.advice


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seed": "one"}, "“seed” should be of type int"),
        ({"trainings": [1]}, "“trainings” should be an object"),
        ({"trainings": None}, "“trainings” should be a list"),
        ({"validation": "test"}, "“validation” should be an object"),
        ({"competitors": [{"id": "A"}]}, "“network” is missing"),
        ({"data": {"fingerprint": 1}}, "“fingerprint” should be of type str"),
        ({"version": 99}, "reads up to version 2"),
    ],
)
def test_entries_of_another_type(change: dict[str, object], message: str, tmp_path: Path) -> None:
    write_run_file(tmp_path, SETTINGS)
    (tmp_path / "run.json").write_text(json.dumps(written_run(tmp_path) | change))
    with pytest.raises(UserError, match=message):
        read_run_file(tmp_path)


@pytest.mark.parametrize(
    "change", [{"trainings": 1}, {"trainings": [{}]}, {"trainings": [1]}, {"data": 1}, {"quartet": []}]
)
def test_entries_of_another_type_in_the_first_version(change: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps(written_run(BEFORE / "tabular") | change))
    with pytest.raises(UserError, match=r"run\.json is damaged"):
        read_run_file(tmp_path)


def test_a_setting_that_is_not_known_is_refused(tmp_path: Path) -> None:
    write_run_file(tmp_path, SETTINGS)
    values = written_run(tmp_path)
    values["trainings"][0]["models"]["Image_MLP"]["settings"]["momentum"] = 0.9
    (tmp_path / "run.json").write_text(json.dumps(values))
    with pytest.raises(UserError, match="“momentum” is not known"):
        read_run_file(tmp_path)
