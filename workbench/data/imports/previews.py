"""A first look at data of the user's, as plain values that go from a worker to the window."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TablePreview:
    """The first rows of a table.

    Attributes:
        columns: names.
        kinds: what each column holds, "label" for the label.
        rows: cells as text, of the first rows.
        notes: what the user should know.
    """

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """Pixels of a picture: uint8 bytes row by row; ``shape`` is (height, width, channels)."""

    shape: tuple[int, int, int]
    pixels: bytes


@dataclass(frozen=True)
class PicturePair:
    """A picture as it is (made smaller where it is large) and as the networks see it."""

    name: str
    class_name: str
    before: Picture
    after: Picture


@dataclass(frozen=True)
class ImagePreview:
    """A few pictures.

    Attributes:
        class_sizes: pictures of each class.
        notes: what the user should know.
    """

    pictures: tuple[PicturePair, ...]
    class_sizes: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TextPreview:
    """A few texts.

    Attributes:
        rows: (class, beginning of the text).
        lengths: tokens of the texts, at the shares 0, 0.05, 0.25, 0.5, 0.75, 0.95 and 1 of them.
        notes: what the user should know.
        columns: of a table, () for a folder.
    """

    rows: tuple[tuple[str, str], ...]
    lengths: tuple[int, ...]
    notes: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


Preview = TablePreview | ImagePreview | TextPreview
