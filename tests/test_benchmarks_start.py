"""Benchmarks are run by hand; here they at least import what there is and build their options."""

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "benchmarks"
SCRIPTS = [path.name for path in sorted(FOLDER.glob("*.py")) if "parse_args" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_benchmark_explains_its_options(name: str) -> None:
    done = subprocess.run([sys.executable, FOLDER / name, "--help"], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("usage:")


def test_there_are_benchmarks() -> None:
    assert {"quartets.py", "window.py"} <= set(SCRIPTS)
