"""Whether the first row of a table holds names; what was decided is said, and can be decided otherwise."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import file_notes, look_at, pieces
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError

NUMBERED = "is read as a sample, and the columns are numbered"
NAMES = "is read as the names of the columns"


def table_of(folder: Path, rows: Sequence[Sequence[object]], header: bool | None = None) -> TableFile:
    path = folder / "mine.csv"
    path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    return look_at(path, TableOptions(header=header))


def rows_in(table: TableFile) -> int:
    return sum(len(piece) for piece in pieces(table))


def measured(count: int = 30, columns: int = 2) -> list[list[object]]:
    """Rows of fractions and a word, no cell a small whole number."""
    return [
        [*(round((number * 37 + place * 11) % 101 / 7 + 0.05, 2) for place in range(columns)), "ab"[number % 2]]
        for number in range(count)
    ]


@pytest.mark.parametrize("mark", ["?", "NA", "", "NaN", "-", "None", "abc"])
@pytest.mark.parametrize("last", ["a", "c"], ids=["known", "seen once"])
def test_a_row_of_numbers_some_of_them_missing_is_a_sample(mark: str, last: str, tmp_path: Path) -> None:
    table = table_of(tmp_path, [[0.47, mark, last], *measured()])
    assert (table.columns, rows_in(table)) == (("column 1", "column 2", "column 3"), 31)
    (note,) = file_notes(table)
    assert NUMBERED in note.message and note.message.startswith("The first row, “0.47”")


def test_a_first_row_of_measurements_as_those_of_horses_with_colic(tmp_path: Path) -> None:
    row = "2,1,530101,38.50,66,28,3,3,?,2,5,4,4,?,?,?,3,5,45.00,8.40,?,?,2,2,11300,00000,00000,2"
    other = "1,1,534817,39.2,88,20,?,?,4,1,3,4,2,?,?,?,4,2,50,85,2,2,3,2,02208,00000,00000,2"
    table = table_of(tmp_path, [line.split(",") for line in (row, *[other] * 20)])
    assert not table.form.header and rows_in(table) == 21


@pytest.mark.parametrize(
    ("names", "body"),
    [
        (list(range(10)), measured(columns=9)),
        (list(range(1, 11)), measured(columns=9)),
        ([*range(9), "class"], measured(columns=9)),
        ([0, 1, 2, 3], [[n % 2, n % 3, n % 2, "ab"[n % 2]] for n in range(30)]),
        (list(range(65)), [[*(number % (place + 1) for place in range(64)), number % 10] for number in range(16)]),
        (["country", "code", 1960, 1961, 1962], [["A", "a", 1.5, 2.5, 3.5], ["B", "b", 1.7, 2.4, 3.3]] * 5),
        (["", 1940, 1945, 1950], [["food", 22.2, 44.5, 59.6], ["tobacco", 10.5, 15.5, 29.0]]),
        (["", 16.5, 16.75, 17.25, 17.75, 18.25, 18.75, 19.25, 19.75], [[71, 0, 0, 0, 1, 3, 4, 15, 7]] * 3),
        (["sample", 900, 902, 904, 906, 908, "protein"], [[7, 0.1, 0.2, 0.15, 0.3, 0.2, 11.5], [8, *[0.2] * 5, 9.1]]),
    ],
)
def test_numbers_that_count_are_names(names: list[object], body: list[list[object]], tmp_path: Path) -> None:
    table = table_of(tmp_path, [names, *body])
    assert table.form.header and rows_in(table) == len(body)
    assert table.columns == tuple(str(name) or "column 1" for name in names)
    assert all(NAMES in note.message for note in file_notes(table))


@pytest.mark.parametrize(
    "rows",
    [
        [[1, 2, 3, 4], [2, 1, 4, 3], [1, 3, 2, 4], [4, 2, 3, 1]],  # ranks
        [[2019, 2020, 2021, 5], [2018, 2019, 2020, 4], [2017, 2018, 2019, 7]],
        [[0, 1], [3, 1], [5, 0], [4, 1]],
        [[1, 2, 3, "a"], [5, 2, 1, "b"], [4, 4, 4, "a"]],
        [["B", 1, 1, 1, 1], ["R", 1, 1, 1, 2], ["L", 1, 1, 1, 3]],
        [["p", "x", "s"], ["e", "x", "y"], ["p", "b", "s"]],
    ],
)
def test_values_that_could_be_names_are_a_sample(rows: Sequence[Sequence[object]], tmp_path: Path) -> None:
    table = table_of(tmp_path, rows)
    assert not table.form.header and rows_in(table) == len(rows)


@pytest.mark.parametrize(
    "names",
    [
        ["length", "width", "kind"],
        ["RI", "Na", "type"],
        ["3P%", "width", "a"],
        ["length", "width", ""],
        ["id", 2019, "kind"],
        ["mm", "missing", "kind"],
    ],
)
def test_names_stay_names(names: list[object], tmp_path: Path) -> None:
    table = table_of(tmp_path, [names, *measured()])
    assert table.form.header and rows_in(table) == 30


def test_plain_names_need_no_words_and_doubtful_ones_get_some(tmp_path: Path) -> None:
    assert file_notes(table_of(tmp_path, [["length", "width", "kind"], *measured()])) == ()
    words = [["colour", "shape"], ["red", "round"], ["blue", "long"]]
    (note,) = file_notes(table_of(tmp_path, words))
    assert note.message == f"The first row, “colour”, “shape”, {NAMES}."


def test_names_that_come_again_further_below(tmp_path: Path) -> None:
    names = ["length", "width", "kind"]
    assert table_of(tmp_path, [names, *measured(), names, *measured()]).form.header


def test_a_guess_can_be_decided_otherwise(tmp_path: Path) -> None:
    rows = [[0.47, "?", "a"], *measured()]
    table = table_of(tmp_path, rows, header=True)
    assert (table.columns, rows_in(table)) == (("0.47", "?", "a"), 30)
    assert NAMES in file_notes(table)[0].message
    assert rows_in(table_of(tmp_path, [["length", "width", "kind"], *measured()], header=False)) == 31


def test_row_numbers_without_a_name(tmp_path: Path) -> None:
    rows = [[number + 1, *row] for number, row in enumerate(measured())]
    table = table_of(tmp_path, [["length", "width", "kind"], *rows])
    assert table.columns == ("row", "length", "width", "kind")
    (note,) = file_notes(table)
    assert "a cell more than there are names" in note.message and "“row”" in note.message


def test_cells_that_have_no_name_and_number_no_rows_are_refused(tmp_path: Path) -> None:
    rows = [[number % 5, *row] for number, row in enumerate(measured())]
    with pytest.raises(UserError, match=r"Row 2 of .* has 4 columns, the first one, in line 1, has 3") as raised:
        table_of(tmp_path, [["length", "width", "kind"], *rows])
    assert "a name for each" in raised.value.advice
    assert table_of(tmp_path, rows, header=False).columns[3] == "column 4"


def test_the_same_holds_in_workbooks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [[0.47, "?", "c"], *measured()]:
        book.active.append(row)
    book.save(tmp_path / "mine.xlsx")
    table = look_at(tmp_path / "mine.xlsx", TableOptions())
    assert not table.form.header and rows_in(table) == 31
    assert NUMBERED in file_notes(table)[0].message
