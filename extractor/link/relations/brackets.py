"""What a figure in a bracket is to the one before it: the same otherwise, or what that is compared with."""

from dataclasses import dataclass
from functools import cache

import regex

from extractor.link.cues import hedge
from extractor.link.directions.around import Around, is_of_others
from extractor.link.draft import Draft
from extractor.link.lines import Line, squeeze
from extractor.link.relations.rules import InLine
from extractor.link.rule import RelationRule

__all__ = ["BRACKET_RULES"]

#: A bracket stands at most so far behind the figure that it is about.
_FAR = 80


@dataclass(frozen=True, slots=True)
class _Aside:
    """A figure in a bracket with the bracket's own words around it, and where the bracket opens."""

    opening: int
    before: str
    after: str
    dated: bool

    @property
    def is_bare(self) -> bool:
        """Whether the bracket says nothing of its figure but how exact it is."""
        return bool(_hedged().fullmatch(self.before) and _PER.fullmatch(self.after))

    @property
    def is_compared(self) -> bool:
        """Whether the bracket's words name another time or a forecast."""
        return self.dated or bool(_COMPARED.search(self.before) or _COMPARED.search(self.after))


@cache
def _hedged() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{hedge()}|(?:or|equivalent|equivalently|equal|to|i\.e\.|of|in|converted)\ )*+[~≈+]?")


@cache
def _equivalent() -> regex.Pattern[str]:
    return regex.compile(rf"^,?\ (?:or|equivalent\ to|equal\ to|i\.e\.,?)\ {_hedged().pattern}$")


_PER = regex.compile(r"\ ?(?:(?:per|a|each)\ [\w-]+)?")
_COMPARED = regex.compile(
    r"\b(?:previous(?:ly)?|prior|last|earlier|ago|preceding|same|compared|vs|versus|from|against|forecasts?|estimates?"
    r"|guidance|consensus|expectations?|prev|py|(?:19|20)\d\d|[qh][1-4]|fy\s?\d\d)\b"
)


def _aside(line: Line, draft: Draft) -> _Aside | None:
    """The bracket around a figure, with its words from the figure before and up to the one behind."""
    opening = max(line.text.rfind(sign, line.start, draft.start) for sign in "([")
    if opening < 0 or any(sign in line.text[opening : draft.start] for sign in ")]"):
        return None
    close = min((at for sign in ")]" if (at := line.text.find(sign, draft.end, line.end)) >= 0), default=line.end)
    start, end = max(opening + 1, line.left_of(draft)), min(close, line.right_of(draft))
    dated = any(start <= date.start < end for date in line.dates)
    before = squeeze(line.lowered[start : draft.start]).lstrip("; ,")
    return _Aside(opening, before, squeeze(line.lowered[draft.end : end]).rstrip("; ,"), dated)


def _other_currency(line: Line, draft: Draft) -> Draft | None:
    main, aside = line.previous(draft), _aside(line, draft)
    if main is None or draft.start - main.end > _FAR or not main.kind == draft.kind == "money":
        return None
    if main.quantity.unit == draft.quantity.unit:
        return None
    if aside is not None and aside.opening >= main.end:
        near = line.is_elliptical(main.end, aside.opening)
        return main if near and _hedged().fullmatch(aside.before) else None
    return main if _equivalent().match(squeeze(line.between(main, draft))) else None


#: The rules of shares that words say, roughly.
_WORDED = frozenset({"percent.fraction", "percent.half"})


def _same_in_digits(line: Line, draft: Draft) -> Draft | None:
    main, aside = line.previous(draft), _aside(line, draft)
    if main is None or aside is None or not main.same_sort(draft) or draft.part == "change":
        return None
    if aside.opening < main.end or not line.is_elliptical(main.end, aside.opening) or not aside.is_bare:
        return None
    worded = main.figure.mention.rule in _WORDED  # "over half (55%)"
    return main if worded or main.quantity.amount == draft.quantity.amount else None


def _bracketed_prior(line: Line, draft: Draft) -> Draft | None:
    aside = _aside(line, draft)
    if aside is None or not (aside.is_compared or (aside.is_bare and draft.kind != "count")):
        return None
    if is_of_others(Around.of(line, draft)):
        return None
    before = [d for d in line.earlier(draft) if aside.opening - d.end < _FAR]
    main = next((d for d in reversed(before) if d.part != "prior" and _comparable(d, draft)), None)
    if main is None or (draft.part == "change" and not (aside.dated and main.part == "change")):
        return None
    near = aside.is_compared or (main is before[-1] and line.is_elliptical(main.end, aside.opening))
    return main if near else None


def _comparable(main: Draft, draft: Draft) -> bool:
    """Of one kind and unit; what one is counted per may go without saying in the bracket."""
    same = main.kind == draft.kind and main.quantity.unit == draft.quantity.unit
    return same and draft.quantity.per in {None, main.quantity.per}


BRACKET_RULES: tuple[InLine, ...] = (
    RelationRule(
        "relation.other-currency",
        "An amount in a bracket, or behind `or` or `equivalent to`, in another currency than the amount before it.",
        _other_currency,
        (
            "Output was 7.7 billion yuan (about ⟦1.1 billion U.S. dollars⟧). → equivalent_of 7.7 billion yuan",
            "It paid €3 million, or ⟦$3.3 million⟧. → equivalent_of €3 million",
        ),
        ("It paid €3 million and ⟦$3.3 million⟧.",),
        relation="equivalent_of",
    ),
    RelationRule(
        "relation.same-in-digits",
        "A bracket that repeats the amount before it, or gives the number of a share said in words.",
        _same_in_digits,
        (
            "A fee of two million euros (⟦€2,000,000⟧) is due. → same_as two million euros",
            "Over half (⟦55%⟧) of the guests came by train. → same_as half",
        ),
        relation="same_as",
    ),
    RelationRule(
        "relation.bracketed-prior",
        "A figure of the same sort in a bracket, bare or with words of another time or a forecast: the one compared"
        " against. Other words beside it make it another reading of the same time.",
        _bracketed_prior,
        (
            "Net sales were €5 million (2022: ⟦€4 million⟧). → prior_of €5 million",
            "The margin was 14.6% (⟦12.9%⟧). → prior_of 14.6%",
            "Output grew by 1.2% (2013: ⟦+1.7%⟧). → prior_of 1.2%",
            "Growth is expected for 2025 (1.6%; May forecast: ⟦1.7%⟧). → prior_of 1.6%",
            "Bad loans stood at 2.07% of advances (2022: 2.31%; 2021: ⟦3.18%⟧). → prior_of 2.07%",
            "The forecast for sales is lowered to $38 million (previously ⟦$43 million⟧). → prior_of $38 million",
            "Sales are seen at $38 to 40 million (previous forecast ⟦$43 to 44 million⟧). → prior_of $38 to 40 million",
        ),
        (
            "The margin was 14.6% (up ⟦2%⟧).",
            "Basic EPS was $0.62 (⟦$0.61⟧ diluted).",
            "It booked a charge of $14 million (⟦$11 million⟧ after tax).",
            "It booked a charge of $14 million (after tax ⟦$11 million⟧).",
            "Net sales were $31 million (⟦$29 million⟧ excluding the acquired mills).",
            "Net sales were €31 million (at constant rates ⟦€29 million⟧).",
            "The margin was 14.6% (adjusted: ⟦16.2%⟧).",
        ),
        relation="prior_of",
    ),
)
