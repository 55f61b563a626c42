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
        "semicolon": r"^;\ (?:\w+\ ){0,3}(?:forecast|estimate|guidance|figure|year|period|quarter|previously|prior|20\d\d)[\w\ ]{0,12}:\ ?$",
        "appended": r",\ (?:(?:up|down|higher|lower|representing|marking|reflecting|which\ (?:is|was)|an?|or|equating|translating|amounting|resulting|(?:increas|decreas|ris|fall|grow)ing)\b[^,;]{0,40})?$",
        "of_which": r"(?:of\ (?:which|whom|that|these|those|them)|including|includes|included|comprising|among\ (?:which|them|these)|with)(?:\ [^\s;]+){0,8}\ ?$",
        "share_of": r"^\ (?:[a-z-]+\ ){0,2}?(?:of|share\ of)\ (?:all\ |the\ |its\ |our\ |their\ |total\ |these\ |those\ |this\ |that\ |it\b|them\b|which\b|whom\b)*",
        "equivalent": rf"(?:^,?\ (?:or|equivalent\ to|equal\ to|i\.e\.,?)\ {_HEDGES}$)",
    }
    return {name: regex.compile(source) for name, source in sources.items()}


def find_relations(line: Line, roles: dict[int, Role]) -> None:
    """Set the relation of each quantity of a line that leans on another one of the same line."""
    quantities = line.quantities
    for position, draft in enumerate(quantities):
        if draft.relation is not None:  # a recogniser told it: an elliptical count knows what it counts
            if draft.relation.type in {"prior_of", "change_of"}:
                roles[draft.index] = "prior" if draft.relation.type == "prior_of" else "change"
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
    _listed_parts(line)
    _shares_of_parts(line)


_IN = regex.compile(r"\b(?:in|at|across|from)\s(?:the\s)?$")
_FROM = regex.compile(r"(?<!\w)from\ (?:[\w-]+\ ){0,4}$")

Finding = tuple[RelationType, Draft, str]


def _in_bracket(line: Line, draft: Draft, earlier: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    """`7.76 billion yuan (about 1.163 billion U.S. dollars)`, `14.6 percent (12.9 percent)`, `£1 (2023: £2)`."""
    main = earlier[-1] if earlier else None
    if main is None or draft.start - main.end > 80:
        return None
    between = squeeze(line.between(main, draft))
    opening = max(between.rfind("("), between.rfind("["))
    label = between[opening:] if opening >= 0 else ""
    at = main.end + line.between(main, draft).rfind(label[:1]) if label else draft.start
    if opening > 0 and not elliptical(line, main.end, at):
        return None
    bracket, labelled = _patterns()["bracket"].match(label), _patterns()["labelled"].match(label)
    labelled = labelled or _patterns()["semicolon"].match(between)
    if main.kind == draft.kind == "money" and main.quantity.unit != draft.quantity.unit:
        if bracket or _patterns()["equivalent"].match(between):
            return "equivalent_of", main, "relation.other-currency"
        return None
    same_sort = main.kind == draft.kind and main.quantity.unit == draft.quantity.unit
    if not same_sort or draft.direction or not (bracket or labelled):
        return None
    if main.quantity.per != draft.quantity.per and not (labelled and draft.quantity.per is None):
        return None
    if bracket and main.quantity.amount == draft.quantity.amount:
        return "same_as", main, "relation.same-in-digits"
    if draft.kind == "count" or roles.get(main.index) == "prior":
        return None
    roles[draft.index] = "prior"
    return "prior_of", main, "relation.bracketed-prior"


def _comparable(change: Draft, level: Draft) -> bool:
    """Whether a change can be one of a level: points change a percentage, an amount changes its own sort."""
    if change.kind == "percent":
        if change.quantity.unit != "percent":
            return level.kind == "percent" and level.quantity.unit == "percent"
        return True
    if change.kind != level.kind or change.quantity.per != level.quantity.per:
        return False
    return change.kind == "count" or change.quantity.unit == level.quantity.unit


def _change(
    line: Line, draft: Draft, earlier: Sequence[Draft], later: Sequence[Draft], roles: dict[int, Role]
) -> Finding | None:
    """`rose 5% to $3`, `$3, up 5%`, `up $1 from $2 to $3`."""
    if roles[draft.index] != "change":
        return None
    appended = _patterns()["appended"].search(squeeze(line.before(draft)))
    if appended and earlier and (found := _appended_to(line, draft, earlier, roles)):
        return found
    return _level_behind(line, draft, later, roles) or _level_before(line, draft, earlier, roles)


def _appended_to(line: Line, draft: Draft, earlier: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    """`shipped 178 devices across all markets, up 35%`: the last level before the comma."""
    for other in reversed(earlier):
        if ";" in line.between(other, draft):
            return None
        if other.relation is not None and other.relation.type == "equivalent_of":
            continue
        if roles[other.index] == "level" and other.direction is None and _comparable(draft, other):
            return "change_of", other, "relation.appended-change"
        if roles[other.index] == "level":
            return None
    return None


def _level_behind(line: Line, draft: Draft, later: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    left = draft.end
    for other in later:
        between = squeeze(line.lowered[left : other.start])
        if _patterns()["stop"].search(between) or ("," in between and not elliptical(line, left, other.start)):
            return None
        if roles[other.index] == "level":
            reached = _patterns()["to"].search(between) or _stated_at(between)
            return ("change_of", other, "relation.change-to-level") if reached and _comparable(draft, other) else None
        left = other.end
    return None


def _stated_at(between: str) -> bool:
    reached = regex.search(r"(?<!\w)(?:at|reaching|totaling|totalling|hitting)\ (?:\w+\ ){0,2}$", between)
    return bool(reached) and len(between) < 60 and " and " not in between


def _level_before(line: Line, draft: Draft, earlier: Sequence[Draft], roles: dict[int, Role]) -> Finding | None:
    right = draft.start
    for other in reversed(earlier):
        if not elliptical(line, other.end, right):
            return None
        equivalent = other.relation is not None and other.relation.type == "equivalent_of"
        if roles[other.index] == "level" and other.direction is None and not equivalent and _comparable(draft, other):
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
        if _patterns()["to"].search(between) and elliptical(line, draft.end, same[0].start):
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
    """`50 MUSD, of which 12 MUSD`, `15 cases including 4 deaths`, `89 of which are old and 35 new`."""
    main = next((d for d in reversed(earlier) if _same_sort(d, draft)), None)
    if main is None or draft.direction:
        return None
    between = squeeze(line.between(main, draft))
    if ";" in between or not _smaller(draft, main):
        return None
    if _patterns()["of_which"].search(between):
        return "part_of", main, "relation.of-which"
    joined = regex.fullmatch(r"(?:\ [^\s,;]+){0,7},?\ (?:and|or)\ |(?:\ [^\s,;]+){0,7},\ ", between)
    if joined and main.relation is not None and main.relation.type == "part_of" and draft.kind == "count":
        whole = next((d for d in line.quantities if d.index == main.relation.to), None)
        return ("part_of", whole, "relation.next-part") if whole is not None else None
    return None


def _listed_parts(line: Line) -> None:
    """`912 degrees: 640 bachelor's, 231 master's and 41 doctorates`: a list behind a colon that adds up to the whole."""
    colon = line.lowered.find(": ", line.start, line.end)
    counts = [
        d for d in line.quantities if d.kind == "count" and d.quantity.amount and d.quantity.amount.value is not None
    ]
    whole = next((d for d in reversed(counts) if d.end <= colon), None)
    parts = [d for d in counts if d.start > colon]
    if whole is None or colon < 0 or len(parts) < 2 or any(p.relation for p in parts):
        return
    if sum(p.quantity.amount.value for p in parts if p.quantity.amount) == whole.quantity.amount.value:  # type: ignore[misc, union-attr]
        for part in parts:
            part.relation = Link("part_of", whole.index)
            part.note("relation", "relation.listed-parts", Span(whole.start, whole.end))


def _shares_of_parts(line: Line) -> None:
    """`Six cases (55%)`, `AED 353 million or 83 per cent`: the share of the whole that the part before it is of."""
    for left, right in zip(line.quantities, line.quantities[1:], strict=False):
        if right.kind != "percent" or right.relation is not None or right.direction or left.relation is None:
            continue
        between = squeeze(line.between(left, right))
        if left.relation.type == "part_of" and regex.fullmatch(r"\ ?[(\[]|,?\ or\ (?:about\ |nearly\ )?", between):
            right.relation = Link("share_of", left.relation.to)
            right.note("relation", "relation.share-of-whole", Span(left.start, left.end))


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
        sorts = [d for d in earlier if d.kind in {"count", "money", "measure"} and not d.direction]
        inner = [d for d in sorts if not _IN.search(line.lowered[max(line.start, d.start - 12) : d.start])]
        main = next(reversed(inner or sorts), None)
        return ("share_of", main, "relation.share-of-pronoun") if main else None
    return None
