"""What a file is by its first bytes, whatever it is called: a picture that is read, or another one."""

import re
from pathlib import Path

_LOOKED_AT = 512  # bytes
_READ = (
    ("PNG", rb"\x89PNG\r\n\x1a\n"),
    ("JPEG", rb"\xff\xd8\xff"),
    ("GIF", rb"GIF8[79]a"),
    ("BMP", rb"BM.{4}\0\0\0\0"),
    ("TIFF", rb"II\*\0|MM\0\*"),
    ("WebP", rb"RIFF.{4}WEBP"),
    ("PPM", rb"P[1-6]\s+(#[^\n]*\n\s*)*\d+\s+\d+\s"),
)
_OTHERS = (
    ("AVIF", rb".{4}ftypavi[fs]"),
    ("HEIC", rb".{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1)"),
    ("JPEG 2000", rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51"),
    ("JPEG XL", rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("PostScript", rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("PDF", rb"%PDF-"),
    ("Photoshop", rb"8BPS"),
    ("SVG", rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]"),
    ("icon", rb"\0\0[\1\2]\0"),
)
ADVICE = "save it as PNG or JPEG"


def why_not_read(path: Path) -> str | None:
    """Why a file is not used as a picture, None where it is one that is read.

    A file that cannot be opened counts as one that is read, so that whoever reads it says what is wrong.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(_LOOKED_AT)
    except OSError:
        return None
    if _type(start, _READ):
        return None
    other = _type(start, _OTHERS)
    return f"it is a picture of the type {other}: {ADVICE}" if other else "it is not a picture"


def _type(start: bytes, types: tuple[tuple[str, bytes], ...]) -> str:
    return next((name for name, pattern in types if re.match(pattern, start, re.DOTALL)), "")
