"""What is printed of predictions."""

import pytest

from workbench.cli.prediction_report import print_predictions
from workbench.jobs.types.predict_files import FilesPredicted


def test_what_was_left_out_and_notes_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    found = FilesPredicted(1, "A", ("new.csv, row 1",), ("x", "y"), ((0.9, 0.1),), ("c.png: cut off",), ("2 cells.",))
    print_predictions({"A": found})
    assert capsys.readouterr().out.endswith("Left out: c.png: cut off\nNote: 2 cells.\n")
