"""Text files of which some lines at the beginning or at the end are not read; and their last lines."""

import io
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from workbench.data.files.encodings import codec_of
from workbench.data.files.packed import is_packed, open_text
from workbench.data.imports.tables.files.beginning import Marks, split_lines
from workbench.data.imports.tables.files.extent import without_sign

_LINE_END = re.compile(r"\r\n|\n|\r")
_LAST = 1 << 16  # bytes
_WIDE = ("utf-16", "utf-32", "utf_16", "utf_32")


def last_lines(path: Path, encoding: str, count: int) -> list[str]:
    """Up to ``count`` last lines that are not blank; what cannot be decoded is replaced."""
    if is_packed(path) or encoding.lower().startswith(_WIDE) or path.stat().st_size <= _LAST:
        with open_text(path, encoding) as stream:
            stream.reconfigure(errors="replace")
            return list(deque((line for line in stream if line.strip()), count))
    with path.open("rb") as file:
        file.seek(-_LAST, io.SEEK_END)
        lines = _LINE_END.split(file.read().decode(codec_of(encoding), "replace"))[1:]  # the first one is cut off
    return [line for line in lines if line.strip()][-count:]


class LinesBetween(io.TextIOBase):
    """A text without its first lines, which are blank, and without its last ones that are not.

    Its separator is a single character, `Marks.one`.

    Args:
        names: how many names the first line has behind the sign of a comment, which is left out; 0 for no such line.
    """

    def __init__(self, stream: IO[bytes], encoding: str, above: int, below: int, marks: Marks, names: int) -> None:
        super().__init__()
        self._names = names
        self._text = io.TextIOWrapper(stream, codec_of(encoding), newline="")
        self._marks = marks
        self._lines = self._between(above, below)
        self._rest = ""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> str:
        wanted = size if size is not None and size >= 0 else None
        found = [self._rest]
        length = len(self._rest)
        while wanted is None or length < wanted:
            line = next(self._lines, None)
            if line is None:
                break
            found.append(line)
            length += len(line)
        text = "".join(found)
        self._rest = "" if wanted is None else text[wanted:]
        return text if wanted is None else text[:wanted]

    def close(self) -> None:
        self._text.close()
        super().close()

    def _without_sign(self, line: str) -> str:
        """The first line without the sign of a comment."""
        (cells,), names = split_lines([line], self._marks), self._names
        self._names = 0
        return line if without_sign(cells, names) is cells else line.replace(cells[0], "", 1)

    def _between(self, above: int, below: int) -> Iterator[str]:
        held: deque[str] = deque()
        filled = 0
        for number, line in enumerate(self._text, 1):
            held.append(line if number > above else "\n")
            filled += number > above and bool(line.strip())
            while filled > below:
                first = held.popleft()
                filled -= bool(first.strip())
                yield self._marks.with_one(self._without_sign(first) if self._names and first.strip() else first)
