"""What the command line says of how the user's data are read, as options for their import format."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import guess_format
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.opening import unknown
from workbench.data.imports.recipe import Recipe, TestSplit
from workbench.data.imports.recipe_json import RECIPE_FILE
from workbench.data.imports.registry import FORMATS, format_named, format_of, format_of_options, formats_for
from workbench.data.imports.remembered import name_for, recall, remembered_names
from workbench.data.imports.tables.files.beginning import SPACES
from workbench.data.imports.tables.format import TABLES
from workbench.errors import UserError
from workbench.storage.folders import Folders

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " ", "spaces": SPACES}
"""Words for what stands between columns."""

_OPTIONS = {
    "label_column": "--label",
    "separator": "--separator",
    "quote": "--quotes",
    "decimal": "--decimal",
    "encoding": "--encoding",
    "header": "--header",
    "skip_rows": "--skip-rows",
    "skip_footer": "--skip-footer",
    "sheet": "--sheet",
    "present": "--not-missing",
    "words": "--words",
    "quoting": "--quotes",
}
_SAME = {"quoting": "quote", "quote": "quoting"}  # of a table of texts, and of others
_MOST_LINES = 10_000
_LONGEST_SEPARATOR = 5
_OF_FILES = tuple(_OPTIONS)
_OF_COLUMNS = ("separator", "quote", "decimal", "encoding", "header", "skip_rows", "sheet")
"""With which the columns may be others."""


@dataclass(frozen=True)
class ImportRequest:
    """What is chosen; "" and None leave it as it was, or to a guess.

    Attributes:
        label_column, separator, quote, decimal, encoding, header, skip_rows, skip_footer, sheet, present, words: of a
            table, as in `workbench.data.imports.tables.options`.
        quoting: of a table of texts, as in `workbench.data.imports.texts.options`; what ``quote`` is for others.
        test: which samples are for the test.
        format: what the data are: the name of an import format.
    """

    label_column: str = ""
    separator: str = ""
    quote: str | None = None
    decimal: str = ""
    encoding: str = ""
    header: bool | None = None
    skip_rows: int | None = None
    skip_footer: int | None = None
    sheet: str = ""
    present: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    quoting: bool | None = None
    test: TestSplit | None = None
    format: str = ""

    @property
    def flags(self) -> tuple[str, ...]:
        """The options that say so."""
        chosen = tuple(dict.fromkeys(_OPTIONS[name] for name in _OF_FILES if _given(self, name)))
        of_test = ("the options of the test part",) if self.test is not None else ()
        return (*chosen, *(("--format",) if self.format else ()), *of_test)


def _given(request: ImportRequest, name: str) -> bool:
    value = getattr(request, name)
    return value is not None and value != () and (value != "" or name == "quote")


def parse_format(text: str) -> str:
    """The name of an import format; "" for "". `UserError` for anything else."""
    known = {"pictures" if each.name == "images" else each.name: each.name for each in FORMATS}
    if text and text not in (*known, *known.values()):
        raise UserError(f"--format: “{text}” is unknown.", f"Name one of {', '.join(known)}.")
    return known.get(text, text)


def parse_yes_or_no(option: str, text: str) -> bool | None:
    """What such an option says; None for "". `UserError` for anything but "yes" and "no"."""
    if text not in ("", "yes", "no"):
        raise UserError(f"{option}: “{text}” is unknown.", "Name yes or no.")
    return text == "yes" if text else None


def parse_lines(option: str, text: str) -> int | None:
    """How many lines such an option leaves out; None for "". `UserError` for anything but 0 to 10,000."""
    if text and not (text.isdecimal() and int(text) <= _MOST_LINES):
        raise UserError(f"{option}: “{text}” is out of range.", f"Name a number of lines, 0 to {_MOST_LINES:,}.")
    return int(text) if text else None


def parse_separator(text: str) -> str:
    """The separator itself, from a word or a few signs; "" for "". `UserError` for anything else."""
    signs = len(text) < 2 or (len(text) <= _LONGEST_SEPARATOR and not text.isalnum())
    if text not in SEPARATORS and not signs:
        raise UserError(
            f"--separator: “{text}” is unknown.", f"Name one of {', '.join(SEPARATORS)}, or the signs, such as “::”."
        )
    return SEPARATORS.get(text, text)


def parse_decimal(text: str) -> str:
    """The mark of decimals; "" for "". `UserError` for anything but "comma" and "point"."""
    marks = {"": "", "comma": ",", "point": "."}
    if text not in marks:
        raise UserError(f"--decimal: “{text}” is unknown.", "Name comma or point.")
    return marks[text]


def parse_quotes(text: str) -> tuple[bool | None, str | None]:
    """Whether marks surround cells, and which; None for what is not said. `UserError` for unknown words."""
    known = {"": (None, None), "yes": (True, '"'), "no": (False, ""), "single": (None, "'")}
    if text not in known:
        raise UserError(f"--quotes: “{text}” is unknown.", "Name yes, no, or single for single quotes.")
    return known[text]


def parse_words(text: str) -> tuple[str, ...]:
    """Words with commas between them."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def parse_test_split(file: Path | None, column: str, value: str, fraction: str) -> TestSplit | None:
    """Which samples are for the test; None where nothing says so. `UserError` if several things do, or one is wrong."""
    given = [
        flag
        for flag, there in (("--test-file", file), ("--split-column", column), ("--test-fraction", fraction))
        if there
    ]
    if len(given) > 1:
        raise UserError(f"{' and '.join(given)} say different things of the test part.", "Name one of them.")
    if value and not column:
        raise UserError("--split-value needs a column.", "Name it with --split-column.")
    if file is not None:
        if not file.exists():
            raise UserError(f"--test-file: {file} does not exist.", "Check the path.")
        return TestSplit(path=file.resolve())
    if column:
        return TestSplit(column=column, value=value or "test")
    return TestSplit(fraction=_fraction(fraction)) if fraction else None


def requested_options(text: str, request: ImportRequest, folders: Folders) -> ImportOptions | None:
    """What was chosen before of the data that ``text`` names (else what their format leaves open), with the request.

    Returns:
        None where nothing is requested.

    Raises:
        UserError: there are no such data, or they have no such option.
    """
    if not request.flags:
        return None
    what = " and ".join(request.flags)
    if text in DATASETS:
        raise UserError(
            f"{text} is a dataset of the workbench: its label and its test part are given.", f"Leave {what} out."
        )
    path = Path(text).expanduser()
    recipe = _known(text, path, folders)
    if recipe is None and (path.name == RECIPE_FILE or (path / RECIPE_FILE).is_file()):
        raise UserError(
            f"{path} was exported with its label and its test part.", f"Leave {what} out, or name the original."
        )
    if recipe is None and not path.exists():
        raise unknown(text, folders)
    place = recipe.path if recipe is not None else path
    otherwise = any(_given(request, name) for name in _OF_COLUMNS)
    of_words = (
        TABLES.name if request.words and not place.is_dir() else ""
    )  # columns that a table of texts does not have
    options = _options(place, recipe, request.format or of_words, otherwise=otherwise)
    _check(options, place, request)
    known = {field.name for field in fields(options)}
    wanted = {name: getattr(request, name) for name in (*_OF_FILES, "test") if _given(request, name)}
    if missing := [name for name in wanted if name not in known and _SAME.get(name) not in wanted]:
        what = "table of texts" if missing[0] == "quoting" else "table of numbers and categories"
        raise UserError(f"{path} is no {what}.", f"Leave {_OPTIONS[missing[0]]} out.")
    return replace(options, **{name: value for name, value in wanted.items() if name in known})


def _options(place: Path, recipe: Recipe | None, name: str, *, otherwise: bool) -> ImportOptions:
    """What was chosen before, where the data are read in the same form; else what the format leaves open."""
    known = format_named(name) if name else format_of(recipe) if recipe is not None else guess_format(place)
    if name and known not in formats_for(place):
        what = "a folder" if place.is_dir() else "a file"
        raise UserError(f"{place} is {what}: it cannot be read as {known.samples}.", "Leave --format out.")
    if recipe is not None and not otherwise and format_of(recipe) is known:
        before: ImportOptions = known.options_of(recipe)
        return before
    if recipe is not None and not name:
        known = guess_format(place)
    options: ImportOptions = known.options()
    return options


def _check(options: ImportOptions, place: Path, request: ImportRequest) -> None:
    """`UserError` where a folder is asked for what only tables have."""
    column = request.test is not None and bool(request.test.column)
    flags = [
        *(_OPTIONS[name] for name in _OF_FILES if _given(request, name)),
        *(["--split-column"] * column),
    ]
    if flags and place.is_dir():
        what = format_of_options(options).samples
        raise UserError(
            f"{place} is a folder of {what}: the class of each is the name of the folder in which it lies.",
            f"Leave {' and '.join(flags)} out: tables have columns.",
        )


def _known(text: str, path: Path, folders: Folders) -> Recipe | None:
    """The remembered set of that name or path."""
    known = recall(text, folders) if text in remembered_names(folders) else None
    if known is None and path.exists():
        found = recall(name_for(path, folders), folders)
        known = found if found is not None and found.recipe.path == path.resolve() else None
    return known.recipe if known is not None else None


def _fraction(text: str) -> float:
    try:
        fraction = float(text.replace(",", "."))
    except ValueError:
        fraction = 0.0
    if not 0.01 <= fraction <= 0.9:
        raise UserError(f"--test-fraction: “{text}” is out of range.", "Name 0.01 to 0.9, for example 0.2.")
    return fraction
