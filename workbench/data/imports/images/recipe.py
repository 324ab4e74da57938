"""How a folder of images is read: what the user chose, and the facts found by looking at them."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from workbench.data.files.brightness import Brightness
from workbench.data.imports.recipe import TestSplit, later

_ALONE = Brightness()


@dataclass(frozen=True)
class ImageFolderRecipe:
    """A folder of pictures with a folder for each class.

    Attributes:
        name: as on the command line and as the folder's name.
        path: the folder.
        height, width, channels: of the pictures after resizing.
        sizes: pictures of the training and the test part.
        broken: files that are left out, each with its reason.
        class_sizes: pictures of each class, in both parts.
        smallest, median, largest: (width, height) found; the median is of each side.
        notes: what the user should know.
        brightness: what is black and white in pictures with more than eight bits.
        by_content: whether files without an ending of pictures are recognised by what is in them.
    """

    format: ClassVar[str] = "images"

    name: str
    path: Path
    test: TestSplit
    height: int
    width: int
    channels: int
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    broken: tuple[str, ...] = ()
    class_sizes: tuple[int, ...] = ()
    smallest: tuple[int, int] = (0, 0)
    median: tuple[int, int] = (0, 0)
    largest: tuple[int, int] = (0, 0)
    notes: tuple[str, ...] = ()
    brightness: Brightness = later(_ALONE)  # noqa: RUF009  # it is frozen
    by_content: bool = later(False)
