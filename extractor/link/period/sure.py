"""Times that no other evidence outweighs: lists that run side by side, and what a period ended with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from extractor.date_readings import Day, Ended
from extractor.days import MONTHS, ending_on
from extractor.link.alignment import dates_beside, run_of
from extractor.link.comparison_periods import period_of, year_before
from extractor.link.draft import Draft, When
from extractor.link.lines import FINITE, Line, squeeze
from extractor.link.period.against import at_opening, in_prior_year, of_year_behind
from extractor.link.rule import LinkRule
from extractor.period import Period
from extractor.values import DateValue

__all__ = ["PRIOR_RULES", "SURE_RULES", "Known", "PeriodRule"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the release's time: what it reports, and when it was published."""

    reported: When | None
    published: date | None


#: The line, the figure, and what is known of the release's time.
PeriodRule = LinkRule[Callable[[Line, Draft, Known], When | None]]

#: What joins the figures of a list, and its dates.
_LIST_JOINT = regex.compile(r",?\ (?:and\ |or\ )?|,\ ")


def _listed(line: Line, draft: Draft, _: Known) -> When | None:
    """`grants of €1.2 million, €0.9 million and €0.4 million in 2023, 2022 and 2021`: one date a figure, in order."""
    beside = dates_beside(line, draft)
    if beside:
        return _of_list(beside, run_of(line, draft).index(draft))
    figures = _run(line, [d for d in line.quantities if d.kind == draft.kind], draft)
    if len(figures) < 2:
        return None
    behind = [d for d in line.dates if d.start >= figures[-1].end]
    dates = _run(line, behind, behind[0]) if behind else []
    if len(dates) != len(figures) or any(figures[-1].end <= d.start < dates[0].start for d in line.quantities):
        return None
    return _of_list(dates, figures.index(draft))


def _of_list(dates: Sequence[Draft], place: int) -> When | None:
    """The date at a place of a list; days behind `the three months ended March 31, 2024` end as long a time."""
    own, opening = dates[place], dates[0].figure.mention.reading
    months = opening.count * MONTHS.get(opening.unit or "", 0) if isinstance(opening, Ended) and opening.count else 0
    last = own.date.last
    if place and months and last is not None and isinstance(own.figure.mention.reading, Day):
        first = ending_on(last, months)[0]
        return When(DateValue(str(Period.of(first, last)), first, last, "period"), own)
    return period_of(own)


def _run(line: Line, drafts: list[Draft], within: Draft) -> list[Draft]:
    """The run of drafts around one that only commas and "and" join."""
    run: list[Draft] = []
    for other in drafts:
        joined = run and _LIST_JOINT.fullmatch(squeeze(line.text[run[-1].end : other.start]))
        if run and not joined:
            if within in run:
                break
            run = []
        run.append(other)
    return run if within in run else []


def _date_before(line: Line, draft: Draft) -> Draft | None:
    """The last date that the line names before a figure."""
    return next((date for date in reversed(line.dates) if date.end <= draft.start), None)


_ENDED = regex.compile(r"\b(?:ended|closed|finished|concluded|exited|(?P<held>exiting))\s(?:the\s)?$")
_WITH = regex.compile(r"\s(?:with|at)\b")


def _ended_with(line: Line, draft: Draft, _: Known) -> When | None:
    """`It ended March with cash of`, `exiting the year, it had 231 employees`: on the last day."""
    date = _date_before(line, draft)
    last = date.date.last if date is not None else None
    ended = _ENDED.search(line.lowered, line.start, date.start) if date is not None else None
    if date is None or last is None or ended is None or draft.part != "level":
        return None
    held = ended["held"] or _WITH.match(line.lowered, date.end, draft.start)
    if not held or any(t.tag in FINITE for t in line.tokens_between(date.end, draft.start) if not ended["held"]):
        return None  # "ended the quarter with $5 million in cash and reported a loss of $2 million"
    return When(DateValue(last.isoformat(), last, last, "period"), date)


_RESULTS = regex.compile(r"['’]s\s(?:\w+\s)?(?:results|earnings|figures)\b")


def _results_of_year(line: Line, draft: Draft, known: Known) -> When | None:
    """`Last year's results included` of the release of a quarter: of that quarter a year before."""
    date, reported = _date_before(line, draft), known.reported
    if date is None or reported is None or not _RESULTS.match(line.lowered, date.end):
        return None
    period = Period.parse(reported.value.value or "")
    if period is None or period.grain not in {"quarter", "half"}:
        return None
    words = line.lowered[date.start : date.end]
    if words in {"this year", "current year"}:
        return reported
    before = year_before(reported.value) if words in {"last year", "prior year"} else None
    return When(before, date) if before is not None else None


#: "To date, 8 cases have been found"; "have now reported a cumulative total of 2001 cases".
_TO_DATE = regex.compile(
    r"(?:^|[.:;\n]\W{0,3}|\band\W)(?:to\sdate|so\sfar|thus\sfar|as\sof\s(?:today|now)),\s"
    r"|\b(?:has|have)\s(?:now\s)?(?:been\s)?(?:reported|recorded|confirmed|registered)\s(?:now\s)?a\s(?:cumulative|running)"
    r"\stotal\sof\s"
)


def _to_date(line: Line, draft: Draft, known: Known) -> When | None:
    """`To date, 8 cases have been found`: what is counted up to the day of publication."""
    day = known.published
    opening = max(line.start - 2, 0)  # with the sign or the line's end before the sentence
    told = _TO_DATE.search(line.lowered, opening, draft.start) if draft.kind == "count" and day else None
    if told is None or day is None or draft.part != "level":
        return None
    dated = any(d.date.value and d.date.first != day for d in line.dates if d.date.role in {"period", "deadline"})
    return None if dated else When(DateValue(day.isoformat(), day, day, "period"))


_UP_TO = regex.compile(r"(?r)\b(?:up\sto|by|as\sat|until)\s(?:the\s)?")
_FROM = regex.compile(r"(?r)\b(?:from|since)\s(?:the\s)?")
_TO_NOW = regex.compile(r"\s(?:to\sdate|to\sthe\spresent|until\s(?:now|today))\b")
#: `has recorded`, `have been`, `had now been`; what will have been is none of it.
_HAS = regex.compile(r"(?<!\bwill\s)\b(?:has|have|had)\s(?:\w+ly\s|now\s|already\s)?(?:been\b|\w+ed\b)")


def _up_to(line: Line, draft: Draft, known: Known) -> When | None:
    """`Up to 13 January 482 cases have been reported`, `from May to date`: counted up to that day, or from one on."""
    date = _date_before(line, draft) if draft.kind == "count" and draft.part == "level" else None
    if date is None or date.date.first is None or date.date.last is None:
        return None
    if _HAS.search(line.lowered, date.end, line.end) is None or _SENTENCE_PART.search(
        line.lowered, date.end, draft.start
    ):
        return None
    day, first = known.published, date.date.first
    if _TO_NOW.match(line.lowered, date.end) is not None and _FROM.match(line.lowered, line.start, date.start):
        until = DateValue(str(Period.of(first, day)), first, day, "period") if day is not None and first < day else None
        return When(until, date) if until is not None else None
    is_day = first == date.date.last
    return When(date.date, date) if is_day and _UP_TO.match(line.lowered, line.start, date.start) else None


#: Where another part of a sentence begins.
_SENTENCE_PART = regex.compile(r"[;:.]\s|\bbut\b|\bwhile\b")


def _in_prior_year(line: Line, draft: Draft, known: Known) -> When | None:
    return in_prior_year(line, draft, known.reported)


def _of_year_behind(line: Line, draft: Draft, known: Known) -> When | None:
    return of_year_behind(line, draft, known.reported)


def _at_opening(line: Line, draft: Draft, known: Known) -> When | None:
    return at_opening(line, draft, known.reported)


YEAR_BEHIND: PeriodRule = LinkRule(
    "period.year-behind",
    "`versus …, last year` that closes a sentence: of what is compared; what it is compared with is what is reported.",
    _of_year_behind,
    (
        "Profit for the third quarter of 2022 was $9 million. Rent was ⟦$5 million⟧, or 3% of sales, versus $4 million,"
        " or 2% of sales, last year. → 2022-Q3",
        "Profit for the third quarter of 2022 was $9 million. Rent was $5 million, or 3% of sales, versus ⟦$4 million⟧,"
        " or 2% of sales, last year. → 2021-Q3",
    ),
    ("Profit for the third quarter of 2022 was $9 million. It paid ⟦$5 million⟧ for a shop last year.",),
)
AT_OPENING: PeriodRule = LinkRule(
    "period.at-opening",
    "A balance `at the beginning of the quarter` is of the day before; what is compared with it, of the last day.",
    _at_opening,
    (
        "Profit for the third quarter of 2022 was $9 million. Debt was ⟦$5 million⟧, down from $6 million at the"
        " beginning of the quarter. → 2022-09-30",
        "Profit for the third quarter of 2022 was $9 million. Debt was $5 million, down from ⟦$6 million⟧ at the"
        " beginning of the quarter. → 2022-06-30",
    ),
    ("It paid ⟦$5 million⟧ at the end of the quarter.",),
)
SURE_RULES: tuple[PeriodRule, ...] = (
    LinkRule(
        "period.ended-with",
        "`ended 2024 with`, `ended the third quarter with`, `exiting March`: what is held on the last day.",
        _ended_with,
        (
            "The group ended March 2022 with cash of ⟦$5 million⟧. → 2022-03-31",
            "The group ended the third quarter of 2022 with cash of ⟦$5 million⟧. → 2022-09-30",
            "Debt exiting March 2022 was ⟦$5 million⟧. → 2022-03-31",
        ),
        (
            "The group ended March 2022 after sales of ⟦$5 million⟧.",
            "The group ended March 2022 with cash of $9 million and reported a loss of ⟦$5 million⟧.",
        ),
        manners=("own-time",),
    ),
    LinkRule(
        "period.to-date",
        "`To date, 8 cases …`, `have now reported a cumulative total of …`: counted up to the day of publication.",
        _to_date,
        (
            "To date, ⟦8 cases⟧ have been found. → 2023-02-07",
            "Some patients recovered. To date, ⟦8 cases⟧ have been found. → 2023-02-07",
            "As of today, the office has found 8 cases and ⟦3 deaths⟧. → 2023-02-07",
            "The ministry has now reported a cumulative total of ⟦2,001 cases⟧. → 2023-02-07",
        ),
        (
            "To date, ⟦8 cases⟧ of 2021 have been found.",
            "He has to date won ⟦four awards⟧.",
            "To date, it has paid ⟦$6 billion⟧.",
        ),
    ),
    LinkRule(
        "period.up-to",
        "`up to 13 January`, `by 3 April`, `from May to date`: what has been counted up to a day, or from one on.",
        _up_to,
        (
            "The illness goes on and up to 13 January 2023 a total of ⟦482 cases⟧ have been reported. → 2023-01-13",
            "It showed that by 3 January 2023, ⟦102 cases⟧ had been recorded in Osel. → 2023-01-03",
            "From September 2022 to date, the office has been told of ⟦24 cases⟧. → 2022-09-01/2023-02-07",
        ),
        ("By 3 May 2023, it will have built ⟦9 homes⟧.",),
        manners=("own-time",),
    ),
    LinkRule(
        "period.listed",
        "A list of figures and behind it a list of as many dates: one each, in order.",
        _listed,
        (
            "Grants were €1.2 million, ⟦€0.9 million⟧ and €0.4 million in 2023, 2022 and 2021. → 2022",
            "Gains were $5 million, ⟦$9 million⟧ and $7 million for the three months ended March 31, 2024, December 31,"
            " 2023 and September 30, 2023, respectively. → 2023-Q4",
            "Sales were $5 million and ⟦$9 million⟧, up 3% and 4% in March 2022 and June 2022, respectively. → 2022-06",
        ),
        ("Grants were €1.2 million and ⟦€0.9 million⟧ in 2023.",),
        manners=("own-time",),
    ),
    LinkRule(
        "period.results-of-year",
        "`this year's results`, `last year's results` in the release of a quarter or half: of that part of the year.",
        _results_of_year,
        (
            "Profit for the third quarter of 2022 was $9 million. Last year's results included a charge of"
            " ⟦$5 million⟧. → 2021-Q3",
        ),
        ("Net income for 2022 was $9 million. Last year's results included a charge of ⟦$5 million⟧.",),
    ),
    LinkRule(
        "period.in-prior-year",
        "`In the prior year,` that opens a sentence in the release of a quarter or half: of that part a year before.",
        _in_prior_year,
        (
            "Profit for the third quarter of 2022 was $9 million. In the prior year, fees were ⟦$5 million⟧. → 2021-Q3",
            "Profit for the third quarter of 2022 was $9 million. In the prior year, sales were $4 million, rents"
            " were ⟦$5 million⟧. → 2021-Q3",
        ),
        ("Profit for 2022 was $9 million. Since the prior year, sales rose by ⟦$5 million⟧.",),
    ),
    YEAR_BEHIND,
    AT_OPENING,
)
#: Those that hold for what is compared against as well.
PRIOR_RULES: tuple[PeriodRule, ...] = (YEAR_BEHIND, AT_OPENING)
