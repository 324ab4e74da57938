"""What all tests share: a display for the window tests, and folders that are not the user's."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.jobs.local.pool import LocalPool
from workbench.storage.folders import Folders

# Workers are started as the user's are, but say less.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["KERAS_BACKEND"] = "tensorflow"


def pytest_collection_finish() -> None:
    """What is loaded by now stays: Keras collects garbage at each network, and need not look at all that again."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Empty folders of a fresh installation, search path included."""
    return Folders.under(tmp_path)


@pytest.fixture(scope="session")
def tensorflow() -> None:
    """TensorFlow in this process, set up as in a worker; every test that computes with it here must ask for this."""
    from workbench.training.keras_trainable import configure_tensorflow

    configure_tensorflow(threads=1)
    gc.collect()
    gc.freeze()  # TensorFlow and Keras too, where no test module had loaded them


@pytest.fixture(scope="session")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPool]:
    """Real workers, shared by all tests since each takes seconds to load TensorFlow; a test leaves no job behind."""
    shared = LocalPool(tmp_path_factory.mktemp("pool") / "workers.log", slots=2)
    shared.start()
    yield shared
    shared.close()


@pytest.fixture
def pool(workers: LocalPool) -> LocalPool:
    """Real workers, unless the tests of a folder have others."""
    return workers


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of a display, set as ``DISPLAY``: a virtual X server of 1600×900, or the user's screen outside of CI.

    A missing virtual X server is a failure: window tests are never skipped.
    """
    if not sys.platform.startswith("linux"):
        yield ""
        return
    if os.environ.get("DISPLAY") and not os.environ.get("CI"):
        yield os.environ["DISPLAY"]
        return
    program = shutil.which("Xvfb")
    if program is None:
        pytest.fail("The window tests need a virtual X server: install the package xvfb (apt-get install xvfb).")
    reader, writer = os.pipe()
    options = ["-displayfd", str(writer), "-screen", "0", "1600x900x24", "-dpi", "96", "-nolisten", "tcp", "-noreset"]
    with (
        pytest.MonkeyPatch.context() as patch,
        subprocess.Popen([program, *options], pass_fds=[writer], stderr=subprocess.DEVNULL) as server,
    ):
        os.close(writer)
        with os.fdopen(reader) as numbers:  # the server writes the number of its display once it is ready
            number = numbers.readline().strip()
        if not number:
            pytest.fail("The virtual X server (Xvfb) ended at once.")
        patch.setenv("DISPLAY", f":{number}")
        yield f":{number}"
        server.terminate()
