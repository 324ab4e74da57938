"""Sizes of networks that are far apart."""

from workbench.reporting.sizes import size_note
from workbench.reporting.tables import ResultRow, results_table


def test_sizes_that_are_far_apart_are_named() -> None:
    note = size_note({"Tabular_MLP": 1_801, "Tabular_CNN": 2_000, "Tabular_RNN": 7_435, "Other": None})
    assert "Tabular_RNN has 7,435 parameters, Tabular_MLP 1,801 (4.1 times fewer)" in note
    rows = [ResultRow("Tabular_MLP", parameters=1_801), ResultRow("Tabular_RNN", parameters=7_435)]
    assert results_table(rows).splitlines()[-1] == size_note({"Tabular_MLP": 1_801, "Tabular_RNN": 7_435})


def test_nothing_is_said_of_similar_and_unknown_sizes() -> None:
    assert size_note({"A": 1_000, "B": 2_900}) == ""
    assert size_note({"A": None}) == size_note({}) == ""
