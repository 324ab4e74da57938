"""The light jobs on samples: predictions of trained networks, and training pictures after random changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.data.types import DatasetSource
from workbench.events.data import DatasetPrepared
from workbench.experiment.preparation import Preparation
from workbench.experiment.scheduler import Scheduler
from workbench.jobs.types.augment import AugmentJob
from workbench.jobs.types.predict_files import PredictFilesJob
from workbench.jobs.types.predict_sample import PredictSampleJob, SampleRequest
from workbench.runs.trials import StoredModel
from workbench.settings.request import WhichWeights
from workbench.settings.training import Augmentation


@dataclass(frozen=True)
class SampleWork:
    """The jobs on samples of one experiment; they change no model.

    Attributes:
        search_path: folders in which the files of datasets may lie.
    """

    source: DatasetSource
    search_path: tuple[Path, ...]
    scheduler: Scheduler
    preparation: Preparation

    def predict(
        self, models: tuple[StoredModel, ...], run_folder: Path, sample: SampleRequest, which: WhichWeights
    ) -> None:
        """Send one sample through networks, unless the last one is still on its way."""

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

    def predict_files(
        self, models: tuple[StoredModel, ...], run_folder: Path, files: Sequence[Path], which: WhichWeights
    ) -> int:
        """Predict all samples of files; returns the job's number."""
        job = PredictFilesJob(
            models=models,
            dataset=self.source.spec,
            folder=run_folder,
            of_run=True,
            which=which,
            files=tuple(files),
            search_path=self.search_path,
        )
        return self.scheduler.submit(job, heavy=False)

    def augment(self, augmentation: Augmentation, draw: int) -> bool:
        """Change a few training pictures.

        Returns:
            False where the dataset is not prepared, or the last ones are still on their way.
        """
        prepared = self.preparation.prepared
        if prepared is None or self.scheduler.tasks.has(AugmentJob):
            return False
        job = AugmentJob(self.source.spec, Path(prepared.folder), augmentation, draw)
        self.scheduler.submit(job, heavy=False)
        return True
