"""Repeats: when two figures say the same, so that the later one is `same_as` the first."""

from collections.abc import Iterator, Sequence

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
    amount = draft.quantity.amount
    small = amount is not None and amount.value is not None and abs(amount.value) < _SMALL
    if not same_time(first, draft) or (small and draft.kind == "count"):
        return False
    if draft.kind == "count":
        return measures_same(text, first, draft)
    if draft.kind == "money" and titled:  # an amount that a headline names is that of the release
        return True
    if draft.metric is None or first.metric is None:
        return draft.kind == "money" and draft.metric is first.metric
    one, other = (d.subject.of(text).lower() if d.subject else None for d in (first, draft))
    owned_alike = one is None or other is None or one == other or titled
    if measures_same(text, first, draft):
        return owned_alike
    return owned_alike and draft.kind == "money" and _is_precise(draft) and _measures_part(text, first, draft)


def _is_precise(draft: Draft) -> bool:
    """Whether an amount has so many digits that it does not come twice by chance."""
    amount = draft.quantity.amount
    if amount is None or amount.value is None:
        return False
    return len(amount.value.normalize().as_tuple().digits) >= _DIGITS


_DIGITS = 2


def _measures_part(text: str, one: Draft, other: Draft) -> bool:
    """Whether one metric says no more than the other: `EPS` and `diluted EPS`, `financial assets` and their `value`."""
    a, b = (_words(text, d.metric) - metric_lexicon().unessential for d in (one, other))
    return bool(a and b) and (a <= b or b <= a)
