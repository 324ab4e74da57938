from pathlib import Path

import numpy as np
import pytest

from workbench.data.imports.folder_split import classes_of, divide, find_split, labels_of, sorted_names
from workbench.errors import UserError


def make(root: Path, classes: dict[str, int]) -> Path:
    for name, count in classes.items():
        (root / name).mkdir(parents=True)
        for number in range(count):
            (root / name / f"{number}.txt").write_text(f"{name} {number}")
    return root


def test_the_same_fraction_of_each_class_each_time(tmp_path: Path) -> None:
    found = find_split(make(tmp_path, {"a": 10, "b": 20}), None, None, "a file")
    names, empty = classes_of(found.train.files, found, "file")
    first = divide(found, names, 0)
    assert (names, empty) == (("a", "b"), ())
    assert np.bincount(labels_of(first.test, names)).tolist() == [2, 4]
    assert not set(first.train) & set(first.test) and len(first.train) == 24
    assert divide(found, names, 0) == first != divide(found, names, 1)


def test_a_single_file_suffices_where_there_is_a_test_folder(tmp_path: Path) -> None:
    make(tmp_path / "train", {"a": 1, "b": 3})
    make(tmp_path / "test", {"a": 2, "b": 1})
    found = find_split(tmp_path, None, None, "a file")
    assert classes_of(found.train.files, found, "file")[0] == ("a", "b")
    assert len(divide(found, ("a", "b"), 0).test) == 3


def test_too_few_classes(tmp_path: Path) -> None:
    found = find_split(make(tmp_path, {"a": 3, "b": 0}), None, None, "a file")
    with pytest.raises(UserError, match="only the class a"):
        classes_of(found.train.files, found, "picture")
    with pytest.raises(UserError, match="holds no class"):
        classes_of((), found, "picture")


def test_numbers_are_sorted_by_value() -> None:
    assert sorted_names(["10", "9", "-1", "9"]) == ("-1", "9", "10")
    assert sorted_names(["10", "9", "b", "B"]) == ("10", "9", "B", "b")
