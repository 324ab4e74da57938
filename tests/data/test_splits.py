"""Which rows train, validate and test, for each kind of split."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from workbench.data.cache import prepare
from workbench.data.datasets.registry import dataset_source
from workbench.data.pool import pool_of
from workbench.data.splits import Fold, Official, Resplit, SplitRows, SplitSpec, split_rows
from workbench.data.types import Dataset, RawArrays, Sequences, silent
from workbench.errors import UserError
from workbench.settings.request import Validation
from workbench.storage.plain_values import from_plain, to_plain

NO_VALIDATION = Validation(None)
OTHERS: list[Resplit | Fold] = [
    Resplit(3),
    Resplit(3, 0.4, NO_VALIDATION),
    Fold(5, 2),
    Fold(5, 4, repetition=1, seed=9),
]
RESPLIT = [3, 4, 6, 12, 16, 27]
FOLD = [0, 6, 7, 9, 16, 27]
OFFICIAL = [9, 28, 48, 62, 63, 105, 117, 124, 134, 143, 153, 175, 181, 185, 186, 215, 219, 275, 278, 437]


@pytest.fixture(scope="module")
def cancer(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """569 rows of two classes, without an official test part."""
    return prepare(dataset_source("breast-cancer"), (), tmp_path_factory.mktemp("cache"), silent)


def rows_of(split: SplitSpec, dataset: Dataset) -> SplitRows:
    return split_rows(split, dataset, pool_of(dataset).labels)


def test_the_pool_is_all_rows_where_no_test_part_is_official(cancer: Dataset) -> None:
    pool = pool_of(cancer)
    assert not cancer.official_test and isinstance(pool.samples, np.memmap)
    np.testing.assert_array_equal(pool.samples, np.concatenate([cancer.x_train, cancer.x_test]))
    np.testing.assert_array_equal(pool.labels, np.concatenate([cancer.y_train, cancer.y_test]))
    assert not list(cancer.folder.glob("*.tmp"))


def test_an_official_test_part_stays_sealed(cancer: Dataset) -> None:
    sealed = replace(cancer, official_test=True)
    assert pool_of(sealed).samples is cancer.x_train
    rows = rows_of(Fold(4, 0), sealed)
    assert np.concatenate([rows.train, rows.validation, rows.test]).max() < len(cancer.y_train)


def test_the_pool_of_texts(tmp_path: Path) -> None:
    source = replace(
        dataset_source("temporal-order"),
        read=lambda _files, _progress: RawArrays(
            Sequences.from_rows([[1] * (1 + row % 4) for row in range(50)]), np.arange(50) % 2
        ),
    )
    dataset = prepare(source, (), tmp_path, silent)
    samples = pool_of(dataset).samples
    assert isinstance(samples, Sequences) and len(samples) == 50
    rows = [dataset.x_train.row(index).tolist() for index in range(40)]  # type: ignore[union-attr]
    rows += [dataset.x_test.row(index).tolist() for index in range(10)]  # type: ignore[union-attr]
    assert [samples.row(index).tolist() for index in range(50)] == rows


@pytest.mark.parametrize("split", [*OTHERS, *(replace(split, train_fraction=0.5) for split in OTHERS)], ids=str)
def test_no_row_is_on_two_sides_and_each_side_has_each_class(split: SplitSpec, cancer: Dataset) -> None:
    rows = rows_of(split, cancer)
    together = np.concatenate([rows.train, rows.validation, rows.test])
    assert len(np.unique(together)) == len(together)
    if split.train_fraction is None:
        assert len(together) == 569
    labels = pool_of(cancer).labels
    for subset in (rows.train, rows.validation, rows.test):
        assert (np.diff(subset) > 0).all() and subset.dtype == np.int64
        if len(subset):
            fractions = np.bincount(labels[subset], minlength=2) / len(subset)
            np.testing.assert_allclose(fractions, np.bincount(labels) / 569, atol=0.04)


def test_folds_test_each_row_once_and_repetitions_deal_anew(cancer: Dataset) -> None:
    for repetition in (0, 1):
        tested = [rows_of(Fold(5, index, repetition), cancer).test for index in range(5)]
        assert sorted(np.concatenate(tested).tolist()) == list(range(569))
        assert {len(rows) for rows in tested} == {113, 114}
    assert not np.array_equal(rows_of(Fold(5, 0, 0), cancer).test, rows_of(Fold(5, 0, 1), cancer).test)


def test_smaller_training_sets_are_inside_larger_ones(cancer: Dataset) -> None:
    splits: list[SplitSpec] = [Official(), Resplit(2), Fold(3, 1)]
    for split in splits:
        whole = rows_of(split, cancer)
        before: set[int] = set()
        for fraction in (0.02, 0.1, 0.3, 0.9, 1.0):
            rows = rows_of(replace(split, train_fraction=fraction), cancer)
            assert len(rows.train) == round(fraction * len(whole.train))
            assert before <= set(rows.train.tolist()) <= set(whole.train.tolist())
            assert np.array_equal(rows.test, whole.test) and np.array_equal(rows.validation, whole.validation)
            before = set(rows.train.tolist())


def test_the_same_for_ever(cancer: Dataset) -> None:
    """Records refer to them: other numbers would make old runs impossible to repeat."""
    assert rows_of(Resplit(3), cancer).test[:6].tolist() == RESPLIT
    assert rows_of(Fold(5, 2, 1, 7), cancer).test[:6].tolist() == FOLD
    assert rows_of(Official(train_fraction=0.05), cancer).train.tolist() == OFFICIAL


@pytest.mark.parametrize(
    ("split", "message"),
    [
        (Fold(1, 0), "1 is no number of folds"),
        (Fold(570, 0), "569 rows are too few for 570 folds"),
        (Fold(5, 5), "There is no fold 5 of 5"),
        (Resplit(1, 1.0), "cannot be held out"),
        (Official(train_fraction=0.0), "cannot be trained on"),
        (Resplit(1, train_fraction=1.5), "cannot be trained on"),
    ],
    ids=str,
)
def test_what_cannot_be(split: SplitSpec, message: str, cancer: Dataset) -> None:
    with pytest.raises(UserError, match=message):
        rows_of(split, cancer)


@dataclass(frozen=True)
class Holder:
    split: SplitSpec


@pytest.mark.parametrize("split", [Official(), Official(NO_VALIDATION, train_fraction=0.5), *OTHERS], ids=str)
def test_plain_values_and_back(split: SplitSpec) -> None:
    assert from_plain(Holder, to_plain(Holder(split))) == Holder(split)


def test_official_splits_of_before_are_read() -> None:
    written = {"split": {"validation": {"fraction": 0.1}, "scheme": "official"}}
    assert from_plain(Holder, written) == Holder(Official())
    with pytest.raises(ValueError, match="no known form"):
        from_plain(Holder, {"split": {"scheme": "by hand"}})
