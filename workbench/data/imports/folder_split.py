"""Which files are to train and which to test, of data that lie in a folder for each class."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.checks import too_few
from workbench.data.imports.class_folders import ClassFile, ClassFolders, WhyNot, find_layout, list_class_folders
from workbench.data.imports.recipe import TestSplit
from workbench.data.split import stratified_split
from workbench.errors import UserError


@dataclass(frozen=True)
class FolderSplit:
    """What lies in a folder.

    Attributes:
        train: all files where there is no folder for the test.
        test: None where there is no such folder, or the user wants a fraction of ``train``.
        held_out: how the files for the test are found.
        notes: what the user should know.
    """

    train: ClassFolders
    test: ClassFolders | None
    held_out: TestSplit
    notes: tuple[str, ...]

    @property
    def files(self) -> tuple[ClassFile, ...]:
        """All of both."""
        return (*self.train.files, *(self.test.files if self.test else ()))

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not used in both, each with its reason."""
        return (*self.train.left_out, *(self.test.left_out if self.test else ()))


@dataclass(frozen=True)
class Divided:
    """The files to train and to test, of the given classes alone; ``left_out`` are the others, each with its reason."""

    train: tuple[ClassFile, ...]
    test: tuple[ClassFile, ...]
    left_out: tuple[str, ...]


def find_split(
    folder: Path, wanted: TestSplit | None, suffixes: frozenset[str] | None, what: str, why_not: WhyNot | None = None
) -> FolderSplit:
    """List the files of a folder.

    Args:
        wanted: None: a test folder where there is one, else a fraction.
        suffixes, what, why_not: as in `list_class_folders`.

    Raises:
        UserError: a folder cannot be read.
    """
    layout = find_layout(folder)
    held_out = wanted or TestSplit(path=layout.test)
    if held_out.column:
        raise UserError(f"{folder} has no column “{held_out.column}”.", "Choose a fraction or a folder for the test.")
    notes = layout.notes
    if wanted is not None and wanted.path is None and layout.test is not None:
        notes = (*notes, f"The folder {layout.test.name} is not used: a fraction of the rest is held out instead.")
    train = list_class_folders(layout.train, suffixes, what, why_not)
    if held_out.path is None:
        return FolderSplit(train, None, held_out, notes)
    inside = find_layout(held_out.path)
    test = list_class_folders(inside.test or inside.train, suffixes, what, why_not)
    return FolderSplit(train, test, held_out, notes)


def classes_of(files: Iterable[ClassFile], found: FolderSplit, what: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the classes, and the class folders that give none, each with its reason.

    Args:
        files: the usable ones to train.
        what: such files are called in messages, for example "picture".

    Raises:
        UserError: fewer than two classes, or a class with a single file.
    """
    counts = dict.fromkeys(found.train.classes, 0)
    for file in files:
        counts[file.class_name] += 1
    names = sorted_names(name for name, count in counts.items() if count)
    empty = tuple(f"{name}: the folder holds no {what}" for name, count in counts.items() if not count)
    if len(names) < 2:
        held = f"only the class {names[0]}" if names else "no class"
        raise UserError(
            f"The folder holds {held}.", f"A folder for each class is needed, and at least one {what} in two of them."
        )
    single = [name for name in names if counts[name] < 2]
    if single and found.test is None:
        finding = too_few(single)
        raise UserError(finding.message, finding.advice)
    return names, empty


def divide(found: FolderSplit, names: Sequence[str], seed: int) -> Divided:
    """Keep the files of some classes, and hold out those for the test; the same files are always divided alike."""
    train, left_out = _of_classes(found.train, names, "it is not used")
    if found.test is not None:
        test, more = _of_classes(found.test, names, "the training part has no such class")
        if not test:
            raise UserError(
                "The test part has none of the classes of the training part.",
                f"Folders named {', '.join(names[:5])} … are needed in it; or hold out a fraction instead.",
            )
        return Divided(train, test, (*left_out, *more))
    kept, held_out = stratified_split(labels_of(train, names), found.held_out.fraction, seed)
    return Divided(tuple(train[index] for index in kept), tuple(train[index] for index in held_out), left_out)


def labels_of(files: Sequence[ClassFile], names: Sequence[str]) -> NDArray[np.int32]:
    """The class of each file as a number from 0."""
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[file.class_name] for file in files], np.int32)


def sorted_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of classes in order; by their values where all are whole numbers."""
    found = set(names)
    if all(name.lstrip("-").isdecimal() for name in found):
        return tuple(sorted(found, key=int))
    return tuple(sorted(found))


def _of_classes(
    folders: ClassFolders, names: Collection[str], reason: str
) -> tuple[tuple[ClassFile, ...], tuple[str, ...]]:
    others = [name for name in folders.classes if name not in names]
    return (
        tuple(file for file in folders.files if file.class_name in names),
        tuple(f"{name}: {reason}" for name in others if any(file.class_name == name for file in folders.files)),
    )
