"""From data of the user's to a recipe, and from a recipe to a dataset, whatever their import format."""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from workbench.data.imports.class_folders import check_ordinary, visible
from workbench.data.imports.import_format import ImportFormat, ImportOptions
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.recipe_json import recipe_digest, recipe_text
from workbench.data.imports.registry import format_of, format_of_options, formats_for
from workbench.data.types import DatasetSource, Progress
from workbench.errors import UserError

_LOOKED_AT = 5_000  # files of a folder, until its format is clear


def inspect(path: Path, options: ImportOptions | None, name: str, progress: Progress) -> Recipe:
    """Look at data and find out how they are read.

    Args:
        path: a file, or a folder.
        options: of the format of the data; None: the format and all else are guessed.
        name: of the set, where the options have none.

    Raises:
        UserError: the data cannot be read, or no network can learn from them.
        Cancelled: from ``progress``.
    """
    check_ordinary(path)
    if any("\ud800" <= sign <= "\udfff" for sign in str(path)):
        raise UserError(
            f"The path “{visible(str(path))}” holds bytes that are no text.",
            "Rename the file or folder, then try again.",
        )
    known = guess_format(path) if options is None else format_of_options(options)
    recipe: Recipe = known.inspect(path, options or known.options(), name, progress)
    return recipe


def guess_format(path: Path) -> ImportFormat[Any, Any]:
    """The format that the data seem to be of; `UserError` if they are of none."""
    if not path.exists():
        raise UserError(f"{path} does not exist.", "Check the path.")
    check_ordinary(path)
    found = islice(path.rglob("*"), _LOOKED_AT) if path.is_dir() else [path]
    endings = Counter(file.suffix.lower() for file in found)
    likeness = [(known, known.likeness(path, endings)) for known in formats_for(path)]
    best, value = max(likeness, key=lambda pair: pair[1])
    if not value:
        what = " nor ".join(known.samples for known, _ in likeness)
        raise UserError(
            f"{path} holds neither {what}.",
            "Choose a folder with a folder of pictures (.png, .jpg …) or of texts (.txt) for each class, or a table.",
        )
    return best


def files_state(recipe: Recipe) -> str:
    """Another text whenever the files of a recipe have changed; `UserError` if they are gone."""
    state: str = format_of(recipe).files_state(recipe)
    return state


def source_of(recipe: Recipe) -> DatasetSource:
    """The dataset of a recipe, as the workbench treats all others; nothing is read."""
    known = format_of(recipe)
    return replace(
        known.source(recipe),
        recipe=recipe_text(recipe),
        recipe_digest=recipe_digest(recipe),
        files_state=partial(files_state, recipe),
    )
