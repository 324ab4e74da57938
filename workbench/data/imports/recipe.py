"""What the recipes of all import formats have in common: how data of the user's are read, as chosen or as found.

A recipe is a frozen dataclass of plain values, so it lies in a file, in the record of a run and beside saved weights
(`workbench.data.imports.recipe_json`); the data themselves are only needed to train, not to predict.
"""

import re
from dataclasses import Field, dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from workbench.errors import UserError
from workbench.storage.outputs import Inputs

Value = TypeVar("Value")

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


LATER = "later"
"""In the metadata of an entry that the first version of recipes did not have."""


def later(default: Value) -> Value:
    """An entry that came after the first version: where it has its default, it does not count in a set's identity.

    The default has to mean what was done before there was the entry, so that arrays and weights of then are found.
    """
    value: Value = field(default=default, metadata={LATER: True})
    return value


@dataclass(frozen=True)
class TestSplit:
    """Which rows or files are for the test.

    Attributes:
        fraction: held out of each class alike, where nothing else says which they are.
        column: of a table, whose ``value`` marks the rows for the test.
        path: a second file, or a second folder of the same form.
    """

    __test__ = False  # not a pytest class

    fraction: float = 0.2
    column: str = ""
    value: str = ""
    path: Path | None = None


class Recipe(Protocol):
    """How a set of the user's is read; each import format has its own, with more entries.

    Attributes:
        format: name of the import format.
        name: as on the command line and as the folder's name.
        path: the file or folder that is read.
        class_names: at least two.
        sizes: samples to train and to test.
    """

    format: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> Path: ...
    @property
    def test(self) -> TestSplit: ...
    @property
    def class_names(self) -> tuple[str, ...]: ...
    @property
    def sizes(self) -> tuple[int, int]: ...


AnyRecipe = TypeVar("AnyRecipe", bound=Recipe)


def anchored(recipe: AnyRecipe, folder: Path) -> AnyRecipe:
    """The recipe with its relative paths taken from ``folder``."""
    test = replace(recipe.test, path=folder / recipe.test.path) if recipe.test.path else recipe.test
    return replace(recipe, path=folder / recipe.path, test=test)


def with_name(recipe: AnyRecipe, name: str) -> AnyRecipe:
    """The same set under another name; `UserError` for a name that `check_name` refuses."""
    return replace(recipe, name=check_name(name))


def data_paths(recipe: Recipe) -> tuple[Path, ...]:
    """The files and folders that a recipe reads."""
    return (recipe.path,) if recipe.test.path is None else (recipe.path, recipe.test.path)


def recipe_inputs(recipe: Recipe) -> Inputs:
    """What a recipe reads, as what nothing is written over."""
    paths = data_paths(recipe)
    return Inputs(tuple(path for path in paths if not path.is_dir()), tuple(path for path in paths if path.is_dir()))


def check_name(name: str) -> str:
    """The name itself; `UserError` unless it is made of letters, digits, ``-`` and ``_``."""
    if not _NAME.fullmatch(name):
        raise UserError(
            f"“{name[:60]}” cannot be the name of a dataset.",
            "Use up to 60 letters (a to z), digits, - and _, the first a letter or digit.",
        )
    return name
