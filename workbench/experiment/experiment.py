"""The experiment: a dataset and its competitors; the one thing that the window and the command line speak to."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.evaluation.metrics import check_metric_ids
from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event
from workbench.experiment.competitor import Competitor, ModelState, competitors_of
from workbench.experiment.import_work import ImportWork
from workbench.experiment.plan import Plan
from workbench.experiment.preparation import Preparation
from workbench.experiment.sample_work import SampleWork
from workbench.experiment.scheduler import Scheduler
from workbench.experiment.selection import idle, with_weights
from workbench.experiment.trial_jobs import save_job, test_job, train_job
from workbench.experiment.trial_work import TrialWork
from workbench.experiment.weights_check import WeightsCheck
from workbench.experiment.weights_loading import WeightsLoading
from workbench.jobs.pool import JobPool
from workbench.jobs.types.describe import DescribeJob
from workbench.networks.architecture import Quartet
from workbench.networks.registry import fitting_quartet
from workbench.runs.continuing import last_trainings, remainders, target
from workbench.runs.run import Run
from workbench.settings.request import Execution, TrainingRequest, Validation, WhichWeights
from workbench.settings.training import TrainingSettings
from workbench.storage.folders import Folders
from workbench.storage.weights import check_set_name
from workbench.training.execution import side_by_side


class Experiment:
    """One dataset, one to twelve competitors, and the commands on them.

    Every command returns at once; what comes of it is in the events that `poll` returns.

    Args:
        quartet: a name, or any one to twelve networks; None for the default of the dataset's kind.
        execution: threads and batches per step by competitor, from the record of a run that is repeated or continued.

    Attributes:
        competitors: by id, in the quartet's order.
        models_side_by_side: None lets cores, memory and models decide.
        samples: predictions of trained competitors, and training pictures after random changes.
        imports: the jobs on data of the user's.

    Raises:
        UserError: the quartet is unknown, or does not fit the dataset.
    """

    def __init__(
        self,
        pool: JobPool,
        folders: Folders,
        source: DatasetSource,
        quartet: Quartet | str | None = None,
        seed: int = 1,
        validation: Validation | None = None,
        execution: Mapping[str, Execution] | None = None,
    ) -> None:
        chosen = fitting_quartet(quartet, source)
        self._plan = Plan(source, chosen, folders, seed, validation or Validation(), dict(execution or {}))
        self.competitors = competitors_of(chosen.architectures)
        self.models_side_by_side: int | None = None
        self._scheduler = Scheduler(pool)
        self._preparation = Preparation(source, folders, self._scheduler)
        check = WeightsCheck(self.competitors, self._scheduler)
        self._trials = TrialWork(self.competitors, self._scheduler, self._preparation, check)
        self._loading = WeightsLoading(self._plan, self._trials, self._started_run, self._start_anew)
        self.samples = SampleWork(
            source,
            self.competitors,
            folders.search_path,
            self._scheduler,
            self._preparation,
            lambda: self._started_run().folder,
        )
        self.imports = ImportWork(self._scheduler)

    # --- what is known

    @property
    def source(self) -> DatasetSource:
        """The dataset: from the registry, a part of its classes, or imported."""
        return self._plan.source

    @property
    def quartet(self) -> Quartet:
        return self._plan.quartet

    @property
    def folders(self) -> Folders:
        return self._plan.folders

    @property
    def seed(self) -> int:
        return self._plan.seed

    @property
    def validation(self) -> Validation:
        return self._plan.validation

    @property
    def run(self) -> Run | None:
        """The record on disk, None until something was trained or loaded."""
        return self._plan.run

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
    def progress(self) -> float:
        """Fraction of all work since there was none, 0 to 1."""
        return self._scheduler.tasks.progress

    @property
    def seconds_left(self) -> float | None:
        return None if self.paused else self._scheduler.tasks.seconds_left

    @property
    def seed_fixed(self) -> bool:
        """Whether seed and validation belong to models of this run and so cannot change before a reset."""
        return any(competitor.state is not ModelState.UNTRAINED for competitor in self.competitors.values())

    @property
    def training_rows(self) -> int:
        """Rows that are trained on, those held out for validation not counted."""
        return self._plan.training_rows(self.prepared)

    def effective_settings(self, name: str, request: TrainingRequest) -> TrainingSettings:
        """What a competitor is trained with: the request, and defaults where it leaves something open."""
        return self._plan.effective_settings(self.competitors[name], request, self.prepared)

    def execution(self, name: str) -> Execution:
        """Threads and batches per step of a competitor: those of the record that is repeated, else the fixed rule."""
        return self._plan.execution(self.competitors[name])

    # --- commands

    def set_seed(self, seed: int) -> None:
        """`UserError` while models of this run have another one."""
        self._plan.set_seed(seed, fixed=self.seed_fixed)

    def set_validation(self, validation: Validation) -> None:
        """`UserError` while models of this run have other validation data."""
        self._plan.set_validation(validation, fixed=self.seed_fixed)

    def prepare(self) -> None:
        """Find, download if need be, and cache the dataset."""
        self._preparation.start()

    def describe(self) -> None:
        """Ask for parameters and layers of all networks."""
        if not self._scheduler.tasks.has(DescribeJob):
            networks = dict.fromkeys(competitor.architecture.name for competitor in self.competitors.values())
            self._scheduler.submit(DescribeJob(tuple(networks), self.source.spec), heavy=False)

    def train(self, names: Sequence[str], request: TrainingRequest) -> None:
        """Train competitors, from where they stand."""
        chosen = idle(self.competitors, names, "train")
        check_metric_ids((*request.metrics, *request.validation_metrics))
        self._train(chosen, self._plan.settings_to_train(chosen, request, self.prepared), request)

    def train_on(self, names: Sequence[str], epochs: int | None = None) -> tuple[str, ...]:
        """Train competitors of this run further, as they were trained last.

        Args:
            epochs: further ones; None for those that a stop or a crash has left.

        Returns:
            Those for which something was left.
        """
        left = {competitor.id: competitor for competitor in idle(self.competitors, names, "train")}
        completed = {name: competitor.settled_epochs for name, competitor in self.competitors.items()}
        for training, settings in remainders(self._started_run().settings, completed, epochs):
            wanted = {name: settings[name] for name in settings if name in left}
            request = TrainingRequest(metrics=training.metrics, validation_metrics=training.validation_metrics)
            self._train([left[name] for name in wanted], wanted, request)
        return tuple(name for name, competitor in left.items() if competitor.busy)

    def _train(
        self, chosen: Sequence[Competitor], settings: Mapping[str, TrainingSettings], request: TrainingRequest
    ) -> None:
        run = self._started_run()
        self._plan.note_training(run, chosen, settings, request)
        self._choose_slots(chosen)
        self._trials.start(
            chosen, lambda competitor, prepared: train_job(self._plan, run, competitor, prepared, request)
        )

    def test(self, names: Sequence[str], which: WhichWeights = WhichWeights.LAST) -> None:
        """Test competitors on the whole test part."""
        chosen = with_weights(self.competitors, names, "test")
        self._choose_slots(chosen)
        run = self._started_run()
        self._trials.start(chosen, lambda competitor, prepared: test_job(self._plan, run, competitor, prepared, which))

    def pause(self) -> None:
        """Let the work wait at the end of a batch."""
        if self.working:
            self._scheduler.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._scheduler.resume()

    def stop(self) -> None:
        """Stop all work; what was trained stays."""
        self._trials.stop()

    def reset(self) -> None:
        """Start all competitors anew; the next Train starts a new run."""
        if self.working:
            raise UserError("Models are still at work.", "Stop them first; then a new run can start.")
        self._start_anew()

    def _start_anew(self) -> None:
        self.competitors.update({name: known.untrained() for name, known in self.competitors.items()})
        self._plan.run = None

    def save_weights(self, names: Sequence[str], set_name: str, which: WhichWeights = WhichWeights.LAST) -> None:
        """Save weights as a named set under ``weights/<dataset>/``."""
        self.save_weights_to(names, self.folders.weights / self.source.key / check_set_name(set_name), which)

    def save_weights_to(self, names: Sequence[str], folder: Path, which: WhichWeights = WhichWeights.LAST) -> None:
        """Save weights, one file and its description a competitor, into a folder; no data are needed for that."""
        chosen = with_weights(self.competitors, names, "save")
        run = self._started_run()
        self._trials.submit_now(chosen, lambda competitor: save_job(self._plan, run, competitor, folder, which))

    def load_weights(self, names: Sequence[str], folder: Path, leaving: Callable[[Run], None] = lambda _: None) -> None:
        """Load a file for each of the competitors from a folder; nothing changes unless all of them fit.

        Where a competitor had weights, a new run starts; ``leaving`` hears of the one that is left.
        """
        self._loading.start(names, folder, leaving)

    def load_files(self, files: Mapping[str, Path]) -> None:
        """As `load_weights`, with a file by competitor."""
        self._loading.load(files, lambda _: None)

    def stop_job(self, number: int) -> None:
        """Stop a job that one of `samples` or `imports` started."""
        self._scheduler.stop_job(number)

    def poll(self, timeout: float = 0.0) -> list[Event]:
        """Receive what the workers report, and return it; waits up to ``timeout`` seconds for the first event."""
        events: list[Event] = []
        for event, job in self._scheduler.poll(timeout):
            events.append(event)
            if self._trials.receive(event, job):
                events += self._plan.note_data(self.prepared)
        self._trials.check.proceed()
        return events

    def use_run_folder(self, folder: Path | None) -> None:
        """The next run goes into that folder, new or empty; None for a new one under ``logs/runs``."""
        self._plan.run_folder = folder

    def continue_run(self, run: Run) -> None:
        """Go on with a run on disk: competitors stand where it left them; `UserError` if a file of it is damaged."""
        self._plan.run = run
        last = last_trainings(run.settings)
        for name, competitor in self.competitors.items():
            competitor.restore(run.folder / name)
            if name in last:
                competitor.settings, competitor.target = last[name].models[name].settings, target(run.settings, name)

    def close(self) -> None:
        """Stop this experiment's jobs; its run stays on disk."""
        self._preparation.drop_plans()
        self._scheduler.close()

    def _started_run(self) -> Run:
        return self._plan.started_run(self.competitors.values(), self.prepared)

    def _choose_slots(self, chosen: Sequence[Competitor]) -> None:
        """For what is at work already, too: else it would hold up the chosen models until it is done."""
        models = len(chosen) + sum(competitor.busy for competitor in self.competitors.values())
        threads = max(self.execution(name).threads for name in self.competitors)
        self._scheduler.set_slots(self.models_side_by_side or side_by_side(models, threads, self._scheduler.gpus))
