"""What sets the trials of the same network in one run apart."""

from workbench.runs.trials import repetitions, trial_id, trial_seed


def test_repetitions_are_counted_by_network() -> None:
    networks = ["A", "B", "A", "A", "B"]
    assert repetitions(networks) == (0, 0, 1, 2, 1)
    assert list(map(trial_id, networks, repetitions(networks))) == ["A", "B", "A-2", "A-3", "B-2"]


def test_each_repetition_has_its_seed_and_the_first_one_that_of_the_run() -> None:
    assert [trial_seed(seed, 0) for seed in (0, 7, 2**31 - 1)] == [0, 7, 2**31 - 1]
    seeds = [trial_seed(seed, repetition) for seed in (0, 1, 2**31 - 1) for repetition in range(12)]
    assert len(set(seeds)) == len(seeds) and all(0 <= seed < 2**31 for seed in seeds)
    assert (trial_seed(1, 1), trial_seed(1, 2)) == (594516694, 798405205)  # runs on disk were trained with them
