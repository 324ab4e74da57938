"""Folders of images of the user's as an import format."""

from collections import Counter
from dataclasses import fields
from pathlib import Path

from workbench.data.files.pictures import picture_suffixes
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.preview import preview
from workbench.data.imports.images.reading import check, export, files_state, inspect, new_samples, source
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.import_format import ImportFormat


def _likeness(_path: Path, endings: Counter[str]) -> float:
    """The fraction of the files that are called pictures."""
    return sum(endings[suffix] for suffix in picture_suffixes()) / max(1, endings.total())


def _options_of(recipe: ImageFolderRecipe) -> ImageOptions:
    return ImageOptions(**{field.name: getattr(recipe, field.name) for field in fields(ImageOptions)})


IMAGES = ImportFormat(
    name=ImageFolderRecipe.format,
    samples="pictures",
    options=ImageOptions,
    recipe=ImageFolderRecipe,
    likeness=_likeness,
    inspect=inspect,
    options_of=_options_of,
    source=source,
    check=check,
    preview=preview,
    files_state=files_state,
    new_samples=new_samples,
    export=export,
    folders=True,
)
