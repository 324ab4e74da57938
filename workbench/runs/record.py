"""The folder of a run: a sub-folder a model."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.errors import UserError
from workbench.runs.run_file import RUN_FILE
from workbench.storage.atomic import explaining, read_json_object

FOLDER_NAME = re.compile(r"(?P<started>\d{8}-\d{6})-(?P<dataset>.+)-(?P<quartet>[a-z][^-]*)(-\d+)?")
LOG_FILE = "console.txt"
SPLIT_FILE = "split.npz"
TIME_FORMAT = "%Y%m%d-%H%M%S"


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
        name = f"{now.strftime(TIME_FORMAT)}-{dataset}-{quartet}"
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
        """Use a folder that the user named; `UserError` unless it is new (and can be made) or empty."""
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

    def files(self) -> tuple[Path, ...]:
        """What is read when the run goes on: figures and results for other programs are not."""
        below = (path for folder in self.folder.glob("*/") for path in folder.rglob("*"))
        return (*(self.folder / name for name in (RUN_FILE, SPLIT_FILE, LOG_FILE)), *below)

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
        if FOLDER_NAME.fullmatch(self.folder.name):  # damaged records can be deleted, too
            return True
        try:
            return {"dataset", "quartet"} <= read_json_object(self.folder / RUN_FILE).keys()
        except UserError:
            return False
