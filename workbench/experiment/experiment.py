"""The experiment: a dataset and four competing models; the one thing that the window and the command line talk to."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.recipe import Recipe
from workbench.errors import UserError
from workbench.evaluation.metrics import check_metric_ids
from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event
from workbench.experiment.competitor import Competitor
from workbench.experiment.selection import idle, trained, with_weights
from workbench.experiment.state import ExperimentState
from workbench.jobs.jobs import (
    DescribeJob,
    ExportJob,
    InspectJob,
    LoadWeightsJob,
    SampleRequest,
    SaveWeightsJob,
    TestJob,
    TrainJob,
)
from workbench.runs.run import Run
from workbench.runs.run_settings import ModelTraining, Training, check_batch_size, library_versions, watched
from workbench.settings.request import TrainingRequest, Validation, WhichWeights
from workbench.settings.training import Augmentation
from workbench.storage.weights import check_set_name, find_all_weights
from workbench.training.execution import side_by_side


class Experiment(ExperimentState):
    """One dataset, four competing models, and the commands on them.

    Every command returns at once; what comes of it is told by the events that `poll` returns.
    """

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
        self._choose_slots(chosen)

        def make(item: Competitor, prepared: DatasetPrepared) -> TrainJob:
            metrics, validation_metrics = watched(settings[item.name], request)
            return TrainJob(
                **self._common(item, prepared),
                completed=item.completed,
                target=item.target,
                settings=settings[item.name],
                metrics=metrics,
                validation_metrics=validation_metrics,
            )

        self._model_work.begin(chosen, make)

    def test(self, names: Sequence[str], which: WhichWeights = WhichWeights.LAST) -> None:
        """Test models on the whole test part."""
        chosen = with_weights(self.competitors, names, "test")
        self._choose_slots(chosen)
        self._model_work.begin(chosen, lambda item, prepared: TestJob(**self._common(item, prepared), which=which))

    def pause(self) -> None:
        """Let the work wait at the end of a batch."""
        if self.working:
            self._scheduler.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._scheduler.resume()

    def stop(self) -> None:
        """Stop all work; what was trained stays."""
        self._model_work.stop()

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

        def make(item: Competitor, prepared: DatasetPrepared) -> SaveWeightsJob:
            common, fingerprint = self._common(item, prepared), prepared.fingerprint
            return SaveWeightsJob(**common, which=which, folder=folder, fingerprint=fingerprint, versions=versions)

        self._model_work.begin(chosen, make, heavy=False)

    def load_weights(self, names: Sequence[str], folder: Path) -> None:
        """Load weights from a folder that holds a file for each of the models."""
        chosen = idle(self.competitors, names, "load weights into")
        files = find_all_weights(folder, [item.name for item in chosen])
        self._begun_run().note_loaded(files)

        def make(item: Competitor, prepared: DatasetPrepared) -> LoadWeightsJob:
            return LoadWeightsJob(**self._common(item, prepared), path=files[item.name])

        self._model_work.begin(chosen, make, heavy=False)

    def predict(self, names: Sequence[str], sample: SampleRequest, which: WhichWeights = WhichWeights.LAST) -> None:
        """Send one sample through networks; a random test sample where the request names none."""
        self._sample_work.predict(self.with_weights(names), self._begun_run().folder, sample, which)

    def predict_files(self, names: Sequence[str], files: Sequence[Path], which: WhichWeights) -> int:
        """Predict all samples of files; returns the job's number. `UserError` if a model has no weights."""
        return self._sample_work.predict_files(self.with_weights(names), self._begun_run().folder, files, which)

    def with_weights(self, names: Sequence[str]) -> tuple[str, ...]:
        """The named models, at work or not; `UserError` if none is named or one has no weights."""
        return tuple(item.name for item in trained(self.competitors, names, "predict with"))

    def preview(self, augmentation: Augmentation, draw: int) -> bool:
        """Ask for a few training pictures before and after random changes.

        Returns:
            False where the dataset is not prepared, or the last ones are still on their way.
        """
        return self._sample_work.augment(augmentation, draw)

    def inspect(self, path: Path, options: ImportOptions | None, name: str) -> int:
        """Look at data of the user's, whatever the experiment's own; returns the job's number.

        Args:
            path, options, name: see `InspectJob`.
        """
        return self._scheduler.submit(InspectJob("", path, options, name), heavy=False)

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
            prepared_now = self._model_work.take(event, job)
            if prepared_now and self.prepared is not None and self.run is not None:
                self.run.note_data(self.prepared)
        return [event for event, _ in seen]

    def close(self) -> None:
        """Stop this experiment's jobs; its run stays on disk."""
        self._preparation.drop_plans()
        self._scheduler.close()

    # --- how it is done

    def _begun_run(self) -> Run:
        if self.run is None:
            self.run = Run.begin(
                self.folders, self.run_folder, self.source, self.quartet.name, self.seed, self.validation
            )
        return self.run

    def _choose_slots(self, chosen: Sequence[Competitor]) -> None:
        """For what is at work already, too: else it would hold up the chosen models until it is done."""
        models = len(chosen) + sum(item.busy for item in self.competitors.values())
        threads = max(self.execution(name).threads for name in self.competitors)
        self._scheduler.set_slots(self.models_side_by_side or side_by_side(models, threads, self._scheduler.gpus))

    def _common(self, item: Competitor, prepared: DatasetPrepared) -> dict[str, Any]:
        """What all jobs on a model are told."""
        return {
            "model": item.name,
            "source": self.source,
            "data_folder": Path(prepared.folder),
            "run_folder": self._begun_run().folder,
            "seed": self.seed,
            "validation": self.validation,
            "execution": self.execution(item.name),
        }
