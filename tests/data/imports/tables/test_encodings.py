"""Tables in encodings that cannot be told apart by their bytes: what was guessed is said, with words that show it."""

from pathlib import Path

import pytest

from tests.data.imports.tables.test_extent import cells
from workbench.data.files.encodings import REPLACED, TOLERANT_UTF8
from workbench.data.files.text_files import encoding_of, likely_encoding, open_text_bytes, read_text
from workbench.data.imports.tables.files.table_files import file_notes, look_at
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.new_samples import new_samples
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.reading import read
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.reading import inspect as inspect_texts
from workbench.data.types import silent

PAGES = {
    "cp1250": ("černý", "èerný"),
    "cp1251": ("кошка", "êîøêà"),
    "koi8-r": ("кошка", "ËÏÛËÁ"),
    "iso8859-2": ("žlutý", "¾lutý"),
    "shift_jis": ("ねこ", None),
    "gb18030": ("红色", "ºìÉ«"),
    "cp852": ("černý", None),
}


def rows(word: str, count: int = 30) -> str:
    return "".join(f"{number * 7 % 31},{word if number % 2 else 'white'}\n" for number in range(count))


@pytest.mark.parametrize(("page", "word", "shown"), [(page, *words) for page, words in PAGES.items()])
def test_another_code_page_is_said_and_can_be_chosen(page: str, word: str, shown: str | None, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(("x,colour\n" + rows(word)).encode(page))
    table = look_at(path, TableOptions())
    assert table.form.encoding in ("cp1252", "latin-1", "iso8859-1")
    (note,) = file_notes(table)
    assert "The file is read as" in note.message and "Choose another encoding" in note.message
    assert shown is None or f"“{shown}”" in note.message
    chosen = look_at(path, TableOptions(encoding=page))
    assert cells(chosen)[1] == ("7", word) and file_notes(chosen) == ()


def test_plain_and_utf8_files_need_no_words(tmp_path: Path) -> None:
    for word, encoding in (("black", "cp1252"), ("černý", "utf-8"), ("černý", "utf-16"), ("černý", "utf-8-sig")):
        (tmp_path / "mine.csv").write_bytes(("x,colour\n" + rows(word)).encode(encoding))
        assert file_notes(look_at(tmp_path / "mine.csv", TableOptions())) == ()


def damaged(path: Path, place: int = 8) -> Path:
    """UTF-8 with a byte of another encoding in one line."""
    lines = ("x,colour\n" + rows("černý")).encode().splitlines(keepends=True)
    lines[place] = b"7,wei\xdf\n"
    path.write_bytes(b"".join(lines))
    return path


@pytest.mark.parametrize("above", [b"", b"# exported\n"])
def test_nearly_valid_utf8_stays_utf8_and_its_lines_are_named(above: bytes, tmp_path: Path) -> None:
    path = damaged(tmp_path / "mine.csv")
    path.write_bytes(above + path.read_bytes())
    table = look_at(path, TableOptions())
    assert table.form.encoding == TOLERANT_UTF8 == encoding_of(path) == likely_encoding(path)
    assert cells(table)[1] == ("7", "černý") and cells(table)[7] == ("7", f"wei{REPLACED}")
    note = next(note.message for note in file_notes(table) if "UTF-8" in note.message)
    assert f"some bytes in line {9 + bool(above)}," in note


def test_samples_of_nearly_valid_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    text = "x,town,kind\n" + "".join(f"{n * 7 % 31},{('černý', 'bílý')[n % 2]},{'ab'[n % 2]}\n" for n in range(40))
    path.write_bytes(text.encode().replace("bílý".encode(), b"b\xedl\xfd", 1))
    recipe = inspect(path, TableOptions(label_column="kind"), "mine", silent)
    assert len(read(recipe, {}, silent).warnings) > 0 and "černý" in recipe.columns[1].categories
    assert any("UTF-8, but for some bytes" in note for note in new_samples(recipe, [path]).notes)


def test_a_stray_letter_of_latin_1_among_ascii_is_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(("x,colour\n" + rows("weiß")).encode("cp1252"))
    assert encoding_of(path) == likely_encoding(path) == "cp1252"


def test_the_bytes_of_a_nearly_valid_file_are_valid_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes("č".encode() * 300_000 + b"\xdf" + "č".encode() * 300_000)
    with open_text_bytes(path, TOLERANT_UTF8) as stream:
        assert stream.read().decode() == "č" * 300_000 + REPLACED + "č" * 300_000
    assert read_text(path, 1 << 24) != ""


def test_the_encoding_of_a_table_of_texts_is_said(tmp_path: Path) -> None:
    path = tmp_path / "films.csv"
    lines = [f"{('a fine', 'a bad')[n % 2]} film, number {n} für alle,{('pos', 'neg')[n % 2]}" for n in range(40)]
    path.write_bytes("\n".join(["text;label", *(";".join(line.rsplit(",", 1)) for line in lines)]).encode("cp1252"))
    assert any("“für”" in text for text in inspect_texts(path, TextOptions(), "mine", silent).warnings)
