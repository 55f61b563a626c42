"""Relations inside a line: change and level, prior and current, equivalent amounts, parts and wholes."""

from collections.abc import Sequence
from functools import cache

import regex

from extractor.facts import RelationType
from extractor.link.changes import Role, elliptical, squeeze
from extractor.link.draft import Draft, Link
from extractor.link.lines import Line
from extractor.spans import Span

__all__ = ["find_relations"]

_HEDGES = r"(?:(?:about|approximately|approx\.?|around|some|roughly|nearly|almost|or|equivalent|equal|to|i\.e\.|equivalently|the|of|over|more|less|than|only|just|~|≈|a|up|at|least|converted|in)\ )*"


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    sources = {
        "to": r"(?<!\w)to\ (?:\w+\ ){0,3}?$",
        "stop": r";|\.\ |\b(?:while|whereas)\b",
        "bracket": rf"^\s?[(\[]{_HEDGES}[~≈]?$",
        "labelled": r"^\s?[(\[](?:[^()\d]{0,40}\s)?[^()]{0,30}:\s?$",
        "or": rf"^,?\ or\ {_HEDGES}$",
        "of_which": r"(?:of\ (?:which|whom|that|these|those|them)|including|includes|included|comprising|among\ (?:which|them|these)|with)(?:\ [^\s;]+){0,8}\ ?$",
        "share_of": r"^\ (?:[a-z-]+\ ){0,2}?(?:of|share\ of)\ (?:all\ |the\ |its\ |our\ |their\ |total\ |these\ |those\ |this\ |that\ |it\b|them\b|which\b|whom\b)*",
        "equivalent": rf"(?:^,?\ (?:or|equivalent\ to|equal\ to|i\.e\.,?)\ {_HEDGES}$)",
    }
    return {name: regex.compile(source) for name, source in sources.items()}


def find_relations(line: Line, roles: dict[int, Role]) -> None:
    """Set the relation of each quantity of a line that leans on another one of the same line."""
    quantities = line.quantities
    for position, draft in enumerate(quantities):
        if draft.relation is not None:
            continue
        earlier, later = quantities[:position], quantities[position + 1 :]
        found = (
            _in_bracket(line, draft, earlier, roles)
            or _change(line, draft, earlier, later, roles)
            or _prior(line, draft, earlier, later, roles)
            or _part(line, draft, earlier)
            or _share(line, draft, earlier, later)
        )
        if found is not None:
            kind, other, rule = found
            draft.relation = Link(kind, other.index)
            draft.note("relation", rule, Span(min(draft.end, other.end), max(draft.start, other.start)))


_FROM = regex.compile(r"(?<!\w)from\ (?:[\w-]+\ ){0,4}$")

Finding = tuple[RelationType, Draft, str]


def _in_bracket(line: Line, draft: Draft, earlier: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    """`7.76 billion yuan (about 1.163 billion U.S. dollars)`, `14.6 percent (12.9 percent)`, `£1 (2023: £2)`."""
    main = earlier[-1] if earlier else None
    if main is None or draft.start - main.end > 60:
        return None
    between = squeeze(line.between(main, draft))
    bracket, labelled = _patterns()["bracket"].match(between), _patterns()["labelled"].match(between)
    same_sort = main.kind == draft.kind and main.quantity.unit == draft.quantity.unit
    if main.kind == draft.kind == "money" and main.quantity.unit != draft.quantity.unit:
        if bracket or _patterns()["equivalent"].match(between):
            return "equivalent_of", main, "relation.other-currency"
        return None
    if not same_sort or draft.direction or not (bracket or labelled) or main.quantity.per != draft.quantity.per:
        return None
    roles[draft.index] = "prior"
    if bracket and main.quantity.amount == draft.quantity.amount:
        return "same_as", main, "relation.same-in-digits"
    return ("prior_of", main, "relation.bracketed-prior") if roles.get(main.index) != "prior" else None


def _comparable(change: Draft, level: Draft) -> bool:
    """Whether a change can be one of a level: points change a percentage, an amount changes its own sort."""
    if change.kind == "percent":
        if change.quantity.unit != "percent":
            return level.kind == "percent" and level.quantity.unit == "percent"
        return True
    return change.kind == level.kind and (change.kind == "count" or change.quantity.unit == level.quantity.unit)


def _change(
    line: Line, draft: Draft, earlier: Sequence[Draft], later: Sequence[Draft], roles: dict[int, Role]
) -> Finding | None:
    """`rose 5% to $3`, `$3, up 5%`, `up $1 from $2 to $3`."""
    if roles[draft.index] != "change":
        return None
    left = draft.end
    for other in later:
        between = squeeze(line.lowered[left : other.start])
        if _patterns()["stop"].search(between):
            break
        role = roles[other.index]
        if role == "level" and _comparable(draft, other):
            if _patterns()["to"].search(between) or _stated_at(between):
                return "change_of", other, "relation.change-to-level"
            break
        if role == "level":
            break
        left = other.end
    return _level_before(line, draft, earlier, roles)


def _stated_at(between: str) -> bool:
    reached = regex.search(r"(?<!\w)(?:at|reaching|totaling|totalling|hitting)\ (?:\w+\ ){0,2}$", between)
    return bool(reached) and len(between) < 60 and " and " not in between


def _level_before(line: Line, draft: Draft, earlier: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    right = draft.start
    for other in reversed(earlier):
        if not elliptical(line, other.end, right):
            return None
        if roles[other.index] == "level" and other.direction is None and _comparable(draft, other):
            return "change_of", other, "relation.level-before-change"
        right = other.start
    return None


def _prior(
    line: Line, draft: Draft, earlier: Sequence[Draft], later: Sequence[Draft], roles: dict[int, Role]
) -> Finding | None:
    """`from $2 to $3`, `$3, compared with $2`: the figure compared against."""
    if roles[draft.index] != "prior":
        return _paired_prior(line, draft, earlier, roles)
    same = [d for d in later if _same_sort(d, draft)]
    if same and _FROM.search(squeeze(line.before(draft)[-60:])):
        between = squeeze(line.between(draft, same[0]))
        if _patterns()["to"].search(between) and not _patterns()["stop"].search(between) and len(between) < 80:
            return "prior_of", same[0], "relation.from-to"
    for other in reversed(earlier):
        if _same_sort(other, draft) and roles[other.index] == "level" and other.direction is None:
            if _patterns()["stop"].search(squeeze(line.between(other, draft))):
                return None
            return "prior_of", other, "relation.compared-with"
    return None


def _paired_prior(line: Line, draft: Draft, earlier: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    """`$17.1 billion, or $1.59 a share, compared with $10.4 billion, or $0.98 a share`: the second pair's second."""
    if len(earlier) < 2 or roles.get(earlier[-1].index) != "prior" or draft.direction:
        return None
    leader = earlier[-1].relation
    between = squeeze(line.between(earlier[-1], draft))
    if leader is None or leader.type != "prior_of" or not (between.startswith((", or ", " or ", " ("))):
        return None
    current = [
        d for d in earlier if d.index > leader.to and _same_sort(d, draft) and d.quantity.per == draft.quantity.per
    ]
    if not current or roles.get(current[0].index) != "level":
        return None
    roles[draft.index] = "prior"
    return "prior_of", current[0], "relation.paired-prior"


def _same_sort(one: Draft, other: Draft) -> bool:
    if one.kind != other.kind or one.quantity.per != other.quantity.per:
        return False
    return one.kind == "count" or one.quantity.unit == other.quantity.unit


def _part(line: Line, draft: Draft, earlier: Sequence[Draft]) -> Finding | None:
    """`50 MUSD, of which 12 MUSD`, `$1.8 billion, including dividends of $558 million`."""
    main = next((d for d in reversed(earlier) if _same_sort(d, draft)), None)
    if main is None or draft.direction:
        return None
    between = squeeze(line.between(main, draft))
    if ";" in between or not _patterns()["of_which"].search(between) or not _smaller(draft, main):
        return None
    if between.rstrip().endswith("with") or " with " in between and "of which" not in between:
        return None
    return "part_of", main, "relation.of-which"


def _smaller(part: Draft, whole: Draft) -> bool:
    a, b = part.quantity.amount, whole.quantity.amount
    return a is None or b is None or max(map(abs, a.numbers)) <= max(map(abs, b.numbers))


def _share(line: Line, draft: Draft, earlier: Sequence[Draft], later: Sequence[Draft]) -> Finding | None:
    """`2.4 TWh, about 41 percent of it`, `10 (91%)`, `two-thirds of the 90 delegates`."""
    if draft.kind != "percent" or draft.direction or draft.quantity.unit != "percent":
        return None
    after = squeeze(line.lowered[draft.end : draft.end + 80])
    match = _patterns()["share_of"].match(after)
    if match is None:
        return None
    if later and later[0].kind in {"count", "money", "measure"}:
        between = squeeze(line.between(draft, later[0]))
        if len(between) <= match.end() + 2 and later[0].start - draft.end <= match.end() + 6:
            return "share_of", later[0], "relation.share-of-next"
    pronoun = regex.match(r"\ (?:[a-z-]+\ ){0,2}?of\ (?:it|them|these|those|which|whom|that|this)\b", after)
    if pronoun:
        main = next((d for d in reversed(earlier) if d.kind in {"count", "money", "measure"} and not d.direction), None)
        return ("share_of", main, "relation.share-of-pronoun") if main else None
    return None
