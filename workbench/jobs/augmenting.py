"""The augmentation job: a few training pictures before and after random changes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from workbench.data.cache import open_prepared
from workbench.data.types import Sequences
from workbench.events.jobs import Event
from workbench.jobs.data_events import Augmented
from workbench.jobs.jobs import AugmentJob
from workbench.training.augmentation import augment

PICTURES = 8
MAX_SIDE = 96
"""Of a shown picture, in pixels; larger ones are made smaller."""


def augment_samples(number: int, job: AugmentJob, emit: Callable[[Event], None]) -> None:
    """Show training pictures as they are and as training would see them."""
    dataset = open_prepared(job.source, job.data_folder)
    if isinstance(dataset.x_train, Sequences) or len(dataset.input_shape) != 3:
        raise TypeError(f"{dataset.name} holds no pictures")
    rows = np.random.Generator(np.random.PCG64(job.draw)).choice(
        len(dataset.x_train), min(PICTURES, len(dataset.x_train)), replace=False
    )
    before = np.asarray(dataset.x_train[np.sort(rows)], np.float32) * np.float32(255 / job.source.maximum)
    after = augment(before, job.augmentation, (job.draw,))
    shown = [tuple(_small(picture) for picture in pictures) for pictures in (before, after)]
    emit(
        Augmented(
            number,
            job.model,
            shape=shown[0][0].shape,
            before=tuple(picture.tobytes() for picture in shown[0]),
            after=tuple(picture.tobytes() for picture in shown[1]),
        )
    )


def _small(picture: NDArray[np.float32]) -> NDArray[np.uint8]:
    """As uint8 (height, width, channels), no side longer than `MAX_SIDE`."""
    pixels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    height, width, channels = pixels.shape
    factor = max(height, width) / MAX_SIDE
    if factor <= 1:
        return pixels
    from PIL import Image

    image = Image.fromarray(pixels[..., 0] if channels == 1 else pixels)
    size = (max(1, round(width / factor)), max(1, round(height / factor)))
    return np.asarray(image.resize(size, Image.Resampling.BOX)).reshape(size[1], size[0], channels)
