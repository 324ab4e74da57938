"""The augmentation job: which pictures come back, before and after."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from workbench.data.cache import prepare
from workbench.data.datasets.registry import DATASETS
from workbench.data.types import DatasetSource, RawArrays
from workbench.events.jobs import Event
from workbench.jobs.job import JobContext
from workbench.jobs.types.augment import MAX_SIDE, PICTURES, Augmented, AugmentJob
from workbench.settings.augmentation import Augmentation
from workbench.training.control import Control


def pictures(height: int, width: int, channels: int, rows: int = 20) -> DatasetSource:
    values = np.random.default_rng(3).integers(0, 17, (rows, height, width, channels)).astype(np.uint8)
    raw = RawArrays(values, np.arange(rows) % 2, values[:4], np.arange(4) % 2)
    return replace(
        DATASETS["digits"],
        name="made",
        class_names=("a", "b"),
        sizes=(rows, 4),
        input_shape=(height, width, channels),
        read=partial(_give, raw),
        maximum=16.0,
    )


def _give(raw: RawArrays, _files: object, _progress: object) -> RawArrays:
    return raw


def answer(source: DatasetSource, folder: Path, augmentation: Augmentation, draw: int = 1) -> Augmented:
    dataset = prepare(source, (), folder, lambda *_: None)
    events: list[Event] = []
    job = AugmentJob(source.spec, dataset.folder, augmentation, draw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbench.jobs.types.augment.resolve", lambda spec: source)
        job.run(JobContext(7, events.append, Control()))
    (event,) = events
    assert isinstance(event, Augmented) and event.job == 7
    return event


def test_pictures_before_and_after(tmp_path: Path) -> None:
    source = pictures(8, 6, 1)
    same = answer(source, tmp_path, Augmentation())
    assert same.shape == (8, 6, 1) and len(same.before) == PICTURES and same.before == same.after
    assert max(max(pixels) for pixels in same.before) == 255  # 16 is full brightness
    changed = answer(source, tmp_path, Augmentation(rotation=90, shift=0.3))
    assert changed.before == same.before
    assert all(before != after for before, after in zip(changed.before, changed.after, strict=True))
    assert answer(source, tmp_path, Augmentation(rotation=90, shift=0.3)) == changed
    assert answer(source, tmp_path, Augmentation(rotation=90, shift=0.3), draw=2).before != changed.before


def test_a_fraction_of_the_pictures(tmp_path: Path) -> None:
    event = answer(pictures(8, 8, 3), tmp_path, Augmentation(fraction=0.5, rotation=45))
    changed = sum(before != after for before, after in zip(event.before, event.after, strict=True))
    assert 0 < changed < PICTURES


def test_large_pictures_are_made_smaller(tmp_path: Path) -> None:
    event = answer(pictures(200, 100, 3), tmp_path, Augmentation(flip=True))
    assert event.shape == (MAX_SIDE, MAX_SIDE // 2, 3)
    assert {len(pixels) for pixels in (*event.before, *event.after)} == {MAX_SIDE * MAX_SIDE // 2 * 3}


def test_few_rows(tmp_path: Path) -> None:
    assert len(answer(pictures(4, 4, 1, rows=5), tmp_path, Augmentation(zoom=0.5)).before) == 5


def test_no_pictures(tmp_path: Path) -> None:
    source = DATASETS["temporal-order"]
    dataset = prepare(source, (), tmp_path, lambda *_: None)
    with pytest.raises(TypeError, match="no pictures"):
        AugmentJob(source.spec, dataset.folder, Augmentation(), 1).run(JobContext(1, lambda _: None, Control()))
