"""A second file with the test rows is read as the first one, or in its own way."""

from pathlib import Path

import numpy as np
import pytest

from workbench.data.imports.formats import inspect, source_of
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.texts.options import TextOptions
from workbench.data.types import RawArrays, silent
from workbench.errors import UserError


def write(path: Path, mark: str, rows: int = 20) -> Path:
    lines = (f"{number * 37 % 101}{mark}{number % 7}{mark}{'ab'[number % 2]}\n" for number in range(rows))
    path.write_text(f"x{mark}y{mark}label\n" + "".join(lines))
    return path


def write_texts(path: Path, mark: str, rows: int = 20) -> Path:
    lines = (f"a film of number {number} and more{mark}{'ab'[number % 2]}\n" for number in range(rows))
    path.write_text(f"text{mark}label\n" + "".join(lines))
    return path


def arrays(path: Path, options: ImportOptions) -> RawArrays:
    return source_of(inspect(path, options, "mine", silent)).read({}, silent)


@pytest.mark.parametrize("second_mark", [":", ";", ","])
def test_the_separator_of_a_table_holds_for_its_second_file(tmp_path: Path, second_mark: str) -> None:
    first, second = write(tmp_path / "first.csv", ":"), write(tmp_path / "second.csv", second_mark, rows=12)
    raw = arrays(first, TableOptions(separator=":", test=TestSplit(path=second)))
    assert raw.y_test is not None and (len(raw.y_train), len(raw.y_test)) == (20, 12)
    np.testing.assert_array_equal(np.asarray(raw.x_train)[:12], np.asarray(raw.x_test))


@pytest.mark.parametrize("second_mark", [":", ";"])
def test_the_separator_of_texts_holds_for_their_second_file(tmp_path: Path, second_mark: str) -> None:
    first, second = write_texts(tmp_path / "first.csv", ":"), write_texts(tmp_path / "second.csv", second_mark, rows=12)
    raw = arrays(first, TextOptions(separator=":", test=TestSplit(path=second)))
    assert raw.y_test is not None and (len(raw.y_train), len(raw.y_test)) == (20, 12)


def test_a_second_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    first, second = write(tmp_path / "first.csv", ","), tmp_path / "second.csv"
    second.write_text("x,label\n1,a\n2,b\n")
    with pytest.raises(UserError, match="has no column y"):
        arrays(first, TableOptions(test=TestSplit(path=second)))


def test_a_second_file_without_names_when_the_first_has_none(tmp_path: Path) -> None:
    first, second = write(tmp_path / "first.csv", ","), write(tmp_path / "second.csv", ",", rows=12)
    for path in (first, second):
        path.write_text(path.read_text().partition("\n")[2])
    raw = arrays(first, TableOptions(header=False, label_column="column 3", test=TestSplit(path=second)))
    assert raw.y_test is not None and (len(raw.y_train), len(raw.y_test)) == (20, 12)
