"""Marked examples: text in which the figures that must be found stand between ⟦ and ⟧."""

__all__ = ["unmarked"]


def unmarked(example: str) -> tuple[str, list[str]]:
    """The text without marks, and the words of the marked figures in order."""
    words = [part.split("⟧")[0] for part in example.split("⟦")[1:]]
    return example.replace("⟦", "").replace("⟧", ""), words
