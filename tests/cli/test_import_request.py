"""What the command line says of imported data: label, form of the file, test part; what does not suit is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.imports.made_pictures import make_set
from tests.data.imports.test_opening import make_table, make_table_of_texts, make_texts
from workbench.cli.import_request import (
    ImportRequest,
    parse_decimal,
    parse_format,
    parse_quotes,
    parse_separator,
    parse_test_split,
    requested_options,
)
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.remembered import export, recall
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.texts.options import TextOptions
from workbench.data.types import DatasetSource, silent
from workbench.errors import UserError
from workbench.storage.folders import Folders


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return make_table(tmp_path / "flowers.csv")


def opened(text: str | Path, request: ImportRequest, folders: Folders) -> DatasetSource:
    return open_source(str(text), folders, requested_options(str(text), request, folders))


def test_the_label_is_chosen_for_paths_and_names_of_tables(table: Path, folders: Folders) -> None:
    assert requested_options(str(table), ImportRequest(), folders) is None
    assert opened(table, ImportRequest("colour"), folders).class_names == ("b", "g", "r")
    assert opened("flowers", ImportRequest("species"), folders).class_names == ("a", "b")
    with pytest.raises(UserError, match="no column “colours”") as raised:
        opened("flowers", ImportRequest("colours"), folders)
    assert "length, colour, species" in raised.value.advice


def test_a_request_leaves_what_was_chosen_before(table: Path, folders: Folders) -> None:
    opened(table, ImportRequest("colour", test=TestSplit(fraction=0.3)), folders)
    for text in ("flowers", str(table)):
        found = requested_options(text, ImportRequest(label_column="species"), folders)
        assert isinstance(found, TableOptions) and found.test == TestSplit(fraction=0.3)
    found = requested_options("flowers", ImportRequest(separator=";"), folders)  # the columns may be others then
    assert found == TableOptions(separator=";")


def test_the_label_of_a_table_of_texts_is_a_column_of_it(folders: Folders, tmp_path: Path) -> None:
    path = str(make_table_of_texts(tmp_path / "films.csv"))
    assert requested_options(path, ImportRequest("sentiment"), folders) == TextOptions(label_column="sentiment")
    assert opened(path, ImportRequest("sentiment"), folders).class_names == ("neg", "pos")
    with pytest.raises(UserError, match="no column “mood”"):
        opened(path, ImportRequest("mood"), folders)
    with pytest.raises(UserError, match="no table of numbers") as raised:
        opened(path, ImportRequest(sheet="first"), folders)
    assert "--sheet" in raised.value.advice


def test_the_format_can_be_chosen(table: Path, folders: Folders, tmp_path: Path) -> None:
    texts = make_table_of_texts(tmp_path / "films.csv")
    assert requested_options(str(texts), ImportRequest(format=parse_format("table")), folders) == TableOptions()
    found = requested_options(str(table), ImportRequest("species", format=parse_format("texts")), folders)
    assert found == TextOptions(label_column="species")
    opened(table, ImportRequest("species", test=TestSplit(fraction=0.3)), folders)
    assert requested_options("flowers", ImportRequest(format="texts"), folders) == TextOptions()
    kept = requested_options("flowers", ImportRequest(format="table"), folders)
    assert isinstance(kept, TableOptions) and kept.test == TestSplit(fraction=0.3)
    with pytest.raises(UserError, match="it cannot be read as pictures"):
        requested_options(str(table), ImportRequest(format=parse_format("pictures")), folders)
    with pytest.raises(UserError, match="it cannot be read as rows"):
        requested_options(str(make_texts(tmp_path / "texts")), ImportRequest(format="table"), folders)
    with pytest.raises(UserError, match="“words” is unknown") as raised:
        parse_format("words")
    assert raised.value.advice == "Name one of table, pictures, texts."


def test_quotation_marks(table: Path, folders: Folders, tmp_path: Path) -> None:
    path = str(make_table_of_texts(tmp_path / "films.csv"))
    assert parse_quotes("no") == (False, "") and parse_quotes("") == (None, None)
    for text, of_texts, of_table in (("no", False, ""), ("yes", True, '"')):
        quoting, quote = parse_quotes(text)
        found = requested_options(path, ImportRequest(quoting=quoting, quote=quote), folders)
        assert found == TextOptions(quoting=of_texts)
        found = requested_options(str(table), ImportRequest(quoting=quoting, quote=quote), folders)
        assert found == TableOptions(quote=of_table)
    with pytest.raises(UserError, match="no table of texts"):
        requested_options(str(table), ImportRequest(quoting=False), folders)
    with pytest.raises(UserError, match="no table of numbers"):
        requested_options(path, ImportRequest(quote="'"), folders)
    with pytest.raises(UserError, match="Name yes, no, or single"):
        parse_quotes("perhaps")


def test_the_mark_of_decimals(table: Path, folders: Folders) -> None:
    found = requested_options(str(table), ImportRequest(decimal=parse_decimal("comma")), folders)
    assert found == TableOptions(decimal=",") and parse_decimal("") == "" and parse_decimal("point") == "."
    with pytest.raises(UserError, match="Name comma or point"):
        parse_decimal(",")


@pytest.mark.parametrize(("make", "what"), [(make_set, "pictures"), (make_texts, "texts")])
def test_a_folder_has_no_columns(make: Callable[[Path], Path], what: str, folders: Folders, tmp_path: Path) -> None:
    folder = str(make(tmp_path / "mine"))
    for request, option in (
        (ImportRequest("species"), "--label"),
        (ImportRequest(separator=","), "--separator"),
        (ImportRequest(test=TestSplit(column="part", value="test")), "--split-column"),
    ):
        with pytest.raises(UserError, match=f"folder of {what}") as raised:
            requested_options(folder, request, folders)
        assert option in raised.value.advice
    open_source(folder, folders)
    with pytest.raises(UserError, match=f"folder of {what}"):
        requested_options("mine", ImportRequest("species"), folders)


def test_other_data_whose_label_is_given_say_so(table: Path, folders: Folders, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="digits is a dataset of the workbench"):
        requested_options("digits", ImportRequest("species"), folders)
    with pytest.raises(UserError, match="no dataset “nothing”"):
        requested_options("nothing", ImportRequest(test=TestSplit(fraction=0.1)), folders)
    open_source(str(table), folders)
    known = recall("flowers", folders)
    assert known is not None
    exported = export(known.recipe, tmp_path / "out", silent)
    for path in (exported, exported.parent):
        with pytest.raises(UserError, match="exported with its label"):
            requested_options(str(path), ImportRequest("colour"), folders)


def test_a_second_file_a_column_and_a_fraction_for_the_test(table: Path, folders: Folders, tmp_path: Path) -> None:
    second = make_table(tmp_path / "more.csv", rows=14)
    source = opened(table, ImportRequest(test=parse_test_split(second, "", "", "")), folders)
    assert source.sizes == (40, 14)
    assert opened(table, ImportRequest(test=parse_test_split(None, "", "", "0,5")), folders).sizes == (20, 20)
    column = parse_test_split(None, "colour", "g", "")
    assert opened(table, ImportRequest(test=column), folders).sizes == (27, 13)
    with pytest.raises(UserError, match="no value “test”") as raised:
        opened(table, ImportRequest(test=parse_test_split(None, "colour", "", "")), folders)
    assert "“r”, “g”, “b”" in raised.value.advice
    with pytest.raises(UserError, match="no column “colours”"):
        opened(table, ImportRequest(test=parse_test_split(None, "colours", "", "")), folders)


def test_a_second_folder_for_the_test(folders: Folders, tmp_path: Path) -> None:
    first, second = make_set(tmp_path / "first"), make_set(tmp_path / "second")
    test = parse_test_split(second, "", "", "")
    assert requested_options(str(first), ImportRequest(test=test), folders) == ImageOptions(
        test=TestSplit(path=second.resolve())
    )
    source = opened(first, ImportRequest(test=test), folders)
    assert source.sizes[0] == source.sizes[1] > 0


@pytest.mark.parametrize(
    ("column", "value", "fraction", "message"),
    [
        ("part", "", "0.2", "--split-column and --test-fraction"),
        ("", "test", "", "--split-value needs"),
        ("", "", "much", "--test-fraction: “much”"),
        ("", "", "1", "out of range"),
    ],
)
def test_test_splits_that_make_no_sense(column: str, value: str, fraction: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        parse_test_split(None, column, value, fraction)


def test_a_second_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        parse_test_split(tmp_path / "gone.csv", "", "", "")


def test_separators_have_names() -> None:
    assert [parse_separator(text) for text in ("", "semicolon", "tab", ":")] == ["", ";", "\t", ":"]
    with pytest.raises(UserError, match="--separator: “dash”") as raised:
        parse_separator("dash")
    assert "semicolon" in raised.value.advice


def test_words_are_of_a_table_even_where_texts_are_guessed(folders: Folders, tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    rows = [f"{number % 7},the food is {('Good', 'bad!')[number % 2]} u{number},{number % 2}" for number in range(80)]
    path.write_text("\n".join(("stars,review,class", *rows)))
    found = requested_options(str(path), ImportRequest("class", words=("review",)), folders)
    assert found == TableOptions(label_column="class", words=("review",))
    assert opened(str(path), ImportRequest("class", words=("review",)), folders).feature_names == (
        "stars",
        "review: bad",
        "review: good",
    )
