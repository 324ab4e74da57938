"""What the networks make of a sample, for few and for many of them."""

import pytest

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.jobs.types.predict_sample import SamplePredicted, SampleShown
from workbench.networks.registry import custom_quartet
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.weights import LoadWeightsDialog
from workbench.view.window.view import View

CERTAIN = (0.01,) * 9 + (0.91,)


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_the_verdicts_of_all_networks_are_seen(view: View, hands: Hands, pool: FakePool, count: int) -> None:
    view.root.geometry("1280x720")
    view.actions.choose_dataset(view.experiment.source, custom_quartet(["Image_CNN"] * count))
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    view.show_tab("Samples")
    tab = view.content.samples
    tab.apply(SampleShown(0, "", "test sample 5", 9, bytes(64), (8, 8, 1)))
    for name in view.experiment.competitors:
        tab.apply(SamplePredicted(0, name, CERTAIN))
    hands.wait(lambda: tab.bars.up_to_date)
    assert len(tab.verdicts.winfo_children()) == 5 * count
    assert tab.verdicts.winfo_reqwidth() <= tab.verdicts.winfo_width()
    assert tab.verdicts.winfo_height() < tab.bars.winfo_height()


def test_the_names_of_twelve_networks_fit_into_the_dialog_of_weights(view: View, hands: Hands) -> None:
    widths: list[int] = []

    def look(dialog: Dialog) -> None:
        widths.append(dialog.winfo_reqwidth())
        dialog.cancel()

    hands.next_dialog(look)
    names = [f"Conv_regularised-{number}" for number in range(12)]
    LoadWeightsDialog(view.root, view.folders.weights, "digits", names).run()
    assert widths[0] < 1000
