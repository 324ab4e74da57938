"""Recipes as JSON: the one shape in which they are written, and the one reader, of all shapes written so far.

Written is ``{"version": 2, "format": "table", "name": …}`` with the entries of the format's recipe, everywhere: in
``recipe.json`` of remembered and exported sets, in records of runs, beside saved weights, in `DatasetSource.recipe`.
"""

import json
from collections.abc import Mapping
from dataclasses import Field, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from workbench.data.imports.recipe import LATER, Recipe, check_name
from workbench.data.imports.registry import format_named
from workbench.errors import UserError
from workbench.storage.atomic import read_json_object, write_json
from workbench.storage.plain_values import from_plain, to_plain

RECIPE_FILE = "recipe.json"
VERSION = 2

# Entries that had other names in version 1: of the recipe itself, of its test split and of its columns.
_OLD_NAMES = {"test": {"fraction": "share"}, "columns": {"date_features": "date_parts"}}
_OLD_PATHS = {"images": "folder"}


@dataclass(frozen=True)
class RecipeFile:
    """What a ``recipe.json`` holds.

    Attributes:
        files_state: see `ImportFormat.files_state`, when the data were looked at; "" for an exported set.
    """

    recipe: Recipe
    files_state: str


def recipe_to_json(recipe: Recipe) -> dict[str, Any]:
    """Plain values."""
    return {"version": VERSION, "format": recipe.format, **to_plain(recipe)}


def recipe_from_json(values: Mapping[str, Any]) -> Recipe:
    """What `recipe_to_json` gave, in this version or an earlier one; `UserError` if it is anything else."""
    try:
        values = _from_version_1(values) if "version" not in values else values
        if values["version"] != VERSION:
            raise ValueError(f"version {values['version']!r} is unknown")
        try:
            known = format_named(str(values.get("format")))
        except KeyError:
            raise ValueError(f"format {values.get('format')!r} is unknown") from None
        recipe: Recipe = from_plain(known.recipe, values)
        check_name(recipe.name)
        if len(recipe.class_names) < 2 or min(recipe.sizes) < 1:
            raise ValueError("at least two classes, and samples to train and to test, are needed")
    except (ValueError, TypeError, UserError) as error:
        raise UserError(
            f"The recipe of this dataset is damaged: {error}.", "Choose the data themselves again: it is made anew."
        ) from error
    return recipe


def recipe_text(recipe: Recipe) -> str:
    """A recipe in one line, for `DatasetSource.recipe`."""
    return json.dumps(recipe_to_json(recipe), ensure_ascii=False)


def recipe_from_text(text: str) -> Recipe:
    """What `recipe_text` gave; `UserError` if it is anything else."""
    return recipe_from_json(json.loads(text))


def recipe_digest(recipe: Recipe) -> str:
    """64 hex digits, other ones for another recipe; of version 1, so that arrays and weights saved then are found."""
    text = json.dumps(_as_version_1(recipe), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def write_recipe_file(path: Path, recipe: Recipe, files_state: str = "") -> None:
    """Write a ``recipe.json``; `UserError` if the file system refuses."""
    write_json(path, {**recipe_to_json(recipe), "files_state": files_state})


def read_recipe_file(path: Path) -> RecipeFile:
    """Read a ``recipe.json`` of any version; `UserError` if it cannot be read or is damaged."""
    values = read_json_object(path)
    recipe, state = values, values.get("files_state", "")
    if "version" not in values:  # the recipe was an entry of it
        recipe, state = values.get("recipe"), values.get("stamp", "")  # type: ignore[assignment]
    if not isinstance(recipe, dict):
        raise UserError(f"{path} is not the recipe of a dataset.", "Choose the data themselves again.")
    return RecipeFile(recipe_from_json(recipe), str(state))


def _from_version_1(values: Mapping[str, Any]) -> dict[str, Any]:
    if values.get("format") != 1:
        raise ValueError(f"format {values.get('format')!r} is unknown")
    name = values.get("kind")
    new_names = {place: {old: new for new, old in names.items()} for place, names in _OLD_NAMES.items()}
    entries = {entry: value for entry, value in values.items() if entry not in ("format", "kind")}
    path = {_OLD_PATHS.get(str(name), "path"): "path"}
    return {"version": VERSION, "format": name, **_renamed(entries, path, new_names)}


def _as_version_1(recipe: Recipe) -> dict[str, Any]:
    path = {"path": _OLD_PATHS.get(recipe.format, "path")}
    return {"format": 1, "kind": recipe.format, **_renamed(to_plain(recipe, _in_version_1), path, _OLD_NAMES)}


def _in_version_1(field: Field[Any], value: Any) -> bool:
    return not (field.metadata.get(LATER) and value == field.default)


def _renamed(
    values: Mapping[str, Any], names: Mapping[str, str], inner: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """The same entries in their order under other names: ``names`` for them, ``inner`` for those of their objects."""

    def renamed(value: Any, of_value: Mapping[str, str]) -> Any:
        if isinstance(value, list):
            return [renamed(each, of_value) for each in value]
        return _renamed(value, of_value, {}) if isinstance(value, dict) else value

    return {names.get(entry, entry): renamed(value, inner.get(entry, {})) for entry, value in values.items()}
