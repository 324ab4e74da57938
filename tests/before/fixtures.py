"""What the version before wrote, copied to where a test may change it, and digests of arrays (see its README)."""

import hashlib
import json
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.patience import PATIENCE
from workbench.events.jobs import JobFailed
from workbench.experiment.experiment import Experiment
from workbench.networks import registry
from workbench.runs.run_settings import Training, library_versions
from workbench.settings.request import TrainingRequest
from workbench.settings.training import SettingsRequest

BEFORE = Path(__file__).parents[1] / "fixtures" / "before"
DATA = BEFORE / "recipes" / "data"
RUNS = sorted(path.name for path in (BEFORE / "runs").iterdir())
QUARTETS = [name for name in RUNS if name in registry.QUARTETS]
GROUPS = ("weights", "state", "best_weights")


def copy_of_run(name: str, folder: Path) -> Path:
    """A copy of a run whose placeholders are filled."""
    run = shutil.copytree(BEFORE / "runs" / name, folder / name)
    for path in run.glob("*.*"):
        if path.suffix in (".json", ".txt"):
            path.write_text(path.read_text().replace("@DATA@", DATA.as_posix()).replace("@RUN@", run.as_posix()))
    return run


def read(path: Path) -> Any:
    return json.loads(path.read_text())


def request_of(training: Training) -> TrainingRequest:
    """The request that leads to exactly the settings of a recorded training."""
    names = [field.name for field in fields(SettingsRequest)]
    by_competitor = {
        name: SettingsRequest(**{field: getattr(model.settings, field) for field in names})
        for name, model in training.models.items()
    }
    return TrainingRequest(
        by_competitor=by_competitor, metrics=training.metrics, validation_metrics=training.validation_metrics
    )


def finish(experiment: Experiment) -> None:
    """Wait until an experiment is at rest; nothing may fail."""
    deadline = time.monotonic() + PATIENCE
    while experiment.busy:
        failed = [event for event in experiment.poll(0.2) if isinstance(event, JobFailed)]
        assert not failed and time.monotonic() < deadline


def digests(model_folder: Path) -> dict[str, str | None]:
    """Of the arrays of a network's checkpoint, and of its scores in the test."""
    with np.load(model_folder / "checkpoint.npz") as arrays:
        found = {group: _named(arrays, f"{group}/") for group in GROUPS}
    with np.load(model_folder / "test_scores.npz") as arrays:
        return found | {"scores": hashlib.sha256(arrays["y_score"].tobytes()).hexdigest()}


def same_bits_are_promised(digest: Mapping[str, Any], versions: Mapping[str, str]) -> bool:
    """Whether this is the kind of processor that the fixtures were made on, with the same libraries."""
    information = Path("/proc/cpuinfo")
    if not information.exists() or {**library_versions(), "workbench": ""} != {**versions, "workbench": ""}:
        return False
    found = re.search(r"^flags\s*: (.*)$", information.read_text(), re.MULTILINE)
    flags = " ".join(sorted(set(found[1].split()))) if found else ""
    return bool(hashlib.sha256(flags.encode()).hexdigest() == digest["cpu"]["flags"])


def _named(arrays: Mapping[str, NDArray[Any]], prefix: str) -> str | None:
    names = sorted(name for name in arrays if name.startswith(prefix))
    total = hashlib.sha256()
    for name in names:
        total.update(name.removeprefix(prefix).encode())
        total.update(np.ascontiguousarray(arrays[name]).tobytes())
    return total.hexdigest() if names else None
