"""Links across sentences: repeats of a fact, changes of a level said before, parts in the bullets of a list."""

from collections.abc import Sequence, Set

import regex

from extractor.link.draft import Draft, Link
from extractor.link.lines import Line
from extractor.link.nounphrases import singular_words
from extractor.spans import Span

__all__ = ["link_across"]

#: Small whole numbers repeat by chance.
_SMALL = 3


def link_across(lines: Sequence[Line], drafts: Sequence[Draft]) -> None:
    """Set the relations that lead out of a sentence, on figures that have none yet."""
    text = lines[0].text if lines else ""
    _bulleted_parts(lines)
    _within_this(lines)
    _shares(lines, drafts)
    _changes(text, lines, drafts)
    _priors(text, lines, drafts)
    titles = {line.sentence.index for line in lines if line.sentence.section == "headline"}
    _repeats(text, [d for d in drafts if d.kind != "date"], titles)


def _words(text: str, span: Span | None) -> frozenset[str]:
    return frozenset(singular_words(span.of(text))) if span else frozenset()


def _agree(text: str, one: Draft, other: Draft) -> bool:
    """Whether two figures measure the same: their metrics (for counts their items) have a head in common."""
    if one.kind == "count":
        return one.quantity.unit == other.quantity.unit
    a, b = _words(text, one.metric), _words(text, other.metric)
    return bool(a and b) and not (a ^ b) - _GENERIC


#: Words that make no other measure of a measure.
_GENERIC = frozenset(
    [
        "total",
        "reported",
        "consolidated",
        "company",
        "group",
        "quarterly",
        "annual",
        "overall",
        "the",
        "full-year",
        "first",
        "second",
        "third",
        "fourth",
        "its",
        "our",
        "approximately",
        "initial",
        "initially",
        "worldwide",
        "global",
        "per",
        "diluted",
        "share",
    ]
)


def _same_time(one: Draft, other: Draft) -> bool:
    if one.when is None or other.when is None:
        return True
    a, b = one.when.value, other.when.value
    return a.value == b.value or (a.first is not None and (a.first, a.last) == (b.first, b.last))


def _repeats(text: str, drafts: Sequence[Draft], titles: Set[int]) -> None:
    """`same_as`: the same number of the same measure at the same time, to its first mention."""
    first: dict[object, list[Draft]] = {}
    for draft in drafts:
        amount = draft.quantity.amount
        if amount is None:
            continue
        key = (
            draft.kind,
            draft.quantity.unit if draft.kind != "count" else None,
            amount,
            draft.quantity.per,
            draft.direction,
        )
        earlier = first.setdefault(key, [])
        if draft.relation is None:
            for other in earlier:
                if other.sentence != draft.sentence and _repeated(text, other, draft, titled=other.sentence in titles):
                    draft.relation = Link("same_as", other.index)
                    draft.note("relation", "relation.repeat", Span(other.start, other.end))
                    break
        earlier.append(draft)


def _repeated(text: str, first: Draft, draft: Draft, *, titled: bool) -> bool:
    amount = draft.quantity.amount
    small = amount is not None and amount.value is not None and abs(amount.value) < _SMALL
    if not _same_time(first, draft) or (small and draft.kind == "count"):
        return False
    if draft.kind == "count":
        return _agree(text, first, draft)
    if draft.metric is None or first.metric is None:
        return draft.kind == "money" and (draft.metric is first.metric or titled)
    one, other = (d.subject.of(text).lower() if d.subject else None for d in (first, draft))
    return _agree(text, first, draft) and (one is None or other is None or one == other or titled)


def _changes(text: str, lines: Sequence[Line], drafts: Sequence[Draft]) -> None:
    """A change whose level stands in the sentence before: same paragraph, same measure, same time."""
    for draft in drafts:
        if draft.kind == "date" or draft.direction is None or draft.relation is not None or draft.metric is None:
            continue
        later = next((d for d in drafts[draft.index + 1 :] if d.kind != "date"), None)
        if (
            later is not None
            and later.sentence == draft.sentence
            and later.direction is None
            and later.kind != "percent"
        ):
            reached = regex.search(r"\bto (?:\w+ )?$", text[max(0, later.start - 20) : later.start])
            if reached and draft.kind == "percent" and later.metric is not None and _agree(text, draft, later):
                draft.relation = Link("change_of", later.index)
                draft.note("relation", "relation.level-later", Span(later.start, later.end))
                continue
        for other in reversed(drafts[: draft.index]):
            if draft.sentence - other.sentence > 2:
                break
            if other.kind == "date" or other.sentence == draft.sentence or other.direction or other.relation:
                continue
            points = draft.kind == "percent" and draft.quantity.unit != "percent"
            fits = other.kind == "percent" if points else other.kind in {"money", "measure", "count"}
            if draft.kind == "money":
                fits = other.kind == "money" and (draft.quantity.unit, draft.quantity.per) == (
                    other.quantity.unit,
                    other.quantity.per,
                )
            if fits and other.metric is not None and _agree(text, draft, other) and _same_time(draft, other):
                draft.relation = Link("change_of", other.index)
                draft.note("relation", "relation.level-of-sentence-before", Span(other.start, other.end))
                break


def _priors(text: str, lines: Sequence[Line], drafts: Sequence[Draft]) -> None:
    """A figure compared against a level that stands in the sentence before."""
    for line in lines:
        for draft in line.quantities:
            if draft.relation is not None or draft.direction or draft.kind == "date":
                continue
            words = line.lowered[max(line.start, draft.start - 90) : draft.start]
            if not regex.search(
                r"compared (?:to|with) (?:the )?(?:same|prior|previous|corresponding|year)[^,;]{0,60}\bof $", words
            ):
                continue
            for other in reversed(drafts[: draft.index]):
                if draft.sentence - other.sentence > 1:
                    break
                if (
                    other.kind == draft.kind
                    and other.sentence < draft.sentence
                    and not other.direction
                    and other.relation is None
                ):
                    draft.relation = Link("prior_of", other.index)
                    draft.note("relation", "relation.level-of-sentence-before", Span(other.start, other.end))
                    draft.metric = other.metric or draft.metric
                    break


def _bulleted_parts(lines: Sequence[Line]) -> None:
    """`returned $1.8 billion, including:` and the bullets behind it: each bullet's first level is a part."""
    for position, line in enumerate(lines):
        words = line.lowered[line.start : line.end].rstrip()
        levels = [d for d in line.quantities if d.kind in {"money", "count"} and not d.direction]
        if not levels or not regex.search(
            r"(?:including|comprising|consisting of|as follows|of which|includes|included)\s?:$", words
        ):
            continue
        whole = levels[-1]
        for other in lines[position + 1 :]:
            if not other.sentence.bullet:
                break
            part = next((d for d in other.quantities if d.kind == whole.kind and not d.direction), None)
            if part is not None and part.relation is None:
                part.relation = Link("part_of", whole.index)
                part.note("relation", "relation.bulleted-part", Span(whole.start, whole.end))


def _within_this(lines: Sequence[Line]) -> None:
    """`This included $0.64 per share …`, `Within this, costs are …`: parts of the level of the sentence before."""
    for before, line in zip(lines, lines[1:], strict=False):
        if not regex.match(
            r"(?:this|these|which|that|of this|of these)\s(?:total\s|amount\s)?includ|within this|of this\b",
            line.lowered[line.start :][:40],
        ):
            continue
        levels = [d for d in before.quantities if d.kind == "money" and not d.direction and d.relation is None]
        if not levels or line.sentence.index - before.sentence.index > 1:
            continue
        for part in line.quantities:
            if (
                part.kind == "money"
                and part.relation is None
                and not part.direction
                and part.quantity.per == levels[-1].quantity.per
            ):
                part.relation = Link("part_of", levels[-1].index)
                part.note("relation", "relation.within-this", Span(levels[-1].start, levels[-1].end))


_SHARE = regex.compile(
    r"\sof\s(?:(?:the|its|our|their|total|all|quarterly|annual|net|group|consolidated|overall)\s)*(?P<of>[a-z][a-z -]{2,40})"
)


def _shares(lines: Sequence[Line], drafts: Sequence[Draft]) -> None:
    """`76.5% of total revenue`: the share of a level whose measure those words name."""
    for line in lines:
        for draft in line.quantities:
            if (
                draft.kind != "percent"
                or draft.relation is not None
                or draft.direction
                or draft.quantity.unit != "percent"
            ):
                continue
            match = _SHARE.match(line.lowered, draft.end, line.end)
            if match is None:
                continue
            head = singular_words(match["of"])[:1]
            for other in reversed(drafts[: draft.index]):
                if draft.sentence - other.sentence > 2:
                    break
                if (
                    other.kind == "money"
                    and not other.direction
                    and other.metric
                    and head
                    and head[0] == singular_words(other.metric.of(line.text))[-1]
                ):
                    if other.relation is None or other.relation.type != "prior_of":
                        draft.relation = Link("share_of", other.index)
                        draft.note("relation", "relation.share-of-measure", Span(other.start, other.end))
                        break
