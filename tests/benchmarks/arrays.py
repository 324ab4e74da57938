"""Dense arrays of a prepared dataset, as a plain script has them; the same rows as in the workbench."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.cache import prepare
from workbench.data.datasets.registry import dataset_source
from workbench.data.preprocessing import apply, fit
from workbench.data.split import stratified_split
from workbench.data.types import Dataset, InputForm
from workbench.storage.folders import Folders

HELD_OUT = 0.1


@dataclass(frozen=True)
class Arrays:
    """Inputs and labels of the three parts, as (x, y)."""

    training: tuple[NDArray[Any], NDArray[np.int32]]
    validation: tuple[NDArray[Any], NDArray[np.int32]]
    test: tuple[NDArray[Any], NDArray[np.int32]]


def open_dataset(name: str) -> Dataset:
    """A dataset that is prepared already."""
    folders = Folders.default()
    return prepare(dataset_source(name), folders.search_path, folders.cache, lambda *_: None)


def dense(dataset: Dataset, form: InputForm) -> Arrays:
    """All rows in the form that a network takes."""
    train, held_out = stratified_split(dataset.y_train, HELD_OUT, dataset.source.split_seed)
    preprocessing = fit(dataset, train)
    test = np.arange(len(dataset.y_test))
    return Arrays(
        (apply(preprocessing, dataset.x_train, train, form), dataset.y_train[train]),
        (apply(preprocessing, dataset.x_train, held_out, form), dataset.y_train[held_out]),
        (apply(preprocessing, dataset.x_test, test, form), np.asarray(dataset.y_test)),
    )
