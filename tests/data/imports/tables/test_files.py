"""Files of tables that are not what they are called, or damaged: each gets a message that says what to do."""

from pathlib import Path

import openpyxl
import pytest

from workbench.data.imports.tables.files import excel
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError


def problem(path: Path) -> UserError:
    """What is wrong with a table, found by looking at it or by reading it."""
    with pytest.raises(UserError) as caught:
        list(pieces(look_at(path, TableOptions())))
    return caught.value


def test_an_encrypted_workbook(tmp_path: Path) -> None:
    (tmp_path / "secret.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100))
    error = problem(tmp_path / "secret.xlsx")
    assert "password" in error.message and "without a password" in error.advice


def test_a_text_file_that_is_called_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_text("a,b\n1,2\n")
    assert ".csv" in problem(tmp_path / "table.xlsx").advice


def test_a_workbook_and_a_parquet_file_that_are_cut_off(tmp_path: Path) -> None:
    for name, content in (("cut.xlsx", b"PK\x03\x04 and no more"), ("cut.parquet", b"PAR1 and no more")):
        (tmp_path / name).write_bytes(content)
        assert "damaged" in problem(tmp_path / name).advice


def test_a_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    rows = "".join(f"{number},x\n" for number in range(20))
    (tmp_path / "open.csv").write_text(f'a,label\n{rows}5,"x\n{rows}')
    error = problem(tmp_path / "open.csv")
    assert "row 21" in error.message and "quotation mark" in error.advice


def workbook(path: Path, rows: int) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["a", None, "label"])
    for number in range(rows):
        book.active.append([number, 0.5, "x" if number % 2 else None])
        if number == 3:
            book.active.append([None, None, None])
    book.save(path)
    return path


def test_a_workbook_is_read_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "_PIECE", 4)
    table = look_at(workbook(tmp_path / "book.xlsx", 10), TableOptions())
    assert table.columns == ("a", "column 2", "label")
    found = list(pieces(table))
    assert [len(piece) for piece in found] == [4, 4, 2]
    assert [value for piece in found for value in piece["a"]] == [str(number) for number in range(10)]
    assert found[0]["label"].tolist() == ["", "x", "", "x"]
    assert [len(piece) for piece in pieces(table, ("label",), rows=6)] == [4, 2]
    empty = look_at(workbook(tmp_path / "empty.xlsx", 0), TableOptions(header=True))
    assert [len(piece) for piece in pieces(empty)] == [0]
