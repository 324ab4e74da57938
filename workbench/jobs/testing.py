"""The test job: exact results over the whole test part, and the scores of every test and validation row."""

import time
from collections.abc import Callable

from workbench.data.cache import open_prepared
from workbench.evaluation.metrics import loss_and_metrics
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin
from workbench.evaluation.scored import Scored
from workbench.events.jobs import Event
from workbench.events.training import BatchProgress, Phase, TestEnded
from workbench.jobs.jobs import TestJob
from workbench.runs.record import write_test
from workbench.runs.results import split_text
from workbench.runs.scores import StoredScores, write_scores
from workbench.training.built_model import network_input, restored_model, split
from workbench.training.control import Control
from workbench.training.throttle import Throttle
from workbench.training.trainer import Subset, predict_scores


def test_model(number: int, job: TestJob, emit: Callable[[Event], None], control: Control) -> None:
    """Test a model; results and the scores of every row, also of the validation rows, are kept in its folder."""
    started = time.monotonic()
    dataset = open_prepared(job.source, job.data_folder)
    subsets = split(dataset, job.validation, job.run_folder)
    built, epoch = restored_model(job.model, network_input(dataset.source), job.model_folder, job.which)
    unfinished_epoch = built.saved.begun_epoch(job.which)
    separate = subsets.validation is not subsets.test
    total = len(subsets.test) + (len(subsets.validation) if separate else 0)
    throttle = Throttle()

    def score(rows: Subset, before: int = 0) -> Scored:
        def after_batch(done: int) -> None:
            if throttle.passes(before + done, total):
                emit(BatchProgress(number, job.model, Phase.TESTING, 0, 0, before + done, total, loss=None))
            control.check()

        preprocessing = built.saved.record.preprocessing
        form = built.architecture.input_form
        return Scored(rows.y_true, predict_scores(built.trainable, rows, preprocessing, form, after_batch))

    tested, weights = score(subsets.test), EvaluatedWeights(job.which.value, epoch, unfinished_epoch)
    validated = score(subsets.validation, len(subsets.test)) if separate else tested
    for subset, rows, y_score in (
        (EvaluatedSubset.TEST, subsets.test, tested.y_score),
        (EvaluatedSubset.VALIDATION, subsets.validation, validated.y_score),
    ):
        where = split_text(subset, job.validation, dataset.source.split_seed)
        origin = Origin(dataset.name, dataset.fingerprint, where, dataset.class_names)
        stored = StoredScores(rows.indices, rows.y_true, y_score, weights, origin)
        write_scores(job.model_folder, subset, stored)
    values, matrix = loss_and_metrics(tested), tested.counts.tolist()
    result = {
        "which": job.which.value,
        "epoch": epoch,
        "begun_epoch": unfinished_epoch,
        "position": built.saved.record.position if unfinished_epoch else 0,
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
            begun_epoch=unfinished_epoch,
        )
    )
