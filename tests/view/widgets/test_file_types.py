"""What the dialogs for files offer is what can be read."""

from workbench.data.imports.tables.files.file_types import SUFFIXES
from workbench.data.types import Kind
from workbench.view.widgets.file_types import new_sample_types, picture_types


def suffixes(patterns: str) -> set[str]:
    return {pattern.removeprefix("*") for pattern in patterns.split()}


def test_the_dialogs_offer_the_endings_of_all_types_of_tables() -> None:
    (_, tables), others = new_sample_types(Kind.TABULAR)
    assert suffixes(tables) == {spelled for suffix in SUFFIXES for spelled in (suffix, suffix.upper())}
    assert suffixes(tables) >= {".csv", ".CSV", ".xlsx", ".XLSX", ".xls", ".ods", ".parquet", ".gz"}
    assert others == ("All files", "*")


def test_all_pictures_that_can_be_read_are_offered() -> None:
    (_, patterns), _ = picture_types()
    assert suffixes(patterns) >= {".png", ".PNG", ".jfif", ".ppm", ".pgm", ".webp"}
    assert new_sample_types(Kind.IMAGE) == picture_types()
