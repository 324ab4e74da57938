"""Errors for the user: what they hold, and how the command line shows them."""

import pickle

import pytest

from workbench.cli import main
from workbench.errors import UserError
from workbench.exit_codes import WRONG_USE


def test_a_message_of_millions_of_characters_is_shortened() -> None:
    error = UserError("x" * 60_000_000, "y" * 3_000)
    assert len(error.message) == len(error.advice) == 2_000
    assert error.message.endswith("…")
    assert UserError("short", "advice").message == "short"


def test_an_error_goes_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(UserError("What happened.", "What to do.", "--label COLUMN")))
    assert (again.message, again.advice, again.option) == ("What happened.", "What to do.", "--label COLUMN")


def test_the_command_line_alone_names_its_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_options: object) -> int:
        raise UserError("It has one column.", "Choose another separator.", "--separator MARK")

    monkeypatch.setattr("workbench.cli.list.list_names", fail)
    assert main.run_command(["list"]) == WRONG_USE
    assert capsys.readouterr().err == "It has one column.\nChoose another separator.\nHere: --separator MARK\n"
    assert "--separator" not in str(UserError("It has one column.", "Choose another.", "--separator MARK"))
