"""What users type, accepted or refused with an answer that helps."""

import random
from collections.abc import Callable
from functools import partial

import pytest

from workbench.cli.entries import parse_metrics
from workbench.errors import UserError
from workbench.settings.entries import parse_jobs, parse_names, parse_seed, parse_validation
from workbench.settings.request import Validation
from workbench.settings.training import SETTINGS

PARSERS: dict[str, Callable[[str], object]] = {
    **{
        setting.title: partial(setting.form.parse, setting.title)
        for setting in (SETTINGS["epochs"], SETTINGS["batch_size"], SETTINGS["learning_rate"])
    },
    "Seed": parse_seed,
    "Models side by side": parse_jobs,
}


@pytest.mark.parametrize("field", PARSERS)
@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_empty_means_the_default(field: str, text: str) -> None:
    assert PARSERS[field](text) is None


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("Epochs", " 5 ", 5),
        ("Epochs", "٣", 3),
        ("Epochs", "+7", 7),
        ("Epochs", "100000", 100_000),
        ("Batch size", "1000", 1000),
        ("Learning rate", "1e-3", 0.001),
        ("Learning rate", "10", 10.0),
        ("Learning rate", " .5", 0.5),
        ("Seed", "0", 0),
        ("Seed", "2147483647", 2**31 - 1),
        ("Models side by side", "2", 2),
        ("Models side by side", "AUTO", None),
    ],
)
def test_accepted(field: str, text: str, value: float | None) -> None:
    assert PARSERS[field](text) == value


@pytest.mark.parametrize(
    ("field", "texts"),
    [
        ("Epochs", ["0", "-1", "abc", "10^9", "1000000000", "1e-3", "1.5", "1_000", "9" * 5000, "5 6"]),
        ("Batch size", ["0", "-1", "abc", "1.5"]),
        ("Learning rate", ["0", "-1", "abc", "10^9", "1000000000", "nan", "inf", "-inf", "0,001", "1_0"]),
        ("Seed", ["-1", "abc", "2147483648", "1.5"]),
        ("Models side by side", ["0", "-2", "many", "1000"]),
    ],
)
def test_refused_with_field_entry_and_range(field: str, texts: list[str]) -> None:
    for text in texts:
        with pytest.raises(UserError) as refusal:
            PARSERS[field](text)
        assert refusal.value.message.startswith(f"{field}: ")
        assert text.lstrip("-")[:1] in refusal.value.message
        assert "Enter" in refusal.value.advice or "enter" in refusal.value.advice
        assert len(str(refusal.value)) < 250


def advice_of(parse: Callable[[str], object], text: str) -> str | None:
    """What the refusal of a text advises, None where the text has a value."""
    try:
        parse(text)
    except UserError as refusal:
        return refusal.advice
    return None


def test_any_text_gives_a_value_or_a_user_error() -> None:
    draw = random.Random(1)
    for _ in range(2000):
        text = "".join(draw.choice("0123456789+-._e,^ ٣²½Ⅳ\x00naifx") for _ in range(draw.randint(0, 12)))
        for parse in (*PARSERS.values(), parse_validation, parse_metrics):
            if (advice := advice_of(parse, text)) is not None:
                assert advice


def test_validation() -> None:
    assert parse_validation("0.1") == Validation(0.1)
    assert parse_validation(" TEST ") == Validation(None)
    for text in ("0", "1", "0.9", "-0.1", "train", "", "nan"):
        with pytest.raises(UserError, match="Validation"):
            parse_validation(text)


def test_names_keep_the_known_order_and_ignore_case() -> None:
    known = ("Image_MLP", "Image_CNN", "Image_RNN")
    assert parse_names("Models", "image_rnn, Image_MLP", known) == ("Image_MLP", "Image_RNN")
    assert parse_names("Models", "all", known) == known
    with pytest.raises(UserError, match="Image_GNN"):
        parse_names("Models", "Image_MLP,Image_GNN", known)
    with pytest.raises(UserError, match="nothing is named"):
        parse_names("Models", " , ", known)


def test_a_name_with_a_comma_stands_in_quotation_marks() -> None:
    known = ("a, b", "c", 'say "d"')
    assert parse_names("Classes", '"a, b",c', known) == ("a, b", "c")
    assert parse_names("Classes", 'c , "A, B" , say "d"', known) == known
    with pytest.raises(UserError, match="no “a”") as caught:
        parse_names("Classes", "a, b,c", known)
    assert '"a, b", c' in caught.value.advice


def test_metrics_by_id() -> None:
    assert parse_metrics("f1,accuracy") == ("accuracy", "f1")
    with pytest.raises(UserError, match="auc_roc"):
        parse_metrics("accuracy,auc")
