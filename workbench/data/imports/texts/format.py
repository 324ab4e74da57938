"""Texts of the user's as an import format: a table of texts, or a folder of text files for each class."""

from collections import Counter
from dataclasses import fields
from pathlib import Path

from workbench.data.files.packed import unpacked_name
from workbench.data.files.text_files import likely_encoding
from workbench.data.imports.import_format import ImportFormat
from workbench.data.imports.tables.columns.columns import many_words
from workbench.data.imports.tables.files.delimited import DELIMITED
from workbench.data.imports.tables.files.file_types import SUFFIXES as TABLES
from workbench.data.imports.tables.files.file_types import type_of
from workbench.data.imports.tables.files.table_files import look_at
from workbench.data.imports.tables.inspection import collect
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.texts.new_samples import new_samples
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.preview import preview
from workbench.data.imports.texts.reading import check, export, files_state, inspect, source
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.data.imports.texts.rows import SUFFIXES
from workbench.data.types import silent
from workbench.errors import UserError

_LOOKED_AT = 1_000  # rows, to recognise a table of texts
_MOST_LABELS = 2  # beside the texts: the label, and often the same one as numbers, or how sure somebody was
_MOST_BESIDE_TEXTS = 50  # columns; a wider table is looked at once, not twice


def _likeness(path: Path, endings: Counter[str]) -> float:
    """The fraction of a folder's files that are called texts; a file is a table of texts or not."""
    if path.is_dir():
        return sum(endings[suffix] for suffix in SUFFIXES) / max(1, endings.total())
    return 0.9 if _holds_texts(path) else 0.0


def _holds_texts(path: Path) -> bool:
    """Whether a table is one of texts with labels: a column of many words, and one or two others that are none."""
    try:
        known = type_of(path)
        if known is DELIMITED and Path(unpacked_name(path)).suffix.lower() not in DELIMITED.suffixes:
            return False
        table = look_at(path, TableOptions(encoding=likely_encoding(path) if known.is_text else None))
        if len(table.columns) > _MOST_BESIDE_TEXTS:
            return False
        facts = collect(table, silent, _LOOKED_AT)
    except (UserError, OSError):
        return False  # whoever reads the table says what is wrong
    texts = [column for column in facts.values() if many_words(column) and column.distinct > column.known // 2]
    others = [
        column for column in facts.values() if column not in texts and column.distinct > 1 and not column.all_different
    ]
    return bool(texts) and len(others) <= _MOST_LABELS


def _options_of(recipe: TextRecipe) -> TextOptions:
    return TextOptions(**{field.name: getattr(recipe, field.name) for field in fields(TextOptions)})


TEXTS = ImportFormat(
    name=TextRecipe.format,
    samples="texts",
    options=TextOptions,
    recipe=TextRecipe,
    likeness=_likeness,
    inspect=inspect,
    options_of=_options_of,
    source=source,
    check=check,
    preview=preview,
    files_state=files_state,
    new_samples=new_samples,
    export=export,
    files=TABLES,
    folders=True,
)
