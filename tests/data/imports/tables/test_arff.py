"""ARFF files as WEKA and OpenML publish them."""

import gzip
from pathlib import Path

import pytest

from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent
from workbench.errors import UserError


def look(path: Path, **options: object) -> TableRecipe:
    return inspect(path, TableOptions(**options), "mine", silent)  # type: ignore[arg-type]


def rows_of(path: Path) -> list[tuple[str, ...]]:
    table = look_at(path, TableOptions())
    pairs = (zip(*(as_texts(piece[name]) for name in table.columns), strict=True) for piece in pieces(table))
    return [row for piece in pairs for row in piece]


def arff(path: Path, attributes: str, data: str) -> Path:
    path.write_text(f"% made for a test\n\n@relation 'a test'\n{attributes}\n@DATA\n{data}\n")
    return path


WEKA = """@attribute age real
@attribute 'blood pressure' {high, normal, 'very high'}
@attribute "it's" { 'a,b' , "c d", e\t}
@ATTRIBUTE class {positive,negative,unknown}"""


def test_categories_and_classes_have_the_order_of_the_file(tmp_path: Path) -> None:
    lines = [
        f"{number % 17}, {('high', 'normal', chr(39) + 'very high' + chr(39), '?')[number % 4]},"
        f"'{('a,b', 'c d', 'e')[number % 3]}',{('negative', 'positive')[number % 2]}"
        for number in range(40)
    ]
    lines[3] = "% a comment among the rows\n\n" + lines[3]
    recipe = look(arff(tmp_path / "test.arff", WEKA, "\n".join(lines)))
    assert sum(recipe.sizes) == 40 and recipe.class_names == ("positive", "negative")
    assert [column.name for column in recipe.columns] == ["age", "blood pressure", "it's", "class"]
    assert recipe.columns[1].categories == ("high", "normal", "very high") and recipe.columns[1].missing
    assert recipe.columns[2].categories == ("a,b", "c d", "e")
    assert recipe.label_column == "class" and not recipe.unlabelled


def test_numbers_that_are_declared_as_categories_are_categories(tmp_path: Path) -> None:
    attributes = "@attribute size {3,1,2}\n@attribute word {NA,b,c}\n@attribute x numeric\n@attribute grade {5,1}"
    data = "\n".join(
        f"{number % 3 + 1},{('NA', 'b', 'c')[number % 3]},{number / 7},{(1, 5)[number % 2]}" for number in range(40)
    )
    recipe = look(arff(tmp_path / "test.arff", attributes, data))
    assert recipe.columns[0].categories == ("3", "1", "2") and recipe.class_names == ("5", "1")
    assert recipe.columns[1].categories == ("NA", "b", "c"), "a category of the file is a value"
    assert recipe.label_column == "grade"


def test_quotation_marks_and_backslashes(tmp_path: Path) -> None:
    attributes = "@attribute a string\n@attribute b string\n@attribute c {x,y}"
    data = "'it\\'s, so','\\\\',x\n\"two \\\"words\\\"\",don't,y\n'', 'ends here' ,x\n'a % b',?,y"
    assert rows_of(arff(tmp_path / "test.arff", attributes, data)) == [
        ("it's, so", "\\", "x"),
        ('two "words"', "don't", "y"),
        ("", "ends here", "x"),
        ("a % b", "", "y"),
    ]


def test_sparse_rows(tmp_path: Path) -> None:
    attributes = (
        "@attribute x numeric\n@attribute 'word list' string\n@attribute y numeric\n@attribute c {no, 'very much'}"
    )
    data = "{0 1.5, 3 'very much'}\n{ }\n{1 \"a, b\",2 -3}\n{2 ?, 3 no}\n1,q,2,no, {0.5}"
    assert rows_of(arff(tmp_path / "test.arff", attributes, data)) == [
        ("1.5", "", "0", "very much"),
        ("0", "", "0", "no"),
        ("0", "a, b", "-3", "no"),
        ("0", "", "", "no"),
        ("1", "q", "2", "no"),
    ]


def test_dates_and_values_with_spaces_between_them(tmp_path: Path) -> None:
    attributes = "@attribute day date dd.MM.yyyy\n@attribute moment date\n@attribute c {a,b}"
    data = "29.02.2024,2024-02-29T12:30:00,a\n1.3.2024 '2024-03-01T00:00:00' b"
    found = rows_of(arff(tmp_path / "test.arff", attributes, data))
    assert found == [
        ("2024-02-29 00:00:00", "2024-02-29 12:30:00", "a"),
        ("2024-03-01 00:00:00", "2024-03-01 00:00:00", "b"),
    ]


def test_a_packed_file_and_one_that_is_called_otherwise(tmp_path: Path) -> None:
    data = "\n".join(f"{number % 5},{'ab'[number % 2]}" for number in range(20))
    path = arff(tmp_path / "test.arff", "@attribute x real\n@attribute c {a,b}", data)
    (tmp_path / "test.arff.gz").write_bytes(gzip.compress(path.read_bytes()))
    assert look(tmp_path / "test.arff.gz").sizes == look(path).sizes == (16, 4)
    recipe = look(path.rename(tmp_path / "test.csv"))
    assert recipe.sizes == (16, 4) and recipe.file_type == "arff"
    assert "ARFF" in preview(recipe).warnings[0]


@pytest.mark.parametrize(
    ("attributes", "data", "message"),
    [
        ("@attribute x real\n@attribute c {a,b}", "1,a\n1,2,b", "Line 8 of .* has 3 values; .* declares 2"),
        ("@attribute x real\n@attribute c {a,b}", "{0 1}\n{7 1}", "Line 8 of .* has a value without its attribute"),
        ("@attribute bag relational\n@attribute x real\n@end bag", "1", "relational: a table in each row"),
        ("@attribute x complex", "1", "unknown type “complex”"),
        ("@attribute x", "1", "is no attribute"),
        ("", "1,2", "without attributes"),
    ],
)
def test_what_is_damaged_or_not_read_is_named(tmp_path: Path, attributes: str, data: str, message: str) -> None:
    with pytest.raises(UserError, match=message) as caught:
        rows_of(arff(tmp_path / "test.arff", attributes, data))
    assert caught.value.advice
