"""What stands on disk of runs and saved weights, and what of it is gone or smaller later."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.storage.atomic import read_metadata
from workbench.storage.folders import Folders

Histories = dict[str, list[float | None]]


@dataclass(frozen=True)
class RecordedFiles:
    """The files of all runs and of all sets of weights, with the histories in the checkpoints among them."""

    files: dict[Path, bytes]
    histories: dict[Path, Histories]


def recorded_files(folders: Folders) -> RecordedFiles:
    """As they are now."""
    paths = [*folders.runs.rglob("*"), *folders.weights.rglob("*")]
    files = {path: path.read_bytes() for path in paths if path.is_file() and path.name != ".lock"}
    return RecordedFiles(
        files, {path: read_metadata(path)["history"] for path in files if path.name == "checkpoint.npz"}
    )


def losses(before: RecordedFiles, after: RecordedFiles) -> list[str]:
    """Files that are gone or hold less than before; what was replaced must lie beside under another name."""
    found = []
    contents = set(after.files.values())
    for path, content in before.files.items():
        now = after.files.get(path)
        if now is None:
            found.append(f"{path} is gone")
        elif path in before.histories:
            if not _grown(before.histories[path], after.histories[path]):
                found.append(f"{path} has lost epochs")
        elif path.name == "history.json":
            if not _grown(json.loads(content), json.loads(now)):
                found.append(f"{path} has lost epochs")
        elif path.name == "run.json":
            if not _continued(json.loads(content), json.loads(now)):
                found.append(f"{path} has lost an entry")
        elif not now.startswith(content) and content not in contents:
            found.append(f"{path} is another: {len(content)} to {len(now)} bytes")
    return found


def _grown(before: Histories, after: Histories) -> bool:
    return all(after.get(name, [])[: len(values)] == values for name, values in before.items())


def _continued(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether trainings and loaded weights were added only, and all else is as it was where it was known."""
    kept = {name: value for name, value in before.items() if name not in ("trainings", "loaded") and value is not None}
    return (
        after["trainings"][: len(before["trainings"])] == before["trainings"]
        and before["loaded"].items() <= after["loaded"].items()
        and kept.items() <= after.items()
    )
