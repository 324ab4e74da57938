"""Names of encodings: those of Python, and one for UTF-8 with a few bytes that are none."""

import codecs

TOLERANT_UTF8 = "utf-8-replace"
"""UTF-8 in which bytes that are none are replaced by the sign for that, U+FFFD."""

CODE_PAGES = {
    "cp1250": "Central Europe",
    "cp1251": "Cyrillic",
    "cp1253": "Greek",
    "cp1254": "Turkish",
    "koi8-r": "Cyrillic",
    "shift_jis": "Japanese",
    "gb18030": "Chinese",
    "big5": "Chinese",
    "euc_kr": "Korean",
    "cp850": "DOS",
}
"""Encodings that cannot be told from Windows-1252 by their bytes, and what they are for."""

REPLACED = "\ufffd"


def codec_of(encoding: str) -> str:
    """The encoding as Python knows it; `LookupError` for an unknown one."""
    return codecs.lookup("utf-8" if encoding == TOLERANT_UTF8 else encoding).name


def errors_of(encoding: str) -> str:
    """What to do with bytes that cannot be decoded, as in `open`."""
    return "replace" if encoding == TOLERANT_UTF8 else "strict"


def nearly_utf8(chunk: bytes, *, final: bool = False) -> bool:
    """Whether bytes that are not UTF-8 are fewer than the letters beyond ASCII that are.

    Args:
        final: whether the last letter is complete.
    """
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(chunk, final)
    letters = len(text) - len(text.encode("ascii", "ignore"))
    return letters > 2 * text.count(REPLACED)
