"""Errors of the libraries that read tables, in the user's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import UserError

_TEXT_ADVICE = "Each row needs the same number of columns; check separator and encoding, or save the table anew."
_OTHER_ADVICE = "The file is damaged or not complete: copy it again, or save it anew, for example as CSV."


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Errors of the readers in the user's words."""
    try:
        yield
    except (UserError, GeneratorExit, OSError):
        raise
    except ImportError as error:
        raise UserError(
            f"{path} cannot be read: {error.name} is not installed.",
            "Install requirements.txt again, or save it as CSV.",
        ) from error
    except MemoryError:
        raise
    except Exception as error:
        if type(error).__module__.startswith("workbench") or not _of_a_reader(error):
            raise
        advice = _TEXT_ADVICE if _of_a_text(error) else _OTHER_ADVICE
        if "EOF inside string" in str(error):
            advice = "A quotation mark in that row is not closed: close it, or remove it."
        raise UserError(f"{path} cannot be read as a table: {reason_of(error)}.", advice) from error


def _of_a_reader(error: Exception) -> bool:
    module = type(error).__module__.partition(".")[0]
    return module in {"pandas", "pyarrow", "python_calamine", "zipfile", "zlib", "_lzma", "struct"} or isinstance(
        error, ValueError | LookupError | TypeError | EOFError | OverflowError | NotImplementedError
    )


def _of_a_text(error: Exception) -> bool:
    return type(error).__module__.startswith("pandas") or isinstance(error, UnicodeError)


def reason_of(error: Exception) -> str:
    """What an error of a library says, in a line."""
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if type(error).__name__ == "ParserWarning":
        return "its first row has more cells than the row of names"
    return re.sub(r"^Error tokenizing data\. C error: ", "", text).rstrip(".")
