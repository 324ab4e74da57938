"""The page on the architecture against the folders that it describes."""

import re
from pathlib import Path

import pytest

import workbench

ROOT = Path(workbench.__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = sorted({name for name in re.findall(r"`([^`\n ]+)`", PAGE) if name.endswith((".py", "/"))})
ROOMS = sorted(
    path.name + ("/" if path.is_dir() else "")
    for path in (ROOT / "workbench").iterdir()
    if path.suffix == ".py" or (path / "__init__.py").exists()
)
MODULES = sorted(path.name for path in (ROOT / "workbench" / "experiment").glob("*.py"))


@pytest.mark.parametrize("name", NAMED)
def test_what_is_named_exists(name: str) -> None:
    if name.startswith("logs/"):
        return  # made by the program
    assert any(ROOT.glob(name)) or any((ROOT / "workbench").rglob(name))


@pytest.mark.parametrize("name", [name for name in (*ROOMS, *MODULES) if name != "__init__.py"])
def test_every_room_is_named(name: str) -> None:
    assert any(f"/{named}".endswith(f"/{name}") for named in NAMED)
