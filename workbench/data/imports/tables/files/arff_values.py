"""Values in a line of an ARFF file: with commas between them, in quotation marks of both kinds or without."""

import re

_BY_SPACES = re.compile(r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\s,]+)[\s,]*""")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def values_of(text: str, *, by_spaces: bool = False, in_pairs: bool = False) -> list[str]:
    """The values, without spaces and quotation marks around them.

    Args:
        by_spaces: whether spaces divide them, too.
        in_pairs: whether each has the number of its attribute in front; quotation marks stay then.
    """
    if by_spaces:
        found = _BY_SPACES.findall(text)
    elif "'" not in text and '"' not in text:
        found = text.split(",")
    else:
        found = _divided(text, in_pairs)
    return [value.strip() if in_pairs else plain_value(value) for value in found]


def plain_value(text: str) -> str:
    """A value without spaces and quotation marks around it, and without backslashes before signs."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), text[1:-1])
    return text


def _divided(text: str, in_pairs: bool) -> list[str]:
    """Divided at commas outside of quotation marks, which stand where a value starts."""
    values, start, mark, place = [], 0, "", 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and mark:
            place += 1
        elif mark:
            mark = "" if sign == mark else mark
        elif sign in "'\"" and (not (before := text[start:place].strip()) or (in_pairs and before.isdecimal())):
            mark = sign
        elif sign == ",":
            values.append(text[start:place])
            start = place + 1
        place += 1
    return [*values, text[start:]]
