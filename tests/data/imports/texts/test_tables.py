from pathlib import Path

import pytest

from workbench.data.imports.texts.tables import guess_columns, look_at_table, read_rows, text_column_of
from workbench.errors import UserError

ROWS = (("What a film, really", "good"), ("Never again; never", "bad"), ("He said “no”", "bad"), ("Fine", "good"))


def write(path: Path, separator: str = ",", encoding: str = "utf-8", header: str | None = "review,sentiment") -> Path:
    lines = [header.replace(",", separator)] if header else []
    lines += [f'"{text}"{separator}{label}' for text, label in ROWS]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def read_whole(path: Path) -> list[tuple[str, ...]]:
    table = look_at_table(path)
    return list(read_rows(table, guess_columns(table, None, None)))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_are_found(tmp_path: Path, separator: str, encoding: str) -> None:
    table = look_at_table(write(tmp_path / "reviews.csv", separator, encoding))
    assert (table.separator, table.encoding, table.header) == (separator, encoding, True)
    assert guess_columns(table, None, None) == ("review", "sentiment")
    assert tuple(read_rows(table, ("review", "sentiment"))) == ROWS


def test_a_table_without_names(tmp_path: Path) -> None:
    table = look_at_table(write(tmp_path / "reviews.csv", header=None), header=False)
    assert table.columns == ("column 1", "column 2")
    assert guess_columns(table, None, None) == ("column 1", "column 2")
    assert tuple(read_rows(table, ("column 1", "column 2"))) == ROWS
    path = tmp_path / "sentences.csv"
    path.write_text('"This is the first of the sentences.",a\n"Another one.",b\n')
    assert not look_at_table(path).header
    path.write_text("ham,Come over\nspam,Win now\nham,See you\n")
    assert not look_at_table(path).header and guess_columns(look_at_table(path), None, None) == ("column 2", "column 1")


def test_columns_are_guessed_by_what_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("id,what,kind,why\n" + "".join(f"{n},one two three {n},{'ab'[n % 2]},x{n}\n" for n in range(20)))
    assert guess_columns(look_at_table(path), None, None) == ("what", "kind")
    assert guess_columns(look_at_table(path), "why", None) == ("why", "kind")
    with pytest.raises(UserError, match="no column “wat”"):
        guess_columns(look_at_table(path), "wat", None)


def test_the_separator_is_the_one_on_which_the_rows_agree(tmp_path: Path) -> None:
    path = tmp_path / "messages.tsv"
    path.write_text("ham\tGo until, point\nspam\tWin now\nham\tHello there\nspam\tFree, free, free\n")
    assert read_whole(path)[3] == ("Free, free, free", "spam")


def test_names_that_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "spam.csv"
    path.write_text("v1,v2,,\nham,Go until jurong,,\nspam,Win a prize,,\nham,See you later,,\nspam,Free entry,,\n")
    table = look_at_table(path)
    assert table.columns == ("v1", "v2", "column 3", "column 4")
    assert guess_columns(table, None, None) == ("v2", "v1")
    path.write_text(",text,label\n0,some words,a\n1,other words,b\n")
    assert look_at_table(path).columns == ("column 1", "text", "label")


def test_line_breaks_quotes_and_empty_cells(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('text,label\n"two\nlines, ""quoted""",a\n,b\nNA,nan\n"",\nshort\n')
    found = list(read_rows(look_at_table(path), ("text", "label")))
    assert found == [('two\nlines, "quoted"', "a"), ("", "b"), ("NA", "nan"), ("", ""), ("short", "")]


def test_the_same_name_twice(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("text,label,text\na b,x,c d\n")
    table = look_at_table(path)
    assert table.columns == ("text", "label", "text (3)")
    assert list(read_rows(table, ("text (3)", "text"))) == [("c d", "a b")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"text,label\n", "has no rows"),
        (b"text\none\ntwo\n", "has a single column"),
        (b"text,label\na,b\nwith, comma,c\n", "cannot be read as a table: .*line 3"),
        (b"text,label\n\0,b\n", "is not a text file"),
    ],
)
def test_tables_that_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=message) as caught:
        read_whole(path)
    assert caught.value.advice


def test_a_wrong_encoding_and_a_missing_file(tmp_path: Path) -> None:
    path = write(tmp_path / "reviews.csv", encoding="cp1252")
    with pytest.raises(UserError, match="cannot be read as a table"):
        list(read_rows(look_at_table(path, encoding="utf-8"), ("review",)))
    with pytest.raises(UserError, match="cannot be read as a table"):
        look_at_table(path, encoding="no such encoding")
    with pytest.raises(UserError, match="Could not read"):
        look_at_table(tmp_path / "gone.csv")


def test_the_column_of_new_texts(tmp_path: Path) -> None:
    table = look_at_table(write(tmp_path / "reviews.csv"))
    assert text_column_of(table, "review") == "review" == text_column_of(table, "")
    with pytest.raises(UserError, match="no column “text”"):
        text_column_of(table, "text")


def test_columns_that_are_called_alike_get_names_that_occur_once(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("text,x (3),x,x (5),x\n" + "some words of a review,1,2,3,4\n" * 3)
    columns = look_at_table(path, header=True).columns
    assert columns == ("text", "x (3)", "x", "x (5)", "x (6)")
    path.write_text("text,x,x\n" + "some words of a review,1,2\n" * 3)
    assert look_at_table(path, header=True).columns == ("text", "x", "x (3)")
