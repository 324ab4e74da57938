"""What the networks make of a sample, for few and for many of them."""

import pytest
import ttkbootstrap as ttk

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.data.types import Kind
from workbench.jobs.types.predict_sample import SamplePredicted, SampleShown
from workbench.networks.registry import custom_quartet
from workbench.plots.style import competitor_shape
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.weights import LoadWeightsDialog
from workbench.view.tabs.verdicts import Verdict, Verdicts
from workbench.view.window.view import View


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scaling"), [("1280x720", "100"), ("1600x900", "200")])
@pytest.mark.parametrize(
    ("dataset", "count"), [("digits", 1), ("digits", 7), ("breast-cancer", 2), ("breast-cancer", 12)]
)
def test_the_verdicts_of_all_networks_are_seen(
    view: View, hands: Hands, pool: FakePool, count: int, size: str, scaling: str, dataset: str
) -> None:
    if scaling != "100":
        view.scaling.set(scaling)
        view.actions.rescale()
        hands.rest()
    view.root.geometry(size)
    source = DATASETS[dataset]
    network = "Image_CNN" if source.kind is Kind.IMAGE else "Tabular_MLPx"
    view.actions.choose_dataset(source, custom_quartet([network] * count))
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    view.show_tab("Samples")
    tab = view.content.samples
    sample = (
        SampleShown(0, "", "test sample 5", 9, bytes(64), (8, 8, 1))
        if source.kind is Kind.IMAGE
        else SampleShown(0, "", "test sample 5", 1, features=tuple((f"a feature {n}", 1.0) for n in range(30)))
    )
    tab.apply(sample)
    for name in view.experiment.competitors:
        tab.apply(SamplePredicted(0, name, (0.0,) * (source.num_classes - 1) + (1.0,)))
    hands.wait(lambda: tab.bars.up_to_date)
    cells = tab.verdicts.winfo_children()
    assert len(cells) == 5 * count
    assert tab.verdicts.winfo_reqwidth() <= tab.verdicts.winfo_width()
    assert all(cell.winfo_x() + cell.winfo_reqwidth() <= tab.verdicts.winfo_width() for cell in cells)
    assert tab.verdicts.winfo_rootx() + tab.verdicts.winfo_width() <= view.root.winfo_rootx() + view.root.winfo_width()
    assert tab.verdicts.winfo_height() < tab.bars.winfo_height() or scaling == "200"


def test_verdicts_are_shortened_no_more_than_the_room_asks(view: View, hands: Hands) -> None:
    frame = ttk.Frame(view.root, width=700, height=60)
    frame.pack_propagate(False)
    frame.place(x=0, y=0)
    verdicts = Verdicts(frame)
    verdicts.pack(fill="x")

    def texts() -> list[str]:
        hands.rest(0.05)
        return [str(cell["text"]) for cell in verdicts.winfo_children()]

    verdicts.show([Verdict(0, "Convolutional_network", "a class of a long name", 0.5, right=True)])
    assert texts() == [competitor_shape(0), "Convolutional_network", "a class of a long name", "50.0 %", "✓ right"]
    frame.configure(width=440)
    assert texts() == [competitor_shape(0), "Convolutional_network", "a class of a long name", "50.0 %", "✓"]
    frame.configure(width=240)
    shape, network, predicted, percent, mark = texts()
    assert (shape, percent, mark) == (competitor_shape(0), "50.0 %", "✓")
    assert "…" in network and "…" in predicted and len(network) > 5 and len(predicted) > 5


def test_the_names_of_twelve_networks_fit_into_the_dialog_of_weights(view: View, hands: Hands) -> None:
    widths: list[int] = []

    def look(dialog: Dialog) -> None:
        widths.append(dialog.winfo_reqwidth())
        dialog.cancel()

    hands.next_dialog(look)
    names = [f"Conv_regularised-{number}" for number in range(12)]
    LoadWeightsDialog(view.root, view.folders.weights, "digits", names).run()
    assert widths[0] < 1000


def test_what_was_typed_goes_with_its_dataset_only(view: View, hands: Hands) -> None:
    """A review for IMDB once stood in the field for a row of a table."""
    view.content.samples.index.set("99999")
    view.content.samples.typed.set("This film was not good")
    view.scaling.set("125")
    view.actions.rescale()
    samples = view.content.samples
    assert (samples.index.get(), samples.typed.get()) == ("99999", "This film was not good")
    view.actions.choose_dataset(view.experiment.source, custom_quartet(["Image_MLP"]))
    assert samples.index.get() == "99999", "only the networks are others"
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    assert (samples.index.get(), samples.typed.get()) == ("", "")
