"""The command line with its exit codes."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Here, app, command, read
from tests.data.imports.made_pictures import make_set
from workbench.cli.main import run_command
from workbench.data.datasets.registry import DATASETS
from workbench.networks.registry import QUARTETS
from workbench.runs.run_list import list_runs


def test_list_names_all_datasets_and_quartets(environment: dict[str, str]) -> None:
    result = app(environment, "list", "--json")
    assert result.returncode == 0
    listed = json.loads(result.stdout)
    datasets = {entry["name"]: entry for entry in listed["datasets"]}
    assert set(datasets) == set(DATASETS)
    assert datasets["digits"] == {"name": "digits", "kind": "image", "classes": 10, "available": True}
    assert not datasets["imdb"]["available"]
    assert {entry["name"]: len(entry["networks"]) for entry in listed["quartets"]} == dict.fromkeys(QUARTETS, 4)
    assert "fashion-mnist" in app(environment, "list").stdout


@pytest.mark.slow
def test_run_trains_tests_saves_and_loads(environment: dict[str, str], here: Here, tmp_path: Path) -> None:
    out, weights, results = tmp_path / "out", tmp_path / "weights", tmp_path / "results.json"
    models = "Tabular_MLP,Tabular_CNN"
    result = app(
        environment, "run", "--dataset", "breast-cancer", "--models", models, "--epochs", "3",
        "--seed", "5", "--metrics", "accuracy,f1", "--jobs", "2", "--out", str(out),
        "--save-weights", str(weights), "--json", str(results),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    written = read(results)
    assert {key: written[key] for key in ("dataset", "quartet", "seed")} == {
        "dataset": "breast-cancer",
        "quartet": "tabular",
        "seed": 5,
    }
    assert [entry["name"] for entry in written["models"]] == models.split(",")
    mlp = written["models"][0]
    settings = {"epochs": 3, "batch_size": 256, "learning_rate": 0.001, "optimizer": "adam"}
    assert mlp["network"] == "Tabular_MLP" and mlp["settings"].items() >= settings.items()
    assert written["validation"] == {"fraction": 0.1}
    assert (mlp["epochs"], mlp["params"]) == (3, 4801)
    assert list(mlp["history"]) == ["loss", "accuracy", "f1", "val_loss", "val_accuracy", "val_f1"]
    assert all(len(values) == 3 for values in mlp["history"].values())
    assert sum(map(sum, mlp["confusion_matrix"])) == 114
    assert f"{mlp['test']['accuracy']:.4f}" in result.stdout
    record = read(out / "Tabular_MLP" / "test.json")
    assert (record["values"], record["confusion_matrix"]) == (mlp["test"], mlp["confusion_matrix"])
    assert (out / "Tabular_MLP" / "test_scores.npz").exists()
    assert (out / "Tabular_MLP" / "validation_scores.npz").exists()
    files = {path.name for path in out.iterdir()}
    assert {"run.json", "console.txt", "split.npz", "curves.png", "confusion-Tabular_MLP.png"} <= files
    assert "epoch 3/3" in (out / "console.txt").read_text()
    assert {path.name for path in weights.iterdir()} == {
        f"{name}.{suffix}" for name in models.split(",") for suffix in ("weights.h5", "json")
    }

    again = tmp_path / "again.json"
    result = here(
        "run", "--dataset", "breast-cancer", "--models", models, "--test-only",
        "--load-weights", str(weights), "--json", str(again),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    for trained, loaded in zip(written["models"], read(again)["models"], strict=True):
        assert trained["test"] == loaded["test"] and loaded["history"] == {} and loaded["epochs"] == 0
    assert len(list_runs(tmp_path / "home" / "logs" / "runs")) == 1, "without --out the record is under logs/runs"


@pytest.mark.slow
def test_run_on_two_classes_with_another_quartet(here: Here, tmp_path: Path) -> None:
    results, out = tmp_path / "results.json", tmp_path / "out"
    result = here(
        "run", "--classes", "7,1", "--quartet", "feedforward", "--models", "FF_base",
        "--epochs", "2", "--out", str(out), "--json", str(results),
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    written = read(results)
    assert (written["dataset"], written["classes"], written["quartet"]) == ("digits", ["1", "7"], "feedforward")
    (model,) = written["models"]
    assert len(model["confusion_matrix"]) == 2 and model["test"]["accuracy"] > 0.9
    assert model["params"] == 64 * 512 + 512 + 512 + 1, "one sigmoid for two classes"
    assert read(out / "run.json")["classes"] == ["1", "7"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "--dataset", "digit"], "digits"),
        (["run", "--quartet", "tabular"], "image"),
        (["run", "--models", "Image_MLP,Image_XXL"], "Image_XXL"),
        (["run", "--classes", "1,eleven"], "eleven"),
        (["run", "--classes", "1"], "two classes"),
        (["run", "--metrics", "accuracy,fun"], "fun"),
        (["run", "--epochs", "0"], "Epochs"),
        (["run", "--epochs", "-1"], "Epochs"),
        (["run", "--epochs", "abc"], "Epochs"),
        (["run", "--epochs", "1000000000"], "Epochs"),
        (["run", "--batch-size", "100000"], "1,294"),
        (["run", "--learning-rate", "0"], "Learning rate"),
        (["run", "--seed", "x"], "Seed"),
        (["run", "--validation", "2"], "Validation"),
        (["run", "--jobs", "0"], "side by side"),
        (["run", "--test-only"], "--load-weights"),
        (["run", "--save-weights", __file__], "is a file"),
        (["run", "--save-weights", f"{__file__}/weights"], "test_run.py/weights"),
        (["run", "--continue", "nowhere"], "runs by its name"),
        (["predict", "--run", "nowhere", __file__], "runs by its name"),
        (["run", "--dataset", "breast-cancer", "--augmentation", "on"], "changes pictures"),
        (["run", "--dataset", "breast-cancer", "--set", "Tabular_MLP.augmentation.rotation=5"], "changes pictures"),
        (["run", "--load-weights", "nowhere"], "nowhere"),
        (["run", "--frobnicate"], "--frobnicate"),
        (["dance"], "dance"),
    ],
)
def test_wrong_use_is_answered_with_exit_code_2(arguments: list[str], expected: str, here: Here) -> None:
    result = here(*arguments)
    assert result.returncode == 2
    assert expected in result.stderr and "Traceback" not in result.stderr


def test_an_out_folder_with_content_is_refused_and_left_alone(here: Here, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    result = here("run", "--out", str(tmp_path))
    assert result.returncode == 2 and str(tmp_path) in result.stderr
    assert (tmp_path / "mine.txt").read_text() == "keep me"


@pytest.mark.slow
def test_weights_that_do_not_fit_are_wrong_use(here: Here, tmp_path: Path) -> None:
    (tmp_path / "Image_MLP.weights.h5").write_bytes(b"this is not HDF5")
    result = here("run", "--models", "Image_MLP", "--load-weights", str(tmp_path))
    assert result.returncode == 2 and "not an HDF5 file" in result.stderr


@pytest.mark.slow
def test_a_failed_dataset_gives_exit_code_1_and_an_error_a_model(here: Here, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    for name in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"):
        (folder / f"{name}-ubyte.gz").write_bytes(b"broken")
    results = tmp_path / "results.json"
    result = here("run", "--dataset", "fashion-mnist", "--models", "Image_MLP", "--json", str(results))
    assert result.returncode == 1
    assert list(read(results)["models"][0]) == ["name", "error"]


def test_without_a_display_the_window_names_the_run_command(environment: dict[str, str]) -> None:
    result = app(environment)
    assert result.returncode == 2
    assert "run" in result.stderr and "Traceback" not in result.stderr


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_the_program_quietly(environment: dict[str, str]) -> None:
    arguments = command("run", "--models", "Image_MLP", "--epochs", 1)
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()
    assert process.returncode == 130 and errors == ""


@pytest.mark.slow
@pytest.mark.usefixtures("interruptible")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_keeps_what_was_trained(environment: dict[str, str], tmp_path: Path) -> None:
    arguments = command("run", "--models", "Image_CNN", "--epochs", 500, "--out", tmp_path / "out")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "epoch" in line and "/500" in line and "val_loss" in line:
                process.send_signal(signal.SIGINT)
                break
        rest = process.stdout.read()
    assert process.returncode == 130
    assert "Interrupted" in rest and f"run --continue {tmp_path / 'out'}" in rest
    assert (tmp_path / "out" / "Image_CNN" / "checkpoint.npz").exists()


@pytest.mark.slow
def test_class_names_that_look_like_formulas(here: Here, tmp_path: Path) -> None:
    table, results, out = tmp_path / "brackets.csv", tmp_path / "results.json", tmp_path / "out"
    brackets = ("US$ 10% - US$ 20%", "$5_$10", "$x^$", "$0-$50")
    rows = [f"{place + number / 50},{number % 7},{name}" for place, name in enumerate(brackets) for number in range(20)]
    table.write_text("\n".join(["a,b,bracket", *rows]), encoding="utf-8")
    result = here(
        "run", "--dataset", table, "--label", "bracket", "--models", "Tabular_MLP", "--epochs", "1", "--out", out,
        "--json", results,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert set(read(results)["classes"]) == set(brackets)
    assert (out / "confusion-Tabular_MLP.png").stat().st_size > 0
    assert "could not be drawn" not in result.stdout


@pytest.mark.slow
def test_a_figure_that_fails_leaves_the_results(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no ink")

    monkeypatch.setattr("workbench.cli.run_plots.draw_confusion", fail)
    results, out = tmp_path / "results.json", tmp_path / "out"
    result = here(
        "run", "--dataset", "digits", "--models", "Image_MLP", "--epochs", "1", "--out", out, "--json", results
    )
    assert result.returncode == 0, result.stderr
    assert read(results)["models"][0]["test"]["accuracy"] > 0
    assert "confusion-Image_MLP.png could not be drawn: no ink" in result.stdout and "Run record:" in result.stdout
    assert (out / "curves.png").exists() and not (out / "confusion-Image_MLP.png").exists()


@pytest.mark.slow
def test_a_network_that_predicts_one_class_only_says_so(here: Here, tmp_path: Path) -> None:
    table, results = tmp_path / "rare.csv", tmp_path / "results.json"
    rows = [f"{number % 17},{number % 13},{'rare' if number % 20 == 0 else 'usual'}" for number in range(400)]
    table.write_text("\n".join(["a,b,class", *rows]))
    result = here(
        "run", "--dataset", table, "--models", "Tabular_MLP,Tabular_RNN", "--epochs", "20", "--learning-rate", "0.01",
        "--json", results,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert [model["only_class"] for model in read(results)["models"]] == ["usual", "usual"]
    assert result.stdout.count("Tabular_RNN predicts “usual” for every test row") == 2  # after its test, and in the end
    assert "The networks differ in size: Tabular_RNN has" in result.stdout


def test_no_record_is_written_among_the_folders_of_classes(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = make_set(tmp_path / "pictures")
    for option in ("--out", "--save-weights"):
        assert run_command(["run", "--dataset", str(pictures), option, str(pictures / "new")]) == 2
        said = capsys.readouterr().err
        assert "among the folders of classes" in said and option in said
    assert sorted(path.name for path in pictures.iterdir()) == ["cat", "dog"] and home.exists()
