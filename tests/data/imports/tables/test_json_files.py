"""JSON: an object a line, and documents of the forms in which programs write tables."""

import json
from pathlib import Path

import pandas as pd
import pytest

from workbench.data.imports.tables.cells import as_texts
from workbench.data.imports.tables.files import json_rows
from workbench.data.imports.tables.files.table_files import look_at, pieces
from workbench.data.imports.tables.inspection import inspect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import preview
from workbench.data.types import silent
from workbench.errors import UserError

FRAME = pd.DataFrame({"length": [0.5, 2.0, None], "fresh": [True, False, True], "species": ["a", "b, c", "ü"]})
ROWS = [("0.5", "True", "a"), ("2", "False", "b, c"), ("", "True", "ü")]


def rows_of(path: Path) -> list[tuple[str, ...]]:
    table = look_at(path, TableOptions())
    pairs = (zip(*(as_texts(piece[name]) for name in table.columns), strict=True) for piece in pieces(table))
    return [row for piece in pairs for row in piece]


@pytest.mark.parametrize("orient", ["records", "columns", "index", "split", "table"])
@pytest.mark.parametrize("indent", [None, 2])
def test_documents_as_pandas_writes_them(tmp_path: Path, orient: str, indent: int | None) -> None:
    path = tmp_path / "table.json"
    FRAME.to_json(path, orient=orient, indent=indent, index=None if orient != "table" else False)  # type: ignore[call-overload]
    assert rows_of(path) == ROWS


def test_a_single_row(tmp_path: Path) -> None:
    (tmp_path / "new.json").write_text('{"a": 1, "b": "x"}')
    assert rows_of(tmp_path / "new.json") == [("1", "x")]


def test_lines_whose_objects_differ_and_hold_others(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        '\n{"a": 1, "place": {"x": 2.5, "tags": [1, "u"]}}\n\n{"b": null, "a": "NA"}\n', encoding="utf-8-sig"
    )
    assert look_at(path, TableOptions()).columns == ("a", "place.x", "place.tags", "b")
    assert rows_of(path) == [("1", "2.5", '[1, "u"]', ""), ("NA", "", "", "")]


def test_a_file_that_is_called_a_csv_is_named(tmp_path: Path) -> None:
    path = tmp_path / "flowers.csv"
    lines = [json.dumps({"x": number % 7 / 2, "label": "ab"[number % 2]}) for number in range(40)]
    path.write_text("\n".join(lines))
    recipe = inspect(path, TableOptions(), "mine", silent)
    assert sum(recipe.sizes) == 40 and recipe.file_type == "json"
    assert preview(recipe).warnings[0].startswith("This is a JSON file, although its name ends in .csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1}\n{"a": }\n', "Line 2 of .* is no valid JSON"),
        ('{"a": 1}\n[1]\n', "Row 2 of .* is no object"),
        ('{\n"title": "x",\n"rows": [1, 2]\n}', "no table: it holds “title”, “rows”"),
        ("[[1, 2], [3, 4]]", "Row 1 of .* is no object"),
        ("[1, 2,\n 3]", "Row 1 of .* is no object"),
        ("{}", "is empty"),
        ('[{"a": 1}, {"a": 2', "is no valid JSON"),
        ('{"a": ' * 3000 + "1" + "}" * 3000 + "\n", "is no valid JSON|no table"),
    ],
)
def test_what_is_no_table_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "table.json").write_text(text)
    with pytest.raises(UserError, match=message) as caught:
        rows_of(tmp_path / "table.json")
    assert caught.value.advice


def test_documents_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_rows, "MOST_CHARACTERS", 100)
    (tmp_path / "table.json").write_text(json.dumps([{"a": number} for number in range(100)], indent=1))
    with pytest.raises(UserError, match="more than"):
        rows_of(tmp_path / "table.json")
