"""The test job: exact results over the whole test part, and the scores of every test and validation row."""

import time
from dataclasses import dataclass
from pathlib import Path

from workbench.data.cache import open_prepared
from workbench.data.specs import resolve
from workbench.evaluation.metrics import loss_and_metrics
from workbench.evaluation.results import EvaluatedSubset, EvaluatedWeights, Origin
from workbench.evaluation.scored import Scored, only_predicted
from workbench.events.training import BatchProgress, Phase, TestEnded
from workbench.jobs.job import JobContext, TrialJob
from workbench.runs.results import split_text
from workbench.runs.scores import StoredScores, scores_path, write_scores
from workbench.runs.tested import TestRecord, keep_earlier, write_test
from workbench.settings.request import WhichWeights
from workbench.training.throttle import Throttle


@dataclass(frozen=True)
class TestJob(TrialJob):
    """Test a model on the whole test part. Answered by `TestEnded`.

    Results are kept, and the scores of every row, also of the validation rows.

    Attributes:
        data_folder: the prepared dataset (`DatasetPrepared.folder`).
    """

    __test__ = False  # not a pytest class

    data_folder: Path
    which: WhichWeights

    def run(self, context: JobContext) -> None:
        from workbench.training.built_model import network_input, restored_model, subsets_of
        from workbench.training.scoring import Subset, predict_scores

        started = time.monotonic()
        dataset = open_prepared(resolve(self.dataset), self.data_folder)
        subsets = subsets_of(dataset, self.trial.split, self.run_folder, self.folder)
        built, epoch = restored_model(self.trial.network, network_input(dataset.source), self.folder, self.which)
        partial_epoch = built.saved.partial_epoch(self.which)
        separate = subsets.validation is not subsets.test
        total = len(subsets.test) + (len(subsets.validation) if separate else 0)
        throttle = Throttle()

        def score(rows: Subset, before: int = 0) -> Scored:
            def after_batch(in_subset: int) -> None:
                done = before + in_subset
                if throttle.passes(done, total):
                    phase = Phase.TESTING
                    context.emit(BatchProgress(context.number, self.trial_id, phase, 0, 0, done, total, loss=None))
                context.control.check()

            preprocessing, form = built.saved.record.preprocessing, built.architecture.input_form
            return Scored(rows.y_true, predict_scores(built.trainable, rows, preprocessing, form, after_batch))

        tested, weights = score(subsets.test), EvaluatedWeights(self.which.value, epoch, partial_epoch)
        validated = score(subsets.validation, len(subsets.test)) if separate else tested
        values, matrix = loss_and_metrics(tested), tuple(tuple(row) for row in tested.counts.tolist())
        only = only_predicted(matrix)
        position = built.saved.record.position if partial_epoch else 0
        record = TestRecord(self.which.value, epoch, values, matrix, partial_epoch, position)
        keep_earlier(self.folder, record.weights, [scores_path(self.folder, subset) for subset in EvaluatedSubset])
        for subset, rows, y_score in (
            (EvaluatedSubset.TEST, subsets.test, tested.y_score),
            (EvaluatedSubset.VALIDATION, subsets.validation, validated.y_score),
        ):
            where = split_text(subset, self.trial.split, dataset.source.split_seed)
            origin = Origin(dataset.name, dataset.fingerprint, where, dataset.class_names)
            write_scores(self.folder, subset, StoredScores(rows.indices, rows.y_true, y_score, weights, origin))
        write_test(self.folder, record)
        context.emit(
            TestEnded(
                context.number,
                self.trial_id,
                which=self.which.value,
                epoch=epoch,
                values=values,
                confusion_matrix=matrix,
                seconds=time.monotonic() - started,
                partial_epoch=partial_epoch,
                only_class="" if only is None else dataset.class_names[only],
                in_turn=built.architecture.features_in_turn(dataset.source.input_shape),
            )
        )
