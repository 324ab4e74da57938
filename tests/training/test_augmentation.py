"""Each change of a picture does what it says, and the same seed gives the same pictures."""

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.settings.augmentation import Augmentation
from workbench.training.augmentation import augment, transformed

EVERYTHING = Augmentation(rotation=20, shift=0.1, shear=0.2, zoom=0.2, stretch=0.1, flip=True)


def pictures(rows: int = 12, side: int = 12, channels: int = 3) -> NDArray[np.float32]:
    return np.random.default_rng(0).random((rows, side, side, channels), np.float32)


def drawn(**fractions: float) -> NDArray[np.float64]:
    """Seven numbers, 0 where none is named."""
    places = {"angle": 0, "shear": 1, "zoom": 2, "stretch_down": 3, "stretch_across": 4, "down": 5, "across": 6}
    numbers = np.zeros(7)
    for name, fraction in fractions.items():
        numbers[places[name]] = fraction
    return numbers


def test_the_same_seed_gives_the_same_bits_and_leaves_its_input_alone() -> None:
    x = pictures()
    before = x.copy()
    first = augment(x, EVERYTHING, (1, 2, 3))
    np.testing.assert_array_equal(first, augment(x, EVERYTHING, (1, 2, 3)))
    np.testing.assert_array_equal(x, before)
    assert first.shape == x.shape and first.dtype == np.float32
    for other in ((2, 2, 3), (1, 3, 3), (1, 2, 4)):
        assert not np.array_equal(first, augment(x, EVERYTHING, other))


def test_every_picture_has_other_changes() -> None:
    x = np.repeat(pictures(1), 8, axis=0)
    changed = augment(x, Augmentation(rotation=30), (0,))
    assert all(not np.array_equal(changed[0], other) for other in changed[1:])


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.8, 1.0])
def test_only_a_fraction_of_the_pictures_is_changed(fraction: float) -> None:
    x = pictures(rows=400, side=6)
    changed = augment(x, Augmentation(fraction=fraction, rotation=30, zoom=0.3), (5,))
    found = (changed != x).any(axis=(1, 2, 3)).mean()
    assert found == pytest.approx(fraction, abs=0.08)


def test_half_of_the_pictures_are_mirrored_and_nothing_else_happens_to_them() -> None:
    x = pictures(rows=400, side=6)
    changed = augment(x, Augmentation(flip=True), (5,))
    mirrored = (changed == x[:, :, ::-1]).all(axis=(1, 2, 3))
    assert ((changed == x).all(axis=(1, 2, 3)) | mirrored).all()
    assert mirrored.mean() == pytest.approx(0.5, abs=0.1)


def test_what_a_change_draws_does_not_depend_on_the_others() -> None:
    x = pictures(rows=40)
    moved = augment(x, Augmentation(shift=0.2), (9,))
    moved_and_mirrored = augment(x, Augmentation(shift=0.2, flip=True), (9,))
    half_of_them = augment(x, Augmentation(fraction=0.5, shift=0.2), (9,))
    same = (moved == moved_and_mirrored).all(axis=(1, 2, 3))
    assert 8 < same.sum() < 32
    changed = (half_of_them != x).any(axis=(1, 2, 3))
    np.testing.assert_array_equal(half_of_them[changed], moved[changed])


@pytest.mark.parametrize("fraction", [-1.0, 1.0])
def test_a_quarter_turn(fraction: float) -> None:
    picture = pictures(1)[0]
    turned = transformed(picture, Augmentation(rotation=90), drawn(angle=fraction))
    np.testing.assert_allclose(turned, np.rot90(picture, int(fraction)), atol=1e-5)


def test_a_shift_by_whole_pixels_repeats_the_border() -> None:
    picture = pictures(1)[0]
    augmentation = Augmentation(shift=0.25)  # of twelve pixels
    down = transformed(picture, augmentation, drawn(down=1.0))
    np.testing.assert_allclose(down[3:], picture[:-3], atol=1e-6)
    np.testing.assert_allclose(down[:3], np.repeat(picture[:1], 3, axis=0), atol=1e-6)
    left = transformed(picture, augmentation, drawn(across=-1.0))
    np.testing.assert_allclose(left[:, :-3], picture[:, 3:], atol=1e-6)
    np.testing.assert_allclose(left[:, -3:], np.repeat(picture[:, -1:], 3, axis=1), atol=1e-6)


def plane(side: int = 21) -> NDArray[np.float32]:
    """A picture whose values tell the place: its first channel the row, its second the column, from the centre."""
    places = np.arange(side, dtype=np.float32) - (side - 1) / 2
    down, across = np.meshgrid(places, places, indexing="ij")
    return np.stack((down, across), axis=2)


def test_zoom_makes_the_content_larger_or_smaller() -> None:
    middle = slice(5, 16)  # whose origins lie inside
    for fraction, size in ((1.0, 1.25), (-1.0, 0.75)):
        zoomed = transformed(plane(), Augmentation(zoom=0.25), drawn(zoom=fraction))
        np.testing.assert_allclose(zoomed[middle, middle], plane()[middle, middle] / size, atol=1e-5)


def test_stretch_is_a_zoom_of_each_axis_by_itself() -> None:
    middle = slice(5, 16)
    changed = transformed(plane(), Augmentation(stretch=0.25), drawn(stretch_down=1.0, stretch_across=-1.0))
    expected = plane() / np.array([1.25, 0.75], np.float32)
    np.testing.assert_allclose(changed[middle, middle], expected[middle, middle], atol=1e-5)


def test_shear_moves_rows_sideways_by_their_height() -> None:
    middle = slice(5, 16)
    sheared = transformed(plane(), Augmentation(shear=0.4), drawn(shear=1.0))
    down, across = plane()[..., 0], plane()[..., 1]
    np.testing.assert_allclose(sheared[middle, middle, 0], down[middle, middle], atol=1e-5)
    np.testing.assert_allclose(sheared[middle, middle, 1], (across - 0.4 * down)[middle, middle], atol=1e-5)


def test_values_stay_within_those_of_the_picture() -> None:
    changed = augment(pictures(rows=50), EVERYTHING, (3,))
    assert changed.min() >= 0 and changed.max() <= 1


def test_any_shape_of_picture() -> None:
    for shape in ((2, 1, 1, 1), (2, 5, 9, 1), (0, 4, 4, 3)):
        x = np.ones(shape, np.float32)
        np.testing.assert_allclose(augment(x, EVERYTHING, (1,)), x, atol=1e-6)
