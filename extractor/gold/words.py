"""Words as annotators write them: the same phrase with another article, case, quote or comma is the same phrase."""

from functools import lru_cache

__all__ = ["contained", "head_noun", "plain_words", "singular", "unit_symbol"]

ARTICLES = ("the", "a", "an")
EDGES = ".,;:()[]\"'“”"
PREPOSITIONS = frozenset(["of", "in", "for", "from", "to", "per", "on", "at", "by", "with", "under"])

# Plurals that the endings do not give. Left out: "data", "media" (used as singulars), "means".
PLURALS = {
    "aircraft": "aircraft", "analyses": "analysis", "bonuses": "bonus", "buses": "bus", "campuses": "campus",
    "children": "child", "crises": "crisis", "feet": "foot", "fishermen": "fisherman", "halves": "half",
    "knives": "knife", "lives": "life", "men": "man", "mice": "mouse", "people": "person", "persons": "person",
    "series": "series", "species": "species", "staff": "staff", "teeth": "tooth", "viruses": "virus",
    "wives": "wife", "women": "woman",
}  # fmt: skip
# Other ways to write the symbol of an area or a volume; raised digits and carets are read over before.
POWERS = {
    "cu ft": "ft3", "cu m": "m3", "cu mi": "mi3", "sq ft": "ft2", "sq km": "km2", "sq m": "m2", "sq mi": "mi2",
    "sqft": "ft2", "sqkm": "km2", "sqm": "m2", "sqmi": "mi2",
}  # fmt: skip
PLAIN_DIGITS = str.maketrans("²³", "23", "^")
SIBILANT_PLURALS = ("sses", "shes", "ches", "xes", "zes")
NOT_PLURAL = ("ss", "us", "is")


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """A noun in the singular, lower case: `Companies` gives `company`, `people` gives `person`."""
    low = word.lower()
    if low in PLURALS:
        return PLURALS[low]
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(SIBILANT_PLURALS):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(NOT_PLURAL) else low


def unit_symbol(unit: str) -> str:
    """A unit's symbol in one spelling.

    >>> unit_symbol("m²"), unit_symbol("m^2"), unit_symbol("sqm"), unit_symbol("MW")
    ('m2', 'm2', 'm2', 'MW')
    """
    plain = unit.translate(PLAIN_DIGITS)
    return POWERS.get(plain, plain)


@lru_cache(maxsize=16384)
def plain_words(text: str) -> tuple[str, ...]:
    """The words in lower case with plain apostrophes, without punctuation at their edges and a leading article.

    >>> plain_words("The “Company’s” net sales,")
    ("company's", 'net', 'sales')
    """
    lowered = text.replace("‘", "'").replace("’", "'").lower()
    words = tuple(word for piece in lowered.split() if (word := piece.strip(EDGES)))
    return words[1:] if len(words) > 1 and words[0] in ARTICLES else words


def head_noun(text: str) -> str:
    """The head of a noun phrase, singular: the last word before the first preposition.

    >>> head_noun("total industrial output values of the park")
    'value'
    """
    words = plain_words(text)
    cut = next((i for i, word in enumerate(words) if i and word in PREPOSITIONS), len(words))
    return singular(words[cut - 1]) if words else ""


def contained(one: str, other: str) -> bool:
    """Whether one phrase contains the other, word by word."""
    ours, theirs = f" {' '.join(plain_words(one))} ", f" {' '.join(plain_words(other))} "
    return bool(ours.strip() and theirs.strip()) and (ours in theirs or theirs in ours)
