"""What a worker does for each type of job. Every function reads and writes files and tells events, nothing else."""

import json
from collections.abc import Callable
from dataclasses import asdict

import keras
import numpy as np

from workbench.data.cache import open_prepared, prepare
from workbench.jobs.augmenting import augment_samples
from workbench.jobs.events import (
    DatasetPrepared,
    Described,
    Event,
    Notice,
    TrainingBegan,
)
from workbench.jobs.file_prediction import predict_files
from workbench.jobs.inspection import export_data, inspect_data
from workbench.jobs.jobs import (
    AugmentJob,
    DescribeJob,
    ExportJob,
    InspectJob,
    Job,
    LoadWeightsJob,
    PredictFilesJob,
    PredictJob,
    PrepareJob,
    SaveWeightsJob,
    TestJob,
    TrainJob,
)
from workbench.jobs.prediction import predict_sample
from workbench.jobs.progress import report_preparation
from workbench.jobs.testing import test_model
from workbench.jobs.weights import load_model_weights, save_model_weights
from workbench.networks.registry import architecture
from workbench.training.built_model import (
    build_model,
    class_weights,
    make_trainable,
    network_input,
    new_record,
    split,
)
from workbench.training.callbacks import StreamEpochs, StreamProgress
from workbench.training.checkpoint import copy_record
from workbench.training.control import Control
from workbench.training.throttle import Throttle
from workbench.training.trainer import Plan, Trainer

Emit = Callable[[Event], None]


def handle(number: int, job: Job, emit: Emit, control: Control) -> None:  # noqa: C901 (one case a job)
    """Do one job.

    Raises:
        UserError: the user can put it right.
        Stopped, Cancelled: the user asked to stop.
    """
    match job:
        case PrepareJob():
            _prepare(number, job, emit, control)
        case DescribeJob():
            _describe(number, job, emit)
        case TrainJob():
            _train(number, job, emit, control)
        case TestJob():
            test_model(number, job, emit, control)
        case SaveWeightsJob():
            save_model_weights(number, job, emit)
        case LoadWeightsJob():
            load_model_weights(number, job, emit)
        case PredictJob():
            predict_sample(number, job, emit)
        case AugmentJob():
            augment_samples(number, job, emit)
        case PredictFilesJob():
            predict_files(number, job, emit, control)
        case InspectJob():
            inspect_data(number, job, emit, control)
        case ExportJob():
            export_data(number, job, emit)
        case _:
            raise TypeError(f"no handler for {type(job).__name__}")


def _prepare(number: int, job: PrepareJob, emit: Emit, control: Control) -> None:
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


def _describe(number: int, job: DescribeJob, emit: Emit) -> None:
    wanted = network_input(job.source)
    for name in job.networks:
        trainable = make_trainable(architecture(name), wanted, seed=0)
        emit(Described(number, name, parameters=trainable.parameters, summary=trainable.summary()))


def _train(number: int, job: TrainJob, emit: Emit, control: Control) -> None:
    dataset = open_prepared(job.source, job.data_folder)
    parts = split(dataset, job.validation, job.run_folder)
    built = build_model(job.model, dataset.source, job.seed, job.model_folder, job.execution.unroll)
    trainable, checkpoint = built.trainable, built.checkpoint
    if checkpoint is None:
        record = new_record(job.model, job.seed, dataset, parts.training)
    else:
        record = copy_record(checkpoint.record)
        trainable.set_weights(checkpoint.weights)
    balance = class_weights(parts.training.y_true, dataset.num_classes) if job.settings.balanced else None
    trainable.begin(job.settings, balance)
    if checkpoint is not None and checkpoint.state and record.optimizer == job.settings.optimizer:
        trainable.set_state(checkpoint.state)
    record.optimizer = job.settings.optimizer
    _note_settings(job, record.completed, record.spans)
    emit(
        TrainingBegan(
            number,
            job.model,
            completed=record.completed,
            target=job.target,
            train_rows=len(parts.training),
            validation_rows=len(parts.validation),
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
        training=parts.training,
        validation=parts.validation,
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
            StreamProgress(emit, number, record, job.target, len(parts.training), len(parts.validation)),
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
