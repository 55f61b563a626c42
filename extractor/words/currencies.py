"""The lexicon of currencies: what a sign, code, name, adjective or subunit of money may mean.

Everything here answers with *candidates*: ISO 4217 codes in order of likelihood. Which of them a release means is
settled by `normalise.quantities`, which knows the release.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from extractor.words.loading import load
from extractor.words.rows import Row

__all__ = ["Currencies", "Guard", "Money", "Subunit", "currencies", "fold"]

#: What support a word needs before it is money: see `guarded` in currencies.toml. `word` is a code that is a word,
#: `old` a mark of withdrawn money or an abbreviation of other things.
Guard = Literal["place", "scale", "adjective", "weight", "weak", "word", "old"]


class _Cldr(Row):
    names: tuple[str, ...]
    territories: tuple[str, ...]
    symbol: str | None = None
    until: int | None = None


class _CldrFile(Row):
    currencies: dict[str, _Cldr]
    territories: dict[str, str]


class _CodeLists(Row):
    words: frozenset[str]
    years: frozenset[str]
    any_case: frozenset[str]
    small_units: frozenset[str]
    dotted: frozenset[str]


class _Codes(Row):
    also: dict[str, tuple[str, ...]]
    lists: _CodeLists


class Subunit(Row):
    """A part of a currency's unit: `factor` make one; `of` are the currencies that have it."""

    factor: int
    words: tuple[str, ...]
    of: tuple[str, ...]
    signs: tuple[str, ...] = ()


class _File(Row):
    signs: dict[str, tuple[str, ...]]
    weak_signs: dict[str, tuple[str, ...]]
    old_signs: dict[str, tuple[str, ...]]
    local_signs: dict[str, tuple[str, ...]]
    codes: _Codes
    fused: dict[str, int]
    slang_scales: dict[str, int]
    scale_words: dict[str, int]
    nouns: dict[str, tuple[str, ...]]
    sole: dict[str, str]
    guarded: dict[str, Guard]
    adjectives: dict[str, tuple[str, ...]]
    subunits: dict[str, Subunit]


#: Short marks that letters of scale are fused with: M€, bn$, Mkr.
_FUSED_WITH = frozenset({*"$€£¥₹₽₩₺", "kr"})


@dataclass(frozen=True, slots=True)
class Money:
    """What words or a sign beside a number may mean.

    `codes`: ISO 4217 candidates, the likeliest first. `guard`: the support it needs to be money at all.
    `factor`: how many make one unit (100 for cents). `scale`: a scale fused with it (`MSEK`: 1000000).
    """

    codes: tuple[str, ...]
    guard: Guard | None = None
    factor: int = 1
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Currencies:
    """The lexicon, joined for lookups; words are folded (`fold`), signs and codes as printed."""

    signs: Mapping[str, Money]
    codes: Mapping[str, Money]
    any_case: frozenset[str]
    year_codes: frozenset[str]
    small_units: frozenset[str]
    dotted: frozenset[str]
    fused: Mapping[str, int]
    slang_scales: Mapping[str, int]
    scale_words: Mapping[str, int]
    nouns: Mapping[str, Money]
    adjectives: Mapping[str, tuple[str, ...]]
    subunits: Mapping[str, Money]
    of_territory: Mapping[str, tuple[str, ...]]
    territory_names: Mapping[str, str]
    until: Mapping[str, int]

    def sign(self, text: str) -> Money | None:
        """What a sign or code as printed means, a fused scale read as well.

        >>> currencies().sign("MSEK").scale, currencies().sign("US$").codes, currencies().sign("of")
        (1000000, ('USD',), None)
        """
        found = self._plain(text)
        if found is not None or len(text) < 2:
            return found
        for cut in range(1, min(len(text), 5)):
            for letters, rest in ((text[:cut], text[cut:]), (text[-cut:], text[:-cut])):
                scale = self.fused.get(letters)
                if letters.isupper() and letters != "M" and rest.isalpha() and rest == text[:-cut]:
                    continue  # USDT is a token, not thousands of dollars
                if len(rest) == 3 and text.islower():
                    continue  # mils are parts of an inch, not millions of shekels
                plain = self._plain(rest) if scale and (len(rest) > 2 or rest in _FUSED_WITH) else None
                if scale and plain and (plain.guard is None or rest == "kr"):
                    return Money(plain.codes, None, plain.factor, scale)
        return None

    def _plain(self, text: str) -> Money | None:
        found = self.signs.get(text) or self.codes.get(text)
        if found is None and len(text) == 3 and text.upper() in self.any_case and text[1:] in {
            text[1:].lower(), text[1:].upper(),
        }:  # fmt: skip
            found = self.codes.get(text.upper())
        if found is None and len(text) == 4 and text[-1] in "$€£¥" and text[:-1] in self.codes:
            found = Money(self.codes[text[:-1]].codes)  # MXN$, CLP$
        return found

    def name(self, words: Sequence[str]) -> Money | None:
        """What folded words mean: a noun, an adjective of place and a noun, or a subunit with or without one.

        >>> currencies().name(["hong", "kong", "dollars"]).codes, currencies().name(["us", "cents"]).factor
        (('HKD',), 100)
        """
        if len(words) > 4:
            return None
        phrase = " ".join(words)
        found = self._noun(phrase)
        if found is not None or len(words) == 1:
            return found
        for cut in range(1, len(words)):
            codes = self.adjectives.get(" ".join(words[:cut]))
            noun = " ".join(words[cut:])
            head = self._noun(noun)
            both = tuple(code for code in codes or () if head and code in head.codes)
            if head and both:
                return Money(both, None, head.factor)
        return None

    def _noun(self, noun: str) -> Money | None:
        found = self.nouns.get(noun) or self.subunits.get(noun)
        return self.nouns.get(noun[:-1]) if found is None and noun.endswith("s") else found


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophe: the form in which words are looked up (not of the same length)."""
    plain = text.lower().replace("’", "'").replace("ʻ", "'").replace("&", "and")
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@cache
def currencies() -> Currencies:
    """The lexicon, loaded once."""
    file, cldr = load("currencies", _File), load("currencies_cldr", _CldrFile)
    codes = {code: Money((code,)) for code in cldr.currencies}
    codes |= {alias: Money(of) for alias, of in file.codes.also.items()}
    codes |= {word: Money(codes[word].codes, "word") for word in file.codes.lists.words if word in codes}
    signs = {row.symbol: Money((code,)) for code, row in cldr.currencies.items() if row.symbol and row.until is None}
    signs |= {sign: Money(of) for sign, of in file.signs.items()}
    signs |= {sign: Money(row.of, None, row.factor) for row in file.subunits.values() for sign in row.signs}
    signs |= {sign: Money(of, "weak") for sign, of in file.weak_signs.items()}
    signs |= {sign: Money(of, "old") for sign, of in file.old_signs.items()}
    signs |= {sign: Money(of, "place") for sign, of in file.local_signs.items()}
    subunits = {
        fold(word): Money(row.of, None, row.factor) for row in file.subunits.values() for word in row.words
    }  # fmt: skip
    return Currencies(
        signs=signs, codes=codes, any_case=file.codes.lists.any_case, year_codes=file.codes.lists.years,
        small_units=file.codes.lists.small_units, dotted=file.codes.lists.dotted,
        fused=file.fused, slang_scales=file.slang_scales, scale_words=file.scale_words,
        nouns=_nouns(file, cldr), adjectives=_adjectives(file, cldr),
        subunits=MappingProxyType(subunits), of_territory=_of_territory(cldr),
        territory_names=cldr.territories, until={c: r.until for c, r in cldr.currencies.items() if r.until},
    )  # fmt: skip


def _nouns(file: _File, cldr: _CldrFile) -> dict[str, Money]:
    """The last words of CLDR's names behind the lexicon's own; full names mean their code alone."""
    candidates: dict[str, list[str]] = {fold(noun): list(codes) for noun, codes in file.nouns.items()}
    full: dict[str, Money] = {}
    for code, row in _likeliest_first(cldr):
        for name in row.names:
            words = fold(name).split()
            candidates.setdefault(words[-1], []).append(code)
            if len(words) > 1:
                full.setdefault(" ".join(words), Money((code,)))
    candidates |= {noun: [code] for noun, code in file.sole.items()}
    nouns = {
        noun: Money(tuple(dict.fromkeys(codes)), file.guarded.get(noun)) for noun, codes in candidates.items()
    }  # fmt: skip
    return full | nouns


def _adjectives(file: _File, cldr: _CldrFile) -> dict[str, tuple[str, ...]]:
    """The words before the last one of CLDR's names, countries' names, and the lexicon's own."""
    found: dict[str, list[str]] = {}
    for code, row in cldr.currencies.items():
        for name in row.names:
            words = fold(name).split()[:-1]
            for upto in range(1, len(words) + 1):
                found.setdefault(" ".join(words[:upto]), []).append(code)
    for territory, codes in _of_territory(cldr).items():
        found.setdefault(fold(cldr.territories.get(territory, territory)), []).extend(codes)
    for adjective, of in file.adjectives.items():
        found[fold(adjective)] = [*of, *found.get(fold(adjective), [])]
    return {adjective: tuple(dict.fromkeys(codes)) for adjective, codes in found.items()}


def _of_territory(cldr: _CldrFile) -> dict[str, tuple[str, ...]]:
    """The currencies of a territory, today's first."""
    found: dict[str, list[str]] = {}
    for code, row in _likeliest_first(cldr):
        for territory in row.territories:
            found.setdefault(territory, []).append(code)
    return {territory: tuple(codes) for territory, codes in found.items()}


def _likeliest_first(cldr: _CldrFile) -> list[tuple[str, _Cldr]]:
    """Today's currencies, then those withdrawn, the last ones first: leva are BGN before they are BGL."""
    return sorted(cldr.currencies.items(), key=lambda item: -(item[1].until or date.max.year))
