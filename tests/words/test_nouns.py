import pytest

from extractor.words.nouns import is_plural, noun_classes, singular


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("enterprises", "enterprise"),
        ("cities", "city"),
        ("days", "day"),
        ("boxes", "box"),
        ("churches", "church"),
        ("classes", "class"),
        ("houses", "house"),
        ("cases", "case"),
        ("viruses", "virus"),
        ("campuses", "campus"),
        ("people", "person"),
        ("spokeswomen", "spokeswoman"),
        ("feet", "foot"),
        ("criteria", "criterion"),
        ("hypotheses", "hypothesis"),
        ("indices", "index"),
        ("co-founders", "co-founder"),
        ("start-ups", "start-up"),
        ("movies", "movie"),
        ("aircraft", "aircraft"),
        ("series", "series"),
        ("EVs", "ev"),
        ("sites", "site"),
        ("shoes", "shoe"),
        ("knives", "knife"),
        ("archives", "archive"),
        ("gases", "gas"),
        ("purchases", "purchase"),
        ("quizzes", "quiz"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert is_plural(plural)
    assert singular(one) == one


@pytest.mark.parametrize(
    "word", ["business", "is", "news", "process", "campus", "analysis", "Texas", "across", "us", "x"]
)
def test_no_plural(word: str) -> None:
    assert not is_plural(word)
    assert singular(word) == word.lower()


def test_irregular_plurals_lead_to_one_word() -> None:
    for plural, one in noun_classes().irregular.items():
        assert singular(plural) == one
