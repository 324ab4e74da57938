"""From the values that name a dataset to the dataset itself."""

from workbench.data.class_subset import with_classes
from workbench.data.datasets.registry import dataset_source
from workbench.data.imports.formats import source_of
from workbench.data.imports.recipe import recipe_from_json
from workbench.data.types import DatasetSource, DatasetSpec
from workbench.storage.plain_values import parse_json


def resolve(spec: DatasetSpec) -> DatasetSource:
    """The dataset of a spec, in this process; nothing is read of its files.

    Raises:
        UserError: there is no dataset of that name, it has no such classes, or the recipe cannot be read.
    """
    whole = source_of(recipe_from_json(parse_json(spec.recipe))) if spec.recipe else dataset_source(spec.name)
    return with_classes(whole, spec.classes) if spec.classes else whole
