"""Numbers that may stand for a missing one: -999 or 9999, far outside of all others."""

import re

import numpy as np

from workbench.data.imports.tables.cells import sort_key
from workbench.data.imports.tables.columns.column_facts import ColumnFacts

_SENTINEL = re.compile(r"-?9{2,6}([.,]0*)?|-8{2,6}")
_FEWEST = 2  # cells that hold it


def sentinel_of(facts: ColumnFacts) -> tuple[str, int] | None:
    """The number and its cells, where it lies further outside than the others are from each other; else None."""
    numbers = {text: sort_key(text, facts.decimal) for text in facts.values or {}}
    finite = {text: number for text, number in numbers.items() if np.isfinite(number)}
    for text in sorted(finite, key=lambda text: -abs(finite[text])):
        others = [number for other, number in finite.items() if other != text]
        if not _SENTINEL.fullmatch(text) or len(others) < 2:
            continue
        low, high = min(others), max(others)
        outside = max(low - finite[text], finite[text] - high)
        count = int(np.count_nonzero(facts.all_codes == (facts.values or {})[text]))
        if outside > high - low and count >= _FEWEST:
            return text, count
    return None
