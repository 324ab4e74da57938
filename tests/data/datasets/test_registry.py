import subprocess
import sys

import pytest

from workbench.data.datasets.registry import DATASETS, dataset_source
from workbench.errors import UserError


def test_names_and_their_order() -> None:
    core = ["breast-cancer", "digits", "temporal-order", "miniboone", "fashion-mnist", "imdb", "mnist", "cifar-10"]
    assert list(DATASETS)[: len(core)] == core
    assert all(dataset_source(name).name == name for name in DATASETS)


@pytest.mark.parametrize(("name", "close"), [("fashion_mnist", "fashion-mnist"), ("Digit", "digits")])
def test_an_unknown_name_brings_the_known_ones_and_the_closest(name: str, close: str) -> None:
    with pytest.raises(UserError, match=f"There is no dataset “{name}”. Did you mean “{close}”") as caught:
        dataset_source(name)
    assert all(known in caught.value.advice for known in DATASETS)


def test_nothing_is_close_to_nonsense() -> None:
    with pytest.raises(UserError) as caught:
        dataset_source("qqqqqq")
    assert "Did you mean" not in caught.value.message


def test_importing_the_data_room_loads_nothing_heavy() -> None:
    modules = ("datasets.registry", "files.locate", "cache", "preprocessing", "sample_files")
    imports = ", ".join(f"workbench.data.{module}" for module in modules)
    program = f"import sys, {imports}; print(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    heavy = {"sklearn", "pandas", "scipy", "tensorflow", "keras", "PIL", "tkinter", "requests"}
    assert heavy.isdisjoint(output.split())
