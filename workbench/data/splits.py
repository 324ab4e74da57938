"""Which rows train, validate and test, as a value that a job carries."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.data.split import stratified_split
from workbench.data.types import Dataset
from workbench.settings.request import Validation


@dataclass(frozen=True)
class Official:
    """The dataset's own train and test part; validation rows are held out of the train part."""

    validation: Validation = field(default_factory=Validation)
    scheme: Literal["official"] = "official"


SplitSpec = Official


@dataclass(frozen=True)
class SplitRows:
    """Sorted int64 row numbers in the dataset's train part.

    Attributes:
        validation: empty where the test part validates.
    """

    train: NDArray[np.int64]
    validation: NDArray[np.int64]


def split_rows(split: SplitSpec, dataset: Dataset) -> SplitRows:
    """The rows of a split; the same for the same dataset, whatever the seed of a run.

    Raises:
        UserError: there are too few rows.
    """
    fraction = split.validation.fraction
    if fraction is None:
        return SplitRows(np.arange(len(dataset.y_train)), np.arange(0))
    return SplitRows(*stratified_split(dataset.y_train, fraction, dataset.source.split_seed))
