"""The user's sets, remembered as ``datasets/own/<name>/recipe.json``, and their export for other machines."""

import re
import shutil
import unicodedata
from pathlib import Path

from workbench.data.datasets.registry import DATASETS
from workbench.data.files.packed import PACKED_SUFFIXES
from workbench.data.imports.formats import files_state
from workbench.data.imports.recipe import Recipe, anchored, check_name, recipe_inputs
from workbench.data.imports.recipe_json import RECIPE_FILE, RecipeFile, read_recipe_file, write_recipe_file
from workbench.data.imports.registry import format_of
from workbench.data.types import Progress
from workbench.errors import UserError
from workbench.storage.atomic import explaining, write_text
from workbench.storage.folders import Folders


def remember(recipe: Recipe, folders: Folders) -> None:
    """Keep a recipe under its name, in place of an older one.

    Raises:
        UserError: the name is that of a dataset of the workbench, or the files cannot be read.
    """
    if recipe.name.lower() in DATASETS:
        raise UserError(f"“{recipe.name}” is a dataset of the workbench.", "Choose another name for yours.")
    path = folders.imported / check_name(recipe.name) / RECIPE_FILE
    write_recipe_file(path, recipe, files_state(recipe))


def recall(name: str, folders: Folders) -> RecipeFile | None:
    """The remembered set of that name, None if there is none; `UserError` if its file is damaged."""
    path = folders.imported / name / RECIPE_FILE
    return read_recipe_file(path) if path.is_file() else None


def remembered_names(folders: Folders) -> tuple[str, ...]:
    """Of all sets, sorted."""
    if not folders.imported.is_dir():
        return ()
    with explaining("list", folders.imported):
        return tuple(sorted(path.parent.name for path in folders.imported.glob(f"*/{RECIPE_FILE}")))


def remembered_sets(folders: Folders) -> tuple[Recipe, ...]:
    """The recipes of all sets whose recipes are sound, by name."""
    found = []
    for name in remembered_names(folders):
        try:
            known = recall(name, folders)
        except UserError:
            continue  # whoever chooses it hears of it
        if known is not None:
            found.append(known.recipe)
    return tuple(found)


def forget(name: str, folders: Folders) -> None:
    """Remove a recipe; the data themselves stay. `UserError` if there is none of that name."""
    path = folders.imported / check_name(name) / RECIPE_FILE
    with explaining("delete", path):
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


def name_for(path: Path, folders: Folders) -> str:
    """A name for data that have none: from the file's name, the same for the same path, else one that is free."""
    plain = unicodedata.normalize("NFKD", _stem(path.resolve()))
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", plain.encode("ascii", "ignore").decode()).strip("-_")[:50] or "data"
    known = {recipe.name.lower(): recipe.path for recipe in remembered_sets(folders)}
    known |= {name.lower(): Path() for name in remembered_names(folders) if name.lower() not in known}
    known |= dict.fromkeys(DATASETS, Path())
    number, name = 1, stem
    while name.lower() in known and known[name.lower()] != path.resolve():
        number += 1
        name = f"{stem}-{number}"
    return name


def _stem(path: Path) -> str:
    """The name without its ending, of a packed file without both."""
    if not path.is_file():
        return path.name
    packed = path.suffix.lower() in PACKED_SUFFIXES
    return Path(path.stem).stem if packed else path.stem


def export(recipe: Recipe, folder: Path, progress: Progress) -> Path:
    """Write a set with its preparation into a new or empty folder; there, ``--dataset FOLDER`` opens it.

    Whatever prevents it, nothing is left in the folder.

    Returns:
        The folder's ``recipe.json``.

    Raises:
        UserError: the folder holds something, or cannot be written.
        Cancelled: from ``progress``.
    """
    recipe_inputs(recipe).check_folder(folder)
    with explaining("write", folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserError(f"{folder} is not empty.", "Choose a new or an empty folder.")
    try:
        moved: Recipe = format_of(recipe).export(recipe, folder, progress)
        write_text(folder / "README.txt", _readme(moved))
        write_recipe_file(folder / RECIPE_FILE, moved)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder / RECIPE_FILE


def read_exported(path: Path) -> Recipe:
    """The recipe in a ``recipe.json``, with its paths taken from the folder in which it lies; `UserError`."""
    return anchored(read_recipe_file(path).recipe, path.resolve().parent)


def _readme(recipe: Recipe) -> str:
    train, test = recipe.sizes
    return (
        f"{recipe.name}: a dataset for the workbench, {train:,} samples for training and {test:,} for the test,\n"
        f"{len(recipe.class_names)} classes: {', '.join(recipe.class_names[:20])}"
        f"{' …' if len(recipe.class_names) > 20 else ''}.\n\n"
        "recipe.json says how the data beside it are read. To train on them, with FOLDER for this folder:\n\n"
        "    python app.py run --dataset FOLDER\n"
    )
