"""Lines above a table and below it are found, said, and can be chosen; new files give as many samples as they hold."""

import gzip
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import file_notes, look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import options_of, read
from workbench.data.types import silent
from workbench.errors import UserError

NAMES = "length,width,kind\n"
ROWS = [f"{number * 37 % 101 / 7 + 1:.2f},{number * 11 % 13},{'ab'[number % 2]}\n" for number in range(40)]
TABLE = NAMES + "".join(ROWS)
LONG = NAMES + "".join(ROWS) * 200
COLUMNS = ("length", "width", "kind")
SEMICOLONS = TABLE.replace(",", ";")

ABOVE = {
    "comments": ("# exported 2024-01-02\n# by a program, with commas\n" + TABLE, 2),
    "a comment with as many commas": ("# a, b, c\n" + TABLE, 1),
    "percent signs": ("% exported\n%\n" + TABLE, 2),
    "separator for Excel": ("sep=;\n" + SEMICOLONS, 1),
    "separator above words": ("sep=,\n" + "town,land,kind\nBonn,D,x\nLyon,F,y\n" * 1 + "Rome,I,z\n" * 16, 1),
    "separator in marks": ('"sep=;"\n' + SEMICOLONS, 1),
    "a mark and a separator": ("\ufeffsep=;\n" + SEMICOLONS, 1),
    "only separators": (",,\n" + TABLE, 1),
    "blank and separators": ("\n,,\n\n" + TABLE, 3),
    "title": ("Flowers of 2024\n" + TABLE, 1),
    "title and blank": ("Flowers of 2024,,\n\n" + TABLE, 2),
    "title in the middle": (",Flowers,\n" + TABLE, 1),
    "several": ("Flowers\nStation:\n\n# measured\n,,\n" + TABLE, 5),
    "lines of a report": ("Report,\nStation:,Berlin\n\n" + "a,b,c,d,kind\n" + "1.5,2,3,4,x\n2.5,3,4,5,y\n" * 9, 3),
    "old ends of lines": (("# exported\n" + TABLE).replace("\n", "\r"), 1),
    "a quotation mark in a comment": ('# tubes of 5" and more\n' + TABLE, 1),
}


def table_of(folder: Path, text: str, encoding: str = "utf-8", **chosen: int | None) -> TableFile:
    path = folder / "mine.csv"
    path.write_bytes(text.encode(encoding))
    return look_at(path, TableOptions(skip_rows=chosen.get("skip_rows"), skip_footer=chosen.get("skip_footer")))


def cells(table: TableFile) -> list[tuple[str, ...]]:
    return [row for piece in pieces(table) for row in piece.itertuples(index=False, name=None)]


EXPECTED = [tuple(row.strip().split(",")) for row in ROWS]


@pytest.mark.parametrize(("text", "lines"), ABOVE.values(), ids=ABOVE)
def test_lines_above_the_names(text: str, lines: int, tmp_path: Path) -> None:
    table = table_of(tmp_path, text)
    assert table.form.skip_rows == lines and table.form.header
    if table.columns == COLUMNS:
        assert cells(table) == EXPECTED
    else:
        assert len(cells(table)) == 18 and table.columns in (("a", "b", "c", "d", "kind"), ("town", "land", "kind"))
    note = file_notes(table)[0].message
    assert "above the table and not read" in note


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_lines_above_in_other_encodings(encoding: str, tmp_path: Path) -> None:
    assert cells(table_of(tmp_path, "# Größe\n" + TABLE + "Total,38,\n", encoding)) == EXPECTED


def test_blank_lines_alone_need_no_words(tmp_path: Path) -> None:
    table = table_of(tmp_path, "\n\n" + TABLE)
    assert table.form.skip_rows == 0 and file_notes(table) == () and cells(table) == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        "".join(ROWS),
        "x,y\n" + "one,2\ntwo,3\n" * 5,
        "x\n" + "".join(f"{number},{number * 7 % 5}.5\n" for number in range(9)),  # names of R
        "#id,length,kind\n" + "1,2.5,a\n2,3.5,b\n" * 5,
        "a,b,c,d\n1,,,\n2,5,6,7\n,,3,\n4,5,6,7\n",
        ",,,7,x\n1,2,3,4,x\n3,,,,y\n,2,3,4,x\n5,3,,,y\n",
        "5,,,,\n3,,,,\n1,2,3,4,x\n3,,,,y\n6,,,,\n",
        "#ff0000,1,a\n#00ff00,2,b\n" * 5,
    ],
    ids=["no names", "two columns", "R", "names behind a sign", "few values", "gaps", "mostly gaps", "colours"],
)
def test_what_is_not_above_a_table(text: str, tmp_path: Path) -> None:
    assert table_of(tmp_path, text).form.skip_rows == 0


def test_numbers_of_rows_and_columns_above_a_table_without_names(tmp_path: Path) -> None:
    rows = [
        ",".join(str(number * place % 17 + 0.5) for place in range(1, 9)) + f",{number % 2}\n" for number in range(30)
    ]
    table = table_of(tmp_path, "30,8,malignant,benign\n" + "".join(rows))
    assert (table.form.skip_rows, table.form.header, len(cells(table))) == (1, False, 30)


BELOW = {
    "sum": ("Total,260,\n", 1),
    "sum with a blank in front": ("\nTotal,260,\n\n", 1),
    "average": ("Mean:,6.5,\n", 1),
    "source": ("Source: measured by hand\n", 1),
    "source with commas": ("Source: A, B, C, D and E\n", 1),
    "count": ("(40 rows affected)\n", 1),
    "comment": ("# end\n", 1),
    "several": (",,\nTotal,260,\n,,\n* estimated,,\n", 4),
}


@pytest.mark.parametrize(("text", "lines"), BELOW.values(), ids=BELOW)
@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_lines_below_the_samples(text: str, lines: int, long: bool, tmp_path: Path) -> None:
    table = table_of(tmp_path, (LONG if long else TABLE) + text)
    assert table.form.skip_footer == lines and table.columns == COLUMNS
    assert cells(table) == EXPECTED * (200 if long else 1)
    assert "below the table and not read" in file_notes(table)[0].message


def test_lines_below_in_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv.gz"
    path.write_bytes(gzip.compress((LONG + "Total,260,\n").encode()))
    assert len(cells(look_at(path, TableOptions()))) == 8000


@pytest.mark.parametrize(
    "last",
    ["3.5,7,a\n", "3.5,7,\n", ",,a\n", "3.5,,\n", ",,\n", '3.5,7,"a\nb"\n', "3.5,7\n"],
)
def test_what_is_not_below_a_table(last: str, tmp_path: Path) -> None:
    assert table_of(tmp_path, TABLE + last).form.skip_footer == 0


def test_a_total_among_others_is_a_category(tmp_path: Path) -> None:
    rows = "total,1.5,a\npartial,2.5,b\n" * 10
    assert table_of(tmp_path, "area,x,kind\n" + rows + "total,3.5,a\n").form.skip_footer == 0


def test_a_guess_can_be_decided_otherwise(tmp_path: Path) -> None:
    assert len(cells(table_of(tmp_path, TABLE + "Total,260,\n", skip_footer=0))) == 41
    assert cells(table_of(tmp_path, TABLE, skip_footer=3)) == EXPECTED[:-3]
    later = table_of(tmp_path, TABLE, skip_rows=3)
    assert not later.form.header and cells(later) == EXPECTED[2:]
    with pytest.raises(UserError, match="empty"):
        table_of(tmp_path, TABLE, skip_rows=50)


def test_what_was_found_is_kept_with_the_set(tmp_path: Path) -> None:
    table_of(tmp_path, "# exported\n" + TABLE + "Total,260,\n")
    recipe = inspect(tmp_path / "mine.csv", TableOptions(), "mine", silent)
    assert (recipe.skip_rows, recipe.skip_footer, sum(recipe.sizes), recipe.unlabelled) == (1, 1, 40, 0)
    assert (options_of(recipe).skip_rows, options_of(recipe).skip_footer) == (1, 1)
    raw = read(recipe, {}, silent)
    assert raw.x_test is not None
    x = np.concatenate((np.asarray(raw.x_train), np.asarray(raw.x_test)))
    assert np.allclose(np.sort(x[:, 0]), np.sort([float(row[0]) for row in EXPECTED]))


@pytest.mark.parametrize("above", ["", "sep=,\n", "# new\n", ",,\n", "New flowers\n"])
@pytest.mark.parametrize("below", ["", "Total,260,\n", "Source: by hand\n", ",,\n"])
def test_new_files_give_as_many_samples_as_they_hold(above: str, below: str, tmp_path: Path) -> None:
    table_of(tmp_path, TABLE)
    recipe = inspect(tmp_path / "mine.csv", TableOptions(), "mine", silent)
    new = tmp_path / "new.csv"
    new.write_text(above + NAMES + "".join(ROWS[:12]) + below)
    samples = new_samples(recipe, [new])
    assert len(samples.names) == 12
    assert samples.names[0] == "new.csv, row 1"


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            book.active.cell(place, column, value)
    book.save(path)
    return path


def test_titles_and_sums_of_workbooks(tmp_path: Path) -> None:
    body: list[list[object]] = [[float(row[0]), int(row[1]), row[2]] for row in EXPECTED]
    rows: list[list[object]] = [
        ["Flowers of 2024"],
        [],
        [None, "by hand"],
        list(COLUMNS),
        *body,
        [],
        ["Total", 260],
        ["Source: by hand"],
    ]
    path = workbook(tmp_path / "mine.xlsx", rows)
    table = look_at(path, TableOptions())
    assert (table.columns, table.form.skip_rows, table.form.skip_footer) == (COLUMNS, 3, 2)
    assert len(cells(table)) == 40 and cells(table)[-1][2] == "b"
    first, last = file_notes(table)
    assert first.message.startswith("The first 3 lines are above") and "“Flowers of 2024”, “by hand”" in first.message
    assert "“Total 260”, “Source: by hand”" in last.message
    assert len(cells(look_at(path, TableOptions(skip_rows=3, skip_footer=0)))) == 42
    recipe = inspect(path, TableOptions(), "mine", silent)
    assert sum(recipe.sizes) == 40 and len(new_samples(recipe, [path]).names) == 40
    with pytest.raises(UserError, match="no rows below"):
        look_at(path, TableOptions(skip_rows=99))
