import os
from pathlib import Path

import pytest

from workbench.storage.folders import PROJECT_ROOT, Folders


def test_default_is_the_projects_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    monkeypatch.delenv("WORKBENCH_DATASETS", raising=False)
    folders = Folders.default()
    assert folders.datasets == PROJECT_ROOT / "datasets"
    assert folders.weights == PROJECT_ROOT / "weights"
    assert folders.runs == PROJECT_ROOT / "logs" / "runs"
    assert folders.cache == PROJECT_ROOT / "datasets" / ".cache"
    assert folders.search_path == (folders.datasets,)
    assert (PROJECT_ROOT / "workbench").is_dir()


def test_environment_moves_and_adds_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    monkeypatch.setenv("WORKBENCH_DATASETS", os.pathsep.join([str(tmp_path / "one"), "", "two"]))
    folders = Folders.default()
    assert folders.logs == tmp_path / "logs"
    assert folders.search_path == (tmp_path / "datasets", tmp_path / "one", Path.cwd() / "two")
