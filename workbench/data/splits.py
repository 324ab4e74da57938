"""Which rows train, validate and test, as a value that a job carries."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.data.split import Seed, stratified_folds, stratified_order, stratified_split
from workbench.data.types import Dataset
from workbench.errors import UserError
from workbench.settings.request import Validation


@dataclass(frozen=True)
class Official:
    """The dataset's own train and test part; validation rows are held out of the train part.

    Attributes:
        train_fraction: of the training rows, those that are trained on, stratified; in 0..1, 0 excluded. The rows of a
            smaller fraction are among those of a larger one. None for all.
    """

    validation: Validation = field(default_factory=Validation)
    scheme: Literal["official"] = "official"
    train_fraction: float | None = None


@dataclass(frozen=True)
class Resplit:
    """Train, validation and test rows drawn anew from the dataset's pool (see `workbench.data.pool`), stratified.

    Attributes:
        seed: 0 to 2³² - 1.
        test_fraction: of the pool; in 0..1, both excluded.
        train_fraction: as in `Official`.
    """

    seed: int
    test_fraction: float = 0.2
    validation: Validation = field(default_factory=Validation)
    train_fraction: float | None = None
    scheme: Literal["resplit"] = "resplit"


@dataclass(frozen=True)
class Fold:
    """One of k folds of the dataset's pool tests, the others train and validate; stratified.

    Attributes:
        k: 2 or more; the folds of one seed and repetition hold each row of the pool once.
        index: 0 to k - 1, which fold tests.
        repetition: from 0; each deals the rows anew.
        seed: 0 to 2³² - 1.
        train_fraction: as in `Official`.
    """

    k: int
    index: int
    repetition: int = 0
    seed: int = 0
    validation: Validation = field(default_factory=Validation)
    train_fraction: float | None = None
    scheme: Literal["fold"] = "fold"


SplitSpec = Official | Resplit | Fold


@dataclass(frozen=True)
class SplitRows:
    """Sorted int64 row numbers: of an `Official` split in the train and in the test part, else in the pool.

    Attributes:
        validation: empty where the test rows validate.
    """

    train: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]


def split_rows(split: SplitSpec, dataset: Dataset, pool_labels: NDArray[np.int32]) -> SplitRows:
    """The rows of a split; the same for the same dataset and split, whatever the seed of a run.

    Args:
        pool_labels: shape (n,), of the pool; not used for an `Official` split.

    Raises:
        UserError: there are too few rows, or a number is out of its range.
    """
    match split:
        case Official():
            seed: Seed = dataset.source.split_seed
            labels, rest, test = dataset.y_train, np.arange(len(dataset.y_train)), np.arange(len(dataset.y_test))
        case Resplit():
            seed, labels = split.seed, pool_labels
            rest, test = stratified_split(labels, split.test_fraction, seed)
        case Fold():
            seed, labels = [split.seed, split.repetition], pool_labels
            if not 0 <= split.index < split.k:
                raise UserError(f"There is no fold {split.index} of {split.k}.", f"Folds are 0 to {split.k - 1}.")
            folds = stratified_folds(labels, split.k, seed)
            rest, test = np.flatnonzero(folds != split.index), np.flatnonzero(folds == split.index)
    train, validation = rest, np.arange(0)
    if split.validation.fraction is not None:
        kept, held_out = stratified_split(labels[rest], split.validation.fraction, seed)
        train, validation = rest[kept], rest[held_out]
    return SplitRows(_first(train, labels, split.train_fraction, seed), validation, test)


def _first(rows: NDArray[np.int64], labels: NDArray[np.int32], fraction: float | None, seed: Seed) -> NDArray[np.int64]:
    """The first so many of a stratified order, at least one."""
    if fraction is None:
        return rows
    if not 0 < fraction <= 1:
        raise UserError(
            f"A fraction of {fraction:g} of the training rows cannot be trained on.",
            "Give a number above 0 and up to 1, such as 0.25.",
        )
    order = stratified_order(labels[rows], seed)
    return np.sort(rows[order[: max(1, round(len(rows) * fraction))]])
