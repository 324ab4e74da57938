"""Text files in the encodings that are met: UTF-8 with or without its mark, UTF-16 with its mark, Windows' Latin-1."""

import codecs
import io
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from workbench.data.files.encodings import TOLERANT_UTF8, nearly_utf8
from workbench.data.files.packed import open_unpacked
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Result = TypeVar("Result")

_CHUNK, _BUFFER = 1 << 20, 1 << 17
_NO_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # its first bytes are those of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path, *, tolerant: bool = True) -> str:
    """The encoding of a file, judged from all of its bytes.

    A mark at the beginning decides; else every other byte zero means UTF-16; else it is UTF-8 if it is valid as such,
    or nearly so; else Windows-1252 (Latin-1 where a byte has no meaning there).

    Args:
        tolerant: whether nearly valid UTF-8 counts as such.

    Raises:
        UserError: it cannot be read, or holds zero bytes, as no text file does.
    """
    decoder, cp1252 = codecs.getincrementaldecoder("utf-8")(), True
    with explaining("read", path), open_unpacked(path) as stream:
        chunk = stream.read(_CHUNK)
        if wide := _marked_or_wide(chunk):
            return wide
        valid = True
        while chunk:
            if b"\0" in chunk:
                raise _no_text(path)
            valid = valid and _decodes(decoder, chunk)
            cp1252 = cp1252 and not any(byte in chunk for byte in _NO_CP1252)
            chunk = stream.read(_CHUNK)
    if valid and _decodes(decoder, b"", final=True):
        return "utf-8"
    if tolerant and _is_nearly_utf8(path):
        return TOLERANT_UTF8
    return "cp1252" if cp1252 else "latin-1"


def likely_encoding(path: Path) -> str:
    """As `encoding_of`, judged from the beginning alone; `UserError` if the file cannot be read."""
    with explaining("read", path), open_unpacked(path) as stream:
        return likely_encoding_of(stream.read(_CHUNK))


def likely_encoding_of(chunk: bytes) -> str:
    """As `likely_encoding`, of the first bytes of a file."""
    if wide := _marked_or_wide(chunk):
        return wide
    if _decodes(codecs.getincrementaldecoder("utf-8")(), chunk):
        return "utf-8"
    if nearly_utf8(chunk):
        return TOLERANT_UTF8
    return "latin-1" if any(byte in chunk for byte in _NO_CP1252) else "cp1252"


def in_its_encoding(path: Path, chosen: str | None, read: Callable[[str], Result]) -> Result:
    """``read(encoding)`` of a text file, so that the file is read once where its encoding shows at its beginning.

    Args:
        chosen: the encoding; None: it is guessed.
        read: reads all of the file, and raises `UserError` where it cannot be decoded; it is then called again if the
            whole file is of another encoding than its beginning.
    """
    if chosen:
        return read(chosen)
    likely = likely_encoding(path)
    try:
        return read(likely)
    except UserError:
        certain = encoding_of(path)
        if certain == likely:
            raise
    return read(certain)


def open_text_bytes(path: Path, encoding: str) -> IO[bytes]:
    """Open a text file for a reader of bytes; reading raises `UserError` at a zero byte, which no text file holds.

    The bytes are those of `workbench.data.files.encodings.codec_of`.

    Raises:
        OSError: it cannot be opened.
    """
    stream = open_unpacked(path)
    if encoding == TOLERANT_UTF8:
        stream = io.BufferedReader(_Repaired(stream), _BUFFER)
    wide = encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32"))
    return stream if wide else io.BufferedReader(_WithoutZeros(path, stream), _BUFFER)


def read_text(path: Path, most_bytes: int) -> str:
    """A whole text file; `UserError` if it cannot be read, is too large or no text."""
    with explaining("read", path):
        size = path.stat().st_size
    if size > most_bytes:
        raise UserError(
            f"{path} is larger than {most_bytes / 1e6:.0f} megabytes.", "One text is expected: choose a smaller file."
        )
    encoding = encoding_of(path, tolerant=False)  # as folders of texts were read from the start
    with explaining("read", path):
        data = path.read_bytes()
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is damaged: {error}.", "Save it anew, in UTF-8.") from error


class _WithoutZeros(io.RawIOBase):
    """The bytes of a file that is a text."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        super().__init__()
        self._path = path
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        count: int = self._stream.readinto(buffer)  # type: ignore[attr-defined]  # of all binary streams
        if b"\0" in bytes(memoryview(buffer)[:count]):
            raise _no_text(self._path)
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Repaired(io.RawIOBase):
    """The bytes of a file as UTF-8, also where some of them are none."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        chunk = b" "
        while not self._waiting and chunk:
            chunk = self._stream.read(_BUFFER)
            self._waiting = self._decoder.decode(chunk, final=not chunk).encode()
        data, self._waiting = self._waiting[: len(view)], self._waiting[len(view) :]
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _is_nearly_utf8(path: Path) -> bool:
    """`nearly_utf8` of a whole file; judged piece by piece, of which the most decide."""
    votes = 0
    with explaining("read", path), open_unpacked(path) as stream:
        while chunk := stream.read(_CHUNK):
            if not chunk.isascii():
                votes += 1 if nearly_utf8(chunk) else -1
    return votes > 0


def _no_text(path: Path) -> UserError:
    return UserError(
        f"{path} is not a text file: it holds zero bytes.",
        "Choose a plain text file (.txt, .csv or .tsv), or save it anew in UTF-8.",
    )


def _marked_or_wide(chunk: bytes) -> str:
    """The encoding that the beginning of a file makes certain, "" if it does not."""
    marked = next((encoding for mark, encoding in _MARKS if chunk.startswith(mark)), "")
    return marked or _unmarked_utf16(chunk)


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
