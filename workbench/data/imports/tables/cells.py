"""Columns of a table as texts, numbers and dates; the only module that knows how pandas keeps them."""

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.units import without_unit

if TYPE_CHECKING:
    import pandas as pd

_MISSING = frozenset({"", "?", "na", "n/a", "nan", "null", "nat", "<na>"})
_NO_NUMBER = frozenset(
    ("-", "--", "---", ".", "..", "none", "nil", "n.a.", "n.d.", "nd", "k.a.", "missing", "unknown")
) | {"#n/a", "#na", "#null!", "#value!", "#div/0!", "#num!", "#ref!", "#name?"}
_STARTS = "+-.0123456789iI"
_CLOCK = r"\d{1,2}:\d{2}.*"
_MONTH = "[A-Za-z]{3,9}"
_MONTHS = (
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%d %B %Y",
    "%d. %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%b %d %Y",
    "%B %d %Y",
)
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")


def _with_times(dates: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{date}{time}" for date in dates for time in ("", *(f" {time}" for time in _TIMES)))


_FORMATS = (
    (
        re.compile(rf"\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}([ T]{_CLOCK})?"),
        (
            "ISO8601",
            *_with_times(("%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%m/%d/%y")),
            *(f"%Y-%m-%d {time}" for time in _TIMES[2:]),
        ),
    ),
    (
        re.compile(rf"(\d{{1,2}}[-. ]+{_MONTH}[- ]|{_MONTH} \d{{1,2}},? )(\d{{4}}|\d{{2}})( {_CLOCK})?"),
        _with_times(_MONTHS),
    ),
    (re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?"), _TIMES),
)
"""What dates look like, and the formats that may read those."""
_TRIED = 200  # dates that say which formats are worth to be tried on all
_AMBIGUOUS = ("%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y")
_MARK = "\n\0"  # between texts that are searched at once, which is much faster than one by one
_CODE = re.compile(f"{_MARK}0[0-9]+{_MARK}")
_LARGEST = float(np.finfo(np.float32).max)
_TYPESET = str.maketrans({"\u2212": "-", "\u2009": "\u202f"})
_TYPESET_NUMBER = re.compile("\u2212[0-9.,]|[0-9]\u2009[0-9]{3}")
_SPACED = "[ '\u2019\u00a0\u202f]"  # spaces and apostrophes between groups of three digits
_GROUPED = {
    ".": re.compile(rf"[-+]?[1-9]\d{{0,2}}(?:(?:,\d{{3}})+|(?:{_SPACED}\d{{3}})+)(?:\.\d*)?"),
    ",": re.compile(rf"[-+]?[1-9]\d{{0,2}}(?:(?:\.\d{{3}})+|(?:{_SPACED}\d{{3}})+)(?:,\d*)?"),
}
_GROUPS = {".": re.compile(rf",|{_SPACED}"), ",": re.compile(rf"\.|{_SPACED}")}


def is_missing(text: str, present: tuple[str, ...] = ()) -> bool:
    """Whether a cell says that there is no value; ``present``: words that are values nevertheless."""
    return text.strip().lower() in _MISSING and text.strip() not in present


def as_texts(values: "pd.Series[Any]") -> list[str]:
    """Cells as texts without spaces around them: whole numbers without a point, "" where there is none."""
    import pandas as pd

    if pd.api.types.is_float_dtype(values.dtype):
        return [_number_text(value) for value in values.to_numpy(np.float64, na_value=np.nan).tolist()]
    return [as_text(value) for value in values.tolist()]


def distinct(values: "pd.Series[Any]") -> tuple[NDArray[np.int64], "pd.Series[Any]"]:
    """For each cell the number of its value (-1 where there is none), and the values in the order of their numbers."""
    import pandas as pd

    try:
        codes, found = pd.factorize(values)
    except TypeError:  # lists and the like
        codes, found = pd.factorize(pd.Series(as_texts(values), dtype=object))
    return codes.astype(np.int64), pd.Series(found)


def as_numbers(values: "pd.Series[Any]", decimal: str, unit: str = "", typeset: bool = False) -> NDArray[np.float64]:
    """Cells as numbers: NaN where there is none, or where a cell is none that float32 can hold.

    Groups of three digits may have a mark between them: ``1,234,567.5``, or ``1.234.567,5`` with a decimal comma.

    Args:
        unit: that cells may have, see `workbench.data.imports.tables.units`.
        typeset: whether the minus sign and the thin space of printed numbers count as those of the keyboard.
    """
    import pandas as pd

    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return np.full(len(values), np.nan)
    if not pd.api.types.is_numeric_dtype(values.dtype):
        texts = [text.translate(_TYPESET) for text in as_texts(values)] if typeset else as_texts(values)
        texts = [plain_number(without_unit(text, unit), decimal) for text in texts]
        values = pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce")
    numbers = np.array(values.to_numpy(np.float64, na_value=np.nan), np.float64)
    with np.errstate(invalid="ignore"):
        numbers[~(np.abs(numbers) <= _LARGEST)] = np.nan
    return numbers


def plain_number(text: str, decimal: str) -> str:
    """A number with a point and without marks between groups of digits; any other text as it is."""
    if text.isdecimal() or not text:
        return text
    if _GROUPED[decimal].fullmatch(text):
        text = _GROUPS[decimal].sub("", text)
    return text.replace(",", ".") if decimal == "," else text


def sort_key(text: str, decimal: str) -> float:
    """The number that a text is, for sorting; infinite where it is none."""
    try:
        return float(plain_number(text, decimal))
    except ValueError:
        return float("inf")


def holds_codes(texts: list[str]) -> bool:
    """Whether any of the texts is a code such as 007, which would not be the same as a number."""
    return bool(_CODE.search(f"{_MARK}{_MARK.join(texts)}{_MARK}"))


def holds_typeset_numbers(texts: list[str]) -> bool:
    """Whether any of the texts may be a number with the minus sign or the thin space of printed numbers."""
    return bool(_TYPESET_NUMBER.search(_MARK.join(texts)))


def stands_for_no_number(text: str) -> bool:
    """Whether a text says among numbers that there is none: ``-``, ``None``, ``#N/A``; elsewhere it is a value."""
    return text.strip().lower() in _NO_NUMBER


def is_infinite(text: str) -> bool:
    """Whether a text is a number, but infinite or larger than float32 can hold."""
    if not text or text[0] not in _STARTS:
        return False
    try:
        return abs(float(text)) > _LARGEST
    except ValueError:
        return False


def date_format(texts: list[str], *, day_first: bool = False) -> str:
    """The format that reads the most of the texts, at least 95 %; "" if they are no dates.

    Args:
        day_first: of formats that read as many, whether the day comes before the month.
    """
    known = [text for text in texts if not is_missing(text)]
    for looks, formats in _FORMATS:
        if known and sum(bool(looks.fullmatch(text)) for text in known) >= 0.95 * len(known):
            return _best_format(known, formats, day_first)
    return ""


def has_day(form: str) -> bool:
    """Whether a format is one of dates, not of times of day alone."""
    return form not in _TIMES


def _best_format(known: list[str], formats: tuple[str, ...], day_first: bool) -> str:
    tried = [form for form in formats if not np.isnan(as_days(known[:_TRIED], form)).all()] or formats[:1]
    readable = {form: int((~np.isnan(as_days(known, form))).sum()) for form in tried}
    best = max(readable, key=lambda form: (readable[form], day_first and form.startswith("%d/%m")))
    return best if readable[best] >= 0.95 * len(known) else ""


def ambiguous_dates(texts: list[str], form: str) -> bool:
    """Whether day and month could change places in all of the dates."""
    if not form.startswith(_AMBIGUOUS):
        return False
    dates = [text.split("/") for text in texts if text.count("/") == 2]
    return all(int(first) <= 12 and int(second) <= 12 for first, second, _ in dates)


def as_days(texts: list[str], form: str) -> NDArray[np.float64]:
    """Dates as days since 1970 with their fraction, NaN where a text is no date of that format."""
    import pandas as pd

    moments = pd.to_datetime(pd.Series(texts, dtype=object), format=form, errors="coerce", utc=True)
    seconds = moments.dt.tz_localize(None).to_numpy("datetime64[s]")
    days = seconds.astype(np.int64) / 86_400
    days[np.isnat(seconds)] = np.nan
    return days


def as_text(value: object) -> str:
    """One cell as `as_texts` gives it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, np.ndarray):
        return str(value.tolist())
    return "" if value is None or value != value else str(value).strip()


def _number_text(value: float) -> str:
    if value != value:
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
