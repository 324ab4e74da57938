"""Pictures as arrays on disk: read side by side, written one after the other, never all in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.brightness import Brightness
from workbench.data.files.pictures import read_picture
from workbench.data.imports.class_folders import ClassFile
from workbench.data.imports.images.facts import reason_of
from workbench.data.imports.parallel import in_order
from workbench.data.imports.sample_hashes import sample_hash
from workbench.data.types import Progress
from workbench.errors import UserError
from workbench.storage.atomic import explaining


@dataclass(frozen=True)
class PictureForm:
    """What pictures become: ``shape`` is their height, width and channels."""

    shape: tuple[int, int, int]
    brightness: Brightness


def write_pictures(
    files: Sequence[ClassFile], form: PictureForm, path: Path, progress: Progress
) -> tuple[NDArray[np.uint8], NDArray[np.bool_], tuple[str, ...]]:
    """Write pictures end to end into a file.

    Returns:
        The pictures (n, height, width, channels) as a memory map of the file, which of ``files`` they are, and those
        that could not be read, each with its reason.

    Raises:
        UserError: none can be read, or the disk is full.
        Cancelled: from ``progress``.
    """
    read = np.zeros(len(files), bool)
    left_out: list[str] = []
    results = in_order(partial(picture_or_reason, form=form, one_large=Lock()), [file.path for file in files])
    with explaining("write", path), path.open("wb") as stream:
        for index, result in enumerate(results):
            if index % 50 == 0:
                progress("reading pictures", index, len(files))
            if isinstance(result, str):
                left_out.append(f"{files[index].name}: {result}")
            else:
                stream.write(np.ascontiguousarray(result).data)
                read[index] = True
    if not read.any():
        raise UserError(
            "None of the pictures to train or to test can be read any more.", f"Choose the folder again. {left_out[:1]}"
        )
    pixels = np.memmap(path, np.uint8, "r", shape=(int(read.sum()), *form.shape))
    return pixels, read, tuple(left_out)


def picture_hashes(paths: Sequence[Path], form: PictureForm) -> Iterator[int | None]:
    """64 bits of each picture in its new size, the same for the same pixels; None where it cannot be read."""
    one_large = Lock()

    def hashed(path: Path) -> int | None:
        result = picture_or_reason(path, form, one_large)
        return None if isinstance(result, str) else sample_hash(result)

    return in_order(hashed, paths)


def picture_or_reason(path: Path, form: PictureForm, one_large: Lock) -> NDArray[np.uint8] | str:
    """A picture in its new size, or why it cannot be read."""
    try:
        return read_picture(path, *form.shape, one_large, form.brightness)
    except UserError as error:
        return reason_of(error, path)
