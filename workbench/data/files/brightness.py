"""What is black and what is white in pictures with more than eight bits: one scale for all pictures of a set."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Span = tuple[float, float]
"""The smallest and the largest value."""

_USUAL = (1.0, 255.0, 1023.0, 4095.0, 16383.0, 65535.0)
"""Of 1, 8, 10, 12, 14 and 16 bits."""

_ALONE = (1.0, 255.0, 65535.0)
"""Where each picture is scaled by itself."""


@dataclass(frozen=True)
class Brightness:
    """The values that become 0 and 255.

    Attributes:
        whole: of pictures of whole numbers with 16 or 32 bits; None: 16 bits are 0 to 65535, and a picture of 32 bits
            reaches to the next of 1, 255 and 65535, each by itself.
        fractions: of pictures of fractions; None: each by itself, likewise.
    """

    whole: Span | None = None
    fractions: Span | None = None


def eight_bits(values: NDArray[Any], span: Span | None) -> NDArray[np.uint8]:
    """Values of more than eight bits as 0 to 255."""
    if span is None and values.dtype == np.uint16:
        plain: NDArray[np.uint8] = (values >> 8).astype(np.uint8)
        return plain
    known = np.nan_to_num(values.astype(np.float64))
    low, high = span or (0.0, next((limit for limit in _ALONE if known.max() <= limit), float(known.max())))
    scaled: NDArray[np.uint8] = np.clip(np.rint((known - low) * (255.0 / (high - low))), 0, 255).astype(np.uint8)
    return scaled


def common_whole(sixteen: Iterable[Span], thirty_two: Iterable[Span]) -> Span | None:
    """One span for the pictures of whole numbers of a set; None where the pictures give the same by themselves."""
    sixteen, thirty_two = tuple(sixteen), tuple(thirty_two)
    if not sixteen and not thirty_two:
        return None
    span = _span((*sixteen, *thirty_two), _USUAL)
    alone = {_limit(each, _ALONE) for each in thirty_two} | ({_ALONE[-1]} if sixteen else set())
    return None if span[0] == 0 and alone == {span[1]} else span


def common_fractions(spans: Iterable[Span]) -> Span | None:
    """The same for the pictures of fractions."""
    spans = tuple(spans)
    if not spans:
        return None
    span = _span(spans, _ALONE[:2])
    return None if span[0] == 0 and {_limit(each, _ALONE) for each in spans} == {span[1]} else span


def brightness_notes(brightness: Brightness) -> tuple[str, ...]:
    """What the user should know of the scale of a set; nothing where each picture has its usual one."""
    found = ((brightness.whole, "whole numbers of 16 or 32 bits"), (brightness.fractions, "fractions"))
    return tuple(
        f"Pictures of {what} have one scale: {span[0]:,g} is black, {span[1]:,g} is white."
        for span, what in found
        if span is not None
    )


def _span(spans: tuple[Span, ...], usual: tuple[float, ...]) -> Span:
    """From 0, or from the smallest value where that is below 0, to the next usual maximum, else to the largest."""
    low, high = min(low for low, _ in spans), max(high for _, high in spans)
    return min(0.0, low), _limit((low, high), usual)


def _limit(span: Span, usual: tuple[float, ...]) -> float:
    high = max(span[1], 0.0)
    return next((limit for limit in usual if high <= limit), high)
