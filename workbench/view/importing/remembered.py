"""The user's remembered sets as the window needs them: their names, the last one used, whether their files changed."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import files_state, source_of
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.opening import open_source
from workbench.data.imports.recipe import Recipe
from workbench.data.imports.recipe_json import RECIPE_FILE
from workbench.data.imports.registry import format_of
from workbench.data.imports.remembered import name_for, recall, remembered_names
from workbench.data.types import DatasetSource
from workbench.errors import UserError
from workbench.storage.folders import Folders
from workbench.view.state.preferences import Preferences

DEFAULT_DATASET = "digits"


@dataclass(frozen=True)
class Found:
    """A remembered set.

    Attributes:
        changed: its files are not as they were when it was looked at.
    """

    recipe: Recipe
    changed: bool


def last_source(preferences: Preferences, folders: Folders) -> tuple[DatasetSource, str]:
    """The dataset of the last time with its classes, and a notice ("" if all is well); else the default."""
    name, notice = preferences.dataset, ""
    source = DATASETS.get(name)
    if source is None and name in imported_names(folders):
        source, notice = _imported_source(name, folders)
    elif source is None and name:
        notice = f"The dataset {name} is not known any more; {DATASETS[DEFAULT_DATASET].title} is shown instead."
    if source is None:
        return DATASETS[DEFAULT_DATASET], notice
    with suppress(UserError):
        if preferences.classes:
            source = with_classes(source, preferences.classes.split("\n"))
    return source, notice


def imported_names(folders: Folders) -> tuple[str, ...]:
    """Names of the user's sets, none where they cannot be listed."""
    with suppress(UserError):
        return remembered_names(folders)
    return ()


def find(name: str, folders: Folders) -> Found:
    """A remembered set; looks at the times of all its files, so call it in the background.

    Raises:
        UserError: there is none of that name, it is damaged, or its files are gone.
    """
    known = recall(name, folders)
    if known is None:
        raise UserError(f"There is no set {name} any more.", "Choose its data again.")
    if not known.recipe.path.exists():
        raise _gone(known.recipe)
    return Found(known.recipe, files_state(known.recipe) != known.files_state)


def first_look(path: Path, folders: Folders) -> tuple[ImportOptions | None, str]:
    """With what options and name to look at a path: those of the remembered set of that path, else guesses."""
    name = name_for(path, folders)
    with suppress(UserError):
        known = recall(name, folders)
        if known is not None and known.recipe.path == path.resolve():
            return format_of(known.recipe).options_of(known.recipe), name
    return None, name


def is_exported(path: Path) -> bool:
    """Whether a set was exported to that folder."""
    return path.is_dir() and (path / RECIPE_FILE).is_file()


def open_exported(path: Path, folders: Folders) -> DatasetSource:
    """Remember an exported set; only its recipe is read, and the times of its files. `UserError` if it is damaged."""
    return open_source(str(path), folders)


def _imported_source(name: str, folders: Folders) -> tuple[DatasetSource | None, str]:
    instead = f"{DATASETS[DEFAULT_DATASET].title} is shown instead."
    try:
        known = recall(name, folders)
        if known is None or not known.recipe.path.exists():
            where = f" ({known.recipe.path})" if known else ""
            return None, f"The files of {name}{where} are not there any more; {instead}"
        return source_of(known.recipe), ""
    except UserError as error:
        return None, f"{name} cannot be opened: {error} {instead}"


def _gone(recipe: Recipe) -> UserError:
    return UserError(
        f"The files of {recipe.name} are not there any more: {recipe.path}.",
        "Put them back, or open them where they are now and forget this set.",
    )
