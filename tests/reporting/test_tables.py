"""The table of results."""

from dataclasses import replace

import pytest

from workbench.evaluation.metrics import METRICS
from workbench.reporting.tables import ResultRow, distinct, results_table

ROW = ResultRow(
    "A",
    parameters=12345,
    epochs=10,
    train_seconds=75.0,
    weights="last, epoch 10",
    values={"loss": 0.12, "accuracy": 0.9, "auc_pr": None},
)


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("   ") if cell.strip()]


def test_table_of_results() -> None:
    lines = results_table([ROW, ResultRow("Bbb", failure="out of memory")]).splitlines()
    assert cells(lines[0]) == [
        "Network", "Parameters", "Epochs", "Trained in", "Tested", "Loss", "Accuracy", "AUC PR",
    ]  # fmt: skip
    assert cells(lines[2]) == ["A", "12,345", "10", "1 min 15 s", "last, epoch 10", "0.1200", "0.9000", "–"]
    assert cells(lines[3]) == ["Bbb", "–", "0", "–", "–", "–", "–", "–"]
    assert lines[2].index("0.9000") + 6 == lines[0].index("Accuracy") + 8  # right edges meet
    assert lines[-1] == "Bbb failed: out of memory"


def test_parameters_that_nobody_has_counted_are_left_out() -> None:
    lines = results_table([replace(ROW, parameters=None)]).splitlines()
    assert cells(lines[0])[:4] == ["Network", "Epochs", "Trained in", "Tested"]
    assert cells(lines[2])[:4] == ["A", "10", "1 min 15 s", "last, epoch 10"]


def test_without_any_competitor_there_is_only_the_header() -> None:
    assert cells(results_table([]).splitlines()[0]) == ["Network", "Parameters", "Epochs", "Trained in", "Tested"]


def test_no_two_columns_have_the_same_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where a metric is called like another one, nor where it is called like a column of every table."""
    monkeypatch.setitem(METRICS, "precise", replace(METRICS["accuracy"], id="precise"))
    monkeypatch.setitem(METRICS, "epochs", replace(METRICS["accuracy"], id="epochs", title="Epochs"))
    row = replace(ROW, values={"accuracy": 0.25, "precise": 0.5, "epochs": 0.75})
    header, _, line = results_table([row]).splitlines()
    assert cells(header)[5:] == ["Accuracy", "Accuracy (2)", "Epochs (2)"]
    assert cells(line)[5:] == ["0.2500", "0.5000", "0.7500"]


def test_competitors_of_the_same_name_are_distinguished() -> None:
    lines = results_table([ROW, replace(ROW, failure="out of memory")]).splitlines()
    assert [line.split("   ")[0].strip() for line in lines[2:4]] == ["A", "A (2)"]
    assert lines[-1] == "A (2) failed: out of memory"


def test_numbers_make_texts_distinct() -> None:
    assert distinct([]) == []
    assert distinct(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]
    assert distinct(["a", "a", "a (2)"]) == ["a", "a (3)", "a (2)"]
    assert distinct(["a (2)", "a (2)"]) == ["a (2)", "a (2) (2)"]


def test_a_network_that_predicts_one_class_only_says_so() -> None:
    lines = results_table([ROW, replace(ROW, name="B", only_class="no")]).splitlines()
    assert lines[-1].startswith("B predicts “no” for every test row: it tells no classes apart.")
    assert len(lines) == 5
