"""What the command line says of how the user's own data are read, as choices for their kind."""

from dataclasses import dataclass, fields, replace
from pathlib import Path

from workbench.data.own.choices import Choices, ImageChoices
from workbench.data.own.kinds import choices_of, guess_kind
from workbench.data.own.opening import unknown
from workbench.data.own.recipe import Recipe, TestPart, data_path
from workbench.data.own.remembered import RECIPE_FILE, name_for, recall, remembered_names
from workbench.data.own.sniffing import SPACES
from workbench.data.registry import DATASETS
from workbench.errors import UserError
from workbench.storage.folders import Folders

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " ", "spaces": SPACES}
"""Words for what stands between columns."""

_OF_FILES = ("label_column", "separator", "encoding", "sheet")
_OPTIONS = dict(zip(_OF_FILES, ("--label", "--separator", "--encoding", "--sheet"), strict=True))


@dataclass(frozen=True)
class Wishes:
    """What is chosen; "" and None leave it as it was, or to a guess.

    Attributes:
        label_column, separator, encoding, sheet: of a table, as in `workbench.data.own.choices`.
        test: which part is the test.
    """

    label_column: str = ""
    separator: str = ""
    encoding: str = ""
    sheet: str = ""
    test: TestPart | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """The options that say so."""
        chosen = tuple(_OPTIONS[name] for name in _OF_FILES if getattr(self, name))
        return (*chosen, *(("the options of the test part",) if self.test is not None else ()))


def parse_separator(text: str) -> str:
    """The separator itself, from a word or a character; "" for "". `UserError` for anything else."""
    if text and text not in SEPARATORS and len(text) != 1:
        raise UserError(f"--separator: “{text}” is unknown.", f"Name one of {', '.join(SEPARATORS)}, or a character.")
    return SEPARATORS.get(text, text)


def parse_test_part(file: Path | None, column: str, value: str, share: str) -> TestPart | None:
    """Which part is the test; None where nothing says so. `UserError` if several things do, or one is wrong."""
    given = [
        flag for flag, there in (("--test-file", file), ("--split-column", column), ("--test-share", share)) if there
    ]
    if len(given) > 1:
        raise UserError(f"{' and '.join(given)} say different things of the test part.", "Name one of them.")
    if value and not column:
        raise UserError("--split-value needs a column.", "Name it with --split-column.")
    if file is not None:
        if not file.exists():
            raise UserError(f"--test-file: {file} does not exist.", "Check the path.")
        return TestPart(path=file.resolve())
    if column:
        return TestPart(column=column, value=value or "test")
    return TestPart(share=_share(share)) if share else None


def choices_for(text: str, wishes: Wishes, folders: Folders) -> Choices | None:
    """What was chosen before of the data that ``text`` names (else what their kind leaves open), with the wishes.

    Returns:
        None where nothing is wished.

    Raises:
        UserError: there are no such data, or they leave no such choice.
    """
    if not wishes.options:
        return None
    what = " and ".join(wishes.options)
    if text in DATASETS:
        raise UserError(
            f"{text} is a dataset of the workbench: its label and its parts are given.", f"Leave {what} out."
        )
    path = Path(text).expanduser()
    recipe = _known(text, path, folders)
    if recipe is None and (path.name == RECIPE_FILE or (path / RECIPE_FILE).is_file()):
        raise UserError(
            f"{path} was exported with its label and its parts.", f"Leave {what} out, or name the original."
        )
    if recipe is None and not path.exists():
        raise unknown(text, folders)
    place = data_path(recipe) if recipe is not None else path
    otherwise = wishes.separator or wishes.encoding or wishes.sheet  # the columns may be others
    choices = guess_kind(place) if recipe is None or otherwise else choices_of(recipe)
    _check(choices, place, wishes)
    known = {field.name for field in fields(choices)}
    wanted = {name: getattr(wishes, name) for name in (*_OF_FILES, "test") if getattr(wishes, name)}
    if missing := [_OPTIONS[name] for name in wanted if name not in known]:
        raise UserError(f"{path} is no table of numbers and categories.", f"Leave {missing[0]} out.")
    return replace(choices, **wanted)


def _check(choices: Choices, place: Path, wishes: Wishes) -> None:
    """`UserError` where a folder is asked for what only tables have."""
    column = wishes.test is not None and bool(wishes.test.column)
    options = [
        *wishes.options[: sum(bool(getattr(wishes, name)) for name in _OF_FILES)],
        *(["--split-column"] * column),
    ]
    if options and (isinstance(choices, ImageChoices) or place.is_dir()):
        what = "pictures" if isinstance(choices, ImageChoices) else "texts"
        raise UserError(
            f"{place} is a folder of {what}: the class of each is the name of the folder in which it lies.",
            f"Leave {' and '.join(options)} out: tables have columns.",
        )


def _known(text: str, path: Path, folders: Folders) -> Recipe | None:
    """The remembered set of that name or path."""
    known = recall(text, folders) if text in remembered_names(folders) else None
    if known is None and path.exists():
        found = recall(name_for(path, folders), folders)
        known = found if found is not None and data_path(found.recipe) == path.resolve() else None
    return known.recipe if known is not None else None


def _share(text: str) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = 0.0
    if not 0.01 <= share <= 0.9:
        raise UserError(f"--test-share: “{text}” is out of range.", "Name 0.01 to 0.9, for example 0.2.")
    return share
