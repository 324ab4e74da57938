import csv
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.jobs.types.predict_files import FilesPredicted
from workbench.reporting.predictions import verdict, write_predictions


def said(model: str, *rows: tuple[float, ...]) -> FilesPredicted:
    names = tuple(f"new.csv, row {number}" for number in range(1, len(rows) + 1))
    return FilesPredicted(1, model, names, ("a", "b"), rows, ())


def test_the_first_of_equally_probable_classes() -> None:
    event = said("One", (0.5, 0.5), (0.25, 0.75))
    assert verdict(event, 0) == ("a", 0.5) and verdict(event, 1) == ("b", 0.75)


def test_a_line_for_each_sample_and_network(tmp_path: Path) -> None:
    found = {"One": said("One", (0.9, 0.1), (1 / 3, 2 / 3)), "Two": said("Two", (0.2, 0.8), (1.0, 0.0))}
    write_predictions(tmp_path / "out.csv", found)
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines == [
        ["sample", "model", "class", "probability: a", "probability: b"],
        ["new.csv, row 1", "One", "a", "0.9", "0.1"],
        ["new.csv, row 1", "Two", "b", "0.2", "0.8"],
        ["new.csv, row 2", "One", "b", str(1 / 3), str(2 / 3)],
        ["new.csv, row 2", "Two", "a", "1.0", "0.0"],
    ]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Could not write"):
        write_predictions(tmp_path, {"One": said("One", (0.9, 0.1))})
