"""What is known of an experiment: dataset, models, settings in force, progress. Nothing here begins any work."""

from collections.abc import Mapping
from pathlib import Path

from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.events.data import DatasetPrepared
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.model_work import ModelWork
from workbench.experiment.preparation import Preparation
from workbench.experiment.sample_work import SampleWork
from workbench.experiment.scheduler import Scheduler
from workbench.jobs.jobs import ExportJob
from workbench.jobs.local.pool import WorkerPool
from workbench.networks.registry import quartet as quartet_named
from workbench.networks.registry import quartet_for
from workbench.runs.run import Run
from workbench.runs.run_settings import settings_for
from workbench.settings.request import Execution, TrainingRequest, Validation
from workbench.settings.training import TrainingSettings
from workbench.storage.folders import Folders
from workbench.training.execution import execution_for


class ExperimentState:
    """One dataset and four competing models.

    Args:
        execution: threads and batches per step by model, from the record of a run that is repeated or continued.

    Attributes:
        source: the dataset, from the registry, a part of its classes, or the user's own.
        competitors: the four models by name, in the quartet's order.
        run: the record on disk, None until something was trained or loaded.
        run_folder: folder for the next run, None for a new one under ``logs/runs``.
        models_side_by_side: None lets cores, memory and models decide.

    Raises:
        UserError: the quartet is unknown, or does not fit the dataset.
    """

    def __init__(
        self,
        pool: WorkerPool,
        folders: Folders,
        source: DatasetSource,
        quartet: str | None = None,
        seed: int = 1,
        validation: Validation | None = None,
        execution: Mapping[str, Execution] | None = None,
    ) -> None:
        self.source = source
        default = quartet_for(source.kind, source.input_shape)
        self.quartet = quartet_named(quartet) if quartet else default
        if self.quartet.kind is not self.source.kind:
            raise UserError(
                f"The quartet {self.quartet.name} is for {self.quartet.kind} data, {source.name} is {source.kind}.",
                f"Choose the quartet {default.name}, or another dataset.",
            )
        self.folders = folders
        self.seed = seed
        self.validation = validation or Validation()
        self.competitors = {item.name: Competitor(item) for item in self.quartet.architectures}
        self.run: Run | None = None
        self.run_folder: Path | None = None
        self.models_side_by_side: int | None = None
        self._recorded_execution = dict(execution or {})
        self._scheduler = Scheduler(pool)
        self._preparation = Preparation(source, folders, self._scheduler)
        self._model_work = ModelWork(self.competitors, self._scheduler, self._preparation)
        self._sample_work = SampleWork(source, folders.search_path, self._scheduler, self._preparation)

    @property
    def prepared(self) -> DatasetPrepared | None:
        """What is known of the prepared dataset, None until it is ready."""
        return self._preparation.prepared

    @property
    def busy(self) -> bool:
        """Whether any job waits or runs, descriptions and predictions included."""
        return bool(self._scheduler.tasks.numbers)

    @property
    def working(self) -> bool:
        """Whether anything waits or runs that Stop stops."""
        return bool(self._scheduler.tasks.stoppable)

    @property
    def exporting(self) -> bool:
        """Whether data of the user's are written into a folder."""
        return self._scheduler.tasks.has(ExportJob)

    @property
    def paused(self) -> bool:
        return self._scheduler.paused

    @property
    def unsaved(self) -> tuple[str, ...]:
        """Names of the models that were trained since their weights were saved."""
        return tuple(name for name, item in self.competitors.items() if item.unsaved)

    @property
    def progress(self) -> float:
        """Share of all work since there was none, 0 to 1."""
        return self._scheduler.tasks.progress

    @property
    def seconds_left(self) -> float | None:
        return None if self.paused else self._scheduler.tasks.seconds_left

    @property
    def seed_fixed(self) -> bool:
        """Whether seed and validation belong to models of this run and so cannot change before a reset."""
        return any(item.state is not ModelState.UNTRAINED for item in self.competitors.values())

    @property
    def training_rows(self) -> int:
        """Rows that are trained on, those held out for validation not counted."""
        return self._not_held_out(self.prepared.train_rows) if self.prepared else self._stated_rows

    def effective_settings(self, name: str, request: TrainingRequest) -> TrainingSettings:
        """What a network is trained with: the request, and defaults where it leaves something open.

        A default batch is no larger than the stated rows either, so that preparation does not change it.
        """
        rows = min(self.training_rows, self._stated_rows)
        return settings_for(self.competitors[name].architecture, self.source, rows, request)

    def execution(self, name: str) -> Execution:
        """Threads and batches per step: those of the record that is repeated, else the fixed rule.

        The rule goes by the stated rows, so that what is recorded before preparation holds.
        """
        architecture = self.competitors[name].architecture
        rule = execution_for(architecture, self.source.input_shape, self._stated_rows)
        return self._recorded_execution.get(name, rule)

    @property
    def _stated_rows(self) -> int:
        return self._not_held_out(self.source.sizes[0])

    def _not_held_out(self, rows: int) -> int:
        return rows - round(rows * (self.validation.fraction or 0.0))
