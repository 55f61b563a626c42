"""Times that figures take over from those they belong to, where nothing else is told: the whole of a part, a tally."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import regex

from extractor.link.draft import Draft, When
from extractor.link.lines import Line
from extractor.link.rule import LinkRule
from extractor.period import Period
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
            whole = draft.related_to("part_of")
            if draft.when is None and whole is not None and whole.when is not None and _counts_alike(draft, whole):
                yield draft, whole.when


def _counts_alike(draft: Draft, whole: Draft) -> bool:
    """Whether two figures count the same things, or both cases, deaths and the like."""
    if whole.kind != "count" or draft.kind != "count":
        return False
    units = {draft.quantity.unit, whole.quantity.unit}
    return len(units) == 1 or units <= times().tallied.words


def _of_tally(lines: Sequence[Line]) -> Iterator[tuple[Draft, When]]:
    """What goes on counting the cases or deaths of a tally whose days were told is of those days.

    It goes on from paragraph to paragraph; what was reported on a day, in its own one only.
    """
    tally: When | None = None
    most: dict[str | None, Decimal] = {}
    last, reach = 0, 0  # the paragraph of its last count, and how many further it goes on
    for line in lines:
        if line.sentence.paragraph - last > reach:
            tally = None
        for draft in line.quantities:
            if draft.kind != "count" or draft.part == "prior" or draft.quantity.unit not in times().tallied.words:
                continue
            unit, number = draft.quantity.unit, _number(draft)
            told = draft.when if draft.when is not None and draft.when.date is not None else None
            reported = told is not None and _is_reported(line, told)
            if told is not None and (reported or _is_tally(line, told)):
                if told != tally:
                    tally, most, reach = told, {}, 0 if reported else _REACH
                most[unit] = max(number, most.get(unit, number))
                last = line.sentence.paragraph
            elif draft.when is None and tally is not None and not line.dates:
                if number > most.get(unit, number):  # "Globally, 852 cases": the tally is over
                    tally = None
                elif not _is_other(line, draft):
                    last = line.sentence.paragraph
                    yield draft, tally


#: "14 cases per 100,000", "the same ward as three cases", "2 previously reported cases": counted by no tally.
_RATE = regex.compile(r"\s(?:per|for every)\s")
_OTHER = regex.compile(r"(?<!\w)(?:previously(?:\s\w+)?|earlier|as|contacts?\sof)\s(?:the\s)?$")


def _is_other(line: Line, draft: Draft) -> bool:
    before, said = line.lowered[max(line.start, draft.start - 40) : draft.start], line.lowered[draft.start : draft.end]
    rate = _RATE.match(line.lowered, draft.end, line.end)
    return rate is not None or _OTHER.search(before) is not None or "previously" in said


def _number(draft: Draft) -> Decimal:
    amount = draft.quantity.amount
    return max(amount.numbers) if amount is not None else Decimal(0)


#: So many paragraphs further a tally goes on.
_REACH = 1
_AS_OF = regex.compile(r"\bas\s(?:of|at)\s(?:[^;.\n]|\.(?=\d)){0,25}$")


#: "On 19 June 2017, the ministry reported".
_ON_DAY = regex.compile(r"\W*on\s(?:[a-z]+day,?\s)?$")
_REPORTED = regex.compile(
    r",?\s(?:[^,;.\d]{1,80}?\s)?(?:reported|notified|confirmed|recorded|announced|informed)(?!\w)"
)


def _is_reported(line: Line, when: When) -> bool:
    """Whether a sentence opens with the day on which somebody reported."""
    if when.date is None or not line.start <= when.date.start < line.end or when.value.first != when.value.last:
        return False
    opening = (
        _ON_DAY.fullmatch(line.lowered[line.start : when.date.start]) if when.date.start - line.start < 20 else None
    )
    return opening is not None and _REPORTED.match(line.lowered, when.date.end, line.end) is not None


def _is_tally(line: Line, when: When) -> bool:
    """Whether a time is that of a tally: from a day up to another one, or as of a day."""
    first, last = when.value.first, when.value.last
    if when.date is not None and line.start <= when.date.start < line.end and first == last is not None:
        return _AS_OF.search(line.lowered[max(line.start, when.date.start - 40) : when.date.start]) is not None
    period = Period.parse(when.value.value or "")
    if period is None or period.opens is None or period.closes is None:
        return False
    return period.opens.grain == period.closes.grain == "day"


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
            "From 3 March to 9 May 2022 the ministry reported 95 cases.\n\nEast: ⟦40 cases⟧ were reported."
            " → 2022-03-03/2022-05-09",
            "On 9 May 2022, the ministry reported 95 cases. ⟦40 cases⟧ had pneumonia. → 2022-05-09",
            "As of 06:00 GMT, 9 May 2022, the ministry reported 95 cases.\n\nEast has reported ⟦40 cases⟧."
            " → 2022-05-09",
        ),
        (
            "From 3 March to 9 May 2022 the ministry reported 95 cases. In June 2022 ⟦40 cases⟧ were discarded.",
            "On 9 May 2022, the ministry reported 95 cases.\n\nThe islands have ⟦40 cases⟧.",
            "From 3 March to 9 May 2022 the ministry reported 95 cases. Globally, ⟦852 cases⟧ were found.",
            "From 3 March to 9 May 2022 the ministry sold 95 books. A total of ⟦40 cars⟧ were lost.",
        ),
    ),
)
