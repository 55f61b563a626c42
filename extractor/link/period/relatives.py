"""Times that figures take over from those they belong to, where nothing else is told: the whole of a part, a tally."""

from collections.abc import Callable, Iterator, Sequence

from extractor.link.draft import Draft, When
from extractor.link.lines import Line
from extractor.link.rule import LinkRule
from extractor.words.times import times

__all__ = ["RELATIVE_RULES", "settle_relatives"]

#: Finds times for figures of a release that have none, in text order.
RelativeRule = LinkRule[Callable[[Sequence[Line]], Iterator[tuple[Draft, When]]]]


def settle_relatives(lines: Sequence[Line]) -> None:
    """Give figures without a time that of the figures they belong to, once all relations are known."""
    for rule in (*RELATIVE_RULES, *RELATIVE_RULES):  # a tally may give a time to a whole, and that to its parts
        for draft, when in rule.apply(lines):
            draft.when = when
            draft.note("period", rule.name, when.words, rule.manners)


def _of_whole(lines: Sequence[Line]) -> Iterator[tuple[Draft, When]]:
    """A part without a time has that of its whole; the wholes come before their parts."""
    for line in lines:
        for draft in line.quantities:
            if draft.when is None and draft.relation is not None and draft.is_related("part_of"):
                whole = draft.relation.to
                if whole.when is not None and whole.kind == draft.kind == "count":
                    yield draft, whole.when


def _of_tally(lines: Sequence[Line]) -> Iterator[tuple[Draft, When]]:
    """What goes on counting the cases or deaths of a tally whose days were told is of those days."""
    tally: When | None = None
    for line in lines:
        for draft in line.quantities:
            if draft.kind != "count" or draft.part == "prior" or draft.quantity.unit not in times().tallied.words:
                continue
            if draft.when is None and tally is not None and not line.dates:
                yield draft, tally
            elif draft.when is not None and draft.when.date is not None and _is_tally(draft.when):
                tally = draft.when


def _is_tally(when: When) -> bool:
    """Whether a time is that of a tally: from a day up to another one."""
    first, last = when.value.first, when.value.last
    return first is not None and last is not None and first < last and (when.value.value or "").count("-") == 4


RELATIVE_RULES: tuple[RelativeRule, ...] = (
    LinkRule(
        "period.of-its-whole",
        "A part of a count that has no time of its own: that of the whole.",
        _of_whole,
        (
            "From 3 March to 9 May 2022 the ministry reported 95 cases. Of these cases, ⟦14⟧ have been confirmed."
            " → 2022-03-03/2022-05-09",
        ),
        ("The ministry reported 95 cases. Of these cases, ⟦14⟧ have been confirmed.",),
    ),
    LinkRule(
        "period.of-its-tally",
        "Counts of cases or deaths that go on with a tally from a day up to a day, and name no time: of those days.",
        _of_tally,
        (
            "From 3 March to 9 May 2022 the ministry reported 95 cases.\n\nEast: ⟦40 cases⟧ were reported. → 2022-03-03/2022-05-09",
        ),
        (
            "From 3 March to 9 May 2022 the ministry reported 95 cases. In June 2022 ⟦40 cases⟧ were discarded.",
            "From 3 March to 9 May 2022 the ministry sold 95 books. A total of ⟦40 cars⟧ were lost.",
        ),
    ),
)
