"""The classes of words that patterns beside a number name: what each of them takes and leaves."""

import pytest

from extractor.words.beside import words_before, words_behind

CLASSES = {
    "hedge": (("about ", "more than ", "at least ", "a total of "), ("the ", "net ", "about")),
    "rose": (("rose", "added", "raised"), ("fell", "rises up", "growth")),
    "fell": (("fell", "cut", "shrank"), ("rose", "decline of", "drops in")),
    "moved": (("rose", "fell", "slipped"), ("raised", "added", "stood")),
    "moving": (("rising", "falling"), ("raising", "rose")),
    "obtained": (("raised", "lost", "cut"), ("rose", "earned")),
    "change": (("increase", "decline", "growth"), ("increased", "loss", "revenue")),
    "month": (("january", "sept"), ("day", "jan.")),
    "comparison": (("compared with", "versus", "vs.", "up from", "relative to"), ("from", "than", "compared")),
}
TAKEN = [(name, words) for name, (taken, _) in CLASSES.items() for words in taken]
LEFT = [(name, words) for name, (_, left) in CLASSES.items() for words in left]


@pytest.mark.parametrize(("name", "words"), TAKEN)
def test_a_class_takes_its_words_on_both_sides_of_a_number(name: str, words: str) -> None:
    pattern = f"{{{name}}}"
    assert words_behind(pattern).fullmatch(words)
    assert words_before(pattern).fullmatch(words.upper())


@pytest.mark.parametrize(("name", "words"), LEFT)
def test_a_class_leaves_other_words(name: str, words: str) -> None:
    assert not words_behind(f"{{{name}}}").fullmatch(words)


def test_blanks_of_a_class_are_any_blanks() -> None:
    assert words_behind("{comparison} {hedge}?").fullmatch("compared\nwith\u00a0more than ")


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError, match="hedges"):
        words_behind("{hedges}").match("about")
