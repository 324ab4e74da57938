"""What the cells of a column are like, collected piece by piece, so that no column of texts is ever whole in memory."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.cells import (
    ambiguous_dates,
    as_days,
    as_numbers,
    as_texts,
    date_format,
    distinct,
    holds_codes,
    holds_typeset_numbers,
    is_infinite,
    is_missing,
    stands_for_no_number,
)
from workbench.data.imports.tables.units import divided
from workbench.data.imports.words import characters_without_spaces

if TYPE_CHECKING:
    import pandas as pd

MANY = 1_000
"""Different values from which on a column holds no categories."""

_EXAMPLES = 5


@dataclass
class ColumnFacts:
    """Counts and values of a column so far.

    Attributes:
        known: cells with a value.
        numbers: those of them that are numbers.
        has_codes: whether any value is a code such as 007.
        whole: whether all numbers are whole.
        values: number by value, in the order in which they came; None when there are too many.
        codes: for each row the number of its value, -1 for an empty cell, -2 and below for the words that count as
            missing in their order; empty when there are too many values.
        hashes: of the values while most of the cells have different ones, else None.
        others: a few values that are no numbers.
        words: of all texts, an estimate from the different values.
        broken: different texts that hold a line break.
        present: words that are values, although they count as missing elsewhere.
        missing_words: cells and first row (from 1) of each word that counts as missing.
        no_numbers: the same of words that say among numbers that there is none.
        infinite: numbers that float32 cannot hold.
        units: cells by unit that are a number with a unit.
        typeset: whether any number may have a minus sign or thin space of printed ones.
        digits: of the longest whole number.
        form: of dates, "" if it does not hold dates.
        ambiguous: of dates, whether day and month could change places in all of them.
        undated: cells that are no dates.
        no_dates: a few of them.
        weekdays: of dates, whole numbers from 0 (Monday).
        months: of dates, whole numbers from 0 (January).
        hours: of dates, whether any has a time of day.
    """

    name: str
    decimal: str
    present: tuple[str, ...] = ()
    rows: int = 0
    known: int = 0
    numbers: int = 0
    has_codes: bool = False
    whole: bool = True
    low: float = np.inf
    high: float = -np.inf
    values: dict[str, int] | None = field(default_factory=dict)
    codes: list[NDArray[np.int32]] = field(default_factory=list)
    hashes: list[NDArray[np.uint64]] | None = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    words: float = 0.0
    texts: int = 0
    broken: int = 0
    missing_words: dict[str, tuple[int, int]] = field(default_factory=dict)
    no_numbers: dict[str, tuple[int, int]] = field(default_factory=dict)
    infinite: int = 0
    units: dict[str, int] = field(default_factory=dict)
    typeset: bool = False
    digits: int = 0
    form: str = ""
    ambiguous: bool = True
    undated: int = 0
    no_dates: list[str] = field(default_factory=list)
    weekdays: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    hours: bool = False

    def add(self, cells: "pd.Series[Any]") -> None:
        """Count the next rows."""
        import pandas as pd

        codes, found = distinct(cells)
        counts = np.bincount(codes[codes >= 0], minlength=len(found))
        numeric = pd.api.types.is_numeric_dtype(found.dtype) and not pd.api.types.is_bool_dtype(found.dtype)
        texts = as_texts(found) if not numeric or len(found) <= MANY else []
        missing = (
            np.array([is_missing(text, self.present) for text in texts], bool) if texts else np.zeros(len(found), bool)
        )
        self.typeset = self.typeset or holds_typeset_numbers(texts)
        numbers = as_numbers(found, self.decimal, typeset=self.typeset)
        self._add_words(codes, texts, counts, missing)
        self._add_odd_numbers(found if numeric else None, texts, numbers, counts, missing)
        self.rows += len(cells)
        self.known += int(counts[~missing].sum())
        self._add_numbers(numbers, counts, texts, missing)
        if texts and not numeric:
            self._add_dates(texts, counts, missing)
        self._add_values(codes, found, texts, missing)
        self._add_hashes(found, counts, missing)

    @property
    def distinct(self) -> int:
        """Different values, at most `MANY`."""
        return MANY if self.values is None else len(self.values)

    @property
    def all_different(self) -> bool:
        """Whether each row has a value that no other row has."""
        return 1 < self.known == self.rows == self.different

    @property
    def different(self) -> int:
        """Different values; `MANY` where there are so many, and most of them come several times."""
        if self.hashes is None:
            return self.distinct
        return len(np.unique(np.concatenate(self.hashes))) if self.hashes else 0

    @property
    def all_codes(self) -> NDArray[np.int32]:
        """The number of each row's value, shape (rows,)."""
        return np.maximum(np.concatenate(self.codes), -1) if self.codes else np.zeros(0, np.int32)

    @property
    def unit(self) -> str:
        """The one unit of its numbers, "" if they have none or several."""
        return next(iter(self.units)) if len(self.units) == 1 else ""

    @property
    def numeric_cells(self) -> int:
        """Cells that are numbers, also infinite ones and those with the one unit."""
        return self.numbers + self.infinite + (self.units[self.unit] if self.unit else 0)

    @property
    def known_among_numbers(self) -> int:
        """Cells with a value, without those that say that there is no number."""
        return self.known - sum(count for count, _ in self.no_numbers.values())

    @property
    def empty(self) -> int:
        """Cells that are empty, words that count as missing left aside."""
        return self.rows - self.known - sum(count for count, _ in self.missing_words.values())

    def count_as_values(self, words: Collection[str]) -> None:
        """Let these of the missing words be values."""
        if self.values is None or not words:
            return
        order = list(self.missing_words)
        places = np.array([self.values.setdefault(word, len(self.values)) if word in words else -1 for word in order])
        self.codes = [
            np.where(codes < -1, places[np.minimum(codes, -2) * -1 - 2], codes).astype(np.int32) for codes in self.codes
        ]
        self.known += sum(self.missing_words[word][0] for word in words)
        self.others = [*self.others, *words][:_EXAMPLES]
        self.present = (*self.present, *words)
        self.missing_words = {word: found for word, found in self.missing_words.items() if word not in words}

    def _add_words(
        self, codes: NDArray[np.int64], texts: list[str], counts: NDArray[np.int64], missing: NDArray[np.bool_]
    ) -> None:
        for place, (text, gone) in enumerate(zip(texts, missing.tolist(), strict=False)):
            if not text or not (gone or stands_for_no_number(text)):
                continue
            words = self.missing_words if gone else self.no_numbers
            count, row = words.get(text, (0, 0))
            words[text] = (
                count + int(counts[place]),
                row or self.rows + 1 + int(np.flatnonzero(codes == place)[0]),
            )

    def _add_odd_numbers(
        self,
        numeric: "pd.Series[Any] | None",
        texts: list[str],
        numbers: NDArray[np.float64],
        counts: NDArray[np.int64],
        missing: NDArray[np.bool_],
    ) -> None:
        odd = ~np.isfinite(numbers)
        if numeric is not None:
            self.infinite += int(counts[odd & numeric.notna().to_numpy()].sum())
            return
        for place in np.flatnonzero(odd & ~missing).tolist():
            if is_infinite(texts[place]):
                self.infinite += int(counts[place])
            elif unit := divided(texts[place])[1]:
                self.units[unit] = self.units.get(unit, 0) + int(counts[place])
        lengths = (len(text) for text, real in zip(texts, ~odd, strict=True) if real and text.isdecimal())
        self.digits = max(self.digits, *lengths, 0)

    def _add_numbers(
        self, numbers: NDArray[np.float64], counts: NDArray[np.int64], texts: list[str], missing: NDArray[np.bool_]
    ) -> None:
        real = np.isfinite(numbers)
        self.numbers += int(counts[real].sum())
        if real.any():
            self.whole = self.whole and bool((numbers[real] % 1 == 0).all())
            self.low, self.high = min(self.low, float(numbers[real].min())), max(self.high, float(numbers[real].max()))
        if texts and len(self.others) < _EXAMPLES:
            self.others += [texts[place] for place in np.flatnonzero(~real & ~missing)[:_EXAMPLES]]
        some = [texts[place] for place in np.flatnonzero(~missing[: min(len(texts), MANY)])]
        self.words += sum(text.count(" ") + 1 + characters_without_spaces(text) for text in some)
        self.texts += len(some)
        self.broken += sum("\n" in text for text in texts)
        self.has_codes = self.has_codes or holds_codes(texts)

    def _add_dates(self, texts: list[str], counts: NDArray[np.int64], missing: NDArray[np.bool_]) -> None:
        if not self.form and self.undated == 0:
            self.form = date_format(texts[: 10 * MANY], day_first=self.decimal == ",")
        if not self.form:
            self.undated += int(counts[~missing].sum())
            return
        self.ambiguous = self.ambiguous and ambiguous_dates(texts, self.form)
        days = as_days(texts, self.form)
        real = ~np.isnan(days)
        self.undated += int(counts[~real & ~missing].sum())
        self.no_dates += [texts[place] for place in np.flatnonzero(~real & ~missing)[:_EXAMPLES]]
        whole = np.floor(days[real]).astype(np.int64)
        self.weekdays |= set(((whole + 3) % 7).tolist())
        months = whole.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        self.months |= set((np.unique(months) % 12).tolist())
        self.hours = self.hours or bool((days[real] != whole).any())

    def _add_values(
        self, codes: NDArray[np.int64], found: "pd.Series[Any]", texts: list[str], missing: NDArray[np.bool_]
    ) -> None:
        if self.values is None:
            return
        new = (
            {text for text, gone in zip(texts, missing, strict=True) if not gone} if len(found) == len(texts) else None
        )
        if new is None or len(self.values.keys() | new) > MANY:
            self.values, self.codes = None, []
            return
        places = np.full(len(found) + 1, -1, np.int32)  # the last one is for cells without a value
        for place, (text, gone) in enumerate(zip(texts, missing, strict=True)):
            if not gone:
                places[place] = self.values.setdefault(text, len(self.values))
            elif text:
                places[place] = -2 - list(self.missing_words).index(text)
        self.codes.append(places[codes])

    def _add_hashes(self, found: "pd.Series[Any]", counts: NDArray[np.int64], missing: NDArray[np.bool_]) -> None:
        if self.hashes is None:
            return
        if not self.whole or 2 * int((~missing).sum()) < int(counts[~missing].sum()):
            self.hashes = None
            return
        import pandas as pd

        self.hashes.append(pd.util.hash_array(found[~missing].to_numpy(), categorize=False).astype(np.uint64))
