"""Which column of a table is its label: the one that was chosen, else a guess."""

import re
from collections.abc import Mapping
from pathlib import Path

from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import kind_of
from workbench.data.imports.tables.recipe import ColumnType
from workbench.errors import UserError

_LABELS = (
    re.compile(r"label|labels|class|classes|target|species|category|y", re.IGNORECASE),
    re.compile(r"diagnosis|outcome|result|type|variety|quality|survived|churn|default|response", re.IGNORECASE),
    re.compile(r".*[_ ](label|class|target|category|type)|(label|class|target)[_ ].*", re.IGNORECASE),
)
_FEW = 20  # values of a column of numbers that may be a label without being called so


def label_of(path: Path, facts: Mapping[str, ColumnFacts], wanted: str | None) -> str:
    """Name of the label; `UserError` where the wanted column is not there."""
    if wanted is not None:
        if wanted in facts:
            return wanted
        lower = [name for name in facts if name.lower() == wanted.lower()]
        if len(lower) == 1:
            return lower[0]
        raise UserError(f"{path} has no column “{wanted}”.", f"Its columns are {', '.join(list(facts)[:20])}.")
    for pattern in _LABELS:
        named = [name for name in facts if pattern.fullmatch(name.strip())]
        several = [name for name in named if facts[name].values is not None and facts[name].distinct > 1]
        if named:
            return (several or named)[-1]
    types = {name: kind_of(column) for name, column in facts.items()}
    categories = [name for name, kind in types.items() if kind in (ColumnType.CATEGORICAL, ColumnType.BOOLEAN)]
    few = [name for name, kind in types.items() if kind is ColumnType.NUMERIC and facts[name].distinct <= _FEW]
    if candidates := categories or few:
        return candidates[-1]
    return list(facts)[-1]
