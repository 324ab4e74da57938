"""Fixtures of all tests of the command line."""

import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.cli.program import Here, environment_of, run_here
from workbench.jobs.local.pool import LocalPool


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return environment_of(tmp_path / "home")


@pytest.fixture
def here(workers: LocalPool, tmp_path: Path) -> Here:
    """Runs ``app.py`` in this process, with the home of `environment`."""
    return partial(run_here, workers, tmp_path / "home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the program for commands that run in this process."""
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children obey SIGINT, also where these tests run in the background of a shell, which lets them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
