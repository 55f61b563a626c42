"""Cells of tables among the drafts: what their tables say takes the place of linking, and prose is joined to them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from extractor.cells import CELL_RULE, CellFact
from extractor.facts import Diagnostic
from extractor.link.draft import Draft, Link, When
from extractor.values import plain
from extractor.words.nouns import singular

__all__ = ["join_prose", "link_cells"]

_Key = tuple[str, str | None, str | None, tuple[object, ...]]
_SMALL = frozenset(("of", "the", "and", "in", "for", "to", "per", "a", "an", "our", "its", "total"))


def link_cells(drafts: Sequence[Draft], cells: Sequence[CellFact]) -> None:
    """Give the drafts of cells what their tables say: metric, time, change, relations."""
    by_place = {(cell.start, cell.end): cell for cell in cells}
    own: dict[int, Draft] = {}
    for draft in drafts:
        cell = by_place.get((draft.start, draft.end)) if draft.figure.mention.rule == CELL_RULE else None
        if cell is None:
            continue
        own[id(cell)] = draft
        draft.cell = cell
        draft.metric, draft.direction, draft.basis, draft.status = cell.metric, cell.direction, cell.basis, cell.status
        draft.when = When(cell.period) if cell.period else None
        draft.confidence = dict(cell.confidence)
    for cell in cells:
        if cell.relation is not None and id(cell) in own and id(cell.relation[1]) in own:
            own[id(cell)].relation = Link(cell.relation[0], own[id(cell.relation[1])])


def join_prose(text: str, drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Let figures of prose that round a cell of the same measure and time be `same_as` it, the more exact one.

    Where the measure is called the same and the figures differ by more than rounding, a diagnostic says so.
    """
    prose = [d for d in drafts if d.cell is None and d.kind != "date" and d.metric and _is_valued(d)]
    cells: dict[_Key, list[Draft]] = {_key(draft): [] for draft in prose}
    named: dict[int, frozenset[str]] = {}
    for draft in drafts:
        if prose and draft.cell is not None and _is_valued(draft) and (alike := cells.get(_key(draft))) is not None:
            alike.append(draft)
            named[draft.index] = _words(_name(text, draft))
    for draft in prose:
        near = cells[_key(draft)]
        if not near or draft.metric is None:
            continue
        asked = _words(draft.metric.of(text))
        alike = [cell for cell in near if _is_alike(asked, named[cell.index])]
        same = [cell for cell in alike if _rounds(_value(draft), _value(cell))]
        if same and draft.relation is None:
            draft.relation = Link("same_as", min(same, key=lambda c: (len(named[c.index] ^ asked), c.index)))
            draft.note("relation", CELL_RULE)
        elif not same:
            yield from _disagreement(text, draft, [c for c in alike if named[c.index] == asked])


def _disagreement(text: str, draft: Draft, cells: Sequence[Draft]) -> Iterator[Diagnostic]:
    if len({_value(cell) for cell in cells}) != 1 or draft.part != "level" or draft.quantity.comparator != "eq":
        return
    cell = cells[0]
    yield Diagnostic(
        severity="info",
        code="prose-table-differ",
        message=f"{text[draft.start : draft.end]!r} is not the table's {text[cell.start : cell.end]!r} of the same "
        "measure and time",
        start=draft.start,
        end=draft.end,
        facts=(f"f{draft.index + 1}", f"f{cell.index + 1}"),
    )


def _is_valued(draft: Draft) -> bool:
    """Whether a figure has a time and one amount."""
    amount = draft.quantity.amount if draft.when else None
    return amount is not None and amount.value is not None


def _key(draft: Draft) -> _Key:
    """What a figure must share with another to be the same: kind, unit, and the days or the name of its time."""
    assert draft.when is not None
    value, quantity = draft.when.value, draft.quantity
    days = (value.first, value.last) if value.first and value.last else (value.value or "",)
    return draft.kind, quantity.unit, quantity.per, days


def _name(text: str, cell: Draft) -> str:
    assert cell.cell is not None
    own = cell.cell
    segment = own.segment.of(text) if own.segment else ""
    return f"{own.name or (own.metric.of(text) if own.metric else '')} {segment}"


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    words = (word.strip("(),:;.%$").lower() for word in name.replace("-", " ").replace("–", " ").split())
    return frozenset(singular(word) for word in words if word and word not in _SMALL)


def _is_alike(asked: frozenset[str], named: frozenset[str]) -> bool:
    """Whether two names are of one measure: all words of the shorter are in the longer one."""
    return bool(asked) and bool(named) and (asked <= named or named <= asked)


def _value(cell: Draft) -> Decimal:
    assert cell.quantity.amount is not None
    assert cell.quantity.amount.value is not None
    return abs(cell.quantity.amount.value)


def _rounds(said: Decimal, exact: Decimal) -> bool:
    """Whether a figure of prose is the exact one, or it to as many digits as the prose has."""
    said = abs(said)
    if said == exact or not said or not exact:
        return said == exact
    exponent = plain(said).as_tuple().exponent
    assert isinstance(exponent, int)
    digits = "".join(map(str, plain(said).as_tuple().digits))
    step = Decimal(1).scaleb(exponent + len(digits) - len(digits.rstrip("0")))
    return abs(said - exact) * 2 <= step
