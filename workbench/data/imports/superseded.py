"""Cached arrays of the user's files that have changed since: nothing can use them any more."""

import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.data.imports.recipe import data_paths
from workbench.data.imports.recipe_json import recipe_from_text
from workbench.errors import UserError
from workbench.storage.atomic import read_json_object


def paths_read(recipe: str) -> list[str]:
    """The files and folders that a recipe (see `DatasetSource.recipe`) reads; [] for ""."""
    return [str(path) for path in data_paths(recipe_from_text(recipe))] if recipe else []


def remove_superseded(cache: Path, paths: list[str], folder: Path) -> None:
    """Remove what was cached of the same files when their contents were others.

    Entries of the same contents that are read in another way stay, and so does what another process works on.

    Args:
        cache: all cached datasets, ``<dataset>/<contents>/dataset.json``.
        paths: of the files; nothing happens where there are none.
        folder: the entry of the present contents, whose dataset this process has locked.
    """
    if not paths:
        return
    for description in cache.glob("*/*/dataset.json"):
        entry = description.parent
        if entry.name == folder.name or _paths_of(description) != paths:
            continue
        if entry.parent == folder.parent:
            shutil.rmtree(entry, ignore_errors=True)
            continue
        with suppress(Timeout, OSError), FileLock(entry.parent / "lock", timeout=0):
            shutil.rmtree(entry, ignore_errors=True)


def _paths_of(description: Path) -> object:
    try:
        return read_json_object(description).get("paths")
    except UserError:
        return None
