"""What a file itself says of its columns, as those of WEKA and Orange do."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.data.imports.tables.cells import is_missing

META = "The file calls it meta information."
IGNORED = "The file says that it is to be ignored."
WEIGHTS = "The file says that it holds weights."
OTHER_CLASS = "The file calls it another class."
REASONS = (META, IGNORED, WEIGHTS, OTHER_CLASS)
"""For which a file leaves out a column."""


@dataclass(frozen=True)
class Declaration:
    """What a file says of one of its columns.

    Attributes:
        categorical: whether it holds categories, also where they are numbers.
        categories: all of them in their order, where the file lists them.
        label: whether it is what is predicted.
        left_out: why it is no feature, one of `REASONS`, "" if it may be one.
    """

    categorical: bool = False
    categories: tuple[str, ...] = ()
    label: bool = False
    left_out: str = ""

    @property
    def present(self) -> tuple[str, ...]:
        """Words among the categories that count as missing elsewhere."""
        return tuple(word for word in self.categories if word and is_missing(word))

    def in_order(self, values: Sequence[str]) -> tuple[str, ...]:
        """Values in the order of the file; those that it does not list behind them, as they came."""
        places = {category: place for place, category in enumerate(self.categories)}
        return tuple(sorted(values, key=lambda value: places.get(value, len(places))))
