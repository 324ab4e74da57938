"""The test job: exact results over the whole test part."""

import time
from collections.abc import Callable

import numpy as np

from workbench.data.cache import open_prepared
from workbench.evaluation.metrics import METRICS, compute_metrics, confusion_matrix, cross_entropy
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, Phase, TestEnded
from workbench.jobs.jobs import TestJob
from workbench.runs.record import write_test
from workbench.storage.atomic import write_arrays
from workbench.training.built_model import network_input, restored_model, split
from workbench.training.control import Control
from workbench.training.throttle import Throttle
from workbench.training.trainer import predict_scores


def test_model(number: int, job: TestJob, emit: Callable[[Event], None], control: Control) -> None:
    """Test a model; results and the scores of every sample are kept in its folder."""
    started = time.monotonic()
    dataset = open_prepared(job.source, job.data_folder)
    part = split(dataset, job.validation, job.run_folder).test
    built, epoch = restored_model(job.model, network_input(dataset.source), job.model_folder, job.which)
    begun_epoch = built.saved.begun_epoch(job.which)
    throttle = Throttle()

    def after_batch(done: int) -> None:
        if throttle.passes(done, len(part)):
            emit(BatchProgress(number, job.model, Phase.TESTING, 0, 0, done, len(part), loss=None))
        control.check()

    preprocessing = built.saved.record.preprocessing
    y_score = predict_scores(built.trainable, part, preprocessing, built.architecture.input_form, after_batch)
    y_true, y_pred = part.y_true, y_score.argmax(axis=1)
    loss = cross_entropy(y_true, y_score)
    values = {"loss": loss if np.isfinite(loss) else None} | compute_metrics(tuple(METRICS), y_true, y_score)
    matrix = confusion_matrix(y_true, y_pred, dataset.num_classes).tolist()
    write_arrays(job.model_folder / "test_scores.npz", {"y_true": y_true, "y_score": y_score}, {"epoch": epoch})
    result = {
        "which": job.which.value,
        "epoch": epoch,
        "begun_epoch": begun_epoch,
        "position": built.saved.record.position if begun_epoch else 0,
        "values": values,
        "confusion_matrix": matrix,
    }
    write_test(job.model_folder, result)
    emit(
        TestEnded(
            number,
            job.model,
            which=job.which.value,
            epoch=epoch,
            values=values,
            confusion_matrix=tuple(tuple(row) for row in matrix),
            seconds=time.monotonic() - started,
            begun_epoch=begun_epoch,
        )
    )
