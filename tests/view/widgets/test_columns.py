"""Columns that stay in sight."""

import pytest

from workbench.view.widgets.columns import fitted

WIDTHS = {"#0": 200, "a": 300, "b": 100}


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (600, {"#0": 200, "a": 300, "b": 100}),
        (700, {"#0": 200, "a": 400, "b": 100}),
        (500, {"#0": 200, "a": 200, "b": 100}),
        (450, {"#0": 200, "a": 150, "b": 100}),
        (225, {"#0": 200, "a": 150, "b": 100}),
        (1, {"#0": 200, "a": 150, "b": 100}),
    ],
)
def test_columns_are_as_wide_as_there_is_room(room: int, expected: dict[str, int]) -> None:
    assert fitted(WIDTHS, ("a",), room) == expected
