"""Nouns: singular and plural, and the classes of nouns that counting needs (lexicon `nouns.toml`)."""

from functools import cache, lru_cache

import regex

from extractor.words.loading import load
from extractor.words.rows import Row, Words

__all__ = ["NounClasses", "is_plural", "noun_classes", "plural", "singular", "singular_words"]


class _NotPlural(Words):
    capitalised_only: frozenset[str]


class NounClasses(Row):
    """The lexicon `nouns.toml`: every class is a set of lower-case words."""

    irregular: dict[str, str]
    invariable: Words
    not_plural: _NotPlural
    attributive: Words
    time: Words
    time_modifiers: Words
    uncounted: Words
    idiom_of_one: Words
    told_by_one: Words
    casualties: Words
    outcomes: Words
    labels: Words
    adjectival: Words
    phrase_ends: Words
    not_by_number: Words
    not_of_number: Words
    number_modifiers: Words
    tallying: Words
    person_groups: Words
    collective: dict[str, str]
    masses: Words
    adverbs: Words
    attributive_adverbs: Words
    prepositions: Words


@cache
def noun_classes() -> NounClasses:
    """The lexicon of nouns, loaded once."""
    return load("nouns", NounClasses)


_LAST_PART = regex.compile(r"(?r)[^-‐‑\s]++")
_COMPOUND = regex.compile(r"(\p{L}{2,}?)(men|women|people|children|feet|teeth|mice|lives|wives|shelves|craft)")
_RULES = (
    # What a plural ends in, and how much of it goes for what; the first that fits is taken.
    (regex.compile(r"(?:[^aeiou])ies"), 3, "y"),
    (regex.compile(r"quies"), 3, "y"),
    (regex.compile(r"(?:ss|sh|ch|x|zz)es"), 2, ""),
    (regex.compile(r"(?:[^aeious]|[aeo])ses"), 1, ""),
    (regex.compile(r"[^s]s"), 1, ""),
)
_NO_PLURAL_END = regex.compile(r"(?:ss|us|is|'s|’s)")


@lru_cache(maxsize=1 << 14)
def singular(word: str) -> str:
    """The singular of a noun in lower case; a word that is no plural comes back as it is.

    >>> [singular(w) for w in ("People", "cities", "boxes", "buses", "analyses", "co-founders", "policewomen", "staff")]
    ['person', 'city', 'box', 'bus', 'analysis', 'co-founder', 'policewoman', 'staff']
    >>> [singular(w) for w in ("houses", "series", "glasses", "theatres", "EVs", "MoUs", "heroes", "databases")]
    ['house', 'series', 'glass', 'theatre', 'ev', 'mou', 'hero', 'database']
    """
    whole = word.lower().replace("’", "'")
    if _ACRONYMS.fullmatch(word):
        return whole[:-1]
    classes = noun_classes()
    if whole in classes.irregular:
        return classes.irregular[whole]
    found = _LAST_PART.search(whole)
    last = found.group() if found else whole
    front = whole[: len(whole) - len(last)] if found and whole.endswith(last) else ""
    return front + _singular_part(last)


def _singular_part(word: str) -> str:
    classes = noun_classes()
    if word in classes.irregular:
        return classes.irregular[word]
    compound = _COMPOUND.fullmatch(word)
    if compound and compound[2] != "craft" and word not in classes.not_plural.words:
        return compound[1] + classes.irregular[compound[2]]
    if word in classes.invariable.words or (
        word in classes.not_plural.words and word not in classes.not_plural.capitalised_only
    ):
        return word
    if _NO_PLURAL_END.fullmatch(word[-2:]):
        return word
    for ending, cut, instead in _RULES:
        if len(word) > cut + 1 and ending.search(word, max(0, len(word) - 5)) and _ends(ending, word):
            return word[:-cut] + instead
    return word


def _ends(ending: regex.Pattern[str], word: str) -> bool:
    return any(ending.fullmatch(word, at) for at in range(max(0, len(word) - 5), len(word)))


@cache
def _irregular_plurals() -> dict[str, str]:
    """The first plural of each singular that the lexicon lists."""
    return {one: many for many, one in reversed(noun_classes().irregular.items())}


_ES = regex.compile(r"(?:s|x|z|ch|sh)$")
_IES = regex.compile(r"[^aeiou]y$")


def plural(word: str) -> str:
    """The plural of a singular noun; a plural comes back as it is.

    >>> [plural(w) for w in ("store", "city", "branch", "person", "staff", "users", "death")]
    ['stores', 'cities', 'branches', 'people', 'staff', 'users', 'deaths']
    """
    if is_plural(word):
        return word
    lower = word.lower()
    if lower in _irregular_plurals():
        return _irregular_plurals()[lower]
    if _IES.search(lower, max(0, len(lower) - 2)):
        return word[:-1] + "ies"
    return word + ("es" if _ES.search(lower, max(0, len(lower) - 2)) else "s")


#: "MoUs", "GPUs", "ETFs".
_ACRONYMS = regex.compile(r"\p{Lu}[\p{Lu}\p{Ll}]*\p{Lu}s")


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural, or is one without showing it.

    >>> [is_plural(w) for w in ("enterprises", "people", "aircraft", "criteria", "business", "is", "virus", "week")]
    [True, True, True, True, False, False, False, False]
    """
    if _ACRONYMS.fullmatch(word):
        return True
    classes = noun_classes()
    lower = word.lower().replace("’", "'")
    found = _LAST_PART.search(lower)
    last = found.group() if found else lower
    if last in classes.irregular or lower in classes.irregular or last in classes.invariable.words:
        return True
    if last in classes.not_plural.words:
        return last in classes.not_plural.capitalised_only and word[:1].islower()
    if _COMPOUND.fullmatch(last) and not last.endswith(("craft",)):
        return True
    return len(last) > 2 and last.endswith("s") and not _NO_PLURAL_END.fullmatch(last[-2:]) and last.isalpha()


def singular_words(phrase: str) -> list[str]:
    """The words of a phrase in lower case and in the singular, to compare phrases by.

    >>> singular_words("Net Sales of gas")
    ['net', 'sale', 'of', 'gas']
    """
    return [singular(word) for word in _SAID.findall(phrase.lower())]


_SAID = regex.compile(r"[\p{L}\d&-]+")
