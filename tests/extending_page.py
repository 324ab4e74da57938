"""What `docs/extending.md` shows: files and diffs, as they are applied to the program."""

import re
from dataclasses import dataclass
from pathlib import Path

import workbench

ROOT = Path(workbench.__file__).parents[1]


@dataclass(frozen=True)
class Section:
    """One kind of addition.

    Attributes:
        files: new ones with their text, by path below the project's folder.
        diffs: the hunks for files that are there, by path.
        tests: the arguments of the commands ``pytest …`` that it names.
    """

    files: dict[str, str]
    diffs: dict[str, str]
    tests: tuple[str, ...]

    def apply(self, root: Path) -> None:
        """Write the files and change those that are there, below a copy of the project."""
        for path, text in self.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            assert not (root / path).exists(), f"the page is out of date: {path} is there"
            (root / path).write_text(text, encoding="utf-8")
        for path, diff in self.diffs.items():
            changed = patched((root / path).read_text(encoding="utf-8"), diff)
            (root / path).write_text(changed, encoding="utf-8")


def section(title: str) -> Section:
    """A section of the page by its heading."""
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    text = page.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    assert text, f"there is no section {title}"
    files, diffs = {}, {}
    for before, language, block in re.findall(r"(.*?)```(python|diff)\n(.*?)```", text, re.DOTALL):
        if language == "python":
            files[re.findall(r"`((?:workbench|tests)/[\w/]+\.py)`", before)[-1]] = block
        else:
            header, _, hunks = block.partition("\n@@\n")
            path = header.partition("+++ b/")[2]
            assert header == f"--- a/{path}\n+++ b/{path}"
            diffs[path] = f"\n@@\n{hunks}"
    return Section(files, diffs, tuple(re.findall(r"`pytest ([^`]+)`", text)))


def patched(text: str, diff: str) -> str:
    """The text with every hunk applied; each must fit in exactly one place."""
    for hunk in diff.split("\n@@\n")[1:]:
        lines = hunk.splitlines()
        before = "\n".join(line[1:] for line in lines if not line.startswith("+"))
        after = "\n".join(line[1:] for line in lines if not line.startswith("-"))
        assert text.count(before) == 1, f"the page is out of date:\n{before}"
        text = text.replace(before, after)
    return text
