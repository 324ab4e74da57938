"""``run --continue``: a run that was stopped or killed goes on, with the numbers of one that was not."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.cli.program import Here, command, read, run_here
from workbench.cli.main import run_command
from workbench.jobs.local.pool import LocalPool

BEFORE = Path(__file__).parents[1] / "fixtures" / "before" / "runs"
NAMES = ("Tabular_MLP", "Tabular_CNN")
EPOCHS = 12
SETTINGS = ("--dataset", "breast-cancer", "--models", ",".join(NAMES), "--epochs", EPOCHS, "--batch-size", 1)


@pytest.fixture(scope="module")
def uninterrupted(workers: LocalPool, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uninterrupted")
    result = run_here(workers, folder / "home", "run", *SETTINGS, "--out", folder / "run")
    assert result.returncode == 0, result.stderr
    return folder / "run"


@pytest.mark.slow
@pytest.mark.usefixtures("interruptible")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_what_was_stopped_or_killed_ends_with_the_same_bits(
    how: signal.Signals, uninterrupted: Path, environment: dict[str, str], here: Here, tmp_path: Path
) -> None:
    out, results = tmp_path / "out", tmp_path / "results.json"
    arguments = command("run", *SETTINGS, "--jobs", 1, "--out", out)
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if f"epoch  2/{EPOCHS}" in line:
                process.send_signal(how)
                break
        process.stdout.read()
    assert process.returncode == (130 if how is signal.SIGINT else -signal.SIGKILL)
    assert not list(out.glob("*/test.json")), "it was stopped on its way"

    result = here("run", "--continue", out, "--json", results)
    assert result.returncode == 0, result.stderr
    written = read(results)
    assert (written["dataset"], written["quartet"], written["seed"]) == ("breast-cancer", "tabular", 1)
    for name, model in zip(NAMES, written["models"], strict=True):
        assert (model["name"], model["epochs"]) == (name, EPOCHS)
        assert read(out / name / "history.json") == read(uninterrupted / name / "history.json")
        for file in ("checkpoint.npz", "test_scores.npz"):
            with np.load(out / name / file) as ours, np.load(uninterrupted / name / file) as theirs:
                arrays = [array for array in theirs.files if array.startswith(("weights/", "state/", "y_"))]
                assert arrays and all(np.array_equal(ours[array], theirs[array]) for array in arrays)
    assert (out / "curves.png").is_file()


@pytest.mark.slow
def test_what_is_trained_but_not_tested_is_tested(here: Here, tmp_path: Path) -> None:
    run = shutil.copytree(BEFORE / "whole", tmp_path / "whole")
    (run / "Tabular_MLP" / "test.json").unlink()
    results = tmp_path / "results.json"
    result = here("run", "--continue", run, "--models", "Tabular_MLP", "--json", results)
    assert result.returncode == 0, result.stderr
    assert "Nothing is left to train of Tabular_MLP" in result.stdout
    (model,) = read(results)["models"]
    assert (model["epochs"], model["test"]) == (5, read(BEFORE / "whole" / "Tabular_MLP" / "test.json")["values"])


@pytest.mark.slow
def test_fewer_epochs_than_it_was_to_have_are_said(here: Here, tmp_path: Path) -> None:
    run = shutil.copytree(BEFORE / "whole", tmp_path / "whole")
    settings = read(run / "run.json")
    for training in settings["trainings"]:
        training["models"]["Tabular_CNN"]["settings"]["epochs"] = 20  # it was stopped long before
    (run / "run.json").write_text(json.dumps(settings))
    before = len(read(run / "Tabular_CNN" / "history.json")["loss"])
    result = here("run", "--continue", run, "--models", "Tabular_CNN", "--epochs", 1)
    assert result.returncode == 0, result.stderr
    assert f"Tabular_CNN was to have 60 epochs; from now on {before + 1} are meant." in result.stdout
    result = here("run", "--continue", run, "--models", "Tabular_CNN", "--epochs", 2)
    assert result.returncode == 0 and "was to have" not in result.stdout


def test_a_run_is_named_by_its_folder_in_the_logs(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = home / "logs" / "runs" / "20260101-120000-digits-image"
    assert run_command(["run", "--continue", run.name]) == 2
    assert "is not a run record" in capsys.readouterr().err
    shutil.copytree(BEFORE / "tabular", run)
    for named in (run.name, str(run), str(run / "run.json")):
        assert run_command(["run", "--continue", named, "--models", "Tabular_MLP"]) == 2
        assert "Known are: Tabular_RNN" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--seed", "1"), "--seed"),
        (("--dataset", "digits"), "--dataset"),
        (("--validation", "0.1", "--metrics", "f1"), "--metrics, --validation"),
        (("--networks", "Tabular_MLP"), "--networks"),
        (("--out", "elsewhere"), "--out"),
        (("--test-only",), "--test-only"),
        (("--label", "species"), "--label"),
        (("--optimizer", "sgd", "--set", "Tabular_MLP.l2=1"), "--optimizer, --set"),
        (("--schedule-factor", "0.5"), "--schedule-factor"),
        (("--epochs", "0"), "Epochs"),
        (("--models", "Image_MLP"), "Image_MLP"),
    ],
)
def test_options_that_do_not_go_with_it(
    more: tuple[str, ...], expected: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["run", "--continue", str(BEFORE / "whole"), *more]) == 2
    assert expected in capsys.readouterr().err


def test_a_run_without_training_or_with_damage(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = shutil.copytree(BEFORE / "whole", tmp_path / "whole")
    settings = (run / "run.json").read_text()
    for text, expected in (
        (settings[:100], "run.json"),
        (settings.replace('"breast-cancer"', '"lost"'), "lost"),
        (settings.replace('"trainings"', '"trainings": [], "others"'), "nothing to go on with"),
    ):
        (run / "run.json").write_text(text)
        assert run_command(["run", "--continue", str(run)]) == 2
        assert expected in capsys.readouterr().err
