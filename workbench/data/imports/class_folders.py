"""Folders in which a folder's name is the class of the files in it."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from workbench.errors import UserError
from workbench.storage.atomic import explaining

TRAIN_NAMES = ("train", "training", "seg_train", "train_set", "training_set")
TEST_NAMES = ("test", "testing", "seg_test", "test_set", "testing_set")
VALIDATION_NAMES = ("val", "validation", "valid", "dev")

_NO_DATA = frozenset({"__macosx", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Layout:
    """Where the files to train and to test lie.

    Attributes:
        train: holds a folder for each class.
        test: likewise, None where there is no second folder.
        notes: what the user should know.
    """

    train: Path
    test: Path | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassFile:
    """A file and its class; ``name`` is its path inside the folder of the classes, as `visible` shows it."""

    path: Path
    name: str
    class_name: str


@dataclass(frozen=True)
class ClassFolders:
    """The files of one folder of classes, sorted by class and name.

    Attributes:
        classes: names of all class folders, the empty ones included.
        left_out: what lies there and is not used, each with its reason.
    """

    files: tuple[ClassFile, ...]
    classes: tuple[str, ...]
    left_out: tuple[str, ...]


def find_layout(folder: Path) -> Layout:
    """Find the folders to train and to test by their names, whatever the case.

    A folder that holds nothing but one other folder of folders is passed through, as in ``seg_train/seg_train``. A
    validation folder is for the test where there is no test folder.

    Raises:
        UserError: it is no folder, or cannot be read.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is not a folder.", "Choose the folder that holds a folder for each class.")
    top = _inner(folder)
    folders = {path.name.lower(): path for path in _folders(top)}
    train = _first(folders, TRAIN_NAMES)
    if train is None or not _folders(train):  # without folders in it, it is a class: cars, ships, trains
        return Layout(top, None)
    test, validation = _first(folders, TEST_NAMES), _first(folders, VALIDATION_NAMES)
    notes: tuple[str, ...] = ()
    if test is not None and validation is not None:
        notes = (f"The folder {validation.name} is not used: there is a test folder, too.",)
    elif validation is not None:
        test, notes = validation, (f"The folder {validation.name} is the test part.",)
    known = {path.name for path in (train, test, validation) if path is not None}
    others = sorted(path.name for path in folders.values() if path.name not in known)
    if others:
        notes = (*notes, f"Beside {train.name}, these folders are not used: {', '.join(others[:10])}.")
    return Layout(_inner(train), _inner(test) if test is not None else None, notes)


WhyNot = Callable[[Path], str | None]
"""Why a file whose ending is another one is not used; None where it is."""


def list_class_folders(
    folder: Path, suffixes: frozenset[str] | None, what: str, why_not: WhyNot | None = None
) -> ClassFolders:
    """All files below the class folders.

    Files in deeper folders belong to the class, too. Links are followed; a folder that links lead to again is read
    once, and one that leads out of the class to another one or to all of them is not followed. What is hidden (a name
    with a dot in front) is passed over.

    Args:
        suffixes: in lower case, of the files that are used; None: all.
        what: such files are called in messages, for example "a picture".
        why_not: decides on files of other endings; None: they are not used.

    Raises:
        UserError: the folder cannot be read, or the files lie in it instead of in class folders.
    """
    files: list[ClassFile] = []
    left_out: list[str] = []
    classes: list[str] = []
    with explaining("read", folder):
        entries = [path for path in sorted(folder.iterdir(), key=_name) if not _passed_over(path.name)]
    folders = [entry for entry in entries if _holds(Path.is_dir, entry)]
    if not folders and (loose := [entry for entry in entries if suffixes is None or _suffix(entry) in suffixes]):
        raise UserError(
            f"{len(loose):,} files lie in {folder} itself, in no class folder.",
            "Make a folder for each class, called as the class is, and put the files of the class into it.",
        )
    left_out += [f"{visible(entry.name)}: it lies in no class folder" for entry in entries if entry not in folders]

    def default(_path: Path) -> str:
        return f"it is not {what}"

    others = {os.path.realpath(path) for path in (folder, *folders)}
    for entry in folders:
        classes.append(visible(unicodedata.normalize("NFC", entry.name)))
        for path in _files_below(entry, folder, others - {os.path.realpath(entry)}, left_out):
            name = visible(path.relative_to(folder).as_posix())
            if not _holds(Path.is_file, path):
                what_is_it = "a link to something that is not there" if path.is_symlink() else "no ordinary file"
                left_out.append(f"{name}: it is {what_is_it}")
            elif suffixes is not None and _suffix(path) not in suffixes and (reason := (why_not or default)(path)):
                left_out.append(f"{name}: {reason}")
            else:
                files.append(ClassFile(path, name, classes[-1]))
    return ClassFolders(tuple(files), tuple(classes), tuple(left_out))


def check_ordinary(path: Path) -> None:
    """`UserError` for what is there but neither a file nor a folder: reading a pipe might wait for ever."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UserError(f"{path} is neither a file nor a folder.", "Choose a file or a folder.")


def files_in(folder: Path, suffixes: frozenset[str] | None) -> list[Path]:
    """All ordinary files of these suffixes (None: of any) in a folder and in those below, in order; no hidden ones."""
    with explaining("read", folder):
        visible_ones = (path for path in folder.rglob("*") if path.name[0] != ".")
        found = sorted(path for path in visible_ones if suffixes is None or _suffix(path) in suffixes)
    return [path for path in found if _holds(Path.is_file, path)]


def visible(name: str) -> str:
    """A name in one line, with what is no valid text in it as ``\\xff``: names of files can be any bytes."""
    whole = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in whole)


def state_of_files(files: Sequence[Path]) -> str:
    """Another text whenever the size or the time of a file, or their number, changes; `UserError` if one is gone."""
    digest = sha256()
    for path in files:
        with explaining("read", path):
            status = path.stat()
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogatepass"))
    return digest.hexdigest()


def shortened(lines: Sequence[str], most: int = 100) -> tuple[str, ...]:
    """The first lines, and how many more there are."""
    more = len(lines) - most
    return (*lines[:most], f"and {more:,} more") if more > 0 else tuple(lines)


def _inner(folder: Path) -> Path:
    """The folder below that really holds something: a single folder that holds folders itself is passed through."""
    for _ in range(10):
        with explaining("read", folder):
            visible = [path for path in folder.iterdir() if not _passed_over(path.name)]
        if len(visible) != 1 or not visible[0].is_dir() or not _folders(visible[0]):
            break
        folder = visible[0]
    return folder


def _folders(folder: Path) -> list[Path]:
    with explaining("read", folder):
        return sorted(path for path in folder.iterdir() if path.is_dir() and not _passed_over(path.name))


def _first(folders: dict[str, Path], names: Sequence[str]) -> Path | None:
    return next((folders[name] for name in names if name in folders), None)


def _holds(test: Callable[[Path], bool], path: Path) -> bool:
    """Whether a test holds of a path; not where the path may not be looked at."""
    try:
        return test(path)
    except OSError:
        return False


def _name(path: Path) -> str:
    return path.name


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.lower() in _NO_DATA


def _files_below(folder: Path, root: Path, seen: set[str], left_out: list[str]) -> Iterator[Path]:
    real = os.path.realpath(folder)
    name = visible(folder.relative_to(root).as_posix())
    if real in seen:
        left_out.append(f"{name}: it leads to a folder that is read already")
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir(), key=_name)
    except OSError as error:
        left_out.append(f"{name}: the folder cannot be read ({error.strerror})")
        return
    for entry in entries:
        if _passed_over(entry.name):
            continue
        if _holds(Path.is_dir, entry):
            yield from _files_below(entry, root, seen, left_out)
        else:
            yield entry
