"""The job that prepares a dataset."""

from collections.abc import Callable

import numpy as np

from workbench.data.cache import prepare
from workbench.events.data import DatasetPrepared
from workbench.events.jobs import Event
from workbench.jobs.jobs import PrepareJob
from workbench.jobs.progress import report_preparation
from workbench.training.control import Control
from workbench.training.throttle import Throttle


def prepare_dataset(number: int, job: PrepareJob, emit: Callable[[Event], None], control: Control) -> None:
    """Find, download, read and cache a dataset, and tell what is known of it then."""
    progress = report_preparation(number, emit, control, Throttle())
    dataset = prepare(job.source, job.search_path, job.cache, progress)
    emit(
        DatasetPrepared(
            number,
            job.model,
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
