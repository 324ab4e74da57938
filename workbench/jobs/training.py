"""The train job: builds a network or goes on with its checkpoint, and lets a `Trainer` work."""

import json
from collections.abc import Callable
from dataclasses import asdict

import keras
import numpy as np

from workbench.data.cache import open_prepared
from workbench.events.jobs import Event, Notice
from workbench.events.training import TrainingStarted
from workbench.jobs.jobs import TrainJob
from workbench.training.built_model import build_model, class_weights, network_input, new_record, split
from workbench.training.callbacks import StreamEpochs, StreamProgress
from workbench.training.checkpoint import copy_record
from workbench.training.control import Control
from workbench.training.trainer import Plan, Trainer

Emit = Callable[[Event], None]


def train_model(number: int, job: TrainJob, emit: Emit, control: Control) -> None:
    """Train a model from where it stands until its target; `Stopped` when asked to stop, its checkpoint written."""
    dataset = open_prepared(job.source, job.data_folder)
    subsets = split(dataset, job.validation, job.run_folder)
    built = build_model(job.model, network_input(dataset.source), job.seed, job.model_folder, job.execution.unroll)
    trainable, checkpoint = built.trainable, built.checkpoint
    if checkpoint is None:
        record = new_record(job.model, job.seed, dataset, subsets.training)
    else:
        record = copy_record(checkpoint.record)
        trainable.set_weights(checkpoint.weights)
    balance = class_weights(subsets.training.y_true, dataset.num_classes) if job.settings.balanced else None
    trainable.begin(job.settings, balance)
    if checkpoint is not None and checkpoint.state and record.optimizer == job.settings.optimizer:
        trainable.set_state(checkpoint.state)
    record.optimizer = job.settings.optimizer
    _note_settings(job, record.completed, record.spans)
    emit(
        TrainingStarted(
            number,
            job.model,
            completed=record.completed,
            target=job.target,
            train_rows=len(subsets.training),
            validation_rows=len(subsets.validation),
            threads=job.execution.threads,
            batches_per_step=job.execution.batches_per_step,
            unroll=job.execution.unroll,
            history={name: list(values) for name, values in record.history.items()},
        )
    )
    trainer = Trainer(
        trainable=trainable,
        record=record,
        plan=Plan(
            target=job.target,
            settings=job.settings,
            batches_per_step=job.execution.batches_per_step,
            metrics=job.metrics,
            validation_metrics=job.validation_metrics,
            began=job.completed,
        ),
        training=subsets.training,
        validation=subsets.validation,
        form=built.architecture.input_form,
        num_classes=dataset.num_classes,
        partial_scores=checkpoint.scores if checkpoint else np.zeros((0, dataset.num_classes), np.float32),
        best_weights=checkpoint.best_weights if checkpoint else {},
        control=control,
        folder=job.model_folder,
        warn=lambda text: emit(Notice(number, job.model, text)),
    )
    callbacks = keras.callbacks.CallbackList(
        [
            StreamProgress(emit, number, record, job.target, len(subsets.training), len(subsets.validation)),
            StreamEpochs(emit, number, record, job.target),
        ]
    )
    trainer.run(callbacks)


def _note_settings(job: TrainJob, completed: int, spans: list[dict[str, object]]) -> None:
    """Enter the settings from the epoch in which they come into force, if they differ from the ones before."""
    values = {
        "from_epoch": completed + 1,
        **{name: value for name, value in asdict(job.settings).items() if name != "epochs"},
        "metrics": job.metrics,
        "validation_metrics": job.validation_metrics,
        **asdict(job.execution),
    }
    span: dict[str, object] = json.loads(json.dumps(values))  # as a checkpoint gives it back: lists, no tuples
    if not spans or {**spans[-1], "from_epoch": 0} != {**span, "from_epoch": 0}:
        spans.append(span)
