"""The files that a dataset is read from."""

from pathlib import Path

from workbench.data.files.locate import find_file, unpacked_files
from workbench.data.imports.recipe import data_paths, recipe_inputs
from workbench.data.imports.recipe_json import RECIPE_FILE, recipe_from_text
from workbench.data.types import DatasetSource
from workbench.storage.folders import Folders
from workbench.storage.outputs import Inputs


def dataset_inputs(source: DatasetSource, folders: Folders) -> Inputs:
    """What lies on disk of a dataset of the workbench or of the user's, and how that is read."""
    if not source.recipe:
        wanted = (*source.files, *source.optional_files)
        found = [find_file(source.name, file, folders.search_path) for file in wanted]
        return Inputs((*filter(None, found), *unpacked_files(source, folders.search_path).values()))
    recipe = recipe_from_text(source.recipe)
    exported = (path.parent / RECIPE_FILE for path in data_paths(recipe))
    return recipe_inputs(recipe) + Inputs((folders.imported / recipe.name / RECIPE_FILE, *exported))


def sample_inputs(paths: tuple[Path, ...]) -> Inputs:
    """Files of new samples; of a folder all files that lie below it now."""
    return Inputs(tuple(file for path in paths for file in ([path] if not path.is_dir() else path.rglob("*"))))
