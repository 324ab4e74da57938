"""What tests of the window do and ask again and again."""

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.view.window.view import View

NAMES = ("Image_MLP", "Image_CNN", "Image_RNN", "Image_CNNx")


def enabled(view: View) -> dict[str, bool]:
    bar = view.content.toolbar
    buttons = {"train": bar.train, "test": bar.test, "pause": bar.pause, "stop": bar.stop, "reset": bar.reset}
    return {name: not button.instate(["disabled"]) for name, button in buttons.items()}


def jobs(pool: FakePool, kind: type) -> list:  # type: ignore[type-arg]
    return [job for job in pool.jobs.values() if isinstance(job, kind)]


def train(view: View, hands: Hands, pool: FakePool, epochs: str = "3") -> None:
    view.selection.entries["epochs"].set(epochs)
    hands.press(view.content.toolbar.train)
    pool.finish_training()
    hands.wait(lambda: not view.experiment.busy)
    hands.rest()
