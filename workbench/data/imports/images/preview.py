"""A first look at a folder of images: a few pictures as they are, and as the networks see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, zip_longest
from threading import Lock

import numpy as np

from workbench.data.files.picture_types import why_not_read
from workbench.data.files.pictures import open_picture, picture_suffixes, read_picture
from workbench.data.imports.class_folders import ClassFile, find_layout, list_class_folders
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.parallel import in_order
from workbench.errors import UserError

MOST_SHOWN = 12
SHOWN_SIDE = 256
"""Pixels of the longer side to which the original is made smaller for the screen."""


@dataclass(frozen=True)
class Picture:
    """Pixels of a picture: uint8 bytes row by row; ``shape`` is (height, width, channels)."""

    shape: tuple[int, int, int]
    pixels: bytes


@dataclass(frozen=True)
class PicturePair:
    """A picture as it is (made smaller where it is large) and as the networks see it."""

    name: str
    class_name: str
    before: Picture
    after: Picture


@dataclass(frozen=True)
class ImagePreview:
    """A few pictures.

    Attributes:
        class_sizes: pictures of each class.
        notes: what the user should know.
    """

    pictures: tuple[PicturePair, ...]
    class_sizes: tuple[int, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def preview(recipe: ImageFolderRecipe) -> ImagePreview:
    """The first pictures of each class in turn, before and after resizing; `UserError` if the folder is gone."""
    why_not = why_not_read if recipe.by_content else None
    train = list_class_folders(find_layout(recipe.path).train, picture_suffixes(), "a picture", why_not)
    pairs = in_order(partial(_pair, recipe, one_large=Lock()), _in_turn(train.files, recipe.class_names), ahead=1)
    found = islice((pair for pair in pairs if pair is not None), MOST_SHOWN)
    return ImagePreview(tuple(found), recipe.class_sizes, (*recipe.notes, *recipe.broken))


def _in_turn(files: Sequence[ClassFile], names: Sequence[str]) -> list[ClassFile]:
    """One of each class, then the second of each …"""
    by_class: dict[str, list[ClassFile]] = {name: [] for name in names}
    for file in files:
        if len(by_class.get(file.class_name, ())) < MOST_SHOWN and file.class_name in by_class:
            by_class[file.class_name].append(file)
    return [file for file in chain.from_iterable(zip_longest(*by_class.values())) if file is not None]


def _pair(recipe: ImageFolderRecipe, file: ClassFile, one_large: Lock) -> PicturePair | None:
    try:
        before = open_picture(file.path, SHOWN_SIDE, one_large, recipe.brightness).image
        shape = recipe.height, recipe.width, recipe.channels
        after = read_picture(file.path, *shape, one_large, recipe.brightness)
    except UserError:
        return None  # it is listed among the broken ones
    before.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    return PicturePair(file.name, file.class_name, _picture(np.asarray(before)), _picture(after))


def _picture(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Picture:
    height, width = pixels.shape[:2]
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    return Picture((height, width, channels), pixels.tobytes())
