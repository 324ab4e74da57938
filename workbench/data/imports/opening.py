"""From what a user names to a dataset: a dataset of the workbench, a remembered set, or a path."""

from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import files_state, inspect, source_of
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.recipe import Recipe, with_name
from workbench.data.imports.recipe_json import RECIPE_FILE, RecipeFile
from workbench.data.imports.registry import format_of
from workbench.data.imports.remembered import name_for, read_exported, recall, remember, remembered_names
from workbench.data.types import DatasetSource, Progress, silent
from workbench.errors import UserError
from workbench.storage.folders import Folders


def open_source(
    text: str, folders: Folders, options: ImportOptions | None = None, progress: Progress = silent
) -> DatasetSource:
    """The dataset that ``text`` names.

    Args:
        text: the name of a dataset of the workbench or of a remembered set, or the path of data, of an exported folder,
            or of a ``recipe.json``. A path is looked at and remembered.
        options: for a path or a remembered set; None: what was chosen before, else guesses.

    Raises:
        UserError: there is nothing of that name, or the data cannot be used.
    """
    if text in DATASETS:
        if options is not None:
            raise UserError(f"{text} is a dataset of the workbench.", "Its label and its test part cannot be chosen.")
        return DATASETS[text]
    known = recall(text, folders) if text in remembered_names(folders) else None
    if known is not None:
        return source_of(_up_to_date(known, folders, options, progress))
    path = Path(text).expanduser()
    if not text.strip() or not path.exists():
        raise unknown(text, folders)
    return source_of(_open_path(path, folders, options, progress))


def _open_path(path: Path, folders: Folders, options: ImportOptions | None, progress: Progress) -> Recipe:
    path = path.resolve()
    exported = path / RECIPE_FILE if path.is_dir() else path
    if exported.name == RECIPE_FILE and exported.is_file():
        recipe = read_exported(exported)
        recipe = with_name(recipe, _free_name(recipe, folders))
        remember(recipe, folders)
        return recipe
    name = name_for(path, folders)
    known = recall(name, folders)
    if known is not None and known.recipe.path == path:
        return _up_to_date(known, folders, options, progress)
    recipe = inspect(path, options, name, progress)
    remember(recipe, folders)
    return recipe


def _up_to_date(known: RecipeFile, folders: Folders, options: ImportOptions | None, progress: Progress) -> Recipe:
    """The recipe as it is, or made anew where the files have changed or the user chooses something else."""
    recipe = known.recipe
    if options is None and files_state(recipe) == known.files_state:
        return recipe
    wanted = replace(options or format_of(recipe).options_of(recipe), name=recipe.name)
    recipe = inspect(recipe.path, wanted, recipe.name, progress)
    remember(recipe, folders)
    return recipe


def _free_name(recipe: Recipe, folders: Folders) -> str:
    """The name of an exported set, with a number where another set has it already."""
    number, name = 1, recipe.name
    names = {known.lower(): known for known in remembered_names(folders)}
    while name.lower() in DATASETS or (name.lower() in names and not _same(names[name.lower()], recipe, folders)):
        number += 1
        name = f"{recipe.name[:50]}-{number}"
    return name


def _same(name: str, recipe: Recipe, folders: Folders) -> bool:
    try:
        known = recall(name, folders)
    except UserError:
        return False
    return known is not None and known.recipe.path == recipe.path


def unknown(text: str, folders: Folders) -> UserError:
    """The error for a text that names no dataset, with what is known."""
    yours = remembered_names(folders)
    close = get_close_matches(text.lower(), (*DATASETS, *yours), n=1, cutoff=0.5)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    known = f"Known datasets: {', '.join(DATASETS)}." + (f" Yours: {', '.join(yours)}." if yours else "")
    return UserError(f"There is no dataset “{text}”, and no file or folder of that path.{hint}", known)
