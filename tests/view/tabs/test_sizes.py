"""Networks of very different sizes: where they are trained and where their layers are listed, it is said."""

from tests.view.conftest import Hands
from workbench.view.window.view import View


def test_sizes_that_are_far_apart_are_named(view: View, hands: Hands) -> None:
    hands.rest()
    assert not view.content.train.sizes.winfo_ismapped()
    view.experiment.competitors["Image_MLP"].parameters = 1_801
    view.refresh()
    hands.wait(lambda: view.content.train.sizes.winfo_ismapped() == 1)
    assert "139 times as many as Image_MLP (1,801)" in view.content.train.sizes.cget("text")
    view.show_tab("Summaries")
    hands.wait(lambda: "139 times as many" in view.content.summaries.about.cget("text"))
