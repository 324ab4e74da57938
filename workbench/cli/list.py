"""The subcommand ``list``: datasets and quartets."""

import argparse
import json
from typing import Any

from workbench.data.datasets.registry import DATASETS
from workbench.data.files.locate import is_available
from workbench.data.imports.formats import source_of
from workbench.data.imports.remembered import remembered_sets
from workbench.exit_codes import DONE
from workbench.networks.registry import QUARTETS
from workbench.storage.folders import Folders


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Register the subcommand and its options."""
    parser = commands.add_parser("list", help="list datasets and quartets")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(carry_out=list_names)


def list_names(options: argparse.Namespace) -> int:
    """Print all datasets, imported ones included, and all quartets; returns the exit code."""
    folders = Folders.default()
    sources = (*DATASETS.values(), *(source_of(recipe) for recipe in remembered_sets(folders)))
    datasets = [
        {
            "name": source.name,
            "kind": source.kind.value,
            "classes": source.num_classes,
            "available": is_available(source, folders.search_path),
        }
        for source in sources
    ]
    quartets = [
        {"name": quartet.name, "kind": quartet.kind.value, "networks": list(quartet.names)}
        for quartet in QUARTETS.values()
    ]
    if options.json:
        print(json.dumps({"datasets": datasets, "quartets": quartets}, indent=1))
        return DONE
    print("Datasets")
    for row in datasets:
        state = "ready" if row["available"] else "is downloaded when it is first used"
        print(f"  {row['name']:<16}{row['kind']:<10}{row['classes']:>3} classes   {state}")
    print("Quartets")
    for entry in quartets:
        print(f"  {entry['name']:<16}{entry['kind']:<10}{', '.join(entry['networks'])}")
    return DONE
