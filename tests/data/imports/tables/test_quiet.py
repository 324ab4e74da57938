"""Warnings of libraries reach nobody, but for those that mean a loss."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.data.imports.tables.files.quiet import quiet, quietly
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.reading import inspect
from workbench.data.types import silent
from workbench.errors import UserError


def _lazily() -> Iterator[int]:
    for number in range(2):
        warnings.warn(f"an odd piece {number}", stacklevel=1)
        yield number


def test_warnings_while_pieces_are_read_say_nothing(recwarn: pytest.WarningsRecorder) -> None:
    with quiet():
        warnings.warn("an odd workbook", stacklevel=1)
    assert list(quietly(_lazily())) == [0, 1]
    assert not recwarn
    for _ in quietly(_lazily()):
        warnings.warn("by the user of a piece", stacklevel=1)
    assert [str(warning.message) for warning in recwarn] == ["by the user of a piece"] * 2


@pytest.mark.parametrize("place", [0, 5, 1500])
def test_texts_are_never_cut_off_at_a_comma(tmp_path: Path, place: int) -> None:
    texts = [f"a text of some words and the number {number}" for number in range(2_000)]
    texts[place] += ", which has no marks around its comma"
    rows = "".join(f"{'ab'[number % 2]},{text}\n" for number, text in enumerate(texts))
    (tmp_path / "texts.csv").write_text("label,text\n" + rows)
    with pytest.raises(UserError, match=r"more cells than the row of names|Expected 2 fields in line") as caught:
        inspect(tmp_path / "texts.csv", TextOptions(), "mine", silent)
    assert "quotation marks" in caught.value.advice
