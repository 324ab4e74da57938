"""What a run record says of how its numbers came about, enough to repeat it."""

import platform
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version

from workbench import __version__
from workbench.data.types import DatasetSpec
from workbench.runs.machine import usable_cores
from workbench.runs.trials import StoredModel
from workbench.settings.request import Execution, Validation
from workbench.settings.training import TrainingSettings

LIBRARIES = ("tensorflow", "keras", "numpy", "scikit-learn")


def library_versions() -> dict[str, str]:
    """Of the workbench, Python, and the libraries that decide the numbers."""
    return {"workbench": __version__, "python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


@dataclass(frozen=True)
class Machine:
    """What a run was trained on, for people."""

    system: str = field(default_factory=platform.platform)
    cores: int = field(default_factory=usable_cores)


@dataclass(frozen=True)
class PreparedData:
    """What is known of a dataset after its preparation."""

    fingerprint: str
    train_rows: int
    test_rows: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelTraining:
    """How one competitor was trained in one session of training; nothing left open.

    Attributes:
        target: epochs that it was to have afterwards.
    """

    settings: TrainingSettings
    execution: Execution
    target: int


@dataclass(frozen=True)
class Training:
    """One press of Train.

    Attributes:
        models: by name, in the order of the quartet.
    """

    started: str
    metrics: tuple[str, ...]
    validation_metrics: tuple[str, ...]
    models: dict[str, ModelTraining]


@dataclass(frozen=True)
class RunSettings:
    """The content of ``run.json``; see `workbench.runs.run_file`.

    Attributes:
        competitors: in their order.
        started: local time, ISO 8601.
        data: None until the dataset is prepared.
        earlier_data: where a file of the user's was changed, what was known before; `data` is of the present one.
        trainings: every press of Train, in order.
        loaded: weights files by model.
        classes: the chosen ones where not all of the dataset's were used.
        recipe: of imported data, as in `DatasetSpec.recipe`; "" for others.
    """

    dataset: str
    quartet: str
    seed: int
    validation: Validation
    competitors: tuple[StoredModel, ...]
    started: str = field(default_factory=lambda: datetime.now().isoformat(timespec="seconds"))
    versions: dict[str, str] = field(default_factory=library_versions)
    machine: Machine = field(default_factory=Machine)
    data: PreparedData | None = None
    earlier_data: tuple[PreparedData, ...] = ()
    trainings: tuple[Training, ...] = ()
    loaded: dict[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    recipe: str = ""

    @property
    def dataset_spec(self) -> DatasetSpec:
        """The dataset; imported data are read as they were then."""
        return DatasetSpec(self.dataset, self.classes, self.recipe)

    def recorded_execution(self) -> dict[str, Execution]:
        """The execution settings of each model that was trained, for a repetition."""
        return {name: model.execution for training in self.trainings for name, model in training.models.items()}
