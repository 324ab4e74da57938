"""Which columns of a table hold the texts and the labels, by their names and by what is in them."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_TEXT_NAMES = re.compile(
    "text|review|sentence|comment|message|content|body|tweet|post|document|headline|title|description|abstract|question"
)
_LABEL_NAMES = re.compile("label|class|category|target|sentiment|y|topic|polarity|rating|genre|language|spam")


def _called(names: Sequence[str], words: re.Pattern[str]) -> list[str]:
    """The columns whose name holds one of the words."""
    return [name for name in names if any(words.fullmatch(word) for word in re.split(r"[\W_]+", name.lower()))]


def text_column(cells: "pd.DataFrame", names: Sequence[str]) -> str:
    """The column of the texts, from some rows: one that is called so, else that with the most words."""
    by_name = _called(names, _TEXT_NAMES)
    words = {name: float(cells[name].str.count(r"\S+").mean()) for name in names}
    longest = max(names, key=lambda name: (words[name], cells[name].str.len().mean()))
    return next((name for name in by_name if words[name] >= words[longest] / 4), longest)


def label_column(cells: "pd.DataFrame", names: Sequence[str]) -> str:
    """The column of the labels, from some rows: one that is called so, else the last of few values."""
    by_name = _called(names, _LABEL_NAMES)
    values = {name: cells[name][cells[name].str.strip() != ""].nunique() for name in names}
    few = [name for name in names if 2 <= values[name] <= max(2, min(200, len(cells) // 2))]
    filled = [name for name in names if values[name]] or names
    candidates = (*(name for name in by_name if name in few), *by_name, *reversed(few), *reversed(filled))
    return candidates[0]
