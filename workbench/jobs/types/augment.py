"""The augmentation job: a few training pictures before and after random changes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.cache import open_prepared
from workbench.data.specs import resolve
from workbench.data.types import DatasetSpec, Sequences
from workbench.events.jobs import Event
from workbench.jobs.job import Job, JobContext
from workbench.settings.augmentation import Augmentation

PICTURES = 8
MAX_SIDE = 96
"""Of a shown picture, in pixels; larger ones are made smaller."""


@dataclass(frozen=True)
class Augmented(Event):
    """A few training pictures before and after random changes, for the screen.

    Attributes:
        shape: (height, width, channels) of each, a side at most `MAX_SIDE`.
        before, after: of each picture uint8 bytes row by row.
    """

    shape: tuple[int, ...]
    before: tuple[bytes, ...]
    after: tuple[bytes, ...]


@dataclass(frozen=True)
class AugmentJob(Job):
    """Show a few training pictures as they are and as training would see them. Answered by `Augmented`.

    Attributes:
        draw: the same number gives the same pictures, and the same numbers for their changes.
    """

    dataset: DatasetSpec
    data_folder: Path
    augmentation: Augmentation
    draw: int

    def run(self, context: JobContext) -> None:
        from workbench.training.augmentation import augment

        source = resolve(self.dataset)
        dataset = open_prepared(source, self.data_folder)
        if isinstance(dataset.x_train, Sequences) or len(dataset.input_shape) != 3:
            raise TypeError(f"{dataset.name} holds no pictures")
        rows = np.random.Generator(np.random.PCG64(self.draw)).choice(
            len(dataset.x_train), min(PICTURES, len(dataset.x_train)), replace=False
        )
        before = np.asarray(dataset.x_train[np.sort(rows)], np.float32) * np.float32(255 / source.maximum)
        after = augment(before, self.augmentation, (self.draw,))
        shown = [tuple(_small(picture) for picture in pictures) for pictures in (before, after)]
        context.emit(
            Augmented(
                context.number,
                self.trial_id,
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
