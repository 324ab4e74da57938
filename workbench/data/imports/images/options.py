"""What the user chose of a folder of images before it was looked at."""

from dataclasses import dataclass

from workbench.data.imports.recipe import TestSplit


@dataclass(frozen=True)
class ImageOptions:
    """As in `workbench.data.imports.images.recipe.ImageFolderRecipe`; None: guess."""

    name: str | None = None
    test: TestSplit | None = None
    height: int | None = None
    width: int | None = None
    channels: int | None = None
