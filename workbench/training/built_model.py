"""A model of a run, built and restored from its files: what every job on a model begins with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.pool import Pool, pool_of
from workbench.data.preprocessing import Preprocessing, fit
from workbench.data.splits import Official, SplitRows, SplitSpec, split_rows
from workbench.data.types import Dataset, DatasetSource
from workbench.errors import UserError
from workbench.networks.architecture import Architecture, Library, NetworkInput
from workbench.networks.registry import architecture
from workbench.runs.record import SPLIT_FILE
from workbench.storage.atomic import read_arrays, write_arrays
from workbench.storage.plain_values import to_plain
from workbench.training.checkpoint import Checkpoint, Record, load_checkpoint
from workbench.training.protocol import Trainable
from workbench.training.scoring import Subset


@dataclass(frozen=True)
class Subsets:
    """The rows that are trained on, validated on and tested on."""

    training: Subset
    validation: Subset
    test: Subset


def network_input(source: DatasetSource) -> NetworkInput:
    """What a network for this dataset must fit."""
    return NetworkInput(source.input_shape, source.num_classes, source.num_words)


def subsets_of(dataset: Dataset, split: SplitSpec, run_folder: Path, trial_folder: Path) -> Subsets:
    """The subsets of a trial; their rows are in a file, from where a later job reads them.

    The file of the official split is in the run folder, for all trials; several workers may write it at once: they
    compute and write the same. Each trial of another split keeps its rows in its folder.
    """
    official = isinstance(split, Official)
    pool = Pool(dataset.x_train, dataset.y_train) if official else pool_of(dataset)
    test = Pool(dataset.x_test, dataset.y_test) if official else pool
    path = (run_folder if official else trial_folder) / SPLIT_FILE
    if path.exists():
        arrays, _ = read_arrays(path)
        rows = SplitRows(
            arrays["train"], arrays["validation"], arrays.get("test", np.arange(len(test.labels)))
        )  # without test rows in runs before there were other splits
    else:
        rows = split_rows(split, dataset, pool.labels)
        description = {"split": to_plain(split), "seed": dataset.source.split_seed}
        write_arrays(path, {"train": rows.train, "validation": rows.validation, "test": rows.test}, description)
    tested = Subset(test.samples, test.labels, rows.test)
    validated = Subset(pool.samples, pool.labels, rows.validation)
    return Subsets(
        training=Subset(pool.samples, pool.labels, rows.train),
        validation=tested if split.validation.fraction is None else validated,
        test=tested,
    )


@dataclass(frozen=True)
class BuiltModel:
    """A model, its architecture, and its checkpoint (None for one that was never trained or loaded)."""

    architecture: Architecture
    trainable: Trainable
    checkpoint: Checkpoint | None

    @property
    def saved(self) -> Checkpoint:
        """The checkpoint; `UserError` if there is none."""
        if self.checkpoint is None:
            raise UserError(f"{self.architecture.name} has no weights yet.", "Train it or load weights first.")
        return self.checkpoint


def make_trainable(recipe: Architecture, wanted: NetworkInput, seed: int, unroll: bool = False) -> Trainable:
    """A network with its initial weights, in the library that its recipe names."""
    match recipe.library:
        case Library.KERAS:
            from workbench.training.keras_trainable import KerasTrainable

            return KerasTrainable(recipe, wanted, seed, unroll)
        case Library.NUMPY:
            from workbench.training.numpy_trainable import NumpyTrainable

            return NumpyTrainable(recipe, wanted, seed)


def build_model(name: str, wanted: NetworkInput, seed: int, folder: Path, unroll: bool = False) -> BuiltModel:
    """Build a model; its weights are still the initial ones, whatever the checkpoint in its folder holds."""
    recipe = architecture(name)
    return BuiltModel(recipe, make_trainable(recipe, wanted, seed, unroll), load_checkpoint(folder))


def restored_model(name: str, wanted: NetworkInput, folder: Path, which: str) -> tuple[BuiltModel, int]:
    """A model with the "last" or the "best" weights of its folder, ready to predict, and their epoch.

    Raises:
        UserError: there are no such weights.
    """
    built = build_model(name, wanted, 0, folder)
    weights, epoch = built.saved.chosen_weights(which)
    built.trainable.set_weights(weights)
    return built, epoch


def class_weights(labels: NDArray[np.int32], num_classes: int) -> NDArray[np.float32]:
    """So that each class counts the same: rows / (classes * rows of the class); 0 for a class without rows.

    The same as scikit-learn's "balanced".
    """
    counts = np.bincount(labels, minlength=num_classes)
    weights = len(labels) / (num_classes * np.maximum(counts, 1))
    return np.where(counts > 0, weights, 0.0).astype(np.float32)


def new_record(
    name: str, seed: int, dataset: Dataset, training: Subset, saved_preprocessing: dict[str, Any] | None = None
) -> Record:
    """The record of a model that was never trained here.

    Args:
        saved_preprocessing: what a weights file brings along; without it, statistics come from the training rows alone.
    """
    if saved_preprocessing is None:
        return Record(name, seed, fit(dataset, training.indices, training.samples))
    return Record(name, seed, Preprocessing.from_json(saved_preprocessing))
