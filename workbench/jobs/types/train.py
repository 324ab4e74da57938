"""The train job: builds a network or goes on with its checkpoint, and lets a `Trainer` work."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from workbench.data.cache import open_prepared
from workbench.data.specs import resolve
from workbench.events.jobs import Notice
from workbench.events.training import TrainingStarted
from workbench.jobs.job import JobContext, TrialJob
from workbench.runs.claim import claimed


@dataclass(frozen=True)
class TrainJob(TrialJob):
    """Train a model from where it stands until ``target`` epochs are complete; `Stopped` with its checkpoint written.

    Attributes:
        data_folder: the prepared dataset (`DatasetPrepared.folder`).
        completed: epochs trained before, only for the progress of the whole.
        target: what counts; the epochs of the trial's settings are not used.
    """

    data_folder: Path
    completed: int
    target: int
    metrics: tuple[str, ...]
    validation_metrics: tuple[str, ...]

    def run(self, context: JobContext) -> None:
        with claimed(self.folder):
            self._train(context)

    def _train(self, context: JobContext) -> None:
        from workbench.training.built_model import build_model, class_weights, network_input, new_record, subsets_of
        from workbench.training.callbacks import StreamEpochs, StreamProgress, callback_list
        from workbench.training.checkpoint import copy_record
        from workbench.training.scoring import rows_at_once
        from workbench.training.trainer import Plan, Trainer

        dataset = open_prepared(resolve(self.dataset), self.data_folder)
        subsets = subsets_of(dataset, self.trial.split, self.run_folder, self.folder)
        built = build_model(
            self.trial.network, network_input(dataset.source), self.trial.seed, self.folder, self.execution.unroll
        )
        trainable, checkpoint = built.trainable, built.checkpoint
        if checkpoint is None:
            record = new_record(self.trial.network, self.trial.seed, dataset, subsets.training)
        else:
            record = copy_record(checkpoint.record)
            trainable.set_weights(checkpoint.weights)
        balance = class_weights(subsets.training.y_true, dataset.num_classes) if self.trial.settings.balanced else None
        trainable.start(self.trial.settings, balance)
        if checkpoint is not None and checkpoint.state and record.optimizer == self.trial.settings.optimizer:
            trainable.set_state(checkpoint.state)
        record.optimizer = self.trial.settings.optimizer
        _note_settings(self, record.completed, record.spans)
        context.emit(
            TrainingStarted(
                context.number,
                self.trial_id,
                completed=record.completed,
                target=self.target,
                train_rows=len(subsets.training),
                validation_rows=len(subsets.validation),
                threads=self.execution.threads,
                batches_per_step=self.execution.batches_per_step,
                unroll=self.execution.unroll,
                history={name: list(values) for name, values in record.history.items()},
            )
        )
        trainer = Trainer(
            trainable=trainable,
            record=record,
            plan=Plan(
                target=self.target,
                settings=self.trial.settings,
                batches_per_step=self.execution.batches_per_step,
                metrics=self.metrics,
                validation_metrics=self.validation_metrics,
                completed_before=self.completed,
            ),
            training=subsets.training,
            validation=subsets.validation,
            form=built.architecture.input_form,
            num_classes=dataset.num_classes,
            partial_scores=checkpoint.scores if checkpoint else np.zeros((0, dataset.num_classes), np.float32),
            best_weights=checkpoint.best_weights if checkpoint else {},
            control=context.control,
            folder=self.folder,
            warn=lambda text: context.emit(Notice(context.number, self.trial_id, text)),
        )

        rows = len(subsets.training), len(subsets.validation)
        size = rows_at_once(subsets.validation.samples)
        callbacks = [
            StreamProgress(context.emit, context.number, self.trial_id, record, self.target, *rows, size),
            StreamEpochs(context.emit, context.number, self.trial_id, record, self.target),
        ]
        trainer.run(callback_list(callbacks, trainable, self.target, rows[0], self.trial.settings.batch_size))


def _note_settings(job: TrainJob, completed: int, spans: list[dict[str, object]]) -> None:
    """Enter the settings from the epoch in which they come into force, if they differ from the ones before."""
    values = {
        "from_epoch": completed + 1,
        **{name: value for name, value in asdict(job.trial.settings).items() if name != "epochs"},
        "metrics": job.metrics,
        "validation_metrics": job.validation_metrics,
        **asdict(job.execution),
    }
    span: dict[str, object] = json.loads(json.dumps(values))  # as a checkpoint gives it back: lists, no tuples
    if not spans or {**spans[-1], "from_epoch": 0} != {**span, "from_epoch": 0}:
        spans.append(span)
