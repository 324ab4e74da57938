"""Networks that a user puts together."""

import pytest

from workbench.data.types import Kind
from workbench.errors import UserError
from workbench.networks.registry import CUSTOM, QUARTETS, custom_quartet
from workbench.view.state.networks import NetworkList, last_quartet, remembered_networks
from workbench.view.state.preferences import Preferences


def test_only_networks_for_the_kind_of_the_data_are_offered() -> None:
    assert [quartet.name for quartet in NetworkList(Kind.SEQUENCE, ()).quartets] == ["sequence"]
    assert len(NetworkList(Kind.IMAGE, ()).quartets) > 5


def test_networks_are_added_removed_and_moved() -> None:
    networks = NetworkList(Kind.IMAGE, ("Image_MLP", "FF_base"))
    networks.add(("Image_CNN", "Image_CNN"))
    assert networks.move(3, -1) == 2 and networks.move(0, 9) == 3 and networks.move(0, -1) == 0
    networks.remove(1)
    assert networks.names == ["FF_base", "Image_CNN", "Image_MLP"]
    assert networks.quartet.names == ("FF_base", "Image_CNN", "Image_MLP")
    assert networks.quartet.name == CUSTOM


def test_networks_that_are_just_a_quartet_are_that_quartet() -> None:
    names = QUARTETS["scenes"].names
    assert NetworkList(Kind.IMAGE, names).quartet is QUARTETS["scenes"]
    assert NetworkList(Kind.IMAGE, names[::-1]).quartet.name == CUSTOM


@pytest.mark.parametrize(
    ("count", "problem"),
    [
        (0, "No network is chosen. Add 1 to 12."),
        (1, ""),
        (12, ""),
        (13, "13 networks are chosen, at most 12 can compete. Remove one."),
        (15, "15 networks are chosen, at most 12 can compete. Remove 3."),
    ],
)
def test_one_to_twelve_networks_compete(count: int, problem: str) -> None:
    networks = NetworkList(Kind.TABULAR, ("Tabular_MLP",) * count)
    assert networks.problem == problem
    if problem:
        with pytest.raises(UserError):
            _ = networks.quartet
    else:
        assert len(networks.quartet.architectures) == count


def test_remembered_networks_are_those_of_the_kind() -> None:
    names = ("Tabular_RNN", "Tabular_RNN")
    assert remembered_networks(names, Kind.TABULAR) == custom_quartet(names)
    assert remembered_networks(names, Kind.IMAGE) is None
    assert remembered_networks((), Kind.IMAGE) is None
    assert remembered_networks(("of_another_version",), Kind.IMAGE) is None


def test_the_networks_of_the_last_time() -> None:
    assert last_quartet(Preferences()) is None
    assert last_quartet(Preferences(quartet="scenes", networks=["Image_CNN"])) == "scenes"
    assert last_quartet(Preferences(quartet=CUSTOM, networks=["Image_CNN"])) == custom_quartet(["Image_CNN"])
    with pytest.raises(UserError):
        last_quartet(Preferences(quartet=CUSTOM))
