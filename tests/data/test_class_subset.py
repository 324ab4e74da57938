"""Some of a dataset's classes as a dataset."""

import dataclasses
import json
import pickle
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tests.data.made_files import ignore_progress
from workbench.data.cache import open_prepared, prepare
from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import dataset_source
from workbench.data.types import Progress, RawArrays, Sequences
from workbench.errors import UserError

DIGITS, ORDER = dataset_source("digits"), dataset_source("temporal-order")


def test_labels_are_counted_anew_in_the_order_of_the_dataset(tmp_path: Path) -> None:
    whole = prepare(DIGITS, (), tmp_path, ignore_progress)
    every_x = np.concatenate((np.asarray(whole.x_train), np.asarray(whole.x_test)))
    every_y = np.concatenate((whole.y_train, whole.y_test))
    subset = prepare(with_classes(DIGITS, ["8", "1", "4"]), (), tmp_path, ignore_progress)
    assert subset.class_names == subset.source.classes == ("1", "4", "8") and subset.num_classes == 3
    x = np.concatenate((np.asarray(subset.x_train), np.asarray(subset.x_test)))
    y = np.concatenate((subset.y_train, subset.y_test))
    for label, digit in enumerate((1, 4, 8)):
        ours, theirs = x[y == label], every_x[every_y == digit]
        assert sorted(map(bytes, ours.reshape(len(ours), -1))) == sorted(map(bytes, theirs.reshape(len(theirs), -1)))
    assert len(y) == np.isin(every_y, (1, 4, 8)).sum()


def test_an_official_test_part_and_sequences_keep_their_rows(tmp_path: Path) -> None:
    whole = prepare(ORDER, (), tmp_path, ignore_progress)
    subset = prepare(with_classes(ORDER, ["XY", "YX"]), (), tmp_path, ignore_progress)
    for ours, y, theirs, every_y in (
        (subset.x_train, subset.y_train, whole.x_train, whole.y_train),
        (subset.x_test, subset.y_test, whole.x_test, whole.y_test),
    ):
        assert isinstance(ours, Sequences) and isinstance(theirs, Sequences)
        rows = np.flatnonzero(np.isin(every_y, (1, 2)))
        np.testing.assert_array_equal(y, every_y[rows] - 1)
        for index, row in enumerate(rows[:20]):
            np.testing.assert_array_equal(ours.row(index), theirs.row(row))


def test_rows_of_the_other_classes_are_known(tmp_path: Path) -> None:
    for whole_source, names in ((DIGITS, ["0", "9"]), (ORDER, ["XY", "YX"])):
        whole = prepare(whole_source, (), tmp_path, ignore_progress)
        subset = prepare(with_classes(whole_source, names), (), tmp_path, ignore_progress)
        assert whole.class_rows == ()
        assert subset.class_rows == tuple(np.bincount(whole.y_train).tolist())
    description = subset.folder / "dataset.json"
    older = json.loads(description.read_text())
    del older["class_rows"]
    description.write_text(json.dumps(older))
    assert open_prepared(subset.source, subset.folder).class_rows == ()


def test_other_classes_have_another_folder_and_fingerprint(tmp_path: Path) -> None:
    sources = [DIGITS, *(with_classes(DIGITS, names) for names in (["0", "1"], ["0", "2"], ["0", "1", "2"]))]
    assert len({source.key for source in sources}) == 4
    datasets = [prepare(source, (), tmp_path, ignore_progress) for source in sources]
    assert len({dataset.fingerprint for dataset in datasets}) == len({dataset.folder for dataset in datasets}) == 4
    assert [dataset.num_classes for dataset in datasets] == [10, 2, 2, 3]


def test_all_classes_are_the_dataset_itself() -> None:
    assert with_classes(DIGITS, DIGITS.class_names[::-1]) is DIGITS
    assert with_classes(DIGITS, ["1", "0"]).key == with_classes(DIGITS, ["0", "1"]).key


def test_names_that_are_no_file_names_give_a_key_that_is_one() -> None:
    fashion = with_classes(dataset_source("fashion-mnist"), ["T-shirt/top", "Ankle boot"])
    assert fashion.key.startswith("fashion-mnist-t_shirt_top-ankle_boot-")
    assert len(with_classes(DIGITS, DIGITS.class_names[:9]).key) <= len("digits-") + 40 + 7


def test_it_can_be_sent_to_another_process(tmp_path: Path) -> None:
    source = pickle.loads(pickle.dumps(with_classes(DIGITS, ["3", "5"])))
    assert prepare(source, (), tmp_path, ignore_progress).num_classes == 2


def test_sizes_are_estimated_and_warnings_kept(tmp_path: Path) -> None:
    def read(_files: Mapping[str, Path], _progress: Progress) -> RawArrays:
        x = np.zeros((60, 8, 8, 1), np.uint8)
        return RawArrays(x, np.arange(60) % 10, x[:20], np.arange(20) % 10, ("not complete",))

    source = with_classes(dataclasses.replace(DIGITS, read=read, sizes=(60, 20)), ["0", "9"])
    assert source.sizes == (12, 4)
    dataset = prepare(source, (), tmp_path, ignore_progress)
    assert (len(dataset.y_train), len(dataset.y_test)) == (12, 4) and dataset.warnings == ("not complete",)


@pytest.mark.parametrize(("names", "message"), [(["1", "eleven"], "“eleven”"), (["1"], "two classes"), ([], "two")])
def test_wrong_classes_are_reported_with_the_classes_there_are(names: list[str], message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        with_classes(DIGITS, names)
    assert "0, 1, 2" in caught.value.advice
