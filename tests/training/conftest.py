"""Small prepared datasets of each kind, and a network trained on them in this process."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.data.datasets.registry import dataset_source
from workbench.data.splits import Official
from workbench.data.types import Dataset, DatasetSource, Kind, Samples, Sequences
from workbench.events.jobs import Event
from workbench.jobs.job import JobContext
from workbench.jobs.types.train import TrainJob
from workbench.networks.architecture import TrainingSettings
from workbench.networks.registry import architecture
from workbench.runs.trials import TrialSpec
from workbench.settings.request import Validation
from workbench.training.checkpoint import Checkpoint, load_checkpoint
from workbench.training.control import Control
from workbench.training.execution import execution_for
from workbench.training.keras_trainable import configure_tensorflow

BATCH_SIZE = 8
ROWS = 61  # neither divisible by the batch size nor by the batches of a step


@pytest.fixture(scope="session", autouse=True)
def _tensorflow() -> None:
    """As in a worker; only possible once in a process."""
    configure_tensorflow(threads=1)


def small_dataset(source: DatasetSource, folder: Path, rows: int = ROWS) -> Dataset:
    """A learnable dataset with the shapes of a registered one."""
    generator = np.random.default_rng(7)

    def samples(count: int) -> tuple[Samples, np.ndarray]:
        labels = np.arange(count, dtype=np.int32) % source.num_classes
        if source.kind is Kind.SEQUENCE:
            lengths = generator.integers(3, source.input_shape[0] + 4, count)
            rows = [
                [int(label) + 1, *generator.integers(1, source.num_words, n)]
                for label, n in zip(labels, lengths, strict=True)
            ]
            return Sequences.from_rows(rows), labels
        values = generator.normal(labels.reshape(-1, *[1] * len(source.input_shape)), 1, (count, *source.input_shape))
        if source.kind is Kind.IMAGE:
            return np.clip(values + 5, 0, source.maximum).astype(np.uint8), labels
        values[0, 0] = np.nan
        return values.astype(np.float32), labels

    x_train, y_train = samples(rows)
    x_test, y_test = samples(rows // 2)
    return Dataset(source, x_train, y_train, x_test, y_test, "f" * 64, folder)


SOURCES = {
    Kind.TABULAR: replace(dataset_source("breast-cancer"), input_shape=(9,), feature_names=tuple("abcdefghi")),
    Kind.IMAGE: replace(dataset_source("digits"), input_shape=(18, 18, 1), class_names=("a", "b", "c")),
    Kind.SEQUENCE: replace(dataset_source("temporal-order"), input_shape=(12,)),
}


def never(event: Event) -> bool:
    """Do not stop."""
    return False


@dataclass
class Trial:
    """A model that is trained in one or several jobs.

    Attributes:
        stop_when: looks at each event; the job is stopped when it answers yes.
        changes: of the settings, which are otherwise plain ones with the network's own optimizer.
    """

    folder: Path
    name: str
    events: list[Event] = field(default_factory=list)
    stop_when: Callable[[Event], bool] = never
    unroll: bool = False
    changes: dict[str, Any] = field(default_factory=dict)

    def train(
        self,
        target: int,
        batch_size: int = BATCH_SIZE,
        batches_per_step: int | None = None,
        seed: int = 3,
        completed: int = 0,
    ) -> Checkpoint:
        """Train up to that epoch and return the checkpoint. Raises `Stopped`."""
        control = Control()

        def emit(event: Event) -> None:
            self.events.append(event)
            if self.stop_when(event):
                control.stop()

        execution = replace(execution_for(architecture(self.name), (ROWS,), ROWS), unroll=self.unroll)
        settings = TrainingSettings(0, batch_size, 0.002, architecture(self.name).defaults.optimizer)
        split = Official(Validation(0.2))
        job = TrainJob(
            trial=TrialSpec(self.name, self.name, replace(settings, **self.changes), seed, split),
            dataset=SOURCES[architecture(self.name).kind].spec,
            data_folder=self.folder,
            run_folder=self.folder,
            execution=replace(execution, batches_per_step=batches_per_step or execution.batches_per_step),
            completed=completed,
            target=target,
            metrics=("accuracy", "f1"),
            validation_metrics=("accuracy", "auc_roc"),
        )
        job.run(JobContext(1, emit, control))
        return self.checkpoint()

    def checkpoint(self) -> Checkpoint:
        checkpoint = load_checkpoint(self.folder / self.name)
        assert checkpoint is not None
        return checkpoint


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Trial]:
    """``trial(network, run name)``: an untrained model in a run folder of its own, on a small dataset of its kind."""
    datasets = {kind: small_dataset(source, tmp_path) for kind, source in SOURCES.items()}
    by_name = {dataset.name: dataset for dataset in datasets.values()}
    monkeypatch.setattr("workbench.jobs.types.train.open_prepared", lambda source, folder: by_name[source.name])
    monkeypatch.setattr("workbench.training.throttle.PROGRESS_SECONDS", 0.0)  # some networks train faster than that

    def make(name: str, run: str) -> Trial:
        return Trial(tmp_path / run, name)

    return make
