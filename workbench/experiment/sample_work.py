"""Light jobs on samples: predictions of trained networks, and training pictures after random changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.data.types import DatasetSource
from workbench.events.data import DatasetPrepared
from workbench.experiment.preparation import Preparation
from workbench.experiment.scheduler import Scheduler
from workbench.experiment.selection import Competitors, trained
from workbench.jobs.types.augment import AugmentJob
from workbench.jobs.types.predict_files import PredictFilesJob
from workbench.jobs.types.predict_sample import PredictSampleJob, SampleRequest
from workbench.runs.trials import StoredModel
from workbench.settings.augmentation import Augmentation
from workbench.settings.request import WhichWeights


@dataclass(frozen=True)
class SampleWork:
    """The jobs on samples of one experiment; they change no competitor.

    Attributes:
        search_path: folders in which the files of datasets may lie.
        run_folder: of the experiment's run, which it starts where there is none.
    """

    source: DatasetSource
    competitors: Competitors
    search_path: tuple[Path, ...]
    scheduler: Scheduler
    preparation: Preparation
    run_folder: Callable[[], Path]

    def predict(self, names: Sequence[str], sample: SampleRequest, which: WhichWeights = WhichWeights.LAST) -> None:
        """Send one sample through networks, unless the last one is still on its way.

        A random test sample where the request names none.

        Raises:
            UserError: none is named, or one has no weights.
        """
        models, run_folder = self._models(names), self.run_folder()

        def submit(prepared: DatasetPrepared) -> None:
            job = PredictSampleJob(
                models=models,
                dataset=self.source.spec,
                data_folder=Path(prepared.folder),
                run_folder=run_folder,
                which=which,
                sample=sample,
                search_path=self.search_path,
            )
            self.scheduler.submit(job, heavy=False)

        if not self.scheduler.tasks.has(PredictSampleJob):  # else it is the tenth click of an impatient user
            self.preparation.when_ready(submit)

    def predict_files(self, names: Sequence[str], files: Sequence[Path], which: WhichWeights) -> int:
        """Predict all samples of files; returns the job's number.

        Raises:
            UserError: none is named, or one has no weights.
        """
        job = PredictFilesJob(
            models=self._models(names),
            dataset=self.source.spec,
            folder=self.run_folder(),
            of_run=True,
            which=which,
            files=tuple(files),
            search_path=self.search_path,
        )
        return self.scheduler.submit(job, heavy=False)

    def with_weights(self, names: Sequence[str]) -> tuple[str, ...]:
        """The named competitors, at work or not; `UserError` if none is named or one has no weights."""
        return tuple(competitor.id for competitor in trained(self.competitors, names, "predict with"))

    def preview(self, augmentation: Augmentation, draw: int) -> bool:
        """Ask for a few training pictures before and after random changes.

        Returns:
            False where the dataset is not prepared, or the last ones are still on their way.
        """
        prepared = self.preparation.prepared
        if prepared is None or self.scheduler.tasks.has(AugmentJob):
            return False
        job = AugmentJob(self.source.spec, Path(prepared.folder), augmentation, draw)
        self.scheduler.submit(job, heavy=False)
        return True

    def _models(self, names: Sequence[str]) -> tuple[StoredModel, ...]:
        return tuple(competitor.stored for competitor in trained(self.competitors, names, "predict with"))
