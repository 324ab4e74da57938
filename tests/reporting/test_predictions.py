import csv
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.reporting.predictions import verdict, write_predictions

CLASSES = ("a", "b")
SAMPLES = ("new.csv, row 1", "new.csv, row 2")


def test_the_first_of_equally_probable_classes() -> None:
    assert verdict(CLASSES, (0.5, 0.5)) == ("a", 0.5) and verdict(CLASSES, (0.25, 0.75)) == ("b", 0.75)


def test_a_line_for_each_sample_and_network(tmp_path: Path) -> None:
    probabilities = {"One": ((0.9, 0.1), (1 / 3, 2 / 3)), "Two": ((0.2, 0.8), (1.0, 0.0))}
    write_predictions(tmp_path / "out.csv", SAMPLES, CLASSES, probabilities)
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
        write_predictions(tmp_path, SAMPLES[:1], CLASSES, {"One": ((0.9, 0.1),)})
