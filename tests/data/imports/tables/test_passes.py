"""How often the data are read: once when they are looked at, once when they are prepared."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.data.cache import prepare
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.options import TableOptions
from workbench.data.types import silent
from workbench.storage.folders import Folders

_BEGINNINGS = 6 << 20
"""Bytes that may be read more than once, since the form of a file is guessed from its first rows."""


class Counted(io.FileIO):
    """A file whose bytes are counted."""

    read_bytes: dict[str, int] = {}  # noqa: RUF012  # of all such files, emptied by each test
    passes: dict[str, int] = {}  # noqa: RUF012

    at_end = False

    def readinto(self, buffer: Any) -> int | None:
        name, count = Path(str(self.name)).name, super().readinto(buffer)
        self.read_bytes[name] = self.read_bytes.get(name, 0) + (count or 0)
        if not count and not self.at_end:
            self.at_end = True
            self.passes[name] = self.passes.get(name, 0) + 1
        return count


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    """Counts what is read of tables from now on."""
    usual = Path.open

    def open_counted(path: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if path.suffix != ".csv" or mode not in ("r", "rb"):
            return usual(path, mode, *arguments, **options)
        stream = io.BufferedReader(Counted(path))
        return stream if mode == "rb" else io.TextIOWrapper(stream, options["encoding"], newline=options["newline"])

    monkeypatch.setattr(Path, "open", open_counted)
    monkeypatch.setattr(Counted, "read_bytes", {})
    monkeypatch.setattr(Counted, "passes", {})
    return Counted


def write_table(path: Path, rows: int = 150_000) -> Path:
    values = np.random.default_rng(0).integers(100, 999, (rows, 12)).tolist()
    lines = (f"{','.join(map(str, row))},{['blue', 'red'][row[0] % 2]},{'ab'[row[1] % 2]}\n" for row in values)
    path.write_text(f"{','.join(f'x{place}' for place in range(12))},colour,label\n" + "".join(lines))
    return path


def write_texts(path: Path) -> Path:
    words = np.random.default_rng(0).integers(0, 5_000, (10_000, 100)).tolist()
    rows = (f"{' '.join(f'word{word}' for word in row)},{'ab'[row[0] % 2]}\n" for row in words)
    path.write_text("text,label\n" + "".join(rows))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("write", [write_table, write_texts])
def test_a_csv_is_read_once_for_facts_and_once_for_rows(
    write: Any, tmp_path: Path, folders: Folders, counted: type[Counted]
) -> None:
    path = write(tmp_path / "mine.csv")
    size = path.stat().st_size
    assert size > 1.2 * _BEGINNINGS
    source = open_source(str(path), folders)
    assert counted.passes == {"mine.csv": 1}
    assert counted.read_bytes["mine.csv"] <= size + _BEGINNINGS
    prepare(source, (), folders.cache, silent)
    assert counted.passes == {"mine.csv": 2}
    assert counted.read_bytes["mine.csv"] <= 2 * size + _BEGINNINGS


def test_a_second_file_with_the_test_rows_likewise(tmp_path: Path, folders: Folders, counted: type[Counted]) -> None:
    path, second = write_table(tmp_path / "mine.csv", 30_000), write_table(tmp_path / "more.csv", 20_000)
    source = open_source(str(path), folders, TableOptions(test=TestSplit(path=second)))
    assert source.sizes == (30_000, 20_000)
    assert counted.passes == {"mine.csv": 1, "more.csv": 1}
    prepare(source, (), folders.cache, silent)
    assert counted.passes == {"mine.csv": 2, "more.csv": 2}
