"""Arrays of NumPy's files, read without running anything of them and only where they are as large as they say."""

import zipfile
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from workbench.data.files.packed import open_seekable
from workbench.errors import UserError

MOST_BYTES = 4 << 30
"""Of an array."""

MAGIC = b"\x93NUMPY"
_ZIP = b"PK\x03\x04"
_HEADERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}


def is_numpy_file(beginning: bytes) -> bool:
    """Whether a file begins as .npy, or as .npz with an array in front."""
    return beginning.startswith(MAGIC) or (beginning.startswith(_ZIP) and b".npy" in beginning[:300])


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of an .npz file by name, or the one of an .npy file under ""."""
    with open_seekable(path) as stream:
        beginning = stream.read(len(_ZIP))
        stream.seek(0)
        if beginning != _ZIP:
            size = stream.seek(0, 2)
            stream.seek(0)
            return {"": _read(path, "It", stream, size)}
        found = {}
        with zipfile.ZipFile(stream) as archive:
            for member in archive.infolist():
                if member.filename.endswith(".npy"):
                    name = member.filename.removesuffix(".npy")
                    with archive.open(member) as content:
                        found[name] = _read(path, f"“{name}”", content, member.file_size)
        return found


def _read(path: Path, name: str, stream: IO[bytes], size: int) -> NDArray[Any]:
    """An array whose file has ``size`` bytes."""
    version = npy.read_magic(stream)
    shape, columns_first, dtype = _HEADERS.get(version, npy.read_array_header_2_0)(stream)
    if dtype.hasobject:
        raise UserError(
            f"{path} cannot be read: {name} holds objects of Python, which can run programs.",
            "Save arrays of numbers or texts: array.astype(float) or astype(str).",
        )
    count = int(np.prod(shape, dtype=object))
    needed = count * dtype.itemsize
    if needed > MOST_BYTES:
        raise UserError(
            f"{path} cannot be read: {name} has {needed / 1e9:.1f} gigabytes, and {MOST_BYTES / 1e9:.1f} is the most.",
            "Save fewer rows, or a smaller type such as float32.",
        )
    data = stream.read(needed) if needed <= size else b""
    if len(data) < needed:
        raise UserError(f"{path} is damaged or not complete: {name} is shorter than it says.", "Copy it again.")
    return np.frombuffer(data, dtype, count).reshape(shape, order="F" if columns_first else "C")
