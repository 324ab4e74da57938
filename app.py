"""Start of the workbench: opens the window, or runs a subcommand. Nothing heavy is imported before it is needed."""

import multiprocessing
import sys


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 done, 1 a model failed, 2 wrong use."""
    if arguments:
        from workbench.cli.main import run_command

        return run_command(arguments)
    from workbench.view.window.view import run_window

    return run_window()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
