"""What the user should know of the encoding in which a text file is read, where that is a guess that may be wrong."""

import re
from itertools import islice
from pathlib import Path

from workbench.data.files.encodings import CODE_PAGES, TOLERANT_UTF8, codec_of
from workbench.data.files.packed import open_text, open_unpacked
from workbench.storage.atomic import explaining

_TITLES = {"cp1252": "Windows-1252 (Western Europe)", "iso8859-1": "Latin-1 (Western Europe)"}
_OTHERS = ", ".join(f"{name} ({what})" for name, what in CODE_PAGES.items())
_WORD = re.compile(r"[^\s,;|\"']*[^\x00-\x7f][^\s,;|\"']*")
_LOOKED_AT = 1 << 22  # letters
_SHOWN, _LONGEST = 3, 30


def encoding_note(path: Path, encoding: str) -> str:
    """Words by which a wrong encoding shows, or the lines with bytes that are no text; "" where there is no doubt."""
    if encoding == TOLERANT_UTF8:
        return _damaged_lines(path)
    title = _TITLES.get(codec_of(encoding)) if encoding else None
    if title is None:
        return ""
    with explaining("read", path), open_text(path, encoding) as stream:
        found = dict.fromkeys(match[0] for match in islice(_WORD.finditer(stream.read(_LOOKED_AT)), 1000))
    if not found:
        return ""
    words = ", ".join(f"“{word[:_LONGEST]}”" for word in list(found)[:_SHOWN])
    return f"The file is read as {title}: {words}. Choose another encoding if that looks wrong: {_OTHERS} …"


def _damaged_lines(path: Path) -> str:
    lines, count = [], 0
    with explaining("read", path), open_unpacked(path) as stream:
        for number, line in enumerate(stream, 1):
            if not line.isascii() and not _is_utf8(line):
                count += 1
                lines += [number] if count <= _SHOWN else []
    if not count:
        return ""
    shown = ", ".join(f"{number:,}" for number in lines) + (" …" if count > _SHOWN else "")
    which = f"in line {shown}" if count == 1 else f"in {count:,} lines ({shown})"
    return f"The file is UTF-8, but for some bytes {which}, which are shown as “\ufffd”: correct them in the file."


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
