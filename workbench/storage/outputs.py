"""Files and folders for results: refused where they cannot be written, or where a command reads what lies there."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UserError
from workbench.storage.atomic import write_text

_ADVICE = "Choose another place for the results."


@dataclass(frozen=True)
class Inputs:
    """What a command reads: nothing is written over it.

    Attributes:
        files: may be missing, and may be named in another way, for example by a link.
        class_folders: hold a folder for each class; what would be written among those would become a sample or a class.
    """

    files: tuple[Path, ...] = ()
    class_folders: tuple[Path, ...] = ()

    def __add__(self, other: "Inputs") -> "Inputs":
        return Inputs(self.files + other.files, self.class_folders + other.class_folders)

    def check_file(self, path: Path, option: str = "") -> None:
        """`UserError` for a file that is read.

        Args:
            option: of the command line, for the message.
        """
        if any(_same(path, file) for file in self.files) or self._is_sample(path):
            raise UserError(f"{path} is read here: results are not written over it.", _ADVICE, option)
        self.check_folder(path.parent, option)

    def check_folder(self, folder: Path, option: str = "") -> None:
        """`UserError` for a folder among the folders of classes."""
        place = folder.resolve()
        for root in self.class_folders:
            if root.resolve() in place.parents:
                raise UserError(f"{folder} lies among the folders of classes in {root}.", _ADVICE, option)

    def _is_sample(self, path: Path) -> bool:
        """Whether a file is a sample under another name, by a hard link."""
        if not path.is_file() or path.stat().st_nlink == 1:
            return False
        return any(_same(path, file) for root in self.class_folders for file in root.rglob("*"))


def check_writable(path: Path | None, option: str, inputs: Inputs) -> None:
    """Refuse a file for results before hours are spent, not after.

    Args:
        path: None where no file is wanted.
        option: of the command line, for the message.
        inputs: what the command reads.

    Raises:
        UserError: it is read by the command, it is a folder, or the file system refuses.
    """
    if path is not None:
        inputs.check_file(path, option)
        if path.is_dir():
            raise UserError(f"{path} is a folder.", f"Name a file for {option}.")
        if not path.exists():
            write_text(path, "")
            path.unlink()


def check_folder_writable(folder: Path | None, option: str, inputs: Inputs, files: Iterable[str] = ()) -> None:
    """As `check_writable`, for a folder of results, which may be new.

    Args:
        files: names of those that will be written there.
    """
    if folder is None:
        return
    inputs.check_folder(folder, option)
    for name in files:
        inputs.check_file(folder / name, option)
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file.", f"Name a folder for {option}.")
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        check_writable(folder / ".writable", option, inputs)
    finally:
        for each in made:
            with suppress(OSError):
                each.rmdir()


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is missing
        return path.resolve() == other.resolve()
