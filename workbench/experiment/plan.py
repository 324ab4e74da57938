"""What an experiment is about, and what follows from that for each trial. Nothing here starts any work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from workbench.data.splits import Official
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Notice
from workbench.experiment.competitor import Competitor
from workbench.experiment.effective import check_batch_size, settings_for
from workbench.networks.architecture import Quartet
from workbench.runs.run import Run
from workbench.runs.run_settings import ModelTraining, Training
from workbench.runs.trials import TrialSpec, trial_seed
from workbench.settings.request import Execution, TrainingRequest, Validation
from workbench.settings.training import TrainingSettings
from workbench.storage.folders import Folders
from workbench.training.execution import execution_for


@dataclass
class Plan:
    """Dataset, networks, seed and validation of an experiment, and its run.

    Attributes:
        recorded_execution: by competitor, from the record of a run that is repeated or continued.
        run: the record on disk, None until something was trained or loaded.
        run_folder: folder for the next run, None for a new one under ``logs/runs``.
    """

    source: DatasetSource
    quartet: Quartet
    folders: Folders
    seed: int
    validation: Validation
    recorded_execution: Mapping[str, Execution] = field(default_factory=dict)
    run: Run | None = None
    run_folder: Path | None = None

    def set_seed(self, seed: int, fixed: bool) -> None:
        if seed != self.seed and fixed:
            raise UserError(
                f"The seed of this run is {self.seed} and cannot change while its models are kept.",
                "Reset starts a new run, with any seed.",
            )
        self.seed = seed

    def set_validation(self, validation: Validation, fixed: bool) -> None:
        if validation != self.validation and fixed:
            raise UserError(
                f"The validation data ({self.validation}) cannot change while the models of this run are kept.",
                "Reset starts a new run, with any validation data.",
            )
        self.validation = validation

    def training_rows(self, prepared: DatasetPrepared | None) -> int:
        """Rows that are trained on, those held out for validation not counted; the stated ones before preparation."""
        rows = prepared.train_rows if prepared else self.source.sizes[0]
        return rows - round(rows * (self.validation.fraction or 0.0))

    def effective_settings(
        self, competitor: Competitor, request: TrainingRequest, prepared: DatasetPrepared | None
    ) -> TrainingSettings:
        """What a competitor is trained with: the request, and defaults where it leaves something open.

        A default batch is no larger than the stated rows either, so that preparation does not change it.
        """
        rows = min(self.training_rows(prepared), self.training_rows(None))
        return settings_for(competitor.id, competitor.architecture, self.source, rows, request)

    def settings_to_train(
        self, chosen: Sequence[Competitor], request: TrainingRequest, prepared: DatasetPrepared | None
    ) -> dict[str, TrainingSettings]:
        """The effective settings of each competitor by id; `UserError` for a batch that the rows do not fill."""
        settings = {competitor.id: self.effective_settings(competitor, request, prepared) for competitor in chosen}
        for effective in settings.values():
            check_batch_size(effective.batch_size, self.training_rows(prepared))
        return settings

    def execution(self, competitor: Competitor) -> Execution:
        """Threads and batches per step: those of the record that is repeated, else the fixed rule.

        The rule goes by the stated rows, so that what is recorded before preparation holds.
        """
        rule = execution_for(competitor.architecture, self.source.input_shape, self.training_rows(None))
        return self.recorded_execution.get(competitor.id, rule)

    def trial(self, competitor: Competitor) -> TrialSpec:
        """The trial of a competitor; of one that was only loaded, with the network's default settings."""
        settings = competitor.settings or self.effective_settings(competitor, TrainingRequest(), None)
        seed = trial_seed(self.seed, competitor.repetition)
        return TrialSpec(competitor.id, competitor.architecture.name, settings, seed, Official(self.validation))

    def note_training(
        self,
        run: Run,
        chosen: Sequence[Competitor],
        settings: Mapping[str, TrainingSettings],
        request: TrainingRequest,
    ) -> None:
        """Enter what competitors are to be trained with, in the run, too."""
        for competitor in chosen:
            competitor.settings = settings[competitor.id]
            competitor.target = competitor.completed + competitor.settings.epochs
        models = {
            competitor.id: ModelTraining(settings[competitor.id], self.execution(competitor), competitor.target)
            for competitor in chosen
        }
        now = datetime.now().isoformat(timespec="seconds")
        run.note_training(Training(now, request.metrics, request.validation_metrics, models))

    def note_data(self, prepared: DatasetPrepared | None) -> list[Notice]:
        """Enter what is known of the prepared data in the run, where there is one; returns what is to be said."""
        if self.run is None or prepared is None or not self.run.note_data(prepared):
            return []
        text = f"The data of {self.source.title} are others than those on which this run has worked so far."
        return [Notice(prepared.job, "", f"{text} Values of before and after are not of the same rows.")]

    def started_run(self, competitors: Iterable[Competitor], prepared: DatasetPrepared | None) -> Run:
        """The run, started on disk if it was not yet; `UserError` if it cannot be written."""
        if self.run is None:
            models = tuple(competitor.stored for competitor in competitors)
            self.run = Run.start(
                self.folders, self.run_folder, self.source, self.quartet.name, models, self.seed, self.validation
            )
            if prepared is not None:
                self.run.note_data(prepared)
        return self.run
