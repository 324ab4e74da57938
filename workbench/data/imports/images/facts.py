"""What is found by looking at every picture of a folder."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median_low
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from workbench.data.files.brightness import Brightness, Span, common_fractions, common_whole
from workbench.data.files.pictures import open_picture
from workbench.data.imports.class_folders import ClassFile
from workbench.data.imports.parallel import in_order
from workbench.data.types import Progress
from workbench.errors import UserError

if TYPE_CHECKING:
    from PIL import Image

SMALLEST_SIDE, LARGEST_SIDE = 8, 150
"""Sides of pictures between which a size that most pictures have is kept as it is."""

_USUAL_SIDES = (64, 96, 128)
_GREY_LEFT = 0.95  # of the pictures, from which the few coloured ones become grey
_LOOKED_AT = 32  # pixels of a side on which colour is looked for
_COLOUR = 8  # difference between channels, of 255, that an eye sees as a colour


@dataclass(frozen=True)
class Look:
    """A picture's size as it is shown, whether it has a colour, and its values where they have more than eight bits.

    Attributes:
        span, fractions, bits: as in `workbench.data.files.pictures.OpenedPicture`.
    """

    width: int
    height: int
    coloured: bool
    span: Span | None = None
    fractions: bool = False
    bits: int = 8


@dataclass(frozen=True)
class ImageFacts:
    """What was found.

    Attributes:
        files: that can be read, in their order.
        broken: the others, each with its reason.
        smallest, median, largest: (width, height); the median is of each side.
        common: the size that most pictures have, and the fraction that has it.
        coloured: fraction of the pictures that are not grey.
        brightness: of all of them.
    """

    files: tuple[ClassFile, ...]
    broken: tuple[str, ...]
    smallest: tuple[int, int]
    median: tuple[int, int]
    largest: tuple[int, int]
    common: tuple[tuple[int, int], float]
    coloured: float
    brightness: Brightness = Brightness()  # noqa: RUF009  # it is frozen


def look_at(files: Sequence[ClassFile], progress: Progress) -> ImageFacts:
    """Unpack each picture once.

    Raises:
        UserError: none can be read.
        Cancelled: from ``progress``.
    """
    good: list[ClassFile] = []
    looks: list[Look] = []
    broken: list[str] = []
    results = in_order(partial(_look_or_reason, one_large=Lock()), [file.path for file in files])
    for done, (file, result) in enumerate(zip(files, results, strict=True)):
        if done % 20 == 0:
            progress("looking at pictures", done, len(files))
        if isinstance(result, Look):
            good.append(file)
            looks.append(result)
        else:
            broken.append(f"{file.name}: {result}")
    if not looks:
        raise UserError(
            f"None of {len(files):,} files is a picture that can be read." if files else "There are no pictures.",
            "Choose a folder with a folder of pictures (.png, .jpg …) for each class."
            + (f" The first: {broken[0]}" if broken else ""),
        )
    sizes = [(look.width, look.height) for look in looks]
    size, count = Counter(sizes).most_common(1)[0]
    return ImageFacts(
        files=tuple(good),
        broken=tuple(broken),
        smallest=min(sizes, key=_area),
        median=(median_low(width for width, _ in sizes), median_low(height for _, height in sizes)),
        largest=max(sizes, key=_area),
        common=(size, count / len(sizes)),
        coloured=sum(look.coloured for look in looks) / len(looks),
        brightness=_brightness(looks),
    )


def proposed_size(facts: ImageFacts) -> tuple[int, int]:
    """Height and width to which pictures are resized.

    The size that at least half of the pictures have, where its sides are between 8 and 150 pixels; else a square of
    64, 96 or 128 pixels, the largest that is no larger than the median side; the median side itself below 64 pixels.
    """
    (width, height), fraction = facts.common
    if fraction >= 0.5 and min(width, height) >= SMALLEST_SIDE and max(width, height) <= LARGEST_SIDE:
        return height, width
    middle = min(facts.median)
    side = max((usual for usual in _USUAL_SIDES if usual <= middle), default=max(SMALLEST_SIDE, middle))
    return side, side


def proposed_channels(facts: ImageFacts) -> int:
    """1 where at least 95 % of the pictures are grey, else 3."""
    return 1 if 1 - facts.coloured >= _GREY_LEFT else 3


def reason_of(error: UserError, path: Path) -> str:
    """An error's message as the reason why a file is left out, without its path."""
    return error.message.replace(f"{path} ", "it ").replace(str(path), "it").rstrip(".")


def _look_or_reason(path: Path, one_large: Lock) -> Look | str:
    try:
        found = open_picture(path, _LOOKED_AT, one_large)
        return Look(*found.size, _has_colour(found.image), found.span, found.fractions, found.bits)
    except UserError as error:
        return reason_of(error, path)


def _brightness(looks: Iterable[Look]) -> Brightness:
    deep = [(look, look.span) for look in looks if look.span is not None]
    return Brightness(
        whole=common_whole(
            (span for look, span in deep if not look.fractions and look.bits == 16),
            (span for look, span in deep if not look.fractions and look.bits == 32),
        ),
        fractions=common_fractions(span for look, span in deep if look.fractions),
    )


def _has_colour(picture: "Image.Image") -> bool:
    if picture.mode == "L":
        return False
    small = picture.reduce(max(1, min(picture.size) // _LOOKED_AT))
    pixels = np.asarray(small, np.int16)
    return bool((np.ptp(pixels, axis=2) > _COLOUR).mean() > 0.01)


def _area(size: tuple[int, int]) -> int:
    return size[0] * size[1]
