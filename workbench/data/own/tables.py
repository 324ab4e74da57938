"""Tables of the user's."""

from collections.abc import Sequence
from pathlib import Path

from workbench.data.own.choices import TableChoices
from workbench.data.own.new_samples import NewSamples
from workbench.data.own.previews import TablePreview
from workbench.data.own.recipe import TableRecipe
from workbench.data.types import DatasetSource, Progress


def inspect(path: Path, choices: TableChoices, name: str, progress: Progress) -> TableRecipe:
    """Look at a table; what is None in ``choices`` is guessed. ``name`` is used where the choices have none."""
    raise NotImplementedError(f"{path} {choices} {name} {progress}")


def holds_texts(path: Path) -> bool:
    """Whether a table is one of texts with labels."""
    raise NotImplementedError(str(path))


def choices_of(recipe: TableRecipe) -> TableChoices:
    """What was chosen or guessed."""
    raise NotImplementedError(recipe.name)


def preview(recipe: TableRecipe) -> TablePreview:
    """The first rows for the screen."""
    raise NotImplementedError(recipe.name)


def source(recipe: TableRecipe) -> DatasetSource:
    """The dataset of a recipe."""
    raise NotImplementedError(recipe.name)


def stamp(recipe: TableRecipe) -> str:
    """Another text whenever the files have changed."""
    raise NotImplementedError(recipe.name)


def read_samples(recipe: TableRecipe, files: Sequence[Path]) -> NewSamples:
    """New samples in the raw form of the dataset's arrays."""
    raise NotImplementedError(f"{recipe.name} {files}")


def export(recipe: TableRecipe, folder: Path) -> TableRecipe:
    """Write the data into a folder and return the recipe that reads them there, with paths relative to the folder."""
    raise NotImplementedError(f"{recipe.name} {folder}")
