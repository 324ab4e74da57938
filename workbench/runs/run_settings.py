"""What a run record says of how its numbers came about, enough to repeat it."""

import platform
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from importlib.metadata import version

from workbench import __version__
from workbench.data.types import DatasetSource, DatasetSpec
from workbench.errors import UserError
from workbench.networks.architecture import Architecture
from workbench.runs.machine import usable_cores
from workbench.runs.trials import StoredModel
from workbench.settings.request import Execution, SettingsRequest, TrainingRequest, Validation
from workbench.settings.training import Monitor, TrainingSettings

LIBRARIES = ("tensorflow", "keras", "numpy", "scikit-learn")


def library_versions() -> dict[str, str]:
    """Of the workbench, Python, and the libraries that decide the numbers."""
    return {"workbench": __version__, "python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def settings_for(
    architecture: Architecture, source: DatasetSource, rows: int, request: TrainingRequest
) -> TrainingSettings:
    """What a network is trained with: the request, and the defaults of network and dataset where it leaves a gap.

    Args:
        rows: training rows; a default batch size is never larger.
    """
    chosen = architecture.thesis if request.thesis_settings else architecture.defaults
    chosen = replace(chosen, batch_size=min(chosen.batch_size, rows))
    if source.default_epochs and not request.thesis_settings:
        chosen = replace(chosen, epochs=source.default_epochs)
    usual = chosen.optimizer
    for asked in (request, request.own.get(architecture.name, SettingsRequest())):
        wanted = {field.name: getattr(asked, field.name) for field in fields(SettingsRequest)}
        chosen = replace(chosen, **{name: value for name, value in wanted.items() if value is not None})
    if chosen.optimizer != usual:
        chosen = replace(chosen, epsilon=None)  # it was found for the other one, and means another thing in each
    if chosen.optimizer not in architecture.optimizers:
        raise UserError(
            f"{architecture.name} cannot be trained with {chosen.optimizer}.",
            f"Choose {', '.join(architecture.optimizers)}, or untick the network.",
        )
    return chosen


def watched(settings: TrainingSettings, request: TrainingRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Metrics of training and validation to compute: the ticked ones, and what early stopping watches."""
    stopping = settings.early_stopping

    def with_accuracy(metrics: tuple[str, ...], monitor: Monitor) -> tuple[str, ...]:
        needed = stopping.patience and stopping.monitor is monitor and "accuracy" not in metrics
        return ("accuracy", *metrics) if needed else metrics

    return (
        with_accuracy(request.metrics, Monitor.TRAINING_ERROR),
        with_accuracy(request.validation_metrics, Monitor.VALIDATION_ERROR),
    )


def check_batch_size(batch_size: int, rows: int) -> None:
    """Raise `UserError` for a batch that is larger than the training rows."""
    if batch_size > rows:
        raise UserError(
            f"The batch size {batch_size:,} is larger than the {rows:,} training rows.",
            f"Choose at most {rows:,}, or hold out a smaller share for validation.",
        )


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
