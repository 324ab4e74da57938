"""Files and folders for results that are looked at before the work, so that no hour is lost and no record touched."""

from collections.abc import Sequence
from pathlib import Path

from workbench.errors import UserError
from workbench.runs.run_file import RUN_FILE
from workbench.storage.outputs import Inputs, check_folder_writable, check_writable
from workbench.storage.weights import find_weights, saved_files

_DEPTH = 4
"""Folders between a file and that of the record it is in, at most."""


def check_result_file(path: Path | None, option: str, inputs: Inputs) -> None:
    """Refuse a file that cannot be written, that is read, that stands in the record of a run or beside weights.

    Args:
        path: None where no file is wanted.
        inputs: what the command reads.

    Raises:
        UserError: it would replace what is recorded, or the file system refuses.
    """
    if path is not None and path.is_file() and _is_recorded(path.resolve()):
        raise UserError(
            f"{path} belongs to the record of a run or to saved weights.", f"Name another file for {option}."
        )
    check_writable(path, option, inputs)


def check_weights_folder(folder: Path | None, models: Sequence[str], option: str, inputs: Inputs) -> None:
    """Refuse a folder that cannot be written, or in which weights, or what is read, would be replaced.

    Raises:
        UserError: it has weights of one of the models, or the file system refuses.
    """
    check_folder_writable(folder, option, inputs, saved_files(models))
    saved = [model for model in models if folder is not None and find_weights(folder, model) is not None]
    if saved:
        raise UserError(
            f"{folder} has weights of {', '.join(saved)} already.",
            f"Name another folder for {option}, or delete them first.",
        )


def _is_recorded(path: Path) -> bool:
    """Whether the workbench has written the file there; what others put beside it can be replaced."""
    if find_weights(path.parent, path.stem) is not None:
        return True
    names = {RUN_FILE, "console.txt", "history.json", "history.csv", "test.json"}
    written = path.name in names or path.suffix in (".npz", ".png")
    return written and any((folder / RUN_FILE).is_file() for folder in [*path.parents][:_DEPTH])
