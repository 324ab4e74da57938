"""Names of quartets and networks, right and wrong."""

import pytest

from workbench.data.datasets.registry import DATASETS
from workbench.data.types import Kind
from workbench.errors import UserError
from workbench.networks.registry import QUARTETS, architecture, quartet, quartet_for


def test_quartets_are_found_by_name_and_kind() -> None:
    assert list(QUARTETS)[:3] == [str(kind) for kind in Kind] == ["tabular", "image", "sequence"]
    for name, group in QUARTETS.items():
        assert quartet(name) is group
    for kind in Kind:
        assert quartet_for(kind, (28, 28, 1)) is QUARTETS[kind]


def test_large_pictures_start_with_networks_made_for_them() -> None:
    assert quartet_for(Kind.IMAGE, (64, 64, 3)).name == "image"
    assert quartet_for(Kind.IMAGE, (64, 65, 3)).name == quartet_for(Kind.IMAGE, (150, 150, 1)).name == "scenes"
    assert quartet_for(Kind.TABULAR, (10_000,)).name == "tabular"


def test_datasets_of_the_workbench_start_with_the_first_quartet_of_their_kind() -> None:
    for source in DATASETS.values():
        assert quartet_for(source.kind, source.input_shape).name == source.kind


def test_architectures_are_found_by_name() -> None:
    for group in QUARTETS.values():
        for network in group.architectures:
            assert architecture(network.name) is network
            assert group.architecture(network.name) is network


def test_an_unknown_quartet_is_answered_with_the_closest_and_all_names() -> None:
    with pytest.raises(UserError) as caught:
        quartet("images")
    assert caught.value.message == 'There is no quartet named "images". Did you mean image?'
    assert caught.value.advice == f"Known: {', '.join(QUARTETS)}."


def test_an_unknown_network_is_answered_with_the_closest_name_whatever_its_case() -> None:
    with pytest.raises(UserError, match=r"Did you mean Image_CNN\?"):
        architecture("image_cn")


def test_a_name_far_from_all_gets_no_guess() -> None:
    with pytest.raises(UserError) as caught:
        architecture("transformer")
    assert "Did you mean" not in caught.value.message
    assert "Tabular_MLP" in caught.value.advice
