"""Labels and names in the form in which they are compared: lower case, without brackets, marks, legal forms."""

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

import regex

from extractor.words.legal_forms import legal_forms
from extractor.words.measure_keys import measure_keys

__all__ = ["folded_label", "folded_name", "without_surroundings"]

_APOSTROPHES = regex.compile(r"['’ʼ`´]s?(?=\W|$)|['’ʼ`´]")
_MARKS = regex.compile(r"[^\p{L}\p{N}$%/]+")
_LONGEST = 200
"""Characters of a label that are looked at; longer ones are sentences."""


@cache
def _bracketed() -> regex.Pattern[str]:
    """Brackets whose words are no part of a label."""
    return regex.compile(rf"(?<!^other )\(\s*{measure_keys().folding.bracketed}\s*\)", regex.IGNORECASE)


@lru_cache(maxsize=16384)
def folded_label(label: str) -> str:
    """The words of a label of a measure, folded.

    >>> folded_label("Net (Loss) Earnings Attributable to Larch, Inc."), folded_label("Shares used (000's):  Basic")
    ('net earnings attributable to parent', 'shares used basic')
    """
    words = unicodedata.normalize("NFKC", label[:_LONGEST])
    words = _bracketed().sub(" ", words).lower().replace("&", " and ")
    words = " ".join(_MARKS.sub(" ", _APOSTROPHES.sub("", words).replace("$", " ")).replace("/", " ").split())
    return _attributable(words)


def _attributable(words: str) -> str:
    """`attributable to` whom, in one of three forms: noncontrolling interests, common shareholders, the parent."""
    folding = measure_keys().folding
    for joint in folding.attributable:
        before, found, whose = words.partition(f" {joint} ")
        if not found:
            continue
        if any(word in whose for word in folding.noncontrolling):
            return f"{before} attributable to noncontrolling interests"
        tail, _, rest = whose.partition(" per ")
        per = f" per {rest}" if rest else ""
        if joint == "available to" or any(tail.endswith(word) for word in folding.common):
            return f"{before} available to common{per}"
        return f"{before} attributable to parent{per}"
    return words


@cache
def _time() -> regex.Pattern[str]:
    return regex.compile(measure_keys().folding.times)


def without_surroundings(words: str) -> str:
    """A folded label without the words of time and reckoning at its ends (`third quarter revenue guidance`)."""
    around, kept = measure_keys().folding.around, words.split()
    while kept and (kept[0] in around or _time().fullmatch(kept[0])):
        del kept[0]
    while kept and (kept[-1] in around or _time().fullmatch(kept[-1])):
        del kept[-1]
    return " ".join(kept)


@lru_cache(maxsize=16384)
def folded_name(name: str) -> str:
    """A name as the key of an entity: without case, accents, dots, article and legal form.

    >>> folded_name("Beeline Holdings, Inc."), folded_name("The Larch Co., Ltd."), folded_name("Ørnsø A/S (publ)")
    ('beeline holdings', 'larch', 'ornso')
    >>> folded_name("Inc."), folded_name("S&P Global")
    ('inc', 's and p global')
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).translate(_LETTERS).casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    words = _MARKS.sub(" ", _APOSTROPHES.sub("", plain.replace(".", "").replace("&", " and "))).split()
    forms = legal_forms()
    while len(words) > 1 and words[0] in forms.articles:
        del words[0]
    while length := _form_length(words):
        del words[-length:]
    return " ".join(words)


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"})
"""Letters that Unicode does not decompose."""


def _form_length(words: Sequence[str]) -> int:
    """How many words at the end, but not all, are a legal form or the `and` before one."""
    forms = legal_forms()
    if len(words) > 1 and words[-1] == "and":
        return 1
    for length in range(min(forms.longest, len(words) - 1), 0, -1):
        if " ".join(words[-length:]) in forms.forms:
            return length
    return 0
