"""The test job: exact results over the whole test part."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.data.cache import open_prepared
from workbench.data.specs import resolve
from workbench.evaluation.metrics import METRICS, compute_metrics, confusion_matrix, cross_entropy
from workbench.events.training import BatchProgress, Phase, TestEnded
from workbench.jobs.job import JobContext, TrialJob
from workbench.runs.record import write_test
from workbench.settings.request import WhichWeights
from workbench.storage.atomic import write_arrays
from workbench.training.throttle import Throttle


@dataclass(frozen=True)
class TestJob(TrialJob):
    """Test a model on the whole test part; results and scores of every sample are kept. Answered by `TestEnded`.

    Attributes:
        data_folder: the prepared dataset (`DatasetPrepared.folder`).
    """

    __test__ = False  # not a pytest class

    data_folder: Path
    which: WhichWeights

    def run(self, context: JobContext) -> None:
        from workbench.training.built_model import network_input, restored_model, subsets_of
        from workbench.training.scoring import predict_scores

        started = time.monotonic()
        dataset = open_prepared(resolve(self.dataset), self.data_folder)
        subset = subsets_of(dataset, self.trial.split, self.run_folder).test
        built, epoch = restored_model(self.trial.network, network_input(dataset.source), self.folder, self.which)
        partial_epoch = built.saved.partial_epoch(self.which)
        throttle = Throttle()

        def after_batch(done: int) -> None:
            if throttle.passes(done, len(subset)):
                progress = BatchProgress(
                    context.number, self.trial_id, Phase.TESTING, 0, 0, done, len(subset), loss=None
                )
                context.emit(progress)
            context.control.check()

        preprocessing = built.saved.record.preprocessing
        y_score = predict_scores(built.trainable, subset, preprocessing, built.architecture.input_form, after_batch)
        y_true, y_pred = subset.y_true, y_score.argmax(axis=1)
        loss = cross_entropy(y_true, y_score)
        values = {"loss": loss if np.isfinite(loss) else None} | compute_metrics(tuple(METRICS), y_true, y_score)
        matrix = confusion_matrix(y_true, y_pred, dataset.num_classes).tolist()
        write_arrays(self.folder / "test_scores.npz", {"y_true": y_true, "y_score": y_score}, {"epoch": epoch})
        result = {
            "which": self.which.value,
            "epoch": epoch,
            "begun_epoch": partial_epoch,
            "position": built.saved.record.position if partial_epoch else 0,
            "values": values,
            "confusion_matrix": matrix,
        }
        write_test(self.folder, result)
        context.emit(
            TestEnded(
                context.number,
                self.trial_id,
                which=self.which.value,
                epoch=epoch,
                values=values,
                confusion_matrix=tuple(tuple(row) for row in matrix),
                seconds=time.monotonic() - started,
                partial_epoch=partial_epoch,
            )
        )
