"""Own sets, remembered as ``datasets/own/<name>/recipe.json``, and their export for other machines."""

import re
import shutil
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import export_data, stamp
from workbench.data.imports.recipe import Recipe, anchored, check_name, data_path, recipe_from_json, recipe_to_json
from workbench.data.types import Progress
from workbench.errors import UserError
from workbench.storage.atomic import explaining, read_json_object, write_json, write_text
from workbench.storage.folders import Folders

RECIPE_FILE = "recipe.json"


@dataclass(frozen=True)
class Remembered:
    """An own set as it was when it was looked at.

    Attributes:
        stamp: of the files then, see `workbench.data.imports.formats.stamp`; "" for an exported set.
    """

    recipe: Recipe
    stamp: str


def remember(recipe: Recipe, folders: Folders) -> None:
    """Keep a recipe under its name, in place of an older one.

    Raises:
        UserError: the name is that of a dataset of the workbench, or the files cannot be read.
    """
    if recipe.name.lower() in DATASETS:
        raise UserError(f"“{recipe.name}” is a dataset of the workbench.", "Choose another name for yours.")
    path = folders.own / check_name(recipe.name) / RECIPE_FILE
    write_json(path, {"stamp": stamp(recipe), "recipe": recipe_to_json(recipe)})


def recall(name: str, folders: Folders) -> Remembered | None:
    """The remembered set of that name, None if there is none; `UserError` if its file is damaged."""
    path = folders.own / name / RECIPE_FILE
    return _read(path) if path.is_file() else None


def remembered_names(folders: Folders) -> tuple[str, ...]:
    """Of all own sets, sorted."""
    if not folders.own.is_dir():
        return ()
    with explaining("list", folders.own):
        return tuple(sorted(path.parent.name for path in folders.own.glob(f"*/{RECIPE_FILE}")))


def remembered_sets(folders: Folders) -> tuple[Recipe, ...]:
    """All own sets whose recipes are sound, by name."""
    found = []
    for name in remembered_names(folders):
        try:
            item = recall(name, folders)
        except UserError:
            continue  # it is told when it is chosen
        if item is not None:
            found.append(item.recipe)
    return tuple(found)


def forget(name: str, folders: Folders) -> None:
    """Remove a recipe; the data themselves stay. `UserError` if there is none of that name."""
    path = folders.own / check_name(name) / RECIPE_FILE
    with explaining("delete", path):
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def name_for(path: Path, folders: Folders) -> str:
    """A name for data that have none: from the file's name, the same for the same path, else one that is free."""
    plain = unicodedata.normalize("NFKD", path.resolve().stem if path.is_file() else path.resolve().name)
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", plain.encode("ascii", "ignore").decode()).strip("-_")[:50] or "data"
    taken = {recipe.name.lower(): data_path(recipe) for recipe in remembered_sets(folders)}
    taken |= {name.lower(): Path() for name in remembered_names(folders) if name.lower() not in taken}
    taken |= dict.fromkeys(DATASETS, Path())
    number, name = 1, stem
    while name.lower() in taken and taken[name.lower()] != path.resolve():
        number += 1
        name = f"{stem}-{number}"
    return name


def export(recipe: Recipe, folder: Path, progress: Progress) -> Path:
    """Write a set with its preparation into a new or empty folder; there, ``--dataset FOLDER`` opens it.

    Whatever prevents it, nothing is left in the folder.

    Returns:
        The folder's ``recipe.json``.

    Raises:
        UserError: the folder holds something, or cannot be written.
        Cancelled: from ``progress``.
    """
    with explaining("write", folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserError(f"{folder} is not empty.", "Choose a new or an empty folder.")
    try:
        moved = export_data(recipe, folder, progress)
        write_text(folder / "README.txt", _readme(moved))
        write_json(folder / RECIPE_FILE, {"stamp": "", "recipe": recipe_to_json(moved)})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / RECIPE_FILE


def read_exported(path: Path) -> Recipe:
    """The recipe in a ``recipe.json``, with its paths taken from the folder in which it lies; `UserError`."""
    return anchored(_read(path).recipe, path.resolve().parent)


def with_name(recipe: Recipe, name: str) -> Recipe:
    """The same set under another name."""
    return replace(recipe, name=check_name(name))


def _read(path: Path) -> Remembered:
    values = read_json_object(path)
    recipe = values.get("recipe")
    if not isinstance(recipe, dict):
        raise UserError(f"{path} is not the recipe of a dataset.", "Choose the data themselves again.")
    return Remembered(recipe_from_json(recipe), str(values.get("stamp", "")))


def _readme(recipe: Recipe) -> str:
    train, test = recipe.sizes
    return (
        f"{recipe.name}: a dataset for the workbench, {train:,} samples for training and {test:,} for the test,\n"
        f"{len(recipe.class_names)} classes: {', '.join(recipe.class_names[:20])}"
        f"{' …' if len(recipe.class_names) > 20 else ''}.\n\n"
        "recipe.json says how the data beside it are read. To train on them, with FOLDER for this folder:\n\n"
        "    python app.py run --dataset FOLDER\n"
    )
