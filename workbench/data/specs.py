"""From the values that name a dataset to the dataset itself."""

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import dataset_source
from workbench.data.imports.formats import source_of
from workbench.data.imports.recipe_json import recipe_from_text
from workbench.data.types import DatasetSource, DatasetSpec


def resolve(spec: DatasetSpec) -> DatasetSource:
    """The dataset of a spec, in this process; nothing is read of its files.

    Raises:
        UserError: there is no dataset of that name, it has no such classes, or the recipe cannot be read.
    """
    whole = source_of(recipe_from_text(spec.recipe)) if spec.recipe else dataset_source(spec.name)
    return with_classes(whole, spec.classes) if spec.classes else whole
