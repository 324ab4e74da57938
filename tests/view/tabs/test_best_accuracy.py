"""A tie has no winner, and an accuracy says of which epoch it is."""

import pytest

from workbench.runs.run_list import Accuracy
from workbench.view.tabs.runs import best_accuracy

BEST, WITHIN = Accuracy(0.5, "best", 7), Accuracy(0.5, "last", 9, 10)
MLP, CNN, RNN = Accuracy(0.9912, "last", 30), Accuracy(0.9912, "last", 30), Accuracy(0.9, "last", 30)


@pytest.mark.parametrize(
    ("accuracies", "shown"),
    [
        ({}, "–"),
        ({"A": Accuracy(None, "last", 1)}, "–"),
        ({"Tabular_CNN": CNN, "Tabular_RNN": RNN, "Tabular_MLP": MLP}, "0.9912, epoch 30:  Tabular_CNN, Tabular_MLP"),
        ({"A": RNN, "B": CNN}, "0.9912, epoch 30:  B"),
        (
            {"A": BEST, "B": WITHIN},
            "0.5000  A (epoch 7), B (within epoch 10)",
        ),
        ({"A": Accuracy(0.5, "last", 0)}, "0.5000, loaded:  A"),
    ],
)
def test_all_that_are_best_are_named(accuracies: dict[str, Accuracy], shown: str) -> None:
    assert best_accuracy(accuracies) == shown
