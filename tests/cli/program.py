"""``app.py`` as other programs call it: in a process of its own, with a home of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def read(path: Path) -> Any:
    return json.loads(path.read_text())
