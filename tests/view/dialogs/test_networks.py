"""Putting networks together in the window."""

from tests.view.conftest import Hands
from tests.view.fake_pool import FakePool
from workbench.data.datasets.registry import DATASETS
from workbench.jobs.types.train import TrainJob
from workbench.networks.registry import CUSTOM
from workbench.storage.folders import Folders
from workbench.view.dialogs.modal import Dialog
from workbench.view.dialogs.networks import NetworksDialog
from workbench.view.window.view import View

QUARTET = ["Image_MLP", "Image_CNN", "Image_RNN", "Image_CNNx"]


def use(view: View, names: list[str]) -> None:
    """Let just these networks compete, through the dialog."""

    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, NetworksDialog)
        dialog.networks.names[:] = names
        dialog._refresh(0)
        dialog._ok.invoke()

    Hands(view).next_dialog(choose)
    view.actions.choose_networks()


def test_networks_are_put_together_with_the_keyboard(view: View, hands: Hands, pool: FakePool) -> None:
    def choose(dialog: Dialog) -> None:
        assert isinstance(dialog, NetworksDialog)
        names = dialog.networks.names
        assert names == QUARTET
        hands.focus(dialog.offered)
        dialog.offered.event_generate("<space>")
        dialog.offered.selection_set("convnet")
        dialog.offered.event_generate("<space>")
        assert names == [*QUARTET, "Image_MLP", "Conv_base", "Conv_augmented", "Conv_regularised", "Conv_tuned"]
        assert "9 of at most 12" in dialog.count.cget("text") and not dialog.problem.cget("text")
        hands.focus(dialog.chosen)
        for place in ("3", "2", "0"):
            dialog.chosen.selection_set(place)
            dialog.chosen.event_generate("<Delete>")
        assert names == ["Image_CNN", "Image_MLP", "Conv_base", "Conv_augmented", "Conv_regularised", "Conv_tuned"]
        dialog.chosen.selection_set("1")
        dialog.chosen.event_generate("<Alt-Up>")
        assert names[:2] == ["Image_MLP", "Image_CNN"] and dialog.chosen.selection() == ("0",)
        dialog.chosen.event_generate("<Return>")

    hands.next_dialog(choose)
    view.root.event_generate("<Control-n>")
    hands.wait(lambda: view.experiment.quartet.name == CUSTOM)
    assert list(view.content.left.competitors.rows) == list(view.experiment.competitors)
    assert len(view.experiment.competitors) == 6
    pool.settle()
    hands.wait(lambda: view.experiment.prepared is not None)
    hands.press(view.content.toolbar.train)
    assert len(list(pool.of(TrainJob))) == 6


def test_repeated_networks_are_numbered_as_in_the_competition(view: View, hands: Hands) -> None:
    shown: list[str] = []

    def look(dialog: Dialog) -> None:
        assert isinstance(dialog, NetworksDialog)
        dialog.networks.names[:] = ["Image_CNN", "Image_MLP", "Image_CNN"]
        dialog._refresh(0)
        shown.extend(dialog.chosen.item(row, "text").split()[-1] for row in dialog.chosen.get_children())
        dialog._ok.invoke()

    hands.next_dialog(look)
    view.actions.choose_networks()
    assert shown == ["Image_CNN", "Image_MLP", "Image_CNN-2"] == list(view.experiment.competitors)


def test_none_and_too_many_networks_are_explained_and_cannot_be_used(view: View, hands: Hands) -> None:
    def look(dialog: Dialog) -> None:
        assert isinstance(dialog, NetworksDialog)
        for _ in range(4):
            hands.press(dialog.buttons_of_lists["← Remove"])
        assert dialog.problem.cget("text") == "No network is chosen. Add 1 to 12."
        assert dialog._ok.instate(["disabled"]) and dialog.buttons_of_lists["← Remove"].instate(["disabled"])
        width = dialog.winfo_reqwidth()
        for _ in range(14):
            hands.press(dialog.buttons_of_lists["Add →"])
        assert dialog.winfo_reqwidth() == width, "nothing moves when the list scrolls"
        hands.press(dialog.buttons_of_lists["← Remove"])
        assert "13 networks are chosen, at most 12" in dialog.problem.cget("text")
        hands.focus(dialog.offered)
        dialog.offered.event_generate("<Return>")
        assert dialog.winfo_exists() and dialog._ok.instate(["disabled"])
        hands.press(dialog.buttons_of_lists["← Remove"])
        assert not dialog.problem.cget("text") and not dialog._ok.instate(["disabled"])
        dialog.cancel()

    hands.next_dialog(look)
    hands.press(view.content.left.dataset.networks)
    assert list(view.experiment.competitors) == QUARTET


def test_the_set_is_offered_and_remembered(view: View, hands: Hands, pool: FakePool, folders: Folders) -> None:
    names = ["Image_CNN", "S4_adam", "Image_CNN"]
    use(view, names)
    box = view.content.left.dataset
    assert box.quartet.get() == "Custom (3)"
    assert list(view.experiment.competitors) == ["Image_CNN", "S4_adam", "Image_CNN-2"]
    view.actions.choose_dataset(DATASETS["breast-cancer"])
    assert box.quartet.get() == "Tabular" and box.quartet_box.cget("values") == ("Tabular",)
    view.actions.choose_dataset(DATASETS["fashion-mnist"])
    assert box.quartet.get() == "Image" and box.quartet_box.cget("values")[-1] == "Custom (3)"
    box.quartet.set("Custom (3)")
    box._choose_quartet()
    assert len(view.experiment.competitors) == 3
    view.close()
    again = View(FakePool(), folders)
    try:
        assert [each.architecture.name for each in again.experiment.competitors.values()] == names
        assert again.content.left.dataset.quartet.get() == "Custom (3)"
    finally:
        again.close()
