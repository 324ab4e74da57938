"""What the dialogs for files offer is what can be read."""

from pathlib import Path

import pytest

from workbench.data.imports.registry import FORMATS
from workbench.data.imports.tables.files.table_files import look_at
from workbench.data.imports.tables.options import TableOptions
from workbench.data.types import Kind
from workbench.errors import UserError
from workbench.view.widgets.file_types import new_sample_types, picture_types


def suffixes(patterns: str) -> set[str]:
    return {pattern.removeprefix("*") for pattern in patterns.split()}


def test_old_workbooks_are_refused_and_not_offered(tmp_path: Path) -> None:
    (tmp_path / "old.xls").write_bytes(b"anything")
    with pytest.raises(UserError, match=r"type \.xls"):
        look_at(tmp_path / "old.xls", TableOptions())
    (_, tables), others = new_sample_types(Kind.TABULAR)
    assert ".xls" not in suffixes(tables) and others == ("All files", "*")
    assert suffixes(tables) >= {".csv", ".CSV", ".xlsx", ".XLSX", ".xlsm", ".parquet"}
    assert not any(".xls" in known.files for known in FORMATS)


def test_all_pictures_that_can_be_read_are_offered() -> None:
    (_, patterns), _ = picture_types()
    assert suffixes(patterns) >= {".png", ".PNG", ".jfif", ".ppm", ".pgm", ".webp"}
    assert new_sample_types(Kind.IMAGE) == picture_types()
