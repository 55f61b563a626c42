"""Legal forms and exchanges of companies: the lexicon `legal_forms.toml`."""

from functools import cache

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["LegalForms", "legal_forms"]


class LegalForms(Row):
    """The lexicon `legal_forms.toml`: forms and articles in lower case without dots, exchanges as releases say."""

    forms: frozenset[str]
    articles: frozenset[str]
    exchanges: dict[str, str]

    @property
    def longest(self) -> int:
        """Words in the longest form."""
        return max(len(form.split()) for form in self.forms)


@cache
def legal_forms() -> LegalForms:
    """Legal forms and exchanges, read once."""
    return load("legal_forms", LegalForms)
