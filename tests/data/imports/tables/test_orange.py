"""Files of Orange, with three rows above the samples or types and flags in front of names, and others like them."""

from pathlib import Path

import pytest

from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.reading import options_of, read
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.types import silent

HEART = (
    "id\tage\tchest pain\tgrade\tnotes\tsex\tnarrowing\n"
    "string\tcontinuous\tnormal left\\ vent ST\td\ts\tfemale male\td\n"
    "meta\t\t\t\tignore\t\tclass\n"
)


def look(path: Path, text: str, **options: object) -> TableRecipe:
    path.write_text(text, encoding=str(options.get("encoding") or "utf-8"))
    return inspect(path, TableOptions(**options), "mine", silent)  # type: ignore[arg-type]


def samples(count: int = 40, mark: str = "\t") -> str:
    pains = ("ST", "normal", "left vent", "?")
    return "".join(
        mark.join(
            (f"p{number}", str(20 + number % 7), pains[number % 4], str(number % 3), "x y", "male", str(number % 2))
        )
        + "\n"
        for number in range(count)
    )


@pytest.mark.parametrize("mark", ["\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_three_rows_are_never_samples(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / ("heart.tab" if mark == "\t" else "heart.csv")
    recipe = look(path, HEART.replace("\t", mark) + samples(mark=mark), encoding=encoding)
    assert sum(recipe.sizes) == 40 and len(read(recipe, {}, silent).y_train) == 32
    assert recipe.label_column == "narrowing" and recipe.class_names == ("0", "1")
    used = {column.name: column.used for column in recipe.columns}
    assert used == {
        "id": False, "age": True, "chest pain": True, "grade": True, "notes": False, "sex": False, "narrowing": False
    }  # fmt: skip
    columns = {column.name: column for column in recipe.columns}
    assert columns["chest pain"].categories == ("normal", "left vent", "ST") and columns["chest pain"].missing
    assert columns["grade"].categories == ("0", "1", "2"), "discrete, although they are numbers"
    assert "meta information" in columns["id"].note and "ignored" in columns["notes"].note
    assert "rows 2 and 3 say what the columns hold" in preview(recipe).warnings[0]
    assert preview(recipe).rows[0][0] == "p0"


def test_what_is_left_out_by_the_file_can_be_included(tmp_path: Path) -> None:
    recipe = look(tmp_path / "heart.tab", HEART + samples(), included=("notes",), label_column="grade")
    assert recipe.label_column == "grade" and recipe.class_names == ("0", "1", "2")
    header = "C#a\tmC#b\tcD#c\n"
    rows = "".join(f"{number % 5 / 2}\t{number % 7 / 2}\t{number % 2}\n" for number in range(40))
    assert [column.used for column in look(tmp_path / "m.tab", header + rows).columns] == [True, False, False]
    included = look(tmp_path / "m.tab", header + rows, included=("b",))
    assert included.columns[1].used and options_of(included).included == ("b",)


def test_prefixed_names(tmp_path: Path) -> None:
    header = "C#length,D#grade,m#name,i#weight,wC#w,cD#kind\n"
    rows = "".join(
        f"{number % 9 / 2},{number % 4},n{number},{number % 5},1.5,{'yx'[number % 2]}\n" for number in range(40)
    )
    recipe = look(tmp_path / "prefixed.csv", header + rows)
    assert [column.name for column in recipe.columns] == ["length", "grade", "name", "weight", "w", "kind"]
    assert [column.used for column in recipe.columns] == [True, True, False, False, False, False]
    assert recipe.columns[1].kind == "categorical" and recipe.label_column == "kind" and sum(recipe.sizes) == 40
    assert "letters in front of the names" in preview(recipe).warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "C4,C#4,D4,D#4,label\n" + "".join(f"{number},1.5,2,{number % 3},{'ab'[number % 2]}\n" for number in range(40)),
        "#id,x,label\n" + "".join(f"{number},{number % 7},{'ab'[number % 2]}\n" for number in range(40)),
        "a,b,label\n" + "".join(f"{'cds'[number % 3]},{'dc'[number % 2]},{'xy'[number % 2]}\n" for number in range(40)),
        "a,b\n" + "".join(f"{'cd'[number % 2]},{'dc'[number % 2]}\n" for number in range(40)),
    ],
    ids=["notes", "number sign", "letters", "letters without others"],
)
def test_other_tables_are_no_files_of_orange(tmp_path: Path, text: str) -> None:
    (tmp_path / "table.csv").write_text(text)
    table = look_at(tmp_path / "table.csv", TableOptions(header=True))
    assert table.file_type == "" and table.columns == tuple(text.splitlines()[0].split(","))
    assert sum(len(piece) for piece in pieces(table)) == 40


def test_another_form_can_be_chosen(tmp_path: Path) -> None:
    (tmp_path / "heart.tab").write_text(HEART + samples())
    table = look_at(tmp_path / "heart.tab", TableOptions(header=False))
    assert as_texts(next(iter(pieces(table)))["column 1"])[:3] == ["id", "string", "meta"]
    assert look_at(tmp_path / "heart.tab", TableOptions(separator="\t")).file_type == "orange"
    assert look_at(tmp_path / "heart.tab", TableOptions(separator="|")).file_type == ""
