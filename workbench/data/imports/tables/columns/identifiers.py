"""Columns that name or number the rows, or what a row is about (a patient, a writer)."""

import re

from workbench.data.imports.tables.columns.column_facts import MANY, ColumnFacts

_ENDS = frozenset(["id", "ids", "uuid", "guid", "key", "index", "row", "nr", "no", "number"])
_REPEATING_ENDS = frozenset(["id", "uuid", "guid"])
_SUBJECTS = (
    "patient|subject|person|participant|user|customer|client|member|employee|student|speaker|writer|session|order"
)
_JOINED = re.compile(rf"({_SUBJECTS})s?(id|nr|no|number|code)")
_SUBJECT = re.compile(rf"({_SUBJECTS})")
_FEWEST = 20  # different values from which on they name something rather than divide it
_DIGITS_KEPT = 15
_NEARLY_ALL = 0.9
_ENOUGH_TO_JUDGE = 50  # rows below which whole numbers differ by chance


def numbers_rows(facts: ColumnFacts) -> bool:
    """Whether whole numbers only number the rows: all different, and consecutive or called so."""
    if not facts.whole or facts.numbers < facts.rows or facts.rows < 3 or not facts.all_different:
        return False
    consecutive = facts.high - facts.low == facts.rows - 1 and facts.rows > MANY // 50
    return consecutive or called_identifier(facts.name)


def too_long(facts: ColumnFacts) -> bool:
    """Whether whole numbers have more digits than a number keeps, as identifiers of 19 digits."""
    return facts.whole and facts.digits > _DIGITS_KEPT


def called_identifier(name: str) -> bool:
    """Whether a column is called as identifiers are: ``user_id``, ``PatientId``, ``EmployeeNumber``, ``subject#``."""
    words = _words(name)
    plain = name.strip().lower()
    if plain == "column 1" or plain.endswith("#") or re.fullmatch(r"unnamed: \d+", plain):
        return True
    return bool(words) and (words[-1] in _ENDS or bool(_JOINED.fullmatch(words[-1])))


def repeating_identifier(facts: ColumnFacts) -> bool:
    """Whether a column names what several rows are about, such as a patient's number."""
    if not facts.whole or not _FEWEST <= facts.different < facts.known:
        return False
    words, plain = _words(facts.name), facts.name.strip().lower()
    if not words:
        return False
    named = words[-1] in _REPEATING_ENDS or bool(_JOINED.fullmatch(words[-1])) or plain.endswith("#")
    return named or (bool(_SUBJECT.fullmatch(words[0])) and (len(words) == 1 or words[-1] in _ENDS))


def nearly_all_different(facts: ColumnFacts) -> bool:
    """Whether most rows have a whole number that no other one has, as identifiers do."""
    if facts.numbers < _ENOUGH_TO_JUDGE or not facts.whole or facts.numbers < facts.known or facts.low < 0:
        return False
    return facts.different >= _NEARLY_ALL * facts.known


def _words(name: str) -> list[str]:
    """The words of a name in lower case, also of one written as PatientId."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return re.findall(r"[^\W_]+", spaced.lower())
