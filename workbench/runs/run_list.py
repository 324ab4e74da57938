"""All runs of a folder, a line each."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.errors import UserError
from workbench.runs.record import FOLDER_NAME, TIME_FORMAT, RunRecord
from workbench.runs.run_file import read_run_file
from workbench.runs.run_settings import RunSettings
from workbench.runs.tested import TEST_FILE, read_test
from workbench.storage.atomic import explaining


@dataclass(frozen=True)
class Accuracy:
    """A test accuracy and the weights that it is of.

    Attributes:
        value: 0 to 1, None where undefined.
        which, epoch, partial_epoch: as of `workbench.runs.tested.TestRecord`.
    """

    value: float | None
    which: str
    epoch: int
    partial_epoch: int = 0


@dataclass(frozen=True)
class RunSummary:
    """A line in the list of runs.

    Attributes:
        started: local time; of the folder's last change where nothing else is known.
        size: bytes.
        accuracies: test accuracy by model, for the models that were tested.
        damage: what is wrong with the record, "" if nothing.
        classes: how many of the dataset's were chosen, 0 for all.
        competitors: how many networks compete, 0 where the record does not say.
        weights: names of the sets of weights that were loaded.
    """

    folder: Path
    started: datetime
    dataset: str
    quartet: str
    size: int
    accuracies: dict[str, Accuracy]
    damage: str = ""
    classes: int = 0
    competitors: int = 0
    weights: tuple[str, ...] = ()


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
    damages = []
    settings: RunSettings | None = None
    try:
        settings = read_run_file(folder)
    except UserError as error:
        damages.append(error.message)
    accuracies: dict[str, Accuracy] = {}
    for path in sorted(folder.glob(f"*/{TEST_FILE}")):
        try:
            tested = read_test(path.parent)
        except UserError as error:
            damages.append(error.message)
        else:
            if tested is not None:
                value = tested.values.get("accuracy")
                accuracies[path.parent.name] = Accuracy(value, tested.which, tested.epoch, tested.partial_epoch)
    match = FOLDER_NAME.fullmatch(folder.name)
    return RunSummary(
        folder,
        _started(folder, settings, match),
        settings.dataset if settings is not None else match["dataset"] if match else "",
        settings.quartet if settings is not None else match["quartet"] if match else "",
        RunRecord(folder).size(),
        accuracies,
        " ".join(damages),
        len(settings.classes) if settings is not None else 0,
        len(settings.competitors) if settings is not None else 0,
        tuple(dict.fromkeys(Path(path).parent.name for path in settings.loaded.values())) if settings else (),
    )


def _started(folder: Path, settings: RunSettings | None, match: re.Match[str] | None) -> datetime:
    try:
        if match:
            return datetime.strptime(match["started"], TIME_FORMAT)
        return datetime.fromisoformat(settings.started if settings is not None else "").replace(tzinfo=None)
    except ValueError:
        return datetime.fromtimestamp(folder.stat().st_mtime)
