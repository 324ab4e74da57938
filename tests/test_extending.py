"""`docs/extending.md` is right: applied to a copy of the program, the tests that it names pass there."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extending_page import ROOT, section

TOUCHED = {
    "A dataset": ["workbench/data/datasets/registry.py", "workbench/data/datasets/wine.py"],
    "A network": ["workbench/networks/quartets/pooling.py", "workbench/networks/registry.py"],
    "A metric": ["workbench/evaluation/metrics.py"],
    "A plot": ["workbench/plots/class_sizes.py"],
    "A training setting": [
        "workbench/settings/training.py",
        "workbench/training/keras_trainable.py",
        "workbench/training/numpy_trainable.py",
    ],
    "A job": ["workbench/jobs/types/count_classes.py"],
    "An import format": [
        "workbench/data/imports/numbers/format.py",
        "workbench/data/imports/registry.py",
        "workbench/view/importing/numbers_page.py",
        "workbench/view/importing/pages.py",
    ],
    "A tab": ["workbench/view/tabs/notes.py", "workbench/view/tabs/registry.py"],
}
"""All that an addition changes in the program: a file and at most a line, once more for its page of a dialog; of a
training setting its declaration, and its use in both trainings."""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program and its tests, to be changed."""
    unwanted = shutil.ignore_patterns("__pycache__", ".*")
    for folder in ("workbench", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=unwanted)
    for file in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


@pytest.mark.parametrize("title", TOUCHED)
def test_an_addition_touches_no_more_than_its_file_and_a_line(title: str, copy: Path) -> None:
    shown = section(title)
    touched = [path for path in (*shown.files, *shown.diffs) if path.startswith("workbench/")]
    assert sorted(touched) == TOUCHED[title]
    lines = [line for diff in shown.diffs.values() for line in diff.splitlines() if line and line != "@@"]
    assert {line[0] for line in lines} <= {"+", " "}, "nothing is taken away"
    shown.apply(copy)
    for path in touched:
        compile((copy / path).read_text(encoding="utf-8"), path, "exec")


@pytest.mark.slow
@pytest.mark.parametrize("title", TOUCHED)
def test_an_addition_passes_the_static_checks(title: str, copy: Path) -> None:
    shown = section(title)
    shown.apply(copy)
    changed = [path for path in (*shown.files, *shown.diffs) if path.endswith(".py")]
    for check in (["check"], ["format", "--check"]):
        run([sys.executable, "-m", "ruff", *check, "--no-cache", *changed], copy)


@pytest.mark.slow
@pytest.mark.parametrize("title", ["A dataset", "A network", "A plot", "A training setting", "A job"])
def test_the_tests_that_the_page_names_pass(title: str, copy: Path) -> None:
    shown = section(title)
    shown.apply(copy)
    (arguments,) = shown.tests
    passed = run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *shlex.split(arguments)], copy)
    assert " passed" in passed and " skipped" not in passed


@pytest.mark.parametrize(("title", "name"), [("A dataset", "wine"), ("A network", "pooling")])
def test_the_command_line_knows_it(title: str, name: str, copy: Path) -> None:
    section(title).apply(copy)
    assert name in run([sys.executable, "app.py", "list"], copy)


@pytest.mark.slow
def test_a_training_setting_is_an_option_and_is_said_in_the_console(copy: Path) -> None:
    section("A training setting").apply(copy)
    arguments = "run --dataset breast-cancer --models Tabular_MLP,Tabular_MLPx --epochs 1 --clip-value 0.25 --jobs 1"
    single = "--set Tabular_MLPx.clip_value=0.5"
    said = run([sys.executable, "app.py", *arguments.split(), *single.split()], copy)
    assert "gradients cut at ±0.25" in said and "gradients cut at ±0.5" in said


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
