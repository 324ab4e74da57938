"""Random changes of pictures: one affine map each, bilinear, outside it the colour of the border."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.settings.augmentation import Augmentation


def augment(x: NDArray[Any], augmentation: Augmentation, seed: Sequence[int]) -> NDArray[np.float32]:
    """A batch of pictures, some of them changed.

    Args:
        x: (n, height, width, channels); it is not changed itself.
        seed: the same numbers give the same changes.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    result = np.array(x, np.float32)
    drawn = random.uniform(-1.0, 1.0, (len(x), 7))  # all of them for each picture, whatever is asked for
    chosen, mirrored = random.random((2, len(x)))
    for index in np.flatnonzero(chosen < augmentation.fraction):
        picture = result[index, :, ::-1] if augmentation.flip and mirrored[index] < 0.5 else result[index]
        result[index] = transformed(picture, augmentation, drawn[index])
    return result


def transformed(
    picture: NDArray[np.float32], augmentation: Augmentation, drawn: NDArray[np.float64]
) -> NDArray[np.float32]:
    """One picture (height, width, channels) under one affine map, not mirrored.

    Args:
        drawn: seven numbers from -1 to 1: the fractions of the largest rotation (against the clock), shear, zoom,
            stretch down and across, shift down and to the right.
    """
    from scipy import ndimage

    angle, shear, zoom, stretch_down, stretch_across, down, across = drawn.tolist()
    turn = math.radians(angle * augmentation.rotation)
    size = 1 + zoom * augmentation.zoom
    turned = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    sheared = np.array([[1.0, 0.0], [shear * augmentation.shear, 1.0]])
    sized = np.diag(
        [size * (1 + stretch_down * augmentation.stretch), size * (1 + stretch_across * augmentation.stretch)]
    )
    backwards = np.linalg.inv(turned @ sheared @ sized)  # from a place in the result to its place in the picture
    sides = np.array(picture.shape[:2])
    centre = (sides - 1) / 2
    moved = centre + np.array([down, across]) * augmentation.shift * sides
    result = np.empty_like(picture)
    for channel in range(picture.shape[2]):
        ndimage.affine_transform(
            picture[..., channel],
            backwards,
            offset=centre - backwards @ moved,
            output=result[..., channel],
            order=1,
            mode="nearest",
        )
    return result
