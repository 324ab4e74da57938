"""Text files in the encodings that are met: UTF-8 with or without its mark, UTF-16 with its mark, Windows' Latin-1."""

import codecs
from pathlib import Path

from workbench.errors import UserError
from workbench.storage.atomic import explaining

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path) -> str:
    """The encoding of a file, told from all of its bytes.

    A mark at the beginning decides; else every other byte zero means UTF-16; else it is UTF-8 if it is valid as such,
    else Windows-1252 (Latin-1 where a byte has no meaning there).

    Raises:
        UserError: it cannot be read, or holds zero bytes, as no text file does.
    """
    decoder, cp1252 = codecs.getincrementaldecoder("utf-8")(), True
    with explaining("read", path), path.open("rb") as stream:
        chunk = stream.read(_CHUNK)
        for mark, encoding in _MARKS:
            if chunk.startswith(mark):
                return encoding
        if unmarked := _unmarked_utf16(chunk):
            return unmarked
        valid = True
        while chunk:
            if b"\0" in chunk:
                raise UserError(
                    f"{path} is not a text file: it holds zero bytes.",
                    "Choose a plain text file (.txt, .csv or .tsv), or save it anew in UTF-8.",
                )
            valid = valid and _decodes(decoder, chunk)
            cp1252 = cp1252 and not any(byte in chunk for byte in b"\x81\x8d\x8f\x90\x9d")
            chunk = stream.read(_CHUNK)
    if valid and _decodes(decoder, b"", final=True):
        return "utf-8"
    return "cp1252" if cp1252 else "latin-1"


def read_text(path: Path, most_bytes: int) -> str:
    """A whole text file; `UserError` if it cannot be read, is too large or no text."""
    with explaining("read", path):
        size = path.stat().st_size
    if size > most_bytes:
        raise UserError(
            f"{path} is larger than {most_bytes / 1e6:.0f} megabytes.", "One text is expected: choose a smaller file."
        )
    encoding = encoding_of(path)
    with explaining("read", path):
        data = path.read_bytes()
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is damaged: {error}.", "Save it anew, in UTF-8.") from error


def _unmarked_utf16(chunk: bytes) -> str:
    """UTF-16 of mostly Latin letters without its mark, "" for anything else."""
    if len(chunk) < 20:
        return ""
    first, second = chunk[0::2].count(0), chunk[1::2].count(0)
    if max(first, second) < 0.4 * len(chunk) / 2 or min(first, second):
        return ""
    return "utf-16-le" if second else "utf-16-be"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
