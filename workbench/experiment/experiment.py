"""The experiment: a dataset and four competing models; the one thing that the window and the command line talk to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.data.own.choices import Choices as OwnChoices
from workbench.data.own.recipe import Recipe
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.experiment.competitor import Competitor, ModelState
from workbench.experiment.preparation import Preparation
from workbench.experiment.run import Run
from workbench.experiment.run_settings import (
    ModelTraining,
    Training,
    check_batch_size,
    library_versions,
    settings_for,
    watched,
)
from workbench.experiment.scheduler import Scheduler
from workbench.experiment.selection import idle, named, with_weights
from workbench.jobs.events import DatasetPrepared, Event, JobEnded, JobFailed, JobRestarted, Outcome
from workbench.jobs.jobs import (
    AugmentJob,
    DescribeJob,
    ExportJob,
    InspectJob,
    Job,
    LoadWeightsJob,
    PredictFilesJob,
    PredictJob,
    SampleRequest,
    SaveWeightsJob,
    TestJob,
    TrainJob,
)
from workbench.jobs.pool import WorkerPool
from workbench.metrics import check_metric_ids
from workbench.networks.registry import quartet as quartet_named
from workbench.networks.registry import quartet_for
from workbench.networks.settings import Augmentation, TrainingSettings
from workbench.storage.folders import Folders
from workbench.storage.weights import check_set_name, find_weights
from workbench.training.execution import execution_for, side_by_side
from workbench.training.settings import Execution, TrainingRequest, Validation, WhichWeights

MakeJob = Callable[[Competitor, dict[str, Any]], Job]
"""``make(model, what all jobs on models are told)``."""


class Experiment:
    """One dataset and four competing models.

    Every command returns at once; what comes of it is told by the events that `poll` returns.

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
        self._preparation = Preparation(self.source, folders, self._scheduler)

    # --- state

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
        rows = self.prepared.train_rows if self.prepared else self.source.sizes[0]
        return rows - round(rows * (self.validation.fraction or 0.0))

    def effective_settings(self, name: str, request: TrainingRequest) -> TrainingSettings:
        """What a network is trained with: the request, and defaults where it leaves something open."""
        return settings_for(self.competitors[name].architecture, self.source, self.training_rows, request)

    def execution(self, name: str) -> Execution:
        """Threads and batches per step: those of the record that is repeated, else the fixed rule."""
        architecture = self.competitors[name].architecture
        rule = execution_for(architecture, self.source.input_shape, self.training_rows)
        return self._recorded_execution.get(name, rule)

    def set_seed(self, seed: int) -> None:
        if seed != self.seed and self.seed_fixed:
            raise UserError(
                f"The seed of this run is {self.seed} and cannot change while its models are kept.",
                "Reset starts a new run, with any seed.",
            )
        self.seed = seed

    def set_validation(self, validation: Validation) -> None:
        if validation != self.validation and self.seed_fixed:
            raise UserError(
                f"The validation data ({self.validation}) cannot change while the models of this run are kept.",
                "Reset starts a new run, with any validation data.",
            )
        self.validation = validation

    # --- commands

    def prepare(self) -> None:
        """Find, download if need be, and cache the dataset."""
        self._preparation.begin()

    def describe(self) -> None:
        """Ask for parameters and layers of all four models."""
        if not self._scheduler.tasks.has(DescribeJob):
            self._scheduler.submit(DescribeJob("", tuple(self.competitors), self.source), heavy=False)

    def train(self, names: Sequence[str], request: TrainingRequest) -> None:
        """Train models, from where they stand."""
        chosen = idle(self.competitors, names, "train")
        check_metric_ids((*request.metrics, *request.validation_metrics))
        settings = {item.name: self.effective_settings(item.name, request) for item in chosen}
        for wanted in settings.values():
            check_batch_size(wanted.batch_size, self.training_rows)
        models = {item.name: ModelTraining(settings[item.name], self.execution(item.name)) for item in chosen}
        now = datetime.now().isoformat(timespec="seconds")
        self._begun_run().note_training(Training(now, request.metrics, request.validation_metrics, models))
        for item in chosen:
            item.target = item.completed + settings[item.name].epochs
            item.settings = settings[item.name]
        self._choose_slots(len(chosen))
        self._when_prepared(
            chosen,
            lambda item, common: TrainJob(
                **common,
                completed=item.completed,
                target=item.target,
                settings=settings[item.name],
                metrics=watched(settings[item.name], request)[0],
                validation_metrics=watched(settings[item.name], request)[1],
            ),
        )

    def test(self, names: Sequence[str], which: WhichWeights = WhichWeights.LAST) -> None:
        """Test models on the whole test part."""
        chosen = with_weights(self.competitors, names, "test")
        self._choose_slots(len(chosen))
        self._when_prepared(chosen, lambda _, common: TestJob(**common, which=which))

    def pause(self) -> None:
        """Let the work wait at the end of a batch."""
        if self.working:
            self._scheduler.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._scheduler.resume()

    def stop(self) -> None:
        """Stop all work; what was trained stays."""
        self._preparation.drop_plans()
        for item in self.competitors.values():
            if item.busy:
                item.state = ModelState.STOPPING
        self._scheduler.stop()
        self._settle_without_jobs()

    def reset(self) -> None:
        """Start all four anew; the next Train begins a new run."""
        if self.working:
            raise UserError("Models are still at work.", "Stop them first, then reset.")
        for name, item in self.competitors.items():
            self.competitors[name] = Competitor(item.architecture, parameters=item.parameters, summary=item.summary)
        self.run = None

    def save_weights(self, names: Sequence[str], set_name: str, which: WhichWeights = WhichWeights.LAST) -> None:
        """Save weights as a named set under ``weights/<dataset>/``."""
        self.save_weights_to(names, self.folders.weights / self.source.key / check_set_name(set_name), which)

    def save_weights_to(self, names: Sequence[str], folder: Path, which: WhichWeights = WhichWeights.LAST) -> None:
        """Save weights, one file and its description a model, into a folder."""
        chosen = with_weights(self.competitors, names, "save")
        versions = library_versions()

        def make(_: Competitor, common: dict[str, Any]) -> SaveWeightsJob:
            fingerprint = self.prepared.fingerprint if self.prepared else ""
            return SaveWeightsJob(**common, which=which, folder=folder, fingerprint=fingerprint, versions=versions)

        self._when_prepared(chosen, make, heavy=False)

    def load_weights(self, names: Sequence[str], folder: Path) -> None:
        """Load weights from a folder that holds a file for each of the models."""
        chosen = idle(self.competitors, names, "load weights into")
        found = {item.name: find_weights(folder, item.name) for item in chosen}
        files = {name: path for name, path in found.items() if path is not None}
        missing = [name for name in found if name not in files]
        if missing:
            raise UserError(
                f"{folder} has no weights of {', '.join(missing)}.",
                f"A file {missing[0]}.weights.h5 (or {missing[0]}.h5) was expected there; "
                "choose another folder, or untick the networks that have none.",
            )
        self._begun_run().note_loaded(files)
        self._when_prepared(chosen, lambda item, common: LoadWeightsJob(**common, path=files[item.name]), heavy=False)

    def predict(self, names: Sequence[str], sample: SampleRequest, which: WhichWeights = WhichWeights.LAST) -> None:
        """Send one sample through networks; a random test sample where the request names none."""
        networks = self.with_weights(names)
        assert self.run is not None
        run_folder = self.run.folder

        def submit(prepared: DatasetPrepared) -> None:
            job = PredictJob(
                model="",
                networks=networks,
                source=self.source,
                data_folder=Path(prepared.folder),
                run_folder=run_folder,
                which=which,
                sample=sample,
                search_path=self.folders.search_path,
            )
            self._scheduler.submit(job, heavy=False)

        if not self._scheduler.tasks.has(PredictJob):  # else it is the tenth click of an impatient user
            self._preparation.when_ready(submit)

    def with_weights(self, names: Sequence[str]) -> tuple[str, ...]:
        """The named models, none for all; `UserError` if one has no weights."""
        chosen = named(self.competitors, names, "predict with")
        without = [item.name for item in chosen if not item.has_weights]
        if without or self.run is None:
            raise UserError(f"{', '.join(without)}: no weights yet.", "Train it or load weights first, or untick it.")
        return tuple(item.name for item in chosen)

    def predict_files(self, names: Sequence[str], files: Sequence[Path], which: WhichWeights) -> int:
        """Predict all samples of files; returns the job's number. `UserError` if a model has no weights."""
        networks = self.with_weights(names)
        assert self.run is not None
        job = PredictFilesJob(
            model="",
            networks=networks,
            source=self.source,
            folder=self.run.folder,
            of_run=True,
            which=which,
            files=tuple(files),
            search_path=self.folders.search_path,
        )
        return self._scheduler.submit(job, heavy=False)

    def preview(self, augmentation: Augmentation, draw: int) -> bool:
        """Ask for a few training pictures before and after random changes.

        Returns:
            False where the dataset is not prepared, or the last ones are still on their way.
        """
        if self.prepared is None or self._scheduler.tasks.has(AugmentJob):
            return False
        job = AugmentJob("", self.source, Path(self.prepared.folder), augmentation, draw)
        self._scheduler.submit(job, heavy=False)
        return True

    def inspect(self, path: Path, choices: OwnChoices | None, name: str) -> int:
        """Look at data of the user's, whatever the experiment's own; returns the job's number.

        Args:
            path, choices, name: see `InspectJob`.
        """
        return self._scheduler.submit(InspectJob("", path, choices, name), heavy=False)

    def export(self, recipe: Recipe, folder: Path) -> int:
        """Write data of the user's with their preparation into a new or empty folder; returns the job's number."""
        return self._scheduler.submit(ExportJob("", recipe, folder), heavy=False)

    def stop_job(self, number: int) -> None:
        """Stop a job that `predict_files`, `inspect` or `export` began."""
        self._scheduler.stop_job(number)

    def poll(self, timeout: float = 0.0) -> list[Event]:
        """Take in what the workers have told, and return it; waits up to ``timeout`` seconds for the first event."""
        seen = self._scheduler.poll(timeout)
        for event, job in seen:
            self._take(event, job)
        return [event for event, _ in seen]

    def close(self) -> None:
        """Stop this experiment's jobs; its run stays on disk."""
        self._preparation.drop_plans()
        self._scheduler.close()

    # --- how it is done

    def _take(self, event: Event, job: Job) -> None:
        if event.model and not isinstance(job, PredictFilesJob):
            item = self.competitors[event.model]
            item.apply(event)
            if isinstance(job, TrainJob) and _fell_back(event):
                item.restore(job.model_folder)  # what is on disk counts
        if self._preparation.take(event, job):
            if self.prepared is None:
                self._settle_without_jobs(self._preparation.failure)
            elif self.run is not None:
                self.run.note_data(self.prepared)

    def _begun_run(self) -> Run:
        if self.run is None:
            self.run = Run.begin(
                self.folders, self.run_folder, self.source, self.quartet.name, self.seed, self.validation
            )
        return self.run

    def _choose_slots(self, models: int) -> None:
        threads = max(self.execution(name).threads for name in self.competitors)
        self._scheduler.set_slots(self.models_side_by_side or side_by_side(models, threads, self._scheduler.gpus))

    def _when_prepared(self, chosen: list[Competitor], make: MakeJob, heavy: bool = True) -> None:
        """Submit a job for each model, the longest first, as soon as the dataset is ready."""
        run = self._begun_run()
        for item in chosen:
            item.state, item.progress, item.failure = ModelState.WAITING, 0.0, ""

        def submit(prepared: DatasetPrepared) -> None:
            for item in sorted(chosen, key=lambda item: -item.architecture.relative_cost):
                job = make(item, self._common(item.name, run, prepared))
                self._scheduler.submit(job, heavy, item.architecture.relative_cost)

        self._preparation.when_ready(submit)

    def _settle_without_jobs(self, failure: str = "") -> None:
        """Models that waited for a dataset which will not come are at rest again."""
        at_work = self._scheduler.tasks.models
        for name, item in self.competitors.items():
            if item.busy and name not in at_work:
                item.failure = failure
                item.settle()

    def _common(self, name: str, run: Run, prepared: DatasetPrepared) -> dict[str, Any]:
        return {
            "model": name,
            "source": self.source,
            "data_folder": Path(prepared.folder),
            "run_folder": run.folder,
            "seed": self.seed,
            "validation": self.validation,
            "execution": self.execution(name),
        }


def _fell_back(event: Event) -> bool:
    stopped = isinstance(event, JobEnded) and event.outcome is Outcome.STOPPED
    return stopped or isinstance(event, JobFailed | JobRestarted)
