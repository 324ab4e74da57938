"""The subcommand ``predict``: after a run and from saved weights, on tables, pictures and built-in datasets."""

import csv
import json
import math
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.cli.program import Here, run_here
from workbench.cli.main import run_command
from workbench.cli.trained_networks import networks_of_weights
from workbench.data.imports.opening import open_source
from workbench.data.sample_files import read_new_samples
from workbench.jobs.local.pool import LocalPool
from workbench.storage.folders import Folders

ROOT = Path(__file__).parents[2]
MODELS = ("Tabular_MLP", "Tabular_CNN")


def write_rows(path: Path, rows: Sequence[Sequence[object]], mark: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=mark).writerows(rows)
    return path


def flowers(path: Path) -> Path:
    random = np.random.default_rng(1)
    rows: list[list[object]] = [["length", "width", "colour", "species"]]
    for number in range(60):
        place = number % 2
        length, width = random.normal(place), random.normal(-place)
        rows.append([f"{length:.5f}", f"{width:.5f}", ("red", "blue", "green")[number % 3], "ab"[place]])
    return write_rows(path, rows)


@dataclass(frozen=True)
class Trained:
    """A run on a table, and its files."""

    home: Path
    table: Path
    run: Path
    weights: Path
    models: list[dict[str, Any]]


@pytest.fixture(scope="module")
def trained(workers: LocalPool, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    folder = tmp_path_factory.mktemp("flowers")
    table = flowers(folder / "flowers.csv")
    result = run_here(
        workers, folder / "home", "run", "--dataset", str(table), "--models", ",".join(MODELS), "--epochs", "1",
        "--out", str(folder / "run"), "--save-weights", str(folder / "weights"), "--json", str(folder / "results.json"),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    models = json.loads((folder / "results.json").read_text())["models"]
    return Trained(folder / "home", table, folder / "run", folder / "weights", models)


@pytest.fixture
def at_home(trained: Trained, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands in this process find what was trained."""
    monkeypatch.setenv("WORKBENCH_HOME", str(trained.home))
    monkeypatch.delenv("WORKBENCH_DATASETS", raising=False)


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """What the command says where it is used wrongly."""
    assert run_command([str(argument) for argument in arguments]) == 2
    return capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
def test_predictions_are_not_written_over_what_is_read(
    trained: Trained, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = Path(shutil.copy(trained.table, tmp_path / "new.csv"))
    link = tmp_path / "link.csv"
    link.symlink_to(new)
    weights = trained.weights / "Tabular_MLP.weights.h5"
    inputs = (
        new,
        link,
        trained.table,
        trained.run / "run.json",
        trained.run / "Tabular_MLP" / "checkpoint.npz",
        weights,
    )
    before = [path.read_bytes() for path in inputs]
    for option in ("--csv", "--json"):
        for path in inputs:
            origin = ("--load-weights", trained.weights) if path == weights else ("--run", trained.run)
            said = refused(capsys, "predict", *origin, new, option, path)
            assert ("is read here" in said or "belongs to the record" in said) and option in said
    result = tmp_path / "results"
    assert "the same file" in refused(
        capsys, "predict", "--run", trained.run, new, "--csv", result, "--json", tmp_path / "." / "results"
    )
    assert [path.read_bytes() for path in inputs] == before and link.is_symlink()


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
def test_results_of_a_run_are_not_written_over_what_is_read(
    trained: Trained, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    victim = Path(shutil.copy(trained.table, tmp_path / "victim.csv"))
    second = Path(shutil.copy(trained.table, tmp_path / "second.csv"))
    (tmp_path / "hard.csv").hardlink_to(victim)
    common = ("run", "--dataset", victim, "--test-file", second, "--epochs", "1", "--models", "Tabular_MLP")
    before = victim.read_bytes()
    for path in (victim, tmp_path / "hard.csv", second, tmp_path / "out" / "run.json"):
        assert "is read here" in refused(capsys, *common, "--out", tmp_path / "out", "--json", path)
    assert (victim.read_bytes(), second.read_bytes()) == (before, before)
    saved = (trained.weights / "Tabular_MLP.weights.h5").read_bytes()
    loaded = ("--load-weights", trained.weights, "--save-weights", trained.weights)
    assert "is read here" in refused(capsys, "run", "--dataset", trained.table, "--models", "Tabular_MLP", *loaded)
    assert (trained.weights / "Tabular_MLP.weights.h5").read_bytes() == saved
    continued = refused(capsys, "run", "--continue", trained.run, "--json", trained.run / "run.json")
    assert "belongs to the record" in continued and json.loads((trained.run / "run.json").read_text())["dataset"]


@pytest.mark.slow
def test_rows_are_predicted_as_in_the_test_of_the_run(workers: LocalPool, trained: Trained, tmp_path: Path) -> None:
    result = run_here(
        workers, trained.home, "predict", "--run", str(trained.run), str(trained.table),
        "--csv", str(tmp_path / "out.csv"), "--json", str(tmp_path / "out.json"),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    source = open_source(str(trained.table), Folders.under(trained.home))
    raw = source.read({}, lambda *_: None)
    x = np.asarray(read_new_samples(source, [trained.table]).samples)
    in_test = np.flatnonzero(np.isin(x[:, 0], np.asarray(raw.x_test)[:, 0]))
    assert raw.y_test is not None and len(in_test) == len(raw.y_test) == 12
    written = json.loads((tmp_path / "out.json").read_text())
    assert (written["dataset"], written["classes"], written["models"]) == ("flowers", ["a", "b"], list(MODELS))
    for model in trained.models:
        predictions = [entry["predictions"][model["name"]] for entry in written["samples"]]
        assert len(predictions) == 60
        scores = np.array([entry["probabilities"] for entry in predictions])[in_test]
        counts = np.zeros((2, 2), int)
        np.add.at(counts, (raw.y_test, scores.argmax(axis=1)), 1)
        assert counts.tolist() == model["confusion_matrix"]
        loss = -np.log(scores[np.arange(12), raw.y_test]).mean()
        assert math.isclose(loss, model["test"]["loss"], rel_tol=1e-4)
    with (tmp_path / "out.csv").open(newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[0] == ["sample", "model", "class", "probability: a", "probability: b"]
    assert len(lines) == 1 + 60 * len(MODELS)
    first = written["samples"][0]
    assert lines[2][:3] == [first["sample"], MODELS[1], first["predictions"][MODELS[1]]["class"]]
    assert [float(cell) for cell in lines[2][3:]] == first["predictions"][MODELS[1]]["probabilities"]
    shown = result.stdout.splitlines()
    assert shown[0].split() == ["sample", "network", "class", "probability"]
    assert shown[2].startswith("flowers.csv, row 1 ") and MODELS[0] in shown[2]


@pytest.mark.slow
def test_weights_of_both_versions_of_recipes_go_together(trained: Trained, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(trained.weights, moved)
    before = networks_of_weights(moved, "all", "", Folders.under(trained.home))
    path = moved / f"{MODELS[1]}.json"
    description = json.loads(path.read_text())
    recipe = description["recipe"]
    assert (recipe.pop("version"), recipe["format"]) == (2, "table")
    recipe["test"]["share"] = recipe["test"].pop("fraction")
    for column in recipe["columns"]:
        column["date_parts"] = column.pop("date_features")
    path.write_text(json.dumps(description | {"recipe": recipe | {"format": 1, "kind": "table"}}))
    assert networks_of_weights(moved, "all", "", Folders.under(trained.home)) == before
    assert tuple(model.id for model in before.models) == MODELS


@pytest.mark.slow
def test_weights_predict_tables_of_another_form_without_the_data(
    workers: LocalPool, trained: Trained, tmp_path: Path
) -> None:
    columns = [["colour", "more", "width", "length"], ["red", "x", "0,5", "-1,25"], ["violet", "y", "", "2"]]
    other = write_rows(tmp_path / "other.csv", columns, mark=";")
    same = write_rows(tmp_path / "same.csv", [["-1.25", "0.5", "red"]])
    out = tmp_path / "out.json"
    moved = tmp_path / "moved"
    shutil.copytree(trained.weights, moved)
    result = run_here(
        workers, tmp_path / "another home", "predict", "--load-weights", str(moved), "--models", "Tabular_MLP",
        str(other), str(same), "--json", str(out),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    written = json.loads(out.read_text())
    assert [entry["sample"] for entry in written["samples"]] == [
        "other.csv, row 1",
        "other.csv, row 2",
        "same.csv, row 1",
    ]
    probabilities = [entry["predictions"]["Tabular_MLP"]["probabilities"] for entry in written["samples"]]
    np.testing.assert_allclose(probabilities[0], probabilities[2], rtol=1e-6)
    assert all(math.isclose(sum(row), 1, rel_tol=1e-6) for row in probabilities)
    assert not (moved / "Tabular_CNN.npz").exists() and len(written["models"]) == 1


@pytest.mark.slow
def test_pictures_of_an_imported_folder(here: Here, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    for place, name in enumerate(("dark", "bright")):
        (tmp_path / "light" / name).mkdir(parents=True)
        for number in range(12):
            pixels = random.integers(0, 90, (8, 8, 3)) + 160 * place
            Image.fromarray(pixels.astype(np.uint8)).save(tmp_path / "light" / name / f"{number}.png")
    result = here(
        "run", "--dataset", str(tmp_path / "light"), "--models", "Image_MLP", "--epochs", "30",
        "--out", str(tmp_path / "run"),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    shutil.rmtree(tmp_path / "light")
    for name in ("black", "white"):
        Image.new("RGB", (50, 70), name).save(tmp_path / f"{name}.jpg")
    (tmp_path / "broken.png").write_bytes(b"no picture")
    names = [str(tmp_path / name) for name in ("black.jpg", "white.jpg", "broken.png")]
    result = here(
        "predict", "--run", str(tmp_path / "run"), "--which", "best", *names,
        "--json", str(tmp_path / "out.json"),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    written = json.loads((tmp_path / "out.json").read_text())
    assert [entry["predictions"]["Image_MLP"]["class"] for entry in written["samples"]] == ["dark", "bright"]
    assert len(written["left_out"]) == 1 and "broken.png" in written["left_out"][0]
    assert "Left out: " in result.stdout


@pytest.mark.slow
def test_a_picture_for_some_classes_of_digits(here: Here, tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    result = here(
        "run", "--classes", "1,7", "--models", "Image_MLP", "--epochs", "1",
        "--save-weights", str(weights),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    Image.new("L", (20, 20), 200).save(tmp_path / "new.png")
    for more in ([], ["--dataset", "digits"]):
        out = tmp_path / "out.json"
        result = here(
            "predict", "--load-weights", str(weights), *more, str(tmp_path / "new.png"),
            "--json", str(out),
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        assert json.loads(out.read_text())["classes"] == ["1", "7"]


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
def test_a_table_without_needed_columns_names_them(
    trained: Trained, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_rows(tmp_path / "new.csv", [["length", "petals"], ["1.5", "7"], ["2.5", "8"]])
    message = refused(capsys, "predict", "--run", trained.run, table, "--csv", tmp_path / "out.csv")
    assert "“width”, “colour”" in message and str(table) in message and "“length”" not in message
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
def test_wrong_use_is_refused_before_a_network_is_built(
    trained: Trained, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    run, table = ("predict", "--run", trained.run), trained.table
    weights = ("predict", "--load-weights", trained.weights)
    assert "no weights" in refused(capsys, "predict", "--load-weights", empty, table)
    assert str(empty) in refused(capsys, "predict", "--run", empty, table)
    assert "Tabular_MLP, Tabular_CNN" in refused(capsys, *run, "--models", "Tabular_RNN", table)
    assert "--which" in refused(capsys, *weights, "--which", "best", table)
    assert "--csv" in refused(capsys, *run, table, "--csv", empty)
    for origin in (run, weights):
        assert "inputs of shape" in refused(capsys, *origin, "--dataset", "breast-cancer", table)
        assert "nothing" in refused(capsys, *origin, "--dataset", "nothing", table)


@pytest.mark.slow
@pytest.mark.usefixtures("at_home")
def test_weights_without_a_description_are_refused(
    trained: Trained, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(trained.weights / "Tabular_MLP.weights.h5", tmp_path)
    message = refused(capsys, "predict", "--load-weights", tmp_path, trained.table)
    assert "Tabular_MLP.json" in message


@pytest.mark.parametrize(
    "arguments",
    [["predict", "new.csv"], ["predict", "--run", "a", "--load-weights", "b", "c"], ["predict", "--run", "a"]],
)
def test_the_form_of_the_command_is_held(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run_command(arguments)
    assert end.value.code == 2 and "usage" in capsys.readouterr().err
