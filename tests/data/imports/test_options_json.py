"""Options of every import format go as JSON and come back."""

from pathlib import Path

import pytest

from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.options_json import options_from_text, options_text
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.registry import FORMATS
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.texts.options import TextOptions


@pytest.mark.parametrize(
    "options",
    [
        *(known.options() for known in FORMATS),
        TableOptions("mine", "kind", TestSplit(path=Path("/data/b.csv")), "\t", header=False, left_out=("a", "b")),
        ImageOptions(test=TestSplit(fraction=0.5), height=8, channels=1),
        TextOptions("mine", "text", "label", TestSplit(column="use", value="test"), length=9),
    ],
    ids=lambda options: type(options).__name__,
)
def test_options_come_back_as_they_were(options: ImportOptions) -> None:
    assert options_from_text(options_text(options)) == options


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": "sounds"}', '{"format": "table", "header": "yes"}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"object|unknown|header"):
        options_from_text(text)
