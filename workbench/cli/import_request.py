"""What the command line says of how the user's data are read, as options for their import format."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

from workbench.data.datasets.registry import DATASETS
from workbench.data.imports.formats import guess_format
from workbench.data.imports.import_format import ImportOptions
from workbench.data.imports.opening import unknown
from workbench.data.imports.recipe import Recipe, TestSplit
from workbench.data.imports.recipe_json import RECIPE_FILE
from workbench.data.imports.registry import format_of, format_of_options
from workbench.data.imports.remembered import name_for, recall, remembered_names
from workbench.data.imports.tables.files.sniffing import SPACES
from workbench.errors import UserError
from workbench.storage.folders import Folders

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " ", "spaces": SPACES}
"""Words for what stands between columns."""

_OPTIONS = {
    "label_column": "--label",
    "separator": "--separator",
    "encoding": "--encoding",
    "sheet": "--sheet",
    "present": "--not-missing",
}
_OF_FILES = tuple(_OPTIONS)


@dataclass(frozen=True)
class ImportRequest:
    """What is chosen; "" and None leave it as it was, or to a guess.

    Attributes:
        label_column, separator, encoding, sheet, present: of a table, as in `workbench.data.imports.tables.options`.
        test: which samples are for the test.
    """

    label_column: str = ""
    separator: str = ""
    encoding: str = ""
    sheet: str = ""
    present: tuple[str, ...] = ()
    test: TestSplit | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """The options that say so."""
        chosen = tuple(_OPTIONS[name] for name in _OF_FILES if getattr(self, name))
        return (*chosen, *(("the options of the test part",) if self.test is not None else ()))


def parse_separator(text: str) -> str:
    """The separator itself, from a word or a character; "" for "". `UserError` for anything else."""
    if text and text not in SEPARATORS and len(text) != 1:
        raise UserError(f"--separator: “{text}” is unknown.", f"Name one of {', '.join(SEPARATORS)}, or a character.")
    return SEPARATORS.get(text, text)


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
    otherwise = request.separator or request.encoding or request.sheet  # the columns may be others
    options: ImportOptions = (
        guess_format(place).options() if recipe is None or otherwise else format_of(recipe).options_of(recipe)
    )
    _check(options, place, request)
    known = {field.name for field in fields(options)}
    wanted = {name: getattr(request, name) for name in (*_OF_FILES, "test") if getattr(request, name)}
    if missing := [_OPTIONS[name] for name in wanted if name not in known]:
        raise UserError(f"{path} is no table of numbers and categories.", f"Leave {missing[0]} out.")
    return replace(options, **wanted)


def _check(options: ImportOptions, place: Path, request: ImportRequest) -> None:
    """`UserError` where a folder is asked for what only tables have."""
    column = request.test is not None and bool(request.test.column)
    flags = [
        *request.flags[: sum(bool(getattr(request, name)) for name in _OF_FILES)],
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
