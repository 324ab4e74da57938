"""What the pages for tables and for tables of texts have in common: how the file is written, and what is a guess."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from workbench.data.files.encodings import CODE_PAGES
from workbench.data.imports.recipe import TestSplit
from workbench.data.imports.tables.options import TableOptions
from workbench.data.imports.tables.preview import TablePreview
from workbench.data.imports.tables.recipe import TableRecipe
from workbench.data.imports.texts.options import TextOptions
from workbench.data.imports.texts.preview import TextPreview
from workbench.data.imports.texts.recipe import TextRecipe
from workbench.view.importing.page import ImportPage, note_guess
from workbench.view.importing.rows import OptionRows

F = TypeVar("F", bound=TableOptions | TextOptions)
G = TypeVar("G", bound=TableRecipe | TextRecipe)
H = TypeVar("H", bound=TablePreview | TextPreview)

LABEL = "The column that the networks learn to predict: its values are the classes."
DECIMALS = {".": "point  1.5", ",": "comma  1,5"}

_SEPARATORS = {",": "comma  ,", ";": "semicolon  ;", "\t": "tab", "|": "bar  |", " ": "a space", r"\s+": "spaces"}
_ENCODINGS = {
    **{name: name for name in ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")},
    **{name: f"{name}  {what}" for name, what in CODE_PAGES.items()},
}
_FIELDS = {"text": "text_column", "label": "label_column"}


class FilePage(ImportPage[F, G, H]):
    """A page whose data may be a file with rows and columns.

    Attributes:
        rows: the options, ``separator``, ``encoding`` and ``header`` among them.
    """

    rows: OptionRows
    _recipe: G | None = None

    def _add_form(self, changed: Callable[[], None], more: Mapping[str, str] | None = None) -> None:
        """Rows for separator, encoding and, with ``more`` as its values, the decimal mark."""
        rows = self.rows
        separator = "What stands between the columns of the file."
        rows.select("separator", "Separator", _SEPARATORS, separator, changed)
        encoding = "How the file's bytes are letters; wrong ones show as odd signs."
        rows.select("encoding", "Encoding", _ENCODINGS, encoding, changed)
        if more:
            rows.select("decimal", "Decimal mark", more, "The mark in numbers.", changed)

    def _add_header(self, changed: Callable[[], None]) -> None:
        self.rows.tick("header", "First row", "names of the columns", "Whether the first row holds the columns' names.")
        self.rows.ticks["header"].configure(command=changed)

    def _write_options(self, *names: str) -> None:
        """Show what was chosen before."""
        for name in names:
            self.rows.write(name, str(getattr(self.options, _FIELDS.get(name, name)) or ""))
        self.rows.write("header", "no" if self.options.header is False else "yes")
        if self.options.test is not None:
            self.test.show_split(self.options.test)

    def _show_form(self, recipe: G, *names: str) -> None:
        """Show what is in force, and what of it is a guess."""
        rows = self.rows
        known = _SEPARATORS.get(recipe.separator, recipe.separator)
        rows.boxes["separator"].offer({**_SEPARATORS, recipe.separator: known})
        rows.boxes["encoding"].offer({**_ENCODINGS, recipe.encoding: _ENCODINGS.get(recipe.encoding, recipe.encoding)})
        for name in names:
            field = _FIELDS.get(name, name)
            rows.write(name, getattr(recipe, field))
            rows.note(name, note_guess(getattr(self.options, field) is None))
        rows.write("header", "yes" if recipe.header else "no")
        rows.note("header", note_guess(self.options.header is None))

    def _chosen(self, name: str) -> str | None:
        """What is shown, unless it is still the guess."""
        field = _FIELDS.get(name, name)
        guess = getattr(self._recipe, field, None) if getattr(self.options, field) is None else None
        shown = self.rows.value(name)
        return None if shown == guess else shown

    @property
    def _chosen_header(self) -> bool | None:
        """As the tick is, None while it is still the guess."""
        shown = self.rows.value("header") == "yes"
        guess = self._recipe is None or self._recipe.header
        return None if self.options.header is None and shown == guess else shown

    @property
    def _test_without_column(self) -> TestSplit | None:
        """What was chosen as the test split, unless it is a column, which another form of the file may not have."""
        test = self.options.test
        return test if test is not None and not test.column else None
