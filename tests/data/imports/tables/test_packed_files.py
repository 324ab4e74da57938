"""Tables in packed files are read as if they were not packed, and never more of them than memory or disk can hold."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.data.files import packed
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import read
from workbench.data.types import silent
from workbench.errors import UserError

FRAME = pd.DataFrame(
    {
        "length": [number % 17 / 4 for number in range(60)],
        "colour": ["red", "blue", "grün"] * 20,
        "species": ["a", "b"] * 30,
    }
)
TEXT = FRAME.to_csv(index=False).encode()


def zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("folder/table.csv", data)
        archive.writestr("README.txt", "about it")
        archive.writestr("__MACOSX/._table.csv", "nothing")
    return stream.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zip": zipped,
}


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_table_gives_the_arrays_of_the_table_and_predicts(tmp_path: Path, suffix: str) -> None:
    plain, path = tmp_path / "table.csv", tmp_path / f"table.csv{suffix}"
    plain.write_bytes(TEXT)
    path.write_bytes(PACKERS[suffix](TEXT))
    expected, found = (inspect(each, TableOptions(), "mine", silent) for each in (plain, path))
    assert found.encoding == "utf-8" and found.columns == expected.columns
    np.testing.assert_array_equal(read(found, {}, silent).x_train, read(expected, {}, silent).x_train)
    np.testing.assert_array_equal(new_samples(found, [path]).samples, new_samples(expected, [plain]).samples)


def test_other_types_are_packed_too(tmp_path: Path) -> None:
    FRAME.to_parquet(tmp_path / "table.parquet")
    FRAME.to_excel(tmp_path / "table.xlsx", index=False)
    for name in ("table.parquet", "table.xlsx"):
        path = tmp_path / f"{name}.gz"
        path.write_bytes(gzip.compress((tmp_path / name).read_bytes()))
        assert sum(inspect(path, TableOptions(), "mine", silent).sizes) == 60


def problem(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        list(pieces(look_at(path, TableOptions())))
    return caught.value


def test_an_archive_of_several_tables_names_them(tmp_path: Path) -> None:
    path = tmp_path / "tables.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("train.csv", "test.csv"):
            archive.writestr(name, TEXT)
    assert "2 files: train.csv, test.csv" in problem(path).message
    with zipfile.ZipFile(path, "w"):
        pass
    assert problem(path).advice


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_is_cut_off_is_damaged(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"table.csv{suffix}"
    data = PACKERS[suffix](TEXT)
    path.write_bytes(data[: len(data) // 2])
    assert "damaged" in problem(path).message


@pytest.mark.parametrize("suffix", PACKERS)
def test_no_more_is_unpacked_than_is_allowed(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_UNPACKED", 1_000_000)
    path = tmp_path / f"table.csv{suffix}"
    path.write_bytes(PACKERS[suffix](TEXT + b"1.5,red,a\n" * 200_000))
    assert "gigabytes when it is unpacked" in problem(path).message


def test_archives_with_a_password_or_in_one_another(tmp_path: Path) -> None:
    data = bytearray(zipped(TEXT))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of the first member, in both places
        data[data.index(mark) + place] |= 1
    (tmp_path / "secret.zip").write_bytes(data)
    assert "password" in problem(tmp_path / "secret.zip").message
    (tmp_path / "twice.csv.gz").write_bytes(gzip.compress(gzip.compress(TEXT)))
    assert "packed file in a packed one" in problem(tmp_path / "twice.csv.gz").message
