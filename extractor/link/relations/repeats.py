"""Repeats: when two figures say the same, so that the later one is `same_as` the first."""

from collections.abc import Iterator, Sequence

import regex

from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.spans import Span
from extractor.words.metrics import metric_lexicon
from extractor.words.nouns import singular_words

__all__ = ["measures_same", "repeats", "same_time"]

#: Small whole numbers repeat by chance.
_SMALL = 3


def measures_same(text: str, one: Draft, other: Draft) -> bool:
    """Whether two figures measure the same: their metrics (for counts their units) differ in no word that matters."""
    if one.kind == "count":
        return one.quantity.unit == other.quantity.unit
    a, b = _words(text, one.metric), _words(text, other.metric)
    return bool(a and b) and not (a ^ b) - metric_lexicon().unessential


def _words(text: str, span: Span | None) -> frozenset[str]:
    return frozenset(singular_words(span.of(text))) if span else frozenset()


def same_time(one: Draft, other: Draft) -> bool:
    """Whether nothing says that two figures are about different times."""
    if one.when is None or other.when is None:
        return True
    a, b = one.when.value, other.when.value
    return a.value == b.value or (a.first is not None and (a.first, a.last) == (b.first, b.last))


def repeats(lines: Sequence[Line]) -> Iterator[tuple[Draft, Draft]]:
    """Figures with their first mention in another sentence."""
    titles = {line.sentence.index for line in lines if line.sentence.section == "headline"}
    first: dict[object, list[Draft]] = {}
    for line in lines:
        for draft in line.quantities:
            quantity = draft.quantity
            if quantity.amount is None:
                continue
            unit = quantity.unit if draft.kind != "count" else None
            earlier = first.setdefault((draft.kind, unit, quantity.amount, quantity.per, draft.direction), [])
            for other in earlier if draft.relation is None else ():
                titled = other.sentence in titles
                if other.sentence != draft.sentence and _repeated(line.text, other, draft, titled=titled):
                    yield draft, other
                    break
            if len(earlier) < _REMEMBERED:
                earlier.append(draft)


#: Mentions of one number that are compared with; the limit keeps time linear where a number fills a release.
_REMEMBERED = 40


def _repeated(text: str, first: Draft, draft: Draft, *, titled: bool) -> bool:
    """Whether two equal figures tell one fact: how telling the number is, and how alike what is measured and whose."""
    if not (same_time(first, draft) or _ends_alike(first, draft)):
        return False
    digits = _digits(text, draft)
    if draft.kind == "count":
        return measures_same(text, first, draft) and digits > 0
    one, other = (d.subject.of(text).lower() if d.subject else None for d in (first, draft))
    owner = 1 if titled or one is None or other is None or _owned_alike(one, other) else -1
    timed = first.when is not None and draft.when is not None
    measured = _alike(text, first, draft)
    if draft.kind != "money" and measured < _SAME:
        return False
    return digits + owner + measured + timed / 2 + titled >= _ENOUGH


#: Evidence that is enough; two metrics that say the same.
_ENOUGH, _SAME = 3, 2


def _owned_alike(one: str, other: str) -> bool:
    """`Halden`, `Halden’s mill`: one owner, or the other's."""
    return one == other or one.startswith((f"{other}’s", f"{other}'s")) or other.startswith((f"{one}’s", f"{one}'s"))


def _digits(text: str, draft: Draft) -> int:
    """How little by chance a number comes twice, from 0: by its printed digits; percentages and counts are many."""
    if draft.kind == "count":
        amount = draft.quantity.amount
        return int(amount is None or amount.value is None or abs(amount.value) >= _SMALL)
    digits = len(_ROUND.sub("", "".join(_DIGIT.findall(text, draft.start, draft.end)).lstrip("0.")).replace(".", ""))
    return min(max(digits - (1 if draft.kind == "money" else 2), 0), 2)


_DIGIT = regex.compile(r"\d|\.(?=\d)")
#: Zeros at the end of a round number.
_ROUND = regex.compile(r"(?<!\..*)0{2,}$")


def _alike(text: str, one: Draft, other: Draft) -> int:
    """How alike what two figures measure is: 2 the same or one a part of the other, 1 a word in common."""
    if measures_same(text, one, other):
        return 2
    a, b = (_words(text, d.metric) - metric_lexicon().unessential for d in (one, other))
    if one.metric is None and other.metric is None:
        return 1
    return 2 if a and b and one.kind == "money" and (a <= b or b <= a) else int(bool(a & b))


def _ends_alike(one: Draft, other: Draft) -> bool:
    """Whether one figure is of the last day of the other's time: a balance."""
    a, b = one.when, other.when
    return a is not None and b is not None and a.value.last is not None and a.value.last == b.value.last
