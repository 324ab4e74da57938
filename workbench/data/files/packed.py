"""Files packed with gzip, bzip2, xz or zip, read as if they were not."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from workbench.data.files.encodings import codec_of, errors_of
from workbench.errors import UserError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_UNPACKED = 4 << 30
"""Bytes that are unpacked of a file at most."""

PACKED_SUFFIXES = (".gz", ".bz2", ".xz", ".zip")

_BUFFER = 1 << 17
_MAGIC_BYTES = 6
_ZIP = b"PK\x03\x04"
_DOCUMENTS = frozenset({"[Content_Types].xml", "mimetype"})  # members of office files, which are zip files themselves
_BESIDE = ("readme", "license", "licence", "__macosx/")  # beginnings of names of members that are no data
_SHOWN = 10


@dataclass(frozen=True)
class _Packer:
    magic: bytes
    suffix: str
    open: Callable[[Path], Any]


_PACKERS = (
    _Packer(b"\x1f\x8b", ".gz", gzip.GzipFile),
    _Packer(b"BZh", ".bz2", bz2.BZ2File),
    _Packer(b"\xfd7zXZ\x00", ".xz", lzma.LZMAFile),
)


def is_packed(path: Path) -> bool:
    """Whether a file is packed, by its contents; those of office programs and of NumPy (.xlsx, .npz) are not.

    Raises:
        OSError: it cannot be read.
    """
    return _packer(path) is not None or _is_archive(path)


def unpacked_name(path: Path) -> str:
    """The name of what is in a packed file, of another file its own; `UserError` as `open_unpacked`."""
    packer = _packer(path)
    if packer is not None:
        return path.stem if path.suffix.lower() == packer.suffix else path.name
    return Path(_member(path).filename).name if _is_archive(path) else path.name


def open_unpacked(path: Path) -> IO[bytes]:
    """Open a file that may be packed; reading raises `UserError` where it is damaged or holds too much.

    Raises:
        OSError: it cannot be opened.
        UserError: an archive does not hold exactly one file, or it needs a password.
    """
    packer = _packer(path)
    if packer is not None:
        return io.BufferedReader(_Bounded(path, packer.open(path)), _BUFFER)
    if _is_archive(path):
        return io.BufferedReader(_Bounded(path, _open_member(path)), _BUFFER)
    return path.open("rb")


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """Open a text file that may be packed, line ends as they are; errors as `open_unpacked`, `LookupError` too."""
    codec = codec_of(encoding)  # before anything is open
    return io.TextIOWrapper(open_unpacked(path), codec, errors_of(encoding), newline="")


def open_seekable(path: Path) -> IO[bytes]:
    """Open a file that may be packed for a reader that jumps; one that is packed is whole in memory."""
    stream = open_unpacked(path)
    if not is_packed(path):
        return stream
    with stream:
        return io.BytesIO(stream.read())


def _packer(path: Path) -> _Packer | None:
    with path.open("rb") as stream:
        beginning = stream.read(_MAGIC_BYTES)
    return next((packer for packer in _PACKERS if beginning.startswith(packer.magic)), None)


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        if stream.read(len(_ZIP)) != _ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        return path.suffix.lower() == ".zip"
    return not _DOCUMENTS & set(names) and not any(name.endswith(".npy") for name in names)


def _member(path: Path) -> zipfile.ZipInfo:
    """The one file in an archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [
                member
                for member in archive.infolist()
                if not member.is_dir()
                and not member.filename.lower().startswith(_BESIDE)
                and not Path(member.filename).name.lower().startswith((".", *_BESIDE))
            ]
    except zipfile.BadZipFile as error:
        raise _damaged(path) from error
    if len(members) == 1:
        return members[0]
    names = ", ".join(member.filename for member in members[:_SHOWN]) or "none"
    more = f" and {len(members) - _SHOWN:,} more" if len(members) > _SHOWN else ""
    raise UserError(
        f"{path} is a ZIP file of {len(members):,} files: {names}{more}.",
        "One table in a ZIP file can be read: unpack it, and choose one of its files.",
    )


def _open_member(path: Path) -> IO[bytes]:
    member = _member(path)
    if member.flag_bits & 1:
        raise UserError(f"{path} needs a password.", "Unpack it, and choose the file in it.")
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> UserError:
    return UserError(f"{path} cannot be unpacked: it is damaged or not complete.", "Copy or download it again.")


class _Bounded(io.RawIOBase):
    """The unpacked bytes, as many as are allowed."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        super().__init__()
        self._path = path
        self._stream = stream
        self._left = MOST_UNPACKED

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        try:
            data = self._stream.read(len(view))
        except (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, OSError) as error:
            raise _damaged(self._path) from error
        self._left -= len(data)
        if self._left < 0:
            raise UserError(
                f"{self._path} holds more than {MOST_UNPACKED / 1e9:.1f} gigabytes when it is unpacked.",
                "Unpack it, and choose the file in it, or a smaller one.",
            )
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
