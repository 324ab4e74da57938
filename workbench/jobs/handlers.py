"""What a worker does for each type of job. Every function reads and writes files and tells events, nothing else."""

from collections.abc import Callable, Mapping
from typing import Any

from workbench.events.jobs import Event
from workbench.jobs.augmenting import augment_samples
from workbench.jobs.description import describe_networks
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
from workbench.jobs.preparation import prepare_dataset
from workbench.jobs.testing import test_model
from workbench.jobs.training import train_model
from workbench.jobs.weights import load_model_weights, save_model_weights
from workbench.training.control import Control

Emit = Callable[[Event], None]

_LONG: Mapping[type[Job], Callable[[int, Any, Emit, Control], None]] = {
    PrepareJob: prepare_dataset,
    TrainJob: train_model,
    TestJob: test_model,
    PredictFilesJob: predict_files,
    InspectJob: inspect_data,
    ExportJob: export_data,
}
"""What looks at its `Control` again and again, and stops when it is told to."""

_SHORT: Mapping[type[Job], Callable[[int, Any, Emit], None]] = {
    DescribeJob: describe_networks,
    SaveWeightsJob: save_model_weights,
    LoadWeightsJob: load_model_weights,
    PredictJob: predict_sample,
    AugmentJob: augment_samples,
}
"""What is over soon, or must not end halfway."""


def handle(number: int, job: Job, emit: Emit, control: Control) -> None:
    """Do one job.

    Raises:
        UserError: the user can put it right.
        Stopped, Cancelled: the user asked to stop.
    """
    kind = type(job)
    if kind in _LONG:
        _LONG[kind](number, job, emit, control)
    elif kind in _SHORT:
        _SHORT[kind](number, job, emit)
    else:
        raise TypeError(f"no handler for {kind.__name__}")
