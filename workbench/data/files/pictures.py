"""Picture files of any size and mode as pixels: the one decoder for training data and for samples to predict."""

import io
import re
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.files.brightness import Brightness, Span, eight_bits
from workbench.errors import UserError
from workbench.storage.atomic import explaining

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 50_000_000
"""Larger pictures are refused before they are unpacked."""

LARGE = 4_000_000
"""Pixels from which a picture's unpacking is worth waiting for that of another one."""

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM")
"""As Pillow calls them. No other is opened, whatever a file is called: Pillow hands PostScript to another program."""

_ORIENTATION, _TURNED = 0x0112, (5, 6, 7, 8)  # EXIF: width and height change places


@lru_cache(maxsize=1)
def picture_suffixes() -> frozenset[str]:
    """Endings of files that are pictures, in lower case: those of `FORMATS`."""
    from PIL import Image

    return frozenset(suffix for suffix, name in Image.registered_extensions().items() if name in FORMATS)


@dataclass(frozen=True)
class OpenedPicture:
    """A picture with eight bits a channel.

    Attributes:
        image: grey (mode L) or RGB.
        size: width and height that it has in the file.
        span: of its values where they have more than eight bits, else None.
        fractions: whether these values are fractions.
        bits: of a value.
    """

    image: "Image.Image"
    size: tuple[int, int]
    span: Span | None = None
    fractions: bool = False
    bits: int = 8


def read_picture(
    path: Path,
    height: int,
    width: int,
    channels: int,
    one_large: AbstractContextManager[object] | None = None,
    brightness: Brightness | None = None,
) -> NDArray[np.uint8]:
    """A picture as uint8 ``(height, width, channels)`` in 0..255.

    The whole picture is stretched to the size (bilinear, with all pixels that a target pixel covers), so that nothing
    is cut off; its aspect ratio is not kept. It is turned as its EXIF orientation says; of an animation the first
    picture is used; what is transparent becomes black.

    Args:
        channels: 1 for grey, 3 for colour.
        one_large: entered while a large picture is unpacked, for example a lock that several threads share, so that
            memory holds one at a time.
        brightness: of the set that the picture belongs to; None: of this picture alone.

    Raises:
        UserError: the file cannot be read, is no picture, damaged or too large.
    """
    from PIL import Image

    picture = open_picture(path, 2 * max(height, width), one_large, brightness).image
    picture = picture.convert("L" if channels == 1 else "RGB").resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(picture, np.uint8).reshape(height, width, channels)


def open_picture(
    path: Path,
    least: int | None = None,
    one_large: AbstractContextManager[object] | None = None,
    brightness: Brightness | None = None,
) -> OpenedPicture:
    """A picture with eight bits a channel, and what is known of it in the file.

    Args:
        least: pixels that the shorter side needs: a larger picture is made smaller by a whole factor, JPEG files even
            while they are unpacked, which takes a fraction of the time and memory. None: at its full size.

    Raises:
        UserError: as `read_picture`.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    with explaining("read", path):
        data = path.read_bytes()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Image.DecompressionBombError(f"{image.width * image.height} pixels")
            turned = image.getexif().get(_ORIENTATION) in _TURNED
            size = (image.height, image.width) if turned else (image.width, image.height)
            if least is not None:
                image.draft(None, (least, least))
            large = image.width * image.height > LARGE
            with one_large if one_large is not None and large else nullcontext():
                image.load()
                ImageOps.exif_transpose(image, in_place=True)
                found = _eight_bit(image, brightness or Brightness())
                factor = min(found.image.size) // least if least is not None else 1
                return replace(found, image=found.image.reduce(factor) if factor > 1 else found.image, size=size)
    except UnidentifiedImageError as error:
        raise UserError(f"{path} is not a picture.", "Choose a PNG, JPEG, GIF, BMP, TIFF, WebP or PPM file.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        pixels = next((int(number) for number in re.findall(r"\d+", str(error))), 0)
        raise UserError(
            f"{path} is too large: it has {pixels / 1e6:,.0f} million pixels.",
            f"At most {MAX_PIXELS // 1_000_000} million pixels are read: make it smaller.",
        ) from error
    except Exception as error:  # a broken file can raise almost anything inside Pillow's decoders
        raise UserError(f"{path} is damaged: {error}.", "Open it in an image program and save it anew.") from error


def _eight_bit(image: "Image.Image", brightness: Brightness) -> OpenedPicture:
    """The same picture with values up to 255 and without transparency (what is transparent becomes black)."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        fractions, bits = image.mode.startswith("F"), 16 if image.mode.startswith("I;16") else 32
        values: NDArray[Any] = np.asarray(image, np.uint16 if bits == 16 else np.float64)
        grey = Image.fromarray(eight_bits(values, brightness.fractions if fractions else brightness.whole))
        known = np.nan_to_num(values)
        return OpenedPicture(grey, grey.size, (float(known.min()), float(known.max())), fractions, bits)
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", colours.size, "black"), colours).convert("RGB")
    plain = image.convert("RGB") if image.mode not in ("L", "RGB") else image
    return OpenedPicture(plain, plain.size)
