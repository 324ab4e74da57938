"""From texts in any script to words."""

import re
import sys
import unicodedata
from functools import lru_cache

LONGEST_WORD = 64
"""Characters; a longer run without a space is cut into pieces."""

_EMOJI = (
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag
    "|[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b00-\u2bff\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff]"
)
_EMOJI_SUFFIX = "[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"

# Scripts that put no spaces between words: Thai, Lao, Myanmar, Khmer, kana, bopomofo, Han.
_WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)


def words_of(text: str) -> list[str]:
    """The words of a text in their order, in lower case.

    A word is a run of letters, digits and their marks (accents, vowel signs), with apostrophes inside. Each emoji is a
    word, with its modifiers; so is each character, with its marks, of a script that puts no spaces between words.
    Punctuation and other symbols are left out.
    """
    plain = unicodedata.normalize("NFC", text).lower().replace("\u2019", "'")
    return _pattern().findall(plain)


def characters_without_spaces(text: str) -> int:
    """How many characters are of a script that puts no spaces between words."""
    return 0 if text.isascii() else len(re.findall(f"[{_WITHOUT_SPACES}]", text))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    letter = f"(?:(?![{_WITHOUT_SPACES}_])\\w)"
    run = f"{letter}(?:{letter}|[{marks}]){{0,{LONGEST_WORD - 1}}}"
    emoji = f"(?:{_EMOJI}){_EMOJI_SUFFIX}(?:\u200d(?:{_EMOJI}){_EMOJI_SUFFIX})*"
    single = f"(?:(?=[{_WITHOUT_SPACES}])\\w)[{marks}]*"
    return re.compile(f"{emoji}|{single}|{run}(?:'{run})*")


def _marks() -> str:
    """All combining characters as ranges for a character class of a regular expression."""
    ranges: list[list[int]] = []
    for number in range(0x300, sys.maxunicode + 1):
        if unicodedata.category(chr(number))[0] != "M":
            continue
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
