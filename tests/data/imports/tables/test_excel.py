"""Workbooks as programs write them: with a wrong extent, chart sheets, hidden sheets, formulas that nobody computed."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.data.imports.tables.made_workbooks import Rows, changed_member, open_document, workbook
from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.files import office_files
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.reading import read
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent
from workbench.errors import UserError

FIXTURES = Path(__file__).parents[3] / "fixtures/tables"
ROWS: Rows = [["x", "label"], *([number % 17 / 2, "ab"[number % 2]] for number in range(120))]


def look(path: Path, **options: object) -> TableRecipe:
    return inspect(path, TableOptions(**options), "mine", silent)  # type: ignore[arg-type]


def cells(path: Path) -> list[tuple[str, ...]]:
    table = look_at(path, TableOptions())
    return [
        row for piece in pieces(table) for row in zip(*(as_texts(piece[name]) for name in table.columns), strict=True)
    ]


@pytest.mark.parametrize("extent", ["A1:B61", "A1"])
def test_rows_beyond_the_extent_that_a_workbook_claims_are_read(tmp_path: Path, extent: str) -> None:
    path = workbook(tmp_path / "book.xlsx", {"Sheet": ROWS})
    changed_member(path, "xl/worksheets/sheet1.xml", rb'<dimension ref="[^"]*"', f'<dimension ref="{extent}"'.encode())
    recipe = look(path)
    assert sum(recipe.sizes) == 120 and len(read(recipe, {}, silent).y_train) == 96


@pytest.mark.parametrize("place", [0, 1])
def test_chart_sheets_are_no_tables(tmp_path: Path, place: int) -> None:
    path = workbook(tmp_path / "book.xlsx", {"numbers": ROWS}, chart=place)
    recipe = look(path)
    assert recipe.sheet == "numbers" and sum(recipe.sizes) == 120
    assert not any("sheet" in warning for warning in preview(recipe).warnings)
    with pytest.raises(UserError, match="no sheet “Chart1”") as caught:
        look(path, sheet="Chart1")
    assert caught.value.advice == "Its sheets are numbers."


def test_the_first_visible_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    sheets = {"old": ROWS[:50], "read me": [["Made by a program"]], "data": ROWS, "more": ROWS}
    path = workbook(tmp_path / "book.xlsx", sheets, hidden=("old",))
    recipe = look(path)
    assert recipe.sheet == "data" and sum(recipe.sizes) == 120
    (note,) = preview(recipe).warnings
    assert "sheet “data” is read" in note and "read me, more, old (hidden)" in note
    assert look(path, sheet="old").sheet == "old"
    assert "hidden sheet “old”" in preview(look(path, sheet="old")).warnings[0]


def test_formulas_that_nobody_computed_are_pointed_out(tmp_path: Path) -> None:
    rows: Rows = [
        ["x", "twice", "label"],
        *([number % 7 / 2, f"=A{number + 2}*2", "ab"[number % 2]] for number in range(40)),
    ]
    recipe = look(workbook(tmp_path / "book.xlsx", {"A & B": rows}))
    assert any("that in B2" in warning for warning in preview(recipe).warnings)
    assert [column.used for column in recipe.columns] == [True, False, False]


def test_days_have_no_time_behind_them_and_missing_words_are_missing(tmp_path: Path) -> None:
    rows: list[list[object]] = [["x", "when", "label"]]
    marks = ["#N/A", "None", "-", "."]
    rows += [
        [
            marks[number % 4] if number < 8 else number % 7,
            datetime(2024, 1, 1, number % 24),
            date(2024, 1, 1 + number % 2),
        ]
        for number in range(60)
    ]
    path = workbook(tmp_path / "book.xlsx", {"Sheet": rows})
    recipe = look(path, label_column="label")
    assert recipe.class_names == ("2024-01-01", "2024-01-02")
    assert [column.kind for column in recipe.columns[:2]] == ["numeric", "date"]
    assert cells(path)[1][1] == "2024-01-01 01:00:00"


def test_recipes_of_earlier_versions_read_days_as_they_did(tmp_path: Path) -> None:
    rows: Rows = [["x", "label"], *([number % 7 / 2, date(2024, 1, 1 + number % 2)] for number in range(60))]
    recipe = look(workbook(tmp_path / "book.xlsx", {"Sheet": rows}))
    assert recipe.file_type == "excel"
    earlier = replace(recipe, file_type="", class_names=("2024-01-01 00:00:00", "2024-01-02 00:00:00"))
    assert read(earlier, {}, silent).y_train.tolist() == read(recipe, {}, silent).y_train.tolist()


def test_a_set_of_an_earlier_version_with_errors_as_categories_is_looked_at_anew(tmp_path: Path) -> None:
    rows: Rows = [
        ["x", "word", "label"],
        *([number % 7 / 2, "uvw"[number % 3], "ab"[number % 2]] for number in range(60)),
    ]
    recipe = look(workbook(tmp_path / "book.xlsx", {"Sheet": rows}))
    columns = tuple(
        replace(column, categories=("#N/A", "u", "v", "w")) if column.name == "word" else column
        for column in recipe.columns
    )
    with pytest.raises(UserError, match="Choose the file again"):
        read(replace(recipe, file_type="", columns=columns), {}, silent)


def test_the_cells_are_those_that_openpyxl_reads(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [None, "number", "whole", "text", "truth", "moment"],
        [None, 1.5, 3, " a b ", True, datetime(2024, 2, 29, 12, 30)],
        [None, None, -7, "007", False, None],
        [None, None, None, None, None, None],
        [None, 1e-9, 12345678901, "ä, „ö“", None, datetime(1999, 12, 31, 23, 59, 59)],
    ]
    path = workbook(tmp_path / "book.xlsx", {"Sheet": rows})
    found = openpyxl.load_workbook(path)["Sheet"].iter_rows(min_row=2, values_only=True)
    expected = [["" if value is None else str(value).strip() for value in row] for row in found]
    assert [list(row) for row in cells(path)] == [row for row in expected if any(row)]


def test_old_workbooks_and_those_of_libreoffice(tmp_path: Path) -> None:
    old = look(FIXTURES / "flowers.xls")
    assert [column.kind.value for column in old.columns] == ["numeric", "date", "boolean", "categorical"]
    assert old.class_names == ("a", "b") and sum(old.sizes) == 30
    written: Rows = [["length", "species"], *([number / 2, "ab"[number % 2]] for number in range(30))]
    recipe = look(open_document(tmp_path / "flowers.ods", written))
    assert sum(recipe.sizes) == 30 and recipe.columns[0].kind == "numeric"
    renamed = (tmp_path / "flowers.ods").rename(tmp_path / "flowers.csv")
    assert sum(look(renamed).sizes) == 30
    assert "OpenDocument" in preview(look(renamed)).warnings[0]


def test_orange_rows_above_the_samples(tmp_path: Path) -> None:
    names: Rows = [["name", "size", "grade", "kind"], ["string", "c", "low high", "d"], ["meta", None, None, "class"]]
    samples = [[f"n{number}", number % 7 / 2, ("high", "low")[number % 2], number % 3] for number in range(60)]
    recipe = look(workbook(tmp_path / "book.xlsx", {"Sheet": [*names, *samples]}))
    assert sum(recipe.sizes) == 60 == len(cells(tmp_path / "book.xlsx"))
    assert recipe.label_column == "kind" and recipe.columns[2].categories == ("low", "high")
    assert [column.used for column in recipe.columns] == [False, True, True, False]
    assert "file of Orange" in preview(recipe).warnings[0]
    assert look_at(tmp_path / "book.xlsx", TableOptions(header=False)).columns[0] == "column 1"


def test_no_cell_of_a_later_row_is_lost(tmp_path: Path) -> None:
    rows: Rows = [*ROWS, *list(ROWS[1:]) * 5, [1.5, "a", "a remark"], *ROWS[1:]]
    path = workbook(tmp_path / "book.xlsx", {"Sheet": rows})
    assert look_at(path, TableOptions()).columns == ("x", "label", "column 3")
    assert [row[2] for row in cells(path) if row[2]] == ["a remark"]


def test_what_would_not_fit_into_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "book.xlsx", {"Sheet": ROWS})
    monkeypatch.setattr(office_files, "MOST_UNPACKED", 1_000)
    with pytest.raises(UserError, match="gigabytes when it is unpacked"):
        look(path)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {"Sheet": ROWS})
    nested = b"".join(b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10) for number in range(1, 12))
    start = b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "aaaaaaaaaa">' + nested + b"]><worksheet"
    changed_member(path, "xl/worksheets/sheet1.xml", rb"^<worksheet", start)
    changed_member(path, "xl/worksheets/sheet1.xml", rb"<t>a</t>", b"<t>&e11;</t>")
    with suppress(UserError):
        assert max(len(cell) for row in cells(path) for cell in row) < 100


@pytest.mark.parametrize("cell", ["XFD1048576", "ZZ900000"])
def test_a_stray_cell_far_away_does_not_fill_the_memory(tmp_path: Path, cell: str) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active[cell] = "x"
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(UserError, match=f"cell {cell}") as caught:
        look(tmp_path / "book.xlsx")
    assert "Delete" in caught.value.advice
