"""``test.json``: the results of a network on the whole test part."""

from dataclasses import dataclass
from pathlib import Path

from workbench.runs.earlier import tested_of_version_1
from workbench.runs.reading import read_record
from workbench.storage.atomic import write_json
from workbench.storage.plain_values import to_plain

TEST_FILE = "test.json"
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


def write_test(folder: Path, tested: TestRecord) -> None:
    """Write the file of a network's folder; `UserError` if the file system refuses."""
    write_json(folder / TEST_FILE, {"version": VERSION, **to_plain(tested)})


def read_test(folder: Path) -> TestRecord | None:
    """Read the file, as any version wrote it; None if there is none, `UserError` if it is damaged."""
    path = folder / TEST_FILE
    return read_record(path, TestRecord, VERSION, tested_of_version_1, _ADVICE) if path.exists() else None
