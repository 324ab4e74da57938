"""The whole console text on disk, however little of it the screen keeps."""

from pathlib import Path

from workbench.errors import UserError
from workbench.storage.atomic import explain, write_bytes

_LONGEST_LINE = 400
"""Bytes that a line has at most, as a rule; of longer ones fewer are read."""


class ConsoleLog:
    """Appends lines to a text file, each handed to the system at once.

    Where the file cannot be written (disk full, no permission), the first failure is raised and later ones are not:
    lines are kept and written as soon as it is possible again.

    Attributes:
        failure: why lines are waiting, None while all of them are on disk.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failure: UserError | None = None
        self._reported = False
        self._waiting = b""

    def append(self, line: str) -> None:
        """Add one line; `UserError` the first time that it cannot be written."""
        self._waiting += line.encode(errors="backslashreplace") + b"\n"
        self._flush()
        if self.failure is not None and not self._reported:
            self._reported = True
            raise self.failure

    def copy_to(self, target: Path) -> None:
        """Write the whole text, lines that wait included, to another file; `UserError` if that fails."""
        self._flush()
        try:
            written = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            written = b""
        except OSError as error:
            raise explain(error, "read", self.path) from error
        write_bytes(target, written + self._waiting)

    def close(self) -> None:
        """Try once more to write what waits; never raises."""
        self._flush()

    def _flush(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab", buffering=0) as file:  # not kept open: Windows could not delete the folder then
                while self._waiting:
                    self._waiting = self._waiting[file.write(self._waiting) :]
        except OSError as error:
            self.failure = explain(error, "write", self.path)
        else:
            self.failure = None


def last_lines(path: Path, most: int) -> list[str]:
    """The last lines of a console text, none if there is no file; `UserError` if it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - most * _LONGEST_LINE))
            text = file.read().decode(errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise explain(error, "read", path) from error
    return text.splitlines()[-most:]
