"""All import formats, in the order in which they are offered: one line each."""

from pathlib import Path
from typing import Any

from workbench.data.imports.images.format import IMAGES
from workbench.data.imports.import_format import ImportFormat, ImportOptions
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.tables.format import TABLES
from workbench.data.imports.texts.format import TEXTS

FORMATS: list[ImportFormat[Any, Any]] = [
    TABLES,
    IMAGES,
    TEXTS,
]


def format_named(name: str) -> ImportFormat[Any, Any]:
    """The import format of that name; `KeyError` if there is none."""
    return {known.name: known for known in FORMATS}[name]


def format_of(recipe: Recipe) -> ImportFormat[Any, Any]:
    """The import format of a recipe."""
    return format_named(recipe.format)


def format_of_options(options: ImportOptions) -> ImportFormat[Any, Any]:
    """The import format that such options are for."""
    return next(known for known in FORMATS if isinstance(options, known.options))


def formats_for(path: Path) -> tuple[ImportFormat[Any, Any], ...]:
    """Those that read such a file, or a folder."""
    return tuple(known for known in FORMATS if (known.folders if path.is_dir() else known.files))
