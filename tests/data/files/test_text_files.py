from pathlib import Path

import pytest

from workbench.data.files import text_files
from workbench.data.files.text_files import encoding_of, read_text
from workbench.errors import UserError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("“a café”".encode(encoding))
    assert encoding_of(path) == encoding
    assert read_text(path, 100) == "“a café”"


def test_bytes_that_only_latin_1_knows(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"caf\xe9 \x81")
    assert encoding_of(path) == "latin-1"


def test_a_character_across_two_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "_CHUNK", 3)
    path = tmp_path / "text.txt"
    path.write_bytes("aé😀b".encode())
    assert encoding_of(path) == "utf-8"
    path.write_bytes("aé😀b".encode()[:-3])
    assert encoding_of(path) in ("cp1252", "latin-1")


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"a\0b", "is not a text file"), (b"a" * 200, "is larger than"), (b"\xff\xfea", "is damaged")],
)
def test_other_files(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    with pytest.raises(UserError, match=message):
        read_text(path, 100)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Could not read"):
        read_text(tmp_path / "gone", 100)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("length,width,colour\n1,2,größer\n".encode(encoding))
    assert encoding_of(path) == encoding


def test_utf_32_with_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("length,größe".encode("utf-32"))
    assert read_text(path, 1_000) == "length,größe"
