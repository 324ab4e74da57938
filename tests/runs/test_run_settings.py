"""Execution and seeds: rules of network and machine."""

import pytest

from workbench.data.datasets.registry import dataset_source
from workbench.networks.registry import architecture
from workbench.settings.request import Execution
from workbench.training.execution import execution_for, model_seed, side_by_side

DIGITS, IMDB = dataset_source("digits"), dataset_source("imdb")
MLP, RNN = architecture("Image_MLP"), architecture("Sequential_RNN")


def test_execution_is_a_rule_of_network_and_machine() -> None:
    shape, rows = DIGITS.input_shape, 1294
    assert [execution_for(MLP, shape, rows, cores).threads for cores in (1, 2, 4, 8, 16)] == [1, 1, 1, 2, 4]
    assert execution_for(MLP, shape, rows, 2) == Execution(1, MLP.batches_per_step, unroll=False)


def test_short_recurrences_are_unrolled_where_there_are_rows_enough() -> None:
    rnn = architecture("Image_RNN")
    assert execution_for(rnn, (28, 28, 1), 54_000).unroll
    assert not execution_for(rnn, (28, 28, 1), 9_999).unroll
    assert not execution_for(RNN, IMDB.input_shape, 22_500).unroll
    assert not execution_for(MLP, (28, 28, 1), 54_000).unroll


def test_side_by_side_looks_at_cores_memory_models_and_gpus(monkeypatch: pytest.MonkeyPatch) -> None:
    class Memory:
        available = 10_000_000_000

    monkeypatch.setattr("workbench.training.execution.psutil.virtual_memory", lambda: Memory)
    monkeypatch.setattr("workbench.training.execution.usable_cores", lambda: 8)
    assert (side_by_side(4, 1), side_by_side(2, 1), side_by_side(4, 4)) == (4, 2, 2)
    assert side_by_side(4, 1, gpus=1) == 1
    Memory.available = 2_500_000_000
    assert side_by_side(4, 1) == 2
    Memory.available = 100
    assert side_by_side(4, 1) == 1


def test_model_seeds_differ_by_seed_and_name_and_stay() -> None:
    seeds = {model_seed(seed, name) for seed in (1, 2) for name in ("a", "b")}
    assert len(seeds) == 4 and all(0 <= seed < 2**31 for seed in seeds)
    assert model_seed(1, "Image_MLP") == 134091210, "a seed that changes would make old records unrepeatable"
