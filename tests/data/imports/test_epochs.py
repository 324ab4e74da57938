"""Default epochs of own data: enough steps, and never more than a bound."""

import pytest

from workbench.data.imports.epochs import suitable_epochs


@pytest.mark.parametrize(
    ("rows", "epochs"),
    [(1, 200), (120, 200), (1_280, 200), (2_560, 100), (2_561, 91), (8_448, 31), (10_000, 30), (2_000_000, 30)],
)
def test_epochs_fall_with_the_rows(rows: int, epochs: int) -> None:
    assert suitable_epochs(rows, batch_size=256, fewest=30, most=200) == epochs
