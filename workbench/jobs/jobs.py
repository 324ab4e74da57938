"""What a worker can be asked to do: a job is a function of files and settings, so any worker can do it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from workbench.training.settings import Execution, ModelTask, Validation


class WhichWeights(StrEnum):
    """Weights of the last epoch, or of the one with the lowest validation loss."""

    LAST = "last"
    BEST = "best"


@dataclass(frozen=True)
class Job:
    """Base of all jobs.

    Attributes:
        model: name of the model concerned, "" where a job concerns none or several.
    """

    model: str


@dataclass(frozen=True)
class PrepareJob(Job):
    """Find, download, read and cache a dataset."""

    dataset: str
    search_path: tuple[Path, ...]
    cache: Path
