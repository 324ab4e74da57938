"""Run records: one folder a run, a sub-folder a model."""

import csv
import io
import math
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from workbench.errors import UserError
from workbench.storage.atomic import explaining, read_json_object, write_json, write_text

FORMAT = 1
SETTINGS_FILE = "run.json"
HISTORY_FILE = "history.json"
HISTORY_TABLE = "history.csv"
TEST_FILE = "test.json"

_FOLDER_NAME = re.compile(r"(?P<started>\d{8}-\d{6})-(?P<dataset>.+)-(?P<quartet>[a-z][^-]*)(-\d+)?")
_TIME_FORMAT = "%Y%m%d-%H%M%S"

History = Mapping[str, Sequence[float | None]]


@dataclass(frozen=True)
class RunRecord:
    """One run's folder."""

    folder: Path

    @classmethod
    def create(cls, runs_folder: Path, dataset: str, quartet: str, now: datetime) -> "RunRecord":
        """Make ``<runs_folder>/<YYYYMMDD-HHMMSS>-<dataset>-<quartet>``, with -2, -3, ... behind it where that exists.

        Raises:
            UserError: the file system refuses.
        """
        name = f"{now.strftime(_TIME_FORMAT)}-{dataset}-{quartet}"
        with explaining("create a run record in", runs_folder):
            runs_folder.mkdir(parents=True, exist_ok=True)
            number = 1
            while True:
                folder = runs_folder / (name if number == 1 else f"{name}-{number}")
                try:
                    folder.mkdir()
                except FileExistsError:
                    number += 1
                else:
                    return cls(folder)

    @classmethod
    def create_at(cls, folder: Path) -> "RunRecord":
        """Use a folder of the user's choice; `UserError` unless it is new (and can be made) or empty."""
        with explaining("create a run record in", folder):
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise UserError(
                    f"The folder {folder} is not empty.", "Name a new or an empty folder for the run record."
                )
        return cls(folder)

    def model_folder(self, name: str) -> Path:
        """The sub-folder of one model, made if missing."""
        folder = self.folder / name
        with explaining("create", folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def write_settings(self, settings: Mapping[str, object]) -> None:
        """Write ``run.json``; keys ``dataset``, ``quartet`` and ``started`` (ISO) are shown in the list of runs."""
        write_json(self.folder / SETTINGS_FILE, {"format": FORMAT, **settings})

    def read_settings(self) -> dict[str, Any]:
        """What `write_settings` wrote; `UserError` if it is missing, damaged or of a later version of the workbench."""
        path = self.folder / SETTINGS_FILE
        if not path.is_file():
            raise UserError(f"{self.folder} is not a run record: it has no {SETTINGS_FILE}.", "Choose another folder.")
        settings = read_json_object(path)
        version = settings.pop("format", None)
        if version != FORMAT:
            raise UserError(
                f"{path} has format {version!r}; this version of the workbench reads format {FORMAT}.",
                "Open it with the version that wrote it.",
            )
        return settings

    def size(self) -> int:
        """Bytes of all files; those that come and go meanwhile are not counted."""
        total = 0
        for path in self.folder.rglob("*"):
            with suppress(FileNotFoundError):
                total += path.lstat().st_size if path.is_file() else 0
        return total

    def delete(self) -> None:
        """Delete the folder and all that is in it.

        Raises:
            UserError: it is not a run record (neither a readable ``run.json`` nor a run's name), or cannot be deleted.
        """
        if not self._is_record():
            raise UserError(
                f"{self.folder} is not a run record; it was not deleted.", "Delete it by hand if you want to."
            )
        with explaining("delete", self.folder):
            shutil.rmtree(self.folder)

    def _is_record(self) -> bool:
        if self.folder.is_symlink() or not self.folder.is_dir():
            return False
        if _FOLDER_NAME.fullmatch(self.folder.name):  # damaged records can be deleted, too
            return True
        try:
            return {"dataset", "quartet"} <= self.read_settings().keys()
        except UserError:
            return False


@dataclass(frozen=True)
class RunSummary:
    """A line in the list of runs.

    Attributes:
        started: local time; of the folder's last change where nothing else is known.
        size: bytes.
        accuracies: test accuracy by model, for the models that were tested; None where undefined.
        damage: what is wrong with the record, "" if nothing.
        classes: how many of the dataset's were chosen, 0 for all.
    """

    folder: Path
    started: datetime
    dataset: str
    quartet: str
    size: int
    accuracies: dict[str, float | None]
    damage: str = ""
    classes: int = 0


def list_runs(runs_folder: Path) -> list[RunSummary]:
    """All run records of a folder, newest first; damaged ones are among them and say so."""
    if not runs_folder.is_dir():
        return []
    with explaining("list", runs_folder):
        folders = [path for path in runs_folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
        summaries = []
        for folder in folders:
            with suppress(FileNotFoundError):  # deleted meanwhile
                summaries.append(_summary(folder))
    return sorted(summaries, key=lambda summary: (summary.started, summary.folder.name), reverse=True)


def _summary(folder: Path) -> RunSummary:
    record = RunRecord(folder)
    damages = []
    settings: dict[str, Any] = {}
    try:
        settings = record.read_settings()
    except UserError as error:
        damages.append(error.message)
    accuracies: dict[str, float | None] = {}
    for path in sorted(folder.glob(f"*/{TEST_FILE}")):
        try:
            values = read_test(path.parent).get("values", {})
            accuracies[path.parent.name] = values.get("accuracy")
        except (UserError, AttributeError):
            damages.append(f"{path} is damaged.")
    match = _FOLDER_NAME.fullmatch(folder.name)
    return RunSummary(
        folder,
        _started(folder, settings, match),
        str(settings.get("dataset", match["dataset"] if match else "")),
        str(settings.get("quartet", match["quartet"] if match else "")),
        record.size(),
        accuracies,
        " ".join(damages),
        _count(settings.get("classes")),
    )


def _count(names: object) -> int:
    return len(names) if isinstance(names, list) else 0


def _started(folder: Path, settings: Mapping[str, object], match: re.Match[str] | None) -> datetime:
    try:
        if match:
            return datetime.strptime(match["started"], _TIME_FORMAT)
        return datetime.fromisoformat(str(settings.get("started"))).replace(tzinfo=None)
    except ValueError:
        return datetime.fromtimestamp(folder.stat().st_mtime)


def write_history(folder: Path, history: History) -> None:
    """Write ``history.json`` and ``history.csv`` (epochs from 1, an empty cell for an undefined value).

    Values that are not finite, as the loss of a training that diverged, become undefined.
    """
    columns = {name: [_finite(value) for value in values] for name, values in history.items()}
    write_json(folder / HISTORY_FILE, columns)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["epoch", *columns])
    writer.writerows([epoch, *row] for epoch, row in enumerate(zip_longest(*columns.values()), start=1))
    write_text(folder / HISTORY_TABLE, table.getvalue())


def write_test(folder: Path, result: Mapping[str, object]) -> None:
    """Write ``test.json``; the list of runs shows ``result["values"]["accuracy"]``."""
    write_json(folder / TEST_FILE, result)


def read_test(folder: Path) -> dict[str, Any]:
    """What `write_test` wrote, {} if there is none; `UserError` if it is damaged."""
    path = folder / TEST_FILE
    return read_json_object(path) if path.exists() else {}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
