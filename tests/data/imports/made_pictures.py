"""Folders of small pictures for the tests."""

from pathlib import Path

import numpy as np
from PIL import Image


def ignore_progress(_what: str, _done: int, _total: int) -> None:
    """Tells nothing."""


def picture(number: int, width: int = 12, height: int = 10, mode: str = "RGB") -> Image.Image:
    """A coloured picture that differs from that of any other number."""
    pixels = np.random.default_rng(number).integers(0, 256, (height, width, 3)).astype(np.uint8)
    return Image.fromarray(pixels).convert(mode)


def make_class(folder: Path, count: int, first: int = 0, **options: int) -> Path:
    """A folder of PNG files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        picture(number, **options).save(folder / f"{number}.png")  # type: ignore[arg-type]
    return folder


def make_set(folder: Path, classes: tuple[str, ...] = ("cat", "dog"), count: int = 10) -> Path:
    """A folder with a folder of pictures for each class."""
    for place, name in enumerate(classes):
        make_class(folder / name, count, first=1_000 * place)
    return folder
