"""Files that are written whole or not at all, and errors of the file system in the user's words."""

import errno
import json
import os
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError

METADATA_ENTRY = "metadata.json"

_NO_PERMISSION = "Give yourself the right to write there, or choose another folder."
_DISK_FULL = (
    "Free some space (old runs and weights can be deleted) and try again; nothing that was saved before is lost."
)
_EXPLANATIONS = {
    errno.EACCES: ("permission is denied", _NO_PERMISSION),
    errno.EPERM: ("the operation is not permitted", _NO_PERMISSION),
    errno.EROFS: ("the file system is read-only", "Choose a folder on a disk that can be written to."),
    errno.ENOSPC: ("the disk is full", _DISK_FULL),
    errno.EDQUOT: ("your disk quota is used up", _DISK_FULL),
    errno.EFBIG: ("the file is larger than the system allows", "Choose a folder on another disk or raise the limit."),
    errno.ENAMETOOLONG: ("the path is too long", "Choose a shorter name, or a folder nearer to the root."),
    errno.ENOENT: ("it does not exist", "Check the path."),
    errno.ENOTDIR: ("a part of the path is a file, not a folder", "Check the path."),
    errno.EISDIR: ("it is a folder, a file was expected", "Check the path."),
    errno.EEXIST: ("something of that name is there already", "Choose another name."),
    errno.ENOTEMPTY: ("the folder is not empty", "Choose another name, or empty the folder."),
    errno.EMFILE: ("too many files are open", "Close some programs and try again."),
    errno.EIO: ("the disk reports an error", "Check the disk, or choose a folder on another one."),
}


def explain(error: OSError, action: str, path: Path) -> UserError:
    """Turn an error of the file system into one for the user.

    Args:
        error: what the system said.
        action: what was tried, an infinitive such as "write".
        path: the file or folder that the user knows about.
    """
    reason, advice = _EXPLANATIONS.get(error.errno or 0, (error.strerror or str(error), "Check the path and the disk."))
    if action == "read" and advice == _NO_PERMISSION:
        advice = "Give yourself the right to read it, or choose another one."
    return UserError(f"Could not {action} {path}: {reason}.", advice)


@contextmanager
def explaining(action: str, path: Path) -> Iterator[None]:
    """Let every `OSError` of the block become a `UserError` (see `explain`)."""
    try:
        yield
    except OSError as error:
        raise explain(error, action, path) from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of ``path`` and with its suffixes, for a writer that needs a path.

    What the block wrote there takes the place of ``path`` in one step; if the block fails, it is removed and ``path``
    stays as it was. Missing folders are made.

    Raises:
        UserError: the file system refuses.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}{''.join(path.suffixes)}")
    try:
        with explaining("write", path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a whole file; `UserError` if the file system refuses."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write a whole file in UTF-8 with ``\\n`` at line ends; `UserError` if the file system refuses."""
    write_bytes(path, text.encode())


def write_json(path: Path, value: object) -> None:
    """Write plain values as JSON.

    Raises:
        ValueError: NaN or infinity, which JSON does not know; write None for an undefined value.
        UserError: the file system refuses.
    """
    write_text(path, json.dumps(value, indent=1, allow_nan=False, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """The value in a JSON file; `UserError` if it cannot be read or is damaged."""
    with explaining("read", path):
        data = path.read_bytes()
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path} is damaged: it is not valid JSON ({error}).", "Delete it, or restore it.") from error


def read_json_object(path: Path) -> dict[str, Any]:
    """The object in a JSON file; `UserError` if it cannot be read, is damaged or holds something else."""
    value = read_json(path)
    if not isinstance(value, dict):
        raise UserError(f"{path} is damaged: a JSON object was expected.", "Delete it, or restore it.")
    return value


def write_arrays(path: Path, arrays: Mapping[str, NDArray[np.generic]], metadata: Mapping[str, object]) -> None:
    """Write named arrays and one JSON object as an uncompressed ``.npz`` (one ``.npy`` an array, and `METADATA_ENTRY`).

    Raises:
        ValueError: an array of Python objects, or NaN in ``metadata``.
        UserError: the file system refuses.
    """
    with replacing(path) as temporary, zipfile.ZipFile(temporary, "x", zipfile.ZIP_STORED) as archive:
        archive.writestr(METADATA_ENTRY, json.dumps(metadata, allow_nan=False))
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.asanyarray(array), allow_pickle=False)


def read_metadata(path: Path) -> dict[str, Any]:
    """The metadata that `write_arrays` wrote, without reading the arrays; `UserError` if the file is damaged."""
    try:
        with explaining("read", path), zipfile.ZipFile(path) as archive:
            metadata = json.loads(archive.read(METADATA_ENTRY))
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, NotImplementedError) as error:
        raise UserError(f"{path} is damaged: {error}.", "Delete it; the work goes on from an older state.") from error
    if not isinstance(metadata, dict):
        raise UserError(f"{path} is damaged: its metadata are no JSON object.", "Delete it.")
    return metadata


def read_arrays(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Read what `write_arrays` wrote: the arrays by name, and the metadata. Nothing is unpickled.

    Raises:
        UserError: the file cannot be read or is damaged.
    """
    arrays = {}
    try:
        with explaining("read", path), zipfile.ZipFile(path) as archive:
            metadata = json.loads(archive.read(METADATA_ENTRY))
            for name in archive.namelist():
                if name != METADATA_ENTRY:
                    with archive.open(name) as entry:
                        arrays[name.removesuffix(".npy")] = np.lib.format.read_array(entry, allow_pickle=False)
    except (zipfile.BadZipFile, EOFError, KeyError, ValueError, NotImplementedError, MemoryError) as error:
        raise UserError(f"{path} is damaged: {error}.", "Delete it; the work goes on from an older state.") from error
    if not isinstance(metadata, dict):
        raise UserError(f"{path} is damaged: its metadata are no JSON object.", "Delete it.")
    return arrays, metadata
