"""One way to each kind of own data: table, folder of images, texts."""

from collections.abc import Sequence
from pathlib import Path

from workbench.data.imports.checks import CheckReport
from workbench.data.imports.class_folders import check_ordinary, visible
from workbench.data.imports.images import images
from workbench.data.imports.new_samples import NewSamples
from workbench.data.imports.options import ImageOptions, ImportOptions, TableOptions, TextOptions
from workbench.data.imports.previews import Preview
from workbench.data.imports.recipe import ImageFolderRecipe, Recipe, TableRecipe, TextRecipe
from workbench.data.imports.tables import tables
from workbench.data.imports.texts import texts
from workbench.data.types import DatasetSource, Progress
from workbench.errors import UserError

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp"})
_LOOKED_AT = 5_000  # files of a folder, until its kind is clear


def inspect(path: Path, options: ImportOptions | None, name: str, progress: Progress) -> Recipe:
    """Look at data and tell how they are read.

    Args:
        path: a table, or a folder.
        options: of the kind of the data; None: the kind and all else are guessed.
        name: of the set, where the options have none.

    Raises:
        UserError: the data cannot be read, or no network can learn from them.
        Cancelled: from ``progress``.
    """
    check_ordinary(path)
    if any("\ud800" <= sign <= "\udfff" for sign in str(path)):
        raise UserError(
            f"The path “{visible(str(path))}” holds bytes that are no text.",
            "Rename the file or folder, then try again.",
        )
    match options or guess_format(path):
        case TableOptions() as wanted:
            return tables.inspect(path, wanted, name, progress)
        case ImageOptions() as wanted:
            return images.inspect(path, wanted, name, progress)
        case TextOptions() as wanted:
            return texts.inspect(path, wanted, name, progress)


def guess_format(path: Path) -> ImportOptions:
    """ImportOptions that leave all open, of the kind that the data seem to be; `UserError` if they are of none."""
    if not path.exists():
        raise UserError(f"{path} does not exist.", "Check the path.")
    check_ordinary(path)
    if not path.is_dir():
        return TextOptions() if tables.holds_texts(path) else TableOptions()
    suffixes = [file.suffix.lower() for file, _ in zip(path.rglob("*"), range(_LOOKED_AT), strict=False)]
    pictures = sum(suffix in _PICTURES for suffix in suffixes)
    documents = sum(suffix == ".txt" for suffix in suffixes)
    if not pictures and not documents:
        raise UserError(
            f"{path} holds neither pictures nor texts.",
            "Choose a folder with a folder of pictures (.png, .jpg …) or of texts (.txt) for each class, or a table.",
        )
    return ImageOptions() if pictures >= documents else TextOptions()


def check(recipe: Recipe, progress: Progress) -> CheckReport:
    """Look at all samples of both parts, as before training: classes, repetitions, what gives the label away.

    Raises:
        UserError: the data cannot be read as the recipe says.
        Cancelled: from ``progress``.
    """
    match recipe:
        case TableRecipe():
            return tables.check(recipe, progress)
        case ImageFolderRecipe():
            return images.check(recipe, progress)
        case TextRecipe():
            return texts.check(recipe, progress)


def options_of(recipe: Recipe) -> ImportOptions:
    """What was chosen or guessed, so that changed data can be looked at again in the same way."""
    match recipe:
        case TableRecipe():
            return tables.options_of(recipe)
        case ImageFolderRecipe():
            return ImageOptions(recipe.name, recipe.test, recipe.height, recipe.width, recipe.channels)
        case TextRecipe():
            return TextOptions(
                recipe.name,
                recipe.text_column,
                recipe.label_column,
                recipe.test,
                recipe.separator,
                recipe.encoding,
                recipe.length,
                recipe.num_words,
                recipe.header,
            )


def preview(recipe: Recipe) -> Preview:
    """A first look at the data of a recipe."""
    match recipe:
        case TableRecipe():
            return tables.preview(recipe)
        case ImageFolderRecipe():
            return images.preview(recipe)
        case TextRecipe():
            return texts.preview(recipe)


def stamp(recipe: Recipe) -> str:
    """Another text whenever the files of a recipe have changed; `UserError` if they are gone."""
    match recipe:
        case TableRecipe():
            return tables.stamp(recipe)
        case ImageFolderRecipe():
            return images.stamp(recipe)
        case TextRecipe():
            return texts.stamp(recipe)


def read_samples(recipe: Recipe, files: Sequence[Path]) -> NewSamples:
    """New samples from files of the same form: rows of tables, pictures, rows or files of texts."""
    match recipe:
        case TableRecipe():
            return tables.read_samples(recipe, files)
        case ImageFolderRecipe():
            return images.read_samples(recipe, files)
        case TextRecipe():
            return texts.read_samples(recipe, files)


def export_data(recipe: Recipe, folder: Path, progress: Progress) -> Recipe:
    """Write the prepared data into a folder; the recipe that reads them there, its paths relative to the folder."""
    match recipe:
        case TableRecipe():
            return tables.export(recipe, folder, progress)
        case ImageFolderRecipe():
            return images.export(recipe, folder, progress)
        case TextRecipe():
            return texts.export(recipe, folder, progress)


def source_of(recipe: Recipe) -> DatasetSource:
    """The dataset of a recipe, as the workbench treats all others; nothing is read."""
    match recipe:
        case TableRecipe():
            return tables.source(recipe)
        case ImageFolderRecipe():
            return images.source(recipe)
        case TextRecipe():
            return texts.source(recipe)
