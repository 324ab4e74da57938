"""Which of the words that usually count as missing are values after all."""

from workbench.data.imports.tables.columns.column_facts import ColumnFacts
from workbench.data.imports.tables.columns.columns import holds_numbers


def words_that_are_classes(label: ColumnFacts) -> tuple[str, ...]:
    """Words such as NA in a label of words without empty cells: there they are a class (a country, a rating)."""
    if label.empty or holds_numbers(label):
        return ()
    return tuple(word for word in label.missing_words if any(map(str.isalpha, word)))
