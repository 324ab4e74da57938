"""What an experiment reads: its dataset, its run on disk, the weights that were loaded."""

from collections.abc import Iterable
from pathlib import Path

from workbench.data.inputs import dataset_inputs
from workbench.data.types import DatasetSource
from workbench.runs.run import Run
from workbench.storage.folders import Folders
from workbench.storage.outputs import Inputs
from workbench.storage.weights import info_path


def experiment_inputs(source: DatasetSource, folders: Folders, run: Run | None) -> Inputs:
    """What nothing may be written over while such an experiment is open."""
    found = dataset_inputs(source, folders)
    return found if run is None else found + run_inputs(run)


def run_inputs(run: Run) -> Inputs:
    """The record of a run, and the weights that were loaded into it."""
    return Inputs(run.record.files()) + weights_inputs(map(Path, run.settings.loaded.values()))


def weights_inputs(files: Iterable[Path]) -> Inputs:
    """Weights, and the description beside each."""
    return Inputs(tuple(path for weights in files for path in (weights, info_path(weights))))
