"""``run.json``: the settings of a run, read and written."""

import json
from pathlib import Path

from workbench.errors import UserError
from workbench.runs.earlier import run_of_version_1
from workbench.runs.reading import Entries, read_record
from workbench.runs.run_settings import RunSettings
from workbench.storage.atomic import write_json
from workbench.storage.plain_values import to_plain

RUN_FILE = "run.json"
VERSION = 2
_ADVICE = "Choose another run: without its settings this one can be neither opened nor repeated."


def write_run_file(folder: Path, settings: RunSettings) -> None:
    """Write the file; `UserError` if the file system refuses."""
    recipe = json.loads(settings.recipe) if settings.recipe else None
    write_json(folder / RUN_FILE, {"version": VERSION, **to_plain(settings), "recipe": recipe})


def read_run_file(folder: Path) -> RunSettings:
    """Read the file, as any version wrote it.

    Raises:
        UserError: the folder has none, it is damaged, or a later version of the workbench wrote it.
    """
    path = folder / RUN_FILE
    if not path.is_file():
        raise UserError(f"{folder} is not a run record: it has no {RUN_FILE}.", "Choose another folder.")
    return read_record(path, RunSettings, VERSION, run_of_version_1, _ADVICE, _with_recipe_text)


def _with_recipe_text(values: Entries) -> Entries:
    """The recipe is an object in the file, so that people can read it."""
    recipe = values.get("recipe")
    return {**values, "recipe": json.dumps(recipe) if recipe else ""}
