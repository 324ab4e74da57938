"""Tables of the user's: how they are recognised and read, with all that makes them hard."""

import csv
import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.data.cache import prepare
from workbench.data.imports.formats import source_of
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.recipe_json import recipe_from_json, recipe_to_json
from workbench.data.imports.tables.export import export
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.imports.tables.reading import read as read_table
from workbench.data.imports.tables.recipe import ColumnType, TableRecipe
from workbench.data.imports.texts.format import TEXTS
from workbench.data.types import silent
from workbench.errors import UserError

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(
        rows: Sequence[Sequence[object]], name: str = "mine.csv", mark: str = ",", encoding: str = "utf-8"
    ) -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding=encoding) as stream:
            csv.writer(stream, delimiter=mark).writerows(rows)
        return path

    return write


def look(path: Path, **options: Any) -> TableRecipe:
    return inspect(path, TableOptions(**options), "mine", silent)


def read(recipe: TableRecipe) -> Any:  # all arrays are there
    return read_table(recipe, {}, silent)


def flowers(rows: int = 40) -> list[list[object]]:
    """Two numbers and a category with spread values, and a label of two values."""
    random = np.random.default_rng(1)
    header: list[object] = ["length", "width", "colour", "species"]
    body: list[list[object]] = [
        [f"{random.normal():.3f}", f"{random.normal():.2f}", ("red", "blue", "green")[number % 3], "ab"[number % 2]]
        for number in range(rows)
    ]
    return [header, *body]


def column_types(recipe: TableRecipe) -> dict[str, ColumnType]:
    return {column.name: column.kind for column in recipe.columns}


def test_a_plain_table_is_recognised_split_and_read(write: Write) -> None:
    recipe = look(write(flowers()))
    assert (recipe.label_column, recipe.class_names, recipe.sizes) == ("species", ("a", "b"), (32, 8))
    assert (recipe.separator, recipe.encoding, recipe.header, recipe.decimal) == (",", "utf-8", True, ".")
    assert recipe.feature_names == ("length", "width", "colour = blue", "colour = green", "colour = red")
    raw = read(recipe)
    assert raw.x_train.shape == (32, 5) and raw.x_train.dtype == np.float32
    assert np.bincount(raw.y_train).tolist() == [16, 16] and np.bincount(raw.y_test).tolist() == [4, 4]
    assert (raw.x_train[:, 2:].sum(axis=1) == 1).all()


def test_values_stay_with_their_labels_in_the_order_of_the_file(write: Write) -> None:
    body = [[number * 0.5, number % 3, "xyz"[number % 3]] for number in range(30)]
    raw = read(look(write([["a", "b", "label"], *body])))
    for x, y in ((raw.x_train, raw.y_train), (raw.x_test, raw.y_test)):
        assert (x[:, 1] == y).all() and (np.diff(x[:, 0]) > 0).all()


@pytest.mark.parametrize(("mark", "separator"), [(",", ","), (";", ";"), ("\t", "\t"), ("|", "|"), (" ", r"\s+")])
def test_separators_are_recognised(write: Write, mark: str, separator: str) -> None:
    recipe = look(write(flowers(), mark=mark))
    assert recipe.separator == separator and len(recipe.columns) == 4
    assert read(recipe).x_train.shape == (32, 5)


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252"), ("latin-1", "cp1252")],
)
def test_encodings_are_recognised_also_where_the_text_comes_late(write: Write, encoding: str, found: str) -> None:
    rows = [["größe", "label"], *([number * 0.5, "grün" if number % 2 else "weiß"] for number in range(30))]
    recipe = look(write(rows, encoding=encoding))
    assert recipe.encoding == found
    assert recipe.class_names == ("grün", "weiß") and recipe.feature_names == ("größe",)
    assert read(recipe).x_train.shape == (24, 1)


def test_quoted_separators_and_line_ends_stay_inside_their_cells(write: Write) -> None:
    rows = [["name", "x", "label"]]
    rows += [[("a, b", 'say "c"', "d\ne")[number % 3], str(number / 7), "pq"[number % 2]] for number in range(30)]
    recipe = look(write(rows))
    assert recipe.columns[0].categories == ("a, b", "d\ne", 'say "c"')
    assert read(recipe).x_train.shape == (24, 4)


def test_decimal_commas_are_numbers_where_semicolons_separate(write: Write) -> None:
    rows = [["x", "label"], *([f"{number},25", "ab"[number % 2]] for number in range(20))]
    recipe = look(write(rows, mark=";"))
    assert (recipe.separator, recipe.decimal, column_types(recipe)["x"]) == (";", ",", ColumnType.NUMERIC)
    raw = read(recipe)
    assert sorted([*raw.x_train[:, 0], *raw.x_test[:, 0]]) == [number + 0.25 for number in range(20)]


def test_a_table_without_a_header_gets_names(write: Write) -> None:
    rows = flowers()[1:]
    recipe = look(write(rows))
    assert not recipe.header and [column.name for column in recipe.columns] == [f"column {n}" for n in range(1, 5)]
    assert recipe.label_column == "column 4" and recipe.sizes == (32, 8)


def test_numbers_alone_need_no_header_and_the_last_column_of_few_values_is_the_label(write: Write) -> None:
    rows = [[number * 1.5 % 7, number % 13 / 3, number % 2] for number in range(40)]
    recipe = look(write(rows))
    assert not recipe.header and recipe.label_column == "column 3" and recipe.class_names == ("0", "1")


def test_names_that_are_there_twice_or_missing_get_numbers(write: Write) -> None:
    rows = [["x", "x", "", "label"], *([n * 0.3 % 5, n * 0.7 % 3, n * 1.1 % 4, "ab"[n % 2]] for n in range(20))]
    recipe = look(write(rows))
    assert recipe.feature_names == ("x", "x (2)", "column 3")
    assert read(recipe).x_train.shape == (16, 3)


def test_a_header_that_lacks_the_name_of_the_row_numbers(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("x,label\n" + "".join(f"{n},{n * 0.37 % 3},{'ab'[n % 2]}\n" for n in range(1, 41)))
    recipe = look(path)
    assert column_types(recipe)["row"] is ColumnType.IDENTIFIER and recipe.feature_names == ("x",)


def test_missing_values_are_nan_or_a_category_and_rows_without_label_are_left_out(write: Write) -> None:
    rows = flowers(41)
    for number in (1, 5, 9):
        rows[number][0] = ("", "NA", "?")[number // 4]
    rows[2][2] = ""
    rows[3][3] = ""
    recipe = look(write(rows))
    assert recipe.unlabelled == 1 and sum(recipe.sizes) == 40
    assert recipe.feature_names[-1] == "colour: missing"
    raw = read(recipe)
    x = np.concatenate((raw.x_train, raw.x_test))
    assert np.isnan(x[:, 0]).sum() == 3 and not np.isnan(x[:, 1:]).any()
    assert x[:, -1].sum() == 1
    assert any("1 rows without a label" in text for text in raw.warnings)


def test_a_few_words_among_numbers_count_as_missing_and_are_noted(write: Write) -> None:
    rows = flowers(60)
    rows[7][0] = "unknown"
    recipe = look(write(rows))
    assert column_types(recipe)["length"] is ColumnType.NUMERIC and "“unknown”" in recipe.columns[0].note
    raw = read(recipe)
    assert np.isnan(np.concatenate((raw.x_train, raw.x_test))[:, 0]).sum() == 1


def test_mixed_types_are_categories_where_they_are_few(write: Write) -> None:
    rows = [["size", "label"], *([("1", "2", "large", "?")[n % 4], "ab"[n // 2 % 2]] for n in range(40))]
    assert look(write(rows)).feature_names == ("size = 1", "size = 2", "size = large", "size: missing")


def test_dates_become_days_and_what_varies_in_them(write: Write) -> None:
    first = datetime.datetime(2024, 2, 28, 6)
    rows: list[list[object]] = [["when", "day", "label"]]
    for n in range(30):
        moment = first + datetime.timedelta(hours=9 * n)
        rows.append([moment.isoformat(" "), moment.strftime("%d.%m.%Y"), "ab"[n % 2]])
    recipe = look(write(rows))
    cyclic = [f"{name} {function}" for name in ("month", "weekday", "hour") for function in ("sine", "cosine")]
    names = ["days", *cyclic]
    assert recipe.feature_names == (*(f"when: {name}" for name in names), *(f"day: {name}" for name in names[:-2]))
    raw = read(recipe)
    x = np.concatenate((raw.x_train, raw.x_test))
    assert x[:, 0].min() == 19781 and (x[:, 0] == x[:, 7]).all()
    wednesday = x[x[:, 0] == 19781][0, 3:5]  # 28 February 2024
    np.testing.assert_allclose(wednesday, [np.sin(4 * np.pi / 7), np.cos(4 * np.pi / 7)], rtol=1e-6)
    hours = np.round(np.arctan2(x[:, 5], x[:, 6]) / (2 * np.pi) * 24) % 24
    assert set(hours.tolist()) <= {6.0, 15.0, 0.0, 9.0, 18.0, 3.0, 12.0, 21.0}


def test_booleans_are_one_feature(write: Write) -> None:
    rows = [["flag", "x", "label"], *([("True", "False", "")[n % 3], n * 0.3 % 2, "ab"[n % 2]] for n in range(30))]
    recipe = look(write(rows))
    assert recipe.feature_names == ("flag", "x")
    raw = read(recipe)
    assert sorted({str(value) for value in raw.x_train[:, 0]}) == ["0.0", "1.0", "nan"]


def test_more_than_fifty_categories_have_one_feature_together_and_come_from_the_training_rows(write: Write) -> None:
    rows: list[list[object]] = [["town", "part", "label"]]
    rows += [[f"t{n % 60:02}", "train", "ab"[n % 2]] for n in range(600)]
    rows += [["elsewhere", "test", "ab"[n % 2]] for n in range(10)]
    recipe = look(write(rows))
    assert recipe.test == TestSplit(column="part", value="test") and recipe.sizes == (600, 10)
    town = recipe.columns[0]
    assert len(town.categories) == 50 and "elsewhere" not in town.categories and town.other
    raw = read(recipe)
    assert (raw.x_test[:, -1] == 1).all() and raw.x_train[:, -1].sum() == 100


def test_identifiers_texts_and_constants_are_left_out_and_reported(write: Write) -> None:
    rows: list[list[object]] = [["id", "code", "unit", "x", "label"]]
    rows += [[100 + n, f"c{n}", "cm", n * 0.7 % 3, "ab"[n % 2]] for n in range(60)]
    recipe = look(write(rows))
    assert column_types(recipe)["id"] is column_types(recipe)["code"] is ColumnType.IDENTIFIER
    assert column_types(recipe)["unit"] is ColumnType.CONSTANT and recipe.feature_names == ("x",)
    notes = [text for text in read(recipe).warnings if "It is left out" in text]
    assert len(notes) == 2 and notes[0].startswith("2 columns (identifier; each of “id”, “code”):")
    included = look(recipe.path, included=("id",), left_out=("x",))
    assert included.feature_names == ("id",)


def test_the_users_options_come_before_guesses(write: Write) -> None:
    recipe = look(write(flowers(), "own.csv"), name="flora", label_column="colour", test=TestSplit(0.5))
    assert (recipe.name, recipe.label_column, recipe.sizes) == ("flora", "colour", (20, 20))
    assert recipe.feature_names == ("length", "width", "species = a", "species = b")


def test_a_second_file_is_for_the_test(write: Write) -> None:
    first, second = write(flowers(40)), write(flowers(20), "second.csv", mark=";")
    recipe = look(first, test=TestSplit(path=second))
    assert recipe.sizes == (40, 20)
    raw = read(recipe)
    assert np.array_equal(raw.x_train[:20], raw.x_test)
    assert any("20 of 20 test samples are in the training part" in text for text in raw.warnings)


def test_two_hundred_classes(write: Write) -> None:
    rows = [["x", "y", "class"], *([n * 0.77 % 9, n * 0.3 % 4, f"k{n % 200}"] for n in range(2400))]
    recipe = look(write(rows))
    assert (len(recipe.class_names) == 200 and recipe.sizes == (2000, 400)) or recipe.sizes == (1920, 480)
    assert len(np.unique(read(recipe).y_test)) == 200


def test_numbers_as_labels_are_sorted_as_numbers(write: Write) -> None:
    rows = [["x", "digit class"], *([n * 0.77 % 9, n % 12] for n in range(240))]
    assert look(write(rows)).class_names == tuple(str(number) for number in range(12))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["a", "b", "label"]], "no rows"),
        ([["x", "label"], [1, "a"]], "at least two classes"),
        ([["x", "label"], *([n * 0.3, "only"] for n in range(20))], "“only” in all rows"),
        ([["x", "target"], *([n % 7, n * 0.37] for n in range(3000))], "regression"),
        ([["x", "label"], *([n % 7, n * 3] for n in range(3000))], "regression"),
        ([["x", "label"], *([n * 0.3, "ab"[n % 2]] for n in range(20)), [1, "rare"]], "rare has a single sample"),
        ([["name", "label"], *([f"n{n}", "ab"[n % 2]] for n in range(20))], "no column from which"),
        ([["x", "label"], [1, "a"], [2, "b", "c"], [3, "a"]], "Row 3"),
    ],
)
def test_tables_that_cannot_be_used_are_refused_with_a_reason(
    write: Write, rows: list[list[object]], message: str
) -> None:
    with pytest.raises(UserError, match=message) as error:
        look(write(rows))
    assert error.value.advice


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n \n\n", "is empty"),
        ("zeros.csv", b"\0\1\2,\0\n", "not a text file"),
        ("old.xls", b"123", "no Excel file"),
        ("broken.xlsx", b"123", "no Excel file"),
        ("broken.parquet", b"123", "cannot be read"),
        ("risky.pkl", b"123", "can run programs"),
    ],
)
def test_files_that_are_no_tables_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=message):
        look(tmp_path / name)


def test_a_column_that_is_not_there_is_named(write: Write) -> None:
    with pytest.raises(UserError, match="no column “colur”") as error:
        look(write(flowers()), label_column="colur")
    assert "colour" in error.value.advice


def test_excel_and_parquet_give_the_arrays_of_the_same_csv(write: Write, tmp_path: Path) -> None:
    import pandas as pd

    rows = flowers()
    expected = read(look(write(rows)))
    frame = pd.DataFrame(rows[1:], columns=rows[0]).astype({"length": float, "width": float})
    frame.to_excel(tmp_path / "mine.xlsx", index=False)
    frame.to_parquet(tmp_path / "mine.parquet")
    for name in ("mine.xlsx", "mine.parquet"):
        recipe = look(tmp_path / name)
        raw = read(recipe)
        assert np.array_equal(raw.x_train, expected.x_train) and np.array_equal(raw.y_test, expected.y_test), name
        assert preview(recipe).rows[0][2:] == ("red", "a")


def test_a_recipe_survives_json_and_prepares_through_the_cache(write: Write, tmp_path: Path) -> None:
    recipe = look(write(flowers()))
    again = recipe_from_json(recipe_to_json(recipe))
    assert again == recipe
    source = source_of(again)
    dataset = prepare(source, (), tmp_path / "cache", silent)
    assert np.array_equal(np.asarray(dataset.x_train), read(recipe).x_train)
    assert dataset.folder.parent.name == source.key != recipe.name


def test_a_changed_file_is_read_anew_or_refused(write: Write, tmp_path: Path) -> None:
    recipe = look(write(flowers()))
    first = prepare(source_of(recipe), (), tmp_path / "cache", silent)
    rows = flowers()
    rows[1][0] = "123.5"
    write(rows)
    second = prepare(source_of(recipe), (), tmp_path / "cache", silent)
    assert second.folder != first.folder and 123.5 in np.concatenate(
        (np.asarray(second.x_train), np.asarray(second.x_test))
    )
    write(flowers(30))
    with pytest.raises(UserError, match="has changed"):
        prepare(source_of(recipe), (), tmp_path / "cache", silent)


def test_preview_shows_cells_types_and_notes(write: Write) -> None:
    rows = flowers()
    rows[0].insert(0, "id")
    for number, row in enumerate(rows[1:]):
        row.insert(0, number)
    seen = preview(look(write(rows)))
    assert seen.columns == ("id", "length", "width", "colour", "species") and len(seen.rows) == 20
    assert seen.column_types == ("identifier, left out", "numeric", "numeric", "categorical", "label")
    assert seen.rows[0] == tuple(map(str, rows[1])) and "“id”" in seen.warnings[0]


def test_exported_tables_give_the_same_arrays(write: Write, tmp_path: Path) -> None:
    rows = [["id", "x", "part", "label"]]
    rows += [[str(n), f"{n},5", "uv"[n % 2], ("a", "b", "")[n % 3]] for n in range(60)]
    recipe = look(write(rows, mark=";", encoding="cp1252"))
    folder = tmp_path / "out"
    folder.mkdir()
    from workbench.data.imports.recipe import anchored

    moved = anchored(export(recipe, folder, silent), folder)
    assert isinstance(moved, TableRecipe)
    before, after = read(recipe), read(moved)
    for name in ("x_train", "y_train", "x_test", "y_test"):
        assert np.array_equal(getattr(before, name), getattr(after, name)), name


def test_tables_of_texts_are_recognised(write: Write) -> None:
    sentences = [["text", "label"], *([f"this is sentence number {n} of many", "ab"[n % 2]] for n in range(30))]
    assert TEXTS.likeness(write(sentences), Counter()) > 0.5
    assert not TEXTS.likeness(write(flowers()), Counter())


def notes(path: Path) -> dict[str, str]:
    return {column.name: column.note for column in look(path).columns}


def test_notes_on_columns_that_may_be_meant_otherwise(write: Write) -> None:
    rows = [
        ["share", "when", "mixed", "torn", "species"],
        *(
            [
                f"{number} %",
                f"{1 + number % 12:02}/05/2024",
                number if number % 3 else "none",
                "x\ny" if number % 2 else "z",
                "ab"[number % 2],
            ]
            for number in range(40)
        ),
    ]
    found = notes(write(rows))
    assert "numbers with the unit %" in found["share"]
    assert "Read as month/day/year" in found["when"]
    assert "“none” 14×" in found["mixed"]
    assert "1 of the values hold line breaks" in found["torn"]
    rows = [["x", "when", "species"]]
    rows += [[f"{number},5", f"0{1 + number % 3}/05/2024", "ab"[number % 2]] for number in range(40)]
    assert "Read as day/month/year" in notes(write(rows, mark=";"))["when"]


def test_numbers_with_marks_between_the_digits_are_exported_as_plain_ones(write: Write, tmp_path: Path) -> None:
    rows = [["price", "species"], *([f"{number}.234.567,5", "ab"[number % 2]] for number in range(1, 41))]
    recipe = look(write(rows, mark=";"))
    assert recipe.decimal == "," and column_types(recipe)["price"] is ColumnType.NUMERIC
    (tmp_path / "out").mkdir()
    export(recipe, tmp_path / "out", silent)
    assert "1234567.5,b,train" in (tmp_path / "out" / "data.csv").read_text()


def test_a_single_column_names_the_separators(write: Write) -> None:
    with pytest.raises(UserError, match="single column") as caught:
        look(write([["a:b:c"], *([f"{number}:2:x"] for number in range(30))]))
    assert "semicolons" in caught.value.advice


def test_other_sheets_are_noted(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "cover"
    for name in ("flowers", "more"):
        sheet = book.create_sheet(name)
        for row in flowers():
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    recipe = look(tmp_path / "book.xlsx")
    (note,) = preview(recipe).warnings
    assert "“flowers” is read" in note and "cover, more" in note
    assert any("cover, more" in warning for warning in read(recipe).warnings)
    assert look(tmp_path / "book.xlsx", sheet="more").sheet == "more"


def test_too_many_columns_are_refused_before_they_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "line.csv").write_text("1,2,3," * 20_000)
    with pytest.raises(UserError, match="60,001 columns"):
        look(tmp_path / "line.csv")


def test_a_cell_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.data.imports.tables.files.beginning._FIELD_LIMIT", 1 << 20)
    (tmp_path / "long.csv").write_text(f"x,label\n1,a\n{'q' * (1 << 21)},b\n")
    with pytest.raises(UserError, match="more than 1 million characters"):
        look(tmp_path / "long.csv")


def test_leading_zeros_make_categories_not_numbers(write: Write) -> None:
    rows: list[list[object]] = [["code", "ratio", "zero", "label"]]
    rows += [[("007", "042", "110")[n % 3], f"0.{n % 9}", n % 2 * 3, "ab"[n % 2]] for n in range(60)]
    recipe = look(write(rows))
    assert recipe.columns[0].kind is ColumnType.CATEGORICAL and recipe.columns[0].categories == ("007", "042", "110")
    assert column_types(recipe)["ratio"] is column_types(recipe)["zero"] is ColumnType.NUMERIC
    np.testing.assert_array_equal(read(recipe).x_train[:, :3].sum(axis=1), 1)


def test_training_and_test_rows_are_those_of_the_file_in_its_order(write: Write) -> None:
    features = [f"x{place}" for place in range(40)]
    rows: list[list[object]] = [[*features, "use", "label"]]
    for number in range(90):
        values = [(number * 40 + place) * 0.5 for place in range(40)]
        label = "" if number % 10 == 7 else "ab"[number % 2]
        rows.append([*values, "test" if number % 3 == 0 else "train", label])
    raw = read(look(write(rows), test=TestSplit(column="use", value="test")))
    known = np.array([row[:40] for row in rows[1:] if row[-1]], np.float32)
    labels = np.array(["ab".index(str(row[-1])) for row in rows[1:] if row[-1]])
    in_test = np.array([row[-2] == "test" for row in rows[1:] if row[-1]])
    np.testing.assert_array_equal(raw.x_train, known[~in_test])
    np.testing.assert_array_equal(raw.x_test, known[in_test])
    np.testing.assert_array_equal(raw.y_train, labels[~in_test])
    np.testing.assert_array_equal(raw.y_test, labels[in_test])


def test_an_encoding_that_shows_only_after_the_beginning(tmp_path: Path) -> None:
    path, rows = tmp_path / "mine.csv", "".join(f"{number},{'ab'[number % 2]}\n" for number in range(150_000))
    path.write_bytes(f"x,label\n{rows}".encode() + "5,ž\n6,ž\n".encode("cp1252"))
    recipe = look(path)
    assert recipe.encoding == "cp1252" and recipe.class_names == ("a", "b", "ž")
    path.write_bytes(f"x,label\n{rows}".encode() + "5,ž\n6,ž\n".encode())
    assert look(path).encoding == "utf-8"
    path.write_bytes(f"x,label\n{rows}".encode() + b"\0\0\0,a\n")
    with pytest.raises(UserError, match="zero bytes"):
        look(path)
