"""Folders of images of the user's as an import format."""

from collections import Counter
from dataclasses import fields
from itertools import islice
from pathlib import Path

from workbench.data.files.picture_types import why_not_read
from workbench.data.files.pictures import picture_suffixes
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.preview import preview
from workbench.data.imports.images.reading import check, export, files_state, inspect, new_samples, source
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.import_format import ImportFormat

_LOOKED_AT = 20  # files of other endings
_BY_CONTENT = 0.9  # what files are called says more, for example of text files that nobody may read


def _likeness(path: Path, endings: Counter[str]) -> float:
    """The fraction of the files that are called pictures; where none is, of those that are."""
    if named := sum(endings[suffix] for suffix in picture_suffixes()):
        return named / endings.total()
    others = list(islice((file for file in path.rglob("*") if file.is_file()), _LOOKED_AT))
    return _BY_CONTENT * sum(why_not_read(file) is None for file in others) / max(1, len(others))


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
