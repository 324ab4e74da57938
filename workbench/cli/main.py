"""The command line: the same experiment as in the window, without one."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from workbench.cli import list as listing
from workbench.cli import predict, run
from workbench.errors import UserError
from workbench.exit_codes import INTERRUPTED, WRONG_USE

SUBCOMMANDS = (listing, run, predict)
"""Modules with ``add_parser(commands)``, which registers the subcommand and, as ``carry_out``, what it does."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USE, f"{self.prog}: {message}\nTry “{self.prog} --help”.\n")


def run_command(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.carry_out(options))
    except UserError as error:
        lines = (error.message, error.advice, error.option and f"Here: {error.option}")
        print("\n".join(filter(None, lines)), file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads on, as behind “| head”
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="app.py", description="Neural networks compete on one dataset; without arguments: a window.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for subcommand in SUBCOMMANDS:
        subcommand.add_parser(commands)
    return parser
