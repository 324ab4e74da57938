"""The job that saves weights; it needs no data."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.data.specs import resolve
from workbench.events.training import WeightsSaved
from workbench.jobs.job import JobContext, TrialJob
from workbench.runs.tested import read_test
from workbench.settings.request import WhichWeights
from workbench.storage.weights import SUFFIX, WeightsInfo, write_info

if TYPE_CHECKING:
    from workbench.training.checkpoint import Checkpoint


@dataclass(frozen=True)
class SaveWeightsJob(TrialJob):
    """Write a model's weights and their description into a folder. Answered by `WeightsSaved`.

    Attributes:
        target: the folder.
        fingerprint, versions: of the data and the libraries, for the description.
    """

    which: WhichWeights
    target: Path
    fingerprint: str
    versions: dict[str, str]

    def run(self, context: JobContext) -> None:
        from workbench.training.built_model import network_input, restored_model

        source = resolve(self.dataset)
        built, epoch = restored_model(self.trial.network, network_input(source), self.folder, self.which)
        path = self.target / f"{self.trial.id}{SUFFIX}"
        built.trainable.save_weights(path)
        info = WeightsInfo(
            architecture=self.trial.network,
            input_shape=source.input_shape,
            num_classes=source.num_classes,
            class_names=source.class_names,
            num_words=source.num_words,
            preprocessing=built.saved.record.preprocessing.to_json(),
            dataset=source.name,
            fingerprint=self.fingerprint,
            scores=_scores(self, built.saved, epoch),
            epochs=epoch,
            which=self.which.value,
            date=datetime.now().isoformat(timespec="seconds"),
            versions=self.versions,
            recipe=json.loads(source.recipe) if source.recipe else {},
            partial_epoch=built.saved.partial_epoch(self.which),
        )
        write_info(path, info)
        context.emit(WeightsSaved(context.number, self.trial_id, str(path)))


def _scores(job: SaveWeightsJob, checkpoint: "Checkpoint", epoch: int) -> dict[str, float | None]:
    """What is known of exactly these weights: the history's values of their epoch, and a test of them."""
    scores: dict[str, float | None] = {}
    position = checkpoint.record.position if checkpoint.partial_epoch(job.which) else 0
    if epoch and not position:
        scores |= {name: column[epoch - 1] for name, column in checkpoint.record.history.items()}
    tested = read_test(job.folder)
    if tested is not None and (tested.which, tested.epoch, tested.position) == (job.which, epoch, position):
        scores |= {f"test_{name}": value for name, value in tested.values.items()}
    return scores
