"""What stands between cells and around them, and the mark of decimals: found in files as other programs write them."""

from pathlib import Path

import numpy as np
import pytest

from tests.data.imports.tables.test_extent import cells
from workbench.data.imports.tables.files.beginning import SPACES
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.files.table_files import file_notes, look_at
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import options_of, read
from workbench.data.imports.tables.typed_rows import mark_of, read_typed_row
from workbench.data.imports.texts.tables import look_at_table
from workbench.data.types import silent
from workbench.errors import UserError


def table_of(folder: Path, lines: list[str], options: TableOptions | None = None) -> TableFile:
    (folder / "mine.csv").write_text("\n".join(lines) + "\n")
    return look_at(folder / "mine.csv", options or TableOptions())


SEPARATORS = {
    "a tab within marks": (
        ";",
        ['grade;"attendance\t";kind', *(f"{number};{number % 7};{'ab'[number % 2]}" for number in range(40))],
    ),
    "decimal commas alone": (";", ["a;b;c", *(f"{number},5;{number % 7},25;{number % 3},75" for number in range(40))]),
    "a semicolon in one column": (",", ["a,b,c,d,e", *(f"{number},2,3,4,x;y" for number in range(40))]),
    "sentences behind a tab": ("\t", ["label\ttext", *(f"{number % 2}\twell, once; more" for number in range(40))]),
    "colons": ("::", ["1::Toy Story, a film::5", "2::Heat: one::3", "3::Seven::4"] * 10),
    "bars": ("|", ["a|b|c", *(f"{number}|x, y|z" for number in range(40))]),
    "marks over several lines": (",", ["a,b,kind", *(f'{number},"x;\ny;\nz",{number % 2}' for number in range(40))]),
    "one column": (",", ["a", *map(str, range(40))]),
}


@pytest.mark.parametrize(("separator", "lines"), SEPARATORS.values(), ids=SEPARATORS)
def test_the_separator_that_divides_most_rows_into_most_cells(separator: str, lines: list[str], tmp_path: Path) -> None:
    assert table_of(tmp_path, lines).form.separator == separator


def test_several_signs_as_a_separator(tmp_path: Path) -> None:
    lines = ["7::2.5::a", '8::3.5::"b::c"', "9::4.5::a"] * 10
    table = table_of(tmp_path, lines)
    assert cells(table)[:3] == [("7", "2.5", "a"), ("8", "3.5", "b::c"), ("9", "4.5", "a")]
    table = table_of(tmp_path, [line.replace("::", "||") for line in lines], TableOptions(separator="||"))
    assert cells(table)[1] == ("8", "3.5", "b||c")
    recipe = inspect(tmp_path / "mine.csv", TableOptions(separator="||"), "mine", silent)
    assert recipe.label_column == "column 3" and len(np.asarray(read(recipe, {}, silent).x_train)) == 24
    with pytest.raises(UserError, match="with “::” between its columns"):
        look_at_table(tmp_path / "mine.csv", separator="::")


R_TABLES = {
    "row names": (
        ['"species" "length" "town"', '"1" "setosa" 5.1 "New York"', '"2" "iris b" 4.9 "Bonn"', '"3" "b" 4.1 "Rome"'],
        ("row", "species", "length", "town"),
        ("1", "setosa", "5.1", "New York"),
    ),
    "no row names": (
        ['"species" "length"', '"setosa" 5.1', '"iris b" 4.9', '"virginica" 4.1'],
        ("species", "length"),
        ("setosa", "5.1"),
    ),
    "one letter each": (
        ['"y" "ap" "week"', '"1" "y" "p" 0', '"2" "n" "p" 2', '"3" "y" "a" 4'],
        ("row", "y", "ap", "week"),
        ("1", "y", "p", "0"),
    ),
    "NumPy": (["# a b kind", "1.5 2 0", "2.5 3 1", "4.5 1 0"], ("a", "b", "kind"), ("1.5", "2", "0")),
    "a report": (
        [
            "Measured by hand, in May",
            "at three places here",
            "",
            "a b kind",
            "1.5 2 x",
            "2.5 3 y",
            "3.5 4 x",
            "7.5 1 y",
        ],
        ("a", "b", "kind"),
        ("1.5", "2", "x"),
    ),
    "aligned": (["  a   b kind", " 15   2    x", "  3  34    y", "  4   5    x"], ("a", "b", "kind"), ("15", "2", "x")),
}


@pytest.mark.parametrize(("lines", "columns", "first"), R_TABLES.values(), ids=R_TABLES)
def test_columns_divided_by_spaces(
    lines: list[str], columns: tuple[str, ...], first: tuple[str, ...], tmp_path: Path
) -> None:
    table = table_of(tmp_path, lines)
    assert (table.form.separator, table.columns) == (SPACES, columns)
    assert cells(table)[0] == first and len(cells(table)) == (4 if "report" in str(lines) or len(lines) == 8 else 3)


def test_sentences_are_no_table(tmp_path: Path) -> None:
    lines = ["One two three", "four", "five six seven eight", "nine", "ten", "eleven twelve one two three"]
    assert table_of(tmp_path, lines).form.separator == ","


def test_single_quotes_around_cells(tmp_path: Path) -> None:
    lines = [
        "'age','node','class'",
        *(f"'3{n}-39','-{n % 7}.5','{('no-recurrence', 'yes')[n % 2]}'" for n in range(10, 40)),
    ]
    table = table_of(tmp_path, lines)
    assert table.columns == ("age", "node", "class") and cells(table)[0] == ("310-39", "-3.5", "no-recurrence")
    recipe = inspect(tmp_path / "mine.csv", TableOptions(), "mine", silent)
    assert recipe.class_names == ("no-recurrence", "yes") and options_of(recipe).quote == "'"
    assert cells(table_of(tmp_path, lines, TableOptions(quote='"')))[0] == ("'310-39'", "'-3.5'", "'no-recurrence'")


def test_single_quotes_where_a_cell_holds_a_comma(tmp_path: Path) -> None:
    lines = ["x,y,label", *(f"{n},{n % 5},{chr(39) + 'a, kind' + chr(39) if n % 3 else 'b'}" for n in range(30))]
    table = table_of(tmp_path, lines)
    assert table.columns == ("x", "y", "label") and cells(table)[1] == ("1", "1", "a, kind")
    assert file_notes(table) == ()


@pytest.mark.parametrize("word", ["'tis", "'s-Gravenhage", "O'Brien", "'"])
def test_apostrophes_are_letters(word: str, tmp_path: Path) -> None:
    lines = ["x,name", *(f"{n},{word if n % 2 else 'b'}" for n in range(30))]
    assert table_of(tmp_path, lines).form.quote == '"' and cells(table_of(tmp_path, lines))[1] == ("1", word)


def test_marks_that_surround_nothing(tmp_path: Path) -> None:
    lines = ["x,name", *(f'{n},"{n} inches' for n in range(30))]
    table = table_of(tmp_path, lines, TableOptions(quote=""))
    assert cells(table)[3] == ("3", '"3 inches') and len(cells(table)) == 30


DECIMALS = {
    "commas within marks": ('"0,84","1,5",a', '"2,470","0,25",b', ","),
    "groups within marks": ('"2,470","1,500",a', '"12,000","3,100",b', "."),
    "points and groups": ('"2,470.5","1,5",a', '"12,000.25","3,100.5",b', "."),
    "points": ("0.84,1.5,a", "2.5,0.25,b", "."),
}


@pytest.mark.parametrize(("first", "second", "decimal"), DECIMALS.values(), ids=DECIMALS)
def test_the_mark_of_decimals_between_commas(first: str, second: str, decimal: str, tmp_path: Path) -> None:
    assert table_of(tmp_path, ["x,y,kind", *[first, second] * 10]).form.decimal == decimal


def test_decimal_commas_within_marks_are_read(tmp_path: Path) -> None:
    rows = [f'"{number % 7},{number % 10}70","0,{number % 4}40",{"ab"[number % 2]}' for number in range(40)]
    table_of(tmp_path, ["x,y,kind", *rows])
    recipe = inspect(tmp_path / "mine.csv", TableOptions(label_column="kind"), "mine", silent)
    assert recipe.decimal == "," and recipe.feature_names == ("x", "y")
    x = np.asarray(read(recipe, {}, silent).x_train)
    assert np.isfinite(x).all() and 0 < x[:, 0].max() < 7
    assert mark_of(recipe) == ";"
    for row in ('"2,470","0,840"', "2,470;0,840"):
        assert read_typed_row(recipe, row).tolist() == [[np.float32(2.47), np.float32(0.84)]]
    (tmp_path / "new.csv").write_text('x,y\n"2,470","0,840"\n')
    assert np.asarray(new_samples(recipe, [tmp_path / "new.csv"]).samples).tolist() == [
        [np.float32(2.47), np.float32(0.84)]
    ]
    points = inspect(tmp_path / "mine.csv", TableOptions(decimal="."), "mine", silent)
    assert points.decimal == "."
