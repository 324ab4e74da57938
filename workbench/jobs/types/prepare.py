"""The job that prepares a dataset."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.data.cache import prepare
from workbench.data.specs import resolve
from workbench.data.types import DatasetSpec
from workbench.events.data import DatasetPrepared
from workbench.jobs.job import Job, JobContext


@dataclass(frozen=True)
class PrepareJob(Job):
    """Find, download, read and cache a dataset. Answered by `DatasetPrepared`."""

    dataset: DatasetSpec
    search_path: tuple[Path, ...]
    cache: Path

    def run(self, context: JobContext) -> None:
        dataset = prepare(resolve(self.dataset), self.search_path, self.cache, context.loading_progress())
        context.emit(
            DatasetPrepared(
                context.number,
                self.trial_id,
                dataset=dataset.name,
                folder=str(dataset.folder),
                fingerprint=dataset.fingerprint,
                train_rows=len(dataset.y_train),
                test_rows=len(dataset.y_test),
                warnings=dataset.warnings,
                class_rows=tuple(np.bincount(dataset.y_train, minlength=dataset.num_classes).tolist()),
                whole_class_rows=dataset.class_rows,
            )
        )
