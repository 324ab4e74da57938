"""Quotation marks in tables of texts: whether they surround cells, and rows that they have glued together."""

from collections.abc import Collection, Iterable

QUOTE = '"'


def surrounds_cells(lines: Iterable[str], separator: str, width: int) -> bool:
    """Whether quotation marks belong to the table, not to the texts.

    They belong to the texts where every line by itself has the same number of cells, and yet marks at the beginning of
    cells have no partner, in the cell or at the end of a later one: read as quotation, they would swallow lines.

    Args:
        lines: those of the file, the names of the columns included.
        width: columns.
    """
    opening = closing = 0
    for line in lines:
        text = line.rstrip("\r\n")
        if not text.strip():
            continue
        cells = text.split(separator)
        if len(cells) != width:
            return True
        for cell in cells:
            if cell.count(QUOTE) % 2:
                opening += cell.startswith(QUOTE)
                closing += cell.endswith(QUOTE)
    return opening <= 2 * closing


def looks_glued(text: str, separator: str, labels: Collection[str]) -> bool:
    """Whether a text seems to hold further rows: a line break, and a label between separators or a mark alone.

    Args:
        labels: those that were found so far.
    """
    if "\n" not in text:
        return False
    if text.count(QUOTE) % 2:
        return True
    lines = [line for line in text.split("\n") if separator in line]
    return any(cell.strip() in labels for line in lines for cell in line.split(separator))
