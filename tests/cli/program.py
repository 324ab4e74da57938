"""``app.py`` in a process of its own, as other programs call it, or in this process; with a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from tests.shared_pool import lent
from workbench.cli.main import run_command
from workbench.jobs.local.pool import LocalPool

Here = Callable[..., "subprocess.CompletedProcess[str]"]
"""The fixture ``here``: `run_here` with workers and home."""

ROOT = Path(__file__).parents[2]


def command(*arguments: object) -> list[str]:
    return [sys.executable, str(ROOT / "app.py"), *map(str, arguments)]


def environment_of(home: Path) -> dict[str, str]:
    """That of the tests, without a display and with folders under ``home`` only."""
    values = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WORKBENCH_DATASETS"}}
    return values | {"WORKBENCH_HOME": str(home), "PYTHONUTF8": "1"}


def app(environment: dict[str, str], *arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*arguments), capture_output=True, text=True, env=environment, timeout=800, check=False
    )


def run_here(workers: LocalPool, home: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """As `app`, but in this process and with the workers that all tests share: others would take seconds to start."""
    output, errors = StringIO(), StringIO()
    texts = list(map(str, arguments))
    with (
        lent(workers),
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(output),
        redirect_stderr(errors),
    ):
        patch.setenv("WORKBENCH_HOME", str(home))
        patch.delenv("WORKBENCH_DATASETS", raising=False)
        try:
            code = run_command(texts)
        except SystemExit as end:  # as argparse ends it
            code = int(end.code or 0)
    return subprocess.CompletedProcess(texts, code, output.getvalue(), errors.getvalue())


def read(path: Path) -> Any:
    return json.loads(path.read_text())
