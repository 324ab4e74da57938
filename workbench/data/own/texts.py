"""Texts of the user's."""

from collections.abc import Sequence
from pathlib import Path

from workbench.data.own.choices import TextChoices
from workbench.data.own.new_samples import NewSamples
from workbench.data.own.previews import TextPreview
from workbench.data.own.recipe import TextRecipe
from workbench.data.types import DatasetSource, Progress
from workbench.errors import UserError


def inspect(path: Path, choices: TextChoices, name: str, progress: Progress) -> TextRecipe:
    """Look at the data; what is None in ``choices`` is guessed. ``name`` is used where the choices have none."""
    del choices, name, progress
    raise UserError(f"{path} cannot be read yet.", "Choose a table.")


def preview(recipe: TextRecipe) -> TextPreview:
    """A few samples for the screen."""
    raise UserError(f"{recipe.name} cannot be shown yet.", "Choose a table.")


def source(recipe: TextRecipe) -> DatasetSource:
    """The dataset of a recipe."""
    raise UserError(f"{recipe.name} cannot be read yet.", "Choose a table.")


def stamp(recipe: TextRecipe) -> str:
    """Another text whenever the files have changed."""
    return recipe.name


def read_samples(recipe: TextRecipe, files: Sequence[Path]) -> NewSamples:
    """New samples in the raw form of the dataset's arrays."""
    raise UserError(f"{recipe.name} cannot predict {len(files)} files yet.", "Choose a table.")


def export(recipe: TextRecipe, folder: Path) -> TextRecipe:
    """Write the data into a folder and return the recipe that reads them there, with paths relative to the folder."""
    raise UserError(f"{recipe.name} cannot be written to {folder} yet.", "Choose a table.")
