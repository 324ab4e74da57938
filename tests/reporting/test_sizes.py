"""Sizes of networks that are far apart."""

from workbench.reporting.sizes import epochs_note, size_note
from workbench.reporting.tables import ResultRow, results_table


def test_sizes_that_are_far_apart_are_named() -> None:
    note = size_note({"Tabular_MLP": 1_801, "Tabular_CNN": 2_000, "Tabular_RNN": 7_435, "Other": None})
    assert "Tabular_RNN has 7,435 parameters, 4.1 times as many as Tabular_MLP (1,801)" in note
    rows = [ResultRow("Tabular_MLP", parameters=1_801), ResultRow("Tabular_RNN", parameters=7_435)]
    assert results_table(rows).splitlines()[-1] == size_note({"Tabular_MLP": 1_801, "Tabular_RNN": 7_435})


def test_nothing_is_said_of_similar_and_unknown_sizes() -> None:
    assert size_note({"A": 1_000, "B": 2_900}) == ""
    assert size_note({"A": None}) == size_note({}) == ""


def test_networks_that_were_trained_for_different_times_are_said_to_be() -> None:
    assert epochs_note([18, 67, 34]) == "Trained for 18 to 67 epochs, not alike."
    assert epochs_note([10, 10]) == epochs_note([3]) == epochs_note([]) == ""
    rows = [ResultRow("A", epochs=1), ResultRow("B", epochs=1_200), ResultRow("loaded")]
    assert results_table(rows).splitlines()[-1] == "Trained for 1 to 1,200 epochs, not alike."
    assert "alike" not in results_table(rows[1:])
