import pytest

from workbench.data.imports.words import LONGEST_WORD, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t STOP, don't!", ["don't", "stop", "don't"]),
        ("'quoted' rock'n'roll", ["quoted", "rock'n'roll"]),
        ("cafe\u0301 café", ["café", "café"]),
        ("snake_case 3.14 C++ <br />", ["snake", "case", "3", "14", "c", "br"]),
        ("我喜欢 とても", ["我", "喜", "欢", "と", "て", "も"]),
        ("ดีมาก", ["ดี", "ม", "า", "ก"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("שלום עולם! مرحبا بِالعالم", ["שלום", "עולם", "مرحبا", "بِالعالم"]),
        ("한국어 텍스트", ["한국어", "텍스트"]),
        ("so😀😀good", ["so", "😀", "😀", "good"]),
        ("❤️ 👍🏽 👨‍👩‍👧 🇩🇪🇫🇷", ["❤️", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇫🇷"]),
        ("", []),
        (" \n\t … !?—", []),
    ],
)
def test_words_in_many_scripts(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_run_without_spaces_is_cut() -> None:
    assert [len(word) for word in words_of("x" * (2 * LONGEST_WORD + 3))] == [LONGEST_WORD, LONGEST_WORD, 3]
