"""What a competitor is trained with when everything that was asked for and every default is put together."""

from dataclasses import replace

from workbench.data.types import DatasetSource, Kind
from workbench.errors import UserError
from workbench.networks.architecture import Architecture
from workbench.settings.augmentation import Augmentation
from workbench.settings.early_stopping import Monitor
from workbench.settings.request import TrainingRequest
from workbench.settings.training import SettingsRequest, TrainingSettings


def settings_for(
    competitor: str, architecture: Architecture, source: DatasetSource, rows: int, request: TrainingRequest
) -> TrainingSettings:
    """What a competitor is trained with: the request, and the defaults of network and dataset where it leaves a gap.

    Args:
        competitor: its id.
        rows: training rows; a default batch size is never larger.

    Raises:
        UserError: the network cannot be trained with that optimizer.
    """
    chosen = architecture.thesis if request.thesis_settings else architecture.defaults
    chosen = replace(chosen, batch_size=min(chosen.batch_size, rows))
    if source.default_epochs and not request.thesis_settings:
        chosen = replace(chosen, epochs=source.default_epochs)
    usual = chosen.optimizer
    for asked in (request, request.by_competitor.get(competitor, SettingsRequest())):
        chosen = asked.changed(chosen)
    if chosen.optimizer != usual:
        chosen = replace(chosen, epsilon=None)  # it was found for the other one, and means another thing in each
    if source.kind is not Kind.IMAGE:
        chosen = replace(chosen, augmentation=Augmentation())  # asked for of all networks while pictures were trained
    if chosen.optimizer not in architecture.optimizers:
        raise UserError(
            f"{architecture.name} cannot be trained with {chosen.optimizer}.",
            f"Choose {', '.join(architecture.optimizers)}, or untick the network.",
        )
    return chosen


def check_batch_size(batch_size: int, rows: int) -> None:
    """Raise `UserError` for a batch that is larger than the training rows."""
    if batch_size > rows:
        raise UserError(
            f"The batch size {batch_size:,} is larger than the {rows:,} training rows.",
            f"Choose at most {rows:,}, or hold out a smaller fraction for validation.",
        )


def watched(settings: TrainingSettings, request: TrainingRequest) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Metrics of training and validation to compute: the ticked ones, and what early stopping watches."""
    stopping = settings.early_stopping

    def with_accuracy(metrics: tuple[str, ...], monitor: Monitor) -> tuple[str, ...]:
        needed = stopping.patience and stopping.monitor is monitor and "accuracy" not in metrics
        return ("accuracy", *metrics) if needed else metrics

    return (
        with_accuracy(request.metrics, Monitor.TRAINING_ERROR),
        with_accuracy(request.validation_metrics, Monitor.VALIDATION_ERROR),
    )
