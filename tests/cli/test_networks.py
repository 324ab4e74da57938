"""One to twelve competitors on the command line: they train, are tested, and are gone on with."""

from pathlib import Path

import pytest

from tests.cli.program import Here, read
from workbench.cli.main import run_command

TWELVE = [  # mostly of NumPy, which need no tracing
    "FF_base",
    "Keras_twin",
    "S1_online",
    "S2_minibatch",
    "S5_dropout",
    "S3_softmax",
    "Image_MLP",
    "S4_adam",
    "S6_deeper",
    "S2_minibatch",
    "S4_adam",
    "S3_softmax",
]


def names_of(networks: list[str]) -> list[str]:
    """Of the competitors: the second of a network is numbered."""
    return [f"{name}-2" if name in networks[:place] else name for place, name in enumerate(networks)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dataset", "networks"),
    [
        ("breast-cancer", ["Tabular_MLP"]),
        ("breast-cancer", ["Tabular_MLP", "Tabular_MLP"]),
        ("digits", TWELVE[5:]),
        ("digits", TWELVE),
    ],
)
def test_networks_of_any_quartets_compete_and_are_gone_on_with(
    dataset: str, networks: list[str], here: Here, tmp_path: Path
) -> None:
    out, results = tmp_path / "out", tmp_path / "results.json"
    competing = ("--dataset", dataset, "--networks", ",".join(networks).lower(), "--batch-size", 64)
    result = here("run", *competing, "--epochs", 1, "--out", out, "--json", results)
    assert result.returncode == 0, result.stderr
    written = read(results)
    names = names_of(networks)
    assert written["quartet"] == "custom"
    assert [(model["name"], model["epochs"]) for model in written["models"]] == [(name, 1) for name in names]
    assert all((out / f"confusion-{name}.png").is_file() and (out / "curves.png").is_file() for name in names)

    last = names[-1]
    result = here("run", "--continue", out, "--models", last, "--epochs", 1, "--json", results)
    assert result.returncode == 0, result.stderr
    (model,) = read(results)["models"]
    assert (model["name"], model["epochs"]) == (last, 2)
    assert len(model["history"]["loss"]) == 2 and model["test"] == read(out / last / "test.json")["values"]


@pytest.mark.parametrize(
    ("networks", "more", "expected"),
    [
        ("Image_MLP,Tabular_MLP", (), "one kind"),
        ("Tabular_MLP", (), "Tabular_MLP"),
        (",".join(["Image_MLP"] * 13), (), "1 to 12"),
        (" , ", (), "nothing is named"),
        ("Image_XXL", (), "Image_XXL"),
        ("Image_MLP", ("--quartet", "image"), "--quartet"),
        ("Image_MLP", ("--models", "Image_CNN"), "Image_CNN"),
    ],
)
def test_networks_that_cannot_compete(
    networks: str, more: tuple[str, ...], expected: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(["run", "--networks", networks, *more]) == 2
    assert expected in capsys.readouterr().err
    assert not (home / "logs" / "runs").exists()
