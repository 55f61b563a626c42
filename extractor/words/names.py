"""The words that decide where a proper name begins and ends: the lexicon `names.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.nouns import singular_words
from extractor.words.rows import Row, WordList, WordSet

__all__ = ["NameLexicon", "name_lexicon", "names_account"]


class NameLexicon(Row):
    """The lexicon `names.toml`."""

    suffixes: WordList
    headline_verbs: WordList
    abbreviations: WordList
    venues: WordList
    sentence_openers: WordList
    small_in_titles: WordSet
    times: WordList
    exchanges: WordList
    titles: WordSet
    posts: WordSet
    posts_before_names: tuple[str, ...]
    rank: WordSet
    enforcers: tuple[str, ...]
    notices: tuple[str, ...]
    officials: tuple[str, ...]
    announcing: WordSet
    agencies: WordSet
    issuer: dict[str, int]
    openers_before_names: WordSet
    openers: WordSet
    measures: WordSet
    headings: WordSet
    standards: WordSet
    roles: WordSet
    numbered: WordList
    salutations: WordList
    first_person: WordSet
    speaking: WordSet
    pronouns: WordSet
    personal: WordSet
    plural: WordSet
    governing: WordSet
    authorities: WordSet
    boards: frozenset[str]
    owners: WordSet
    company_roles: WordSet
    public: WordSet
    places: WordSet
    peoples: WordSet
    no_subjects: WordSet
    no_owners: WordSet
    reckoned: WordSet
    gathered: WordSet
    commanding: WordSet
    awarding: WordSet
    accounts: WordSet
    statements: WordSet
    holding: WordSet
    saying: WordSet
    telling: WordSet
    informing: WordSet
    reporting: WordSet
    ill: WordSet
    expecting: WordSet


@cache
def name_lexicon() -> NameLexicon:
    """The words that decide where a proper name begins and ends."""
    return load("names", NameLexicon)


def names_account(metric: str) -> bool:
    """Whether one of the last words of a metric only ever names a measure: an account, such as `net revenue`.

    >>> names_account("Net sales per share"), names_account("the sale of a shop"), names_account("margins")
    (True, False, True)
    """
    words = metric.lower().split()[-3:]  # "sales" are an account, a "sale" is none
    return not name_lexicon().measures.isdisjoint([*words, *singular_words(" ".join(words))])
