"""``test.json``: the results of a network on the whole test part."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.errors import UserError
from workbench.runs.earlier import tested_of_version_1
from workbench.runs.reading import read_record
from workbench.storage.atomic import explaining, write_json
from workbench.storage.plain_values import to_plain

TEST_FILE = "test.json"
EARLIER = "earlier-tests"
VERSION = 2
_ADVICE = "Test the network again: that writes the file anew."


@dataclass(frozen=True)
class TestRecord:
    """What a test has found.

    Attributes:
        which: "last" or "best" weights.
        epoch: that the weights are of; 0 for loaded ones.
        values: loss and metrics; None where undefined.
        confusion_matrix: rows by true class, columns by predicted class.
        partial_epoch: the epoch within which the weights were taken, 0 for the end of an epoch.
        position: samples of that epoch that were trained.
    """

    __test__ = False  # not a pytest class

    which: str
    epoch: int
    values: dict[str, float | None]
    confusion_matrix: tuple[tuple[int, ...], ...]
    partial_epoch: int = 0
    position: int = 0

    @property
    def weights(self) -> tuple[str, int, int, int]:
        """Which weights were tested; a test of the same ones has the same results."""
        return self.which, self.epoch, self.partial_epoch, self.position


def keep_earlier(folder: Path, weights: tuple[str, int, int, int], files: Iterable[Path]) -> None:
    """Copy the last test of a folder, named by its weights, before one of other weights is written.

    Args:
        weights: those of the test to come: which, epoch, partial epoch, position.
        files: what else belongs to a test.

    Raises:
        UserError: the file system refuses.
    """
    try:
        before = read_test(folder)
    except UserError:  # damaged: its file is kept, whatever it was of
        name = f"damaged-{datetime.now():%Y%m%d-%H%M%S}"
    else:
        if before is None or before.weights == weights:
            return
        within = f"-within-{before.partial_epoch}-{before.position}" if before.partial_epoch else ""
        name = f"{before.which}-epoch-{before.epoch}{within}"
    target = folder / EARLIER / name
    with explaining("create", target):
        target.mkdir(parents=True, exist_ok=True)
        for path in (folder / TEST_FILE, *files):
            if path.is_file():
                shutil.copy2(path, target / path.name)


def write_test(folder: Path, tested: TestRecord) -> None:
    """Write the file of a network's folder; `UserError` if the file system refuses."""
    write_json(folder / TEST_FILE, {"version": VERSION, **to_plain(tested)})


def read_test(folder: Path) -> TestRecord | None:
    """Read the file, as any version wrote it; None if there is none, `UserError` if it is damaged."""
    path = folder / TEST_FILE
    return read_record(path, TestRecord, VERSION, tested_of_version_1, _ADVICE) if path.exists() else None
