"""Folders of images of the user's: a folder for each class, in one folder or in one to train and one to test."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock

import numpy as np

from workbench.data.files.brightness import Brightness, brightness_notes
from workbench.data.files.picture_types import why_not_read
from workbench.data.files.pictures import picture_suffixes
from workbench.data.imports.checks import CheckReport, checked, report
from workbench.data.imports.class_folders import files_in, shortened, state_of_files, visible
from workbench.data.imports.folder_split import Divided, FolderSplit, classes_of, divide, find_split, labels_of
from workbench.data.imports.images.arrays import PictureForm, picture_hashes, picture_or_reason, write_pictures
from workbench.data.imports.images.facts import ImageFacts, look_at, proposed_channels, proposed_size
from workbench.data.imports.images.options import ImageOptions
from workbench.data.imports.images.recipe import ImageFolderRecipe
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.parallel import in_order
from workbench.data.imports.recipe import TestSplit, check_name
from workbench.data.types import SCRATCH, DatasetSource, Kind, Progress, RawArrays
from workbench.errors import UserError
from workbench.storage.atomic import explaining

MAX_SIDE = 1024
"""Pixels of a side up to which pictures can be resized."""

_SEED = 0
_FOLDER, _TEST_FOLDER = "train", "test"  # of an exported set


def inspect(folder: Path, options: ImageOptions, name: str, progress: Progress) -> ImageFolderRecipe:
    """Look at every picture of a folder; what is None in ``options`` is guessed.

    Args:
        name: used where the options have none.

    Raises:
        UserError: there are no two classes of pictures, or an option cannot be followed.
        Cancelled: from ``progress``.
    """
    found = _found(folder, options.test, by_content=True)
    facts = look_at(found.files, progress)
    good = frozenset(file.path for file in facts.files)
    names, empty = classes_of((file for file in found.train.files if file.path in good), found, "picture")
    divided = divide(found, names, _SEED)
    train = [file for file in divided.train if file.path in good]
    test = [file for file in divided.test if file.path in good]
    if not test:
        raise UserError("None of the pictures of the test part can be read.", "Choose another test part.")
    height, width = proposed_size(facts)
    left_out = (*facts.broken, *found.left_out, *divided.left_out, *empty)
    return ImageFolderRecipe(
        name=check_name(options.name or name),
        path=folder,
        test=found.held_out,
        height=_side(options.height or height, "height"),
        width=_side(options.width or width, "width"),
        channels=_channels(options.channels or proposed_channels(facts)),
        class_names=names,
        sizes=(len(train), len(test)),
        broken=shortened(left_out),
        class_sizes=tuple(np.bincount(labels_of((*train, *test), names), minlength=len(names)).tolist()),
        smallest=facts.smallest,
        median=facts.median,
        largest=facts.largest,
        notes=(*_notes(facts, len(left_out)), *found.notes),
        brightness=facts.brightness,
        by_content=_needs_content(found),
    )


def source(recipe: ImageFolderRecipe) -> DatasetSource:
    """The dataset of a recipe; nothing is read."""
    colour = "in colour" if recipe.channels == 3 else "in grey"
    return DatasetSource(
        name=recipe.name,
        title=recipe.name,
        kind=Kind.IMAGE,
        description=(
            f"Your pictures in {recipe.path}: {sum(recipe.sizes):,} {colour}, "
            f"resized to {recipe.width}×{recipe.height}."
        ),
        class_names=recipe.class_names,
        sizes=recipe.sizes,
        input_shape=_form(recipe).shape,
        read=partial(read, recipe),
        citation="",
        licence="",
        maximum=255.0,
        split_seed=_SEED,
        scratch=True,
    )


def read(recipe: ImageFolderRecipe, files: Mapping[str, Path], progress: Progress) -> RawArrays:
    """Read all pictures, several at once, into memory maps in the folder ``files[SCRATCH]``.

    Raises:
        UserError: the folder is gone, no picture to train or to test can be read, or networks cannot learn from them.
        Cancelled: from ``progress``.
    """
    found, form = _found(recipe.path, recipe.test, recipe.by_content), _form(recipe)
    divided = divide(found, recipe.class_names, _SEED)
    train, test = labels_of(divided.train, recipe.class_names), labels_of(divided.test, recipe.class_names)
    x_train, read_train, broken = write_pictures(divided.train, form, files[SCRATCH] / "train", progress)
    x_test, read_test, more = write_pictures(divided.test, form, files[SCRATCH] / "test", progress)
    unreadable, left_out = (*broken, *more), (*found.left_out, *divided.left_out)
    counted = [(unreadable, "pictures cannot be read"), (left_out, "files or folders are left out")]
    few = (f"{len(names):,} {what}, for example {names[0]}." for names, what in counted if names)
    warnings = (*few, *found.notes, *brightness_notes(recipe.brightness))
    return checked(
        RawArrays(x_train, train[read_train], x_test, test[read_test], warnings=warnings), recipe.class_names
    )


def check(recipe: ImageFolderRecipe, progress: Progress) -> CheckReport:
    """Look at all pictures in their new size; only a hash of each is kept. `UserError` as `read`."""
    divided, form = _divided(recipe), _form(recipe)
    total, hashes, read = len(divided.train) + len(divided.test), list[int](), list[bool]()
    files = [*divided.train, *divided.test]
    for index, result in enumerate(picture_hashes([file.path for file in files], form)):
        if index % 50 == 0:
            progress("checking pictures", index, total)
        read.append(result is not None)
        if result is not None:
            hashes.append(result)
    samples, known = np.array(hashes, np.uint64)[:, np.newaxis], np.array(read)
    labels, train = labels_of(files, recipe.class_names)[known], int(known[: len(divided.train)].sum())
    raw = RawArrays(samples[:train], labels[:train], samples[train:], labels[train:])
    return report(raw, recipe.class_names)


def files_state(recipe: ImageFolderRecipe) -> str:
    """Another text whenever a picture is added, changed or removed; `UserError` if the folder is gone."""
    return state_of_files([file.path for file in _found(recipe.path, recipe.test, recipe.by_content).files])


def new_samples(recipe: ImageFolderRecipe, files: Sequence[Path]) -> NewSamples:
    """Pictures, and all pictures in folders, in the raw form of the dataset's arrays.

    Raises:
        UserError: none can be read.
    """
    paths = [path for file in files for path in _pictures(file, recipe.by_content)]
    if not paths:
        raise UserError(f"{files[0]} holds no picture.", "Give pictures (.png, .jpg …), or folders of them.")
    results = in_order(partial(picture_or_reason, form=_form(recipe), one_large=Lock()), paths)
    names, samples, left_out = [], [], []
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, str):
            left_out.append(f"{visible(str(path))}: {result}")
        else:
            names.append(visible(str(path)))
            samples.append(result)
    if not samples:
        raise UserError(
            f"None of {len(paths)} files is a picture that can be read." + (f" {left_out[0]}." if left_out else ""),
            "Give pictures (.png, .jpg …), or folders of them.",
        )
    return NewSamples(tuple(names), np.stack(samples), tuple(left_out))


def export(recipe: ImageFolderRecipe, folder: Path, progress: Progress) -> ImageFolderRecipe:
    """Write the resized pictures as PNG files, a folder for each class; they give the same arrays again.

    Returns:
        The recipe that reads them, its paths relative to ``folder``.

    Raises:
        UserError: the pictures are gone, or the folder cannot be written.
        Cancelled: from ``progress``.
    """
    from PIL import Image

    divided, form = _divided(recipe), _form(recipe)
    done, total = 0, len(divided.train) + len(divided.test)
    for place, files in ((_FOLDER, divided.train), (_TEST_FOLDER, divided.test)):
        results = in_order(partial(picture_or_reason, form=form, one_large=Lock()), [file.path for file in files])
        for number, (file, result) in enumerate(zip(files, results, strict=True)):
            progress("writing pictures", done, total)
            done += 1
            if isinstance(result, str):
                continue
            path = folder / place / file.class_name / f"{number:06d}.png"  # in the order of the originals
            with explaining("write", path):
                path.parent.mkdir(parents=True, exist_ok=True)
                Image.fromarray(result[:, :, 0] if recipe.channels == 1 else result).save(path)
    test = TestSplit(path=Path(_TEST_FOLDER))
    return replace(recipe, path=Path(), test=test, broken=(), notes=(), brightness=Brightness(), by_content=False)


def _found(folder: Path, wanted: TestSplit | None, by_content: bool) -> FolderSplit:
    return find_split(folder, wanted, picture_suffixes(), "a picture", why_not_read if by_content else None)


def _needs_content(found: FolderSplit) -> bool:
    """Whether any of the files has no ending of pictures."""
    return not all(_suffix_of_pictures(file.path) for file in found.files)


def _suffix_of_pictures(path: Path) -> bool:
    return path.suffix.lower() in picture_suffixes()


def _divided(recipe: ImageFolderRecipe) -> Divided:
    return divide(_found(recipe.path, recipe.test, recipe.by_content), recipe.class_names, _SEED)


def _form(recipe: ImageFolderRecipe) -> PictureForm:
    return PictureForm((recipe.height, recipe.width, recipe.channels), recipe.brightness)


def _notes(facts: ImageFacts, left_out: int) -> Iterator[str]:
    (width, height), fraction = facts.common
    if facts.smallest == facts.largest:
        yield f"All pictures have {width}×{height} pixels."
    else:
        yield (
            f"Sizes from {facts.smallest[0]}×{facts.smallest[1]} to {facts.largest[0]}×{facts.largest[1]} pixels, "
            f"most often {width}×{height} ({fraction:.0%})."
        )
    if 0 < facts.coloured < 1:
        yield f"{facts.coloured:.1%} of the pictures are in colour, the others grey."
    yield from brightness_notes(facts.brightness)
    if left_out:
        yield f"{left_out:,} files or folders are left out."


def _pictures(path: Path, by_content: bool) -> list[Path]:
    if not path.is_dir():
        return [path]
    if not by_content:
        return files_in(path, picture_suffixes())
    return [file for file in files_in(path, None) if _suffix_of_pictures(file) or why_not_read(file) is None]


def _side(value: int, what: str) -> int:
    if not 1 <= value <= MAX_SIDE:
        raise UserError(f"Pictures cannot have a {what} of {value} pixels.", f"Choose 1 to {MAX_SIDE}.")
    return value


def _channels(value: int) -> int:
    if value not in (1, 3):
        raise UserError(f"Pictures cannot have {value} channels.", "Choose 1 for grey or 3 for colour.")
    return value
