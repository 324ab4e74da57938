"""Files of tables that are not what they are called, or damaged: each gets a message that says what to do."""

from pathlib import Path

import pytest

from workbench.data.own.choices import TableChoices
from workbench.data.own.table_files import look_at, pieces
from workbench.errors import UserError


def problem(path: Path) -> UserError:
    """What is wrong with a table, found by looking at it or by reading it."""
    with pytest.raises(UserError) as caught:
        list(pieces(look_at(path, TableChoices())))
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


def test_rows_above_the_names_of_the_columns(tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text("# a report\na,b,label\n" + "1,2,x\n" * 5)
    assert "remove what stands above" in problem(tmp_path / "report.csv").advice
