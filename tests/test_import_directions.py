"""What each side of the process boundary really loads, seen in `sys.modules` of a fresh process."""

import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import workbench

ROOT = Path(workbench.__file__).parents[1]
WORKER_SIDE = {"jobs", "training"}
BOTH_SIDES = {"networks", "data", "runs", "settings", "evaluation", "storage", "events", "errors"}
ROOMS = {module.name for module in pkgutil.iter_modules(workbench.__path__)}
WINDOW_SIDE = ROOMS - WORKER_SIDE - BOTH_SIDES
LEARNING = {"tensorflow", "keras", "sklearn", "pandas", "statsmodels"}
TK = {"tkinter", "_tkinter", "ttkbootstrap"}
DRAWING = TK | {"matplotlib"}

LIST_LOADED = """
import importlib, json, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def modules(*rooms: str) -> list[str]:
    """All modules of the rooms, found without importing them."""

    def below(folder: Path, prefix: str) -> Iterator[str]:
        for module in pkgutil.iter_modules([str(folder)], prefix):
            yield module.name
            if module.ispkg:
                yield from below(folder / module.name.rpartition(".")[2], f"{module.name}.")

    return [name for name in below(ROOT / "workbench", "workbench.") if name.split(".")[1] in rooms]


def loaded(*names: str) -> set[str]:
    """Top-level packages that are loaded in a fresh process that imports the modules."""
    command = [sys.executable, "-c", LIST_LOADED, *names]
    process = subprocess.run(command, cwd=ROOT, check=False, text=True, capture_output=True)
    assert process.returncode == 0, process.stderr
    return set(json.loads(process.stdout.splitlines()[-1]))


@pytest.mark.parametrize("room", sorted(WINDOW_SIDE))
def test_windows_side_loads_no_learning_library(room: str) -> None:
    assert not loaded(*modules(room)) & LEARNING


@pytest.mark.slow
def test_workers_side_loads_no_tk() -> None:
    names = loaded(*modules(*WORKER_SIDE))
    assert "tensorflow" in names  # or the test looks at the wrong modules
    assert not names & TK  # Keras itself loads matplotlib


def test_asking_registries_loads_neither() -> None:
    assert not loaded(*modules(*BOTH_SIDES)) & (LEARNING | DRAWING)


@pytest.mark.parametrize("room", sorted(WINDOW_SIDE - {"view", "cli", "plots"}))
def test_below_the_window_nothing_draws(room: str) -> None:
    assert not loaded(*modules(room)) & DRAWING


def test_start_of_the_program_loads_nothing_heavy() -> None:
    assert not loaded("app") & (LEARNING | DRAWING | {"numpy"})
