"""What the form of a text says about how its counts relate: repeats, parts of a whole, earlier levels.

The relation (`same_as`, `part_of`, `prior_of`) is told in the count's reading, with the place of the other count.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.mentions import Mention, Told, ToldRelation
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import singular

__all__ = ["related", "with_siblings"]

#: Counts further back than this many are not what a count repeats or is a part of.
_BACK = 24
_DEFINITE = words_before(r"\b(?:the|these|those|all) ")
_INCLUDING = words_behind(r"[^.;\n]{0,80}?[ ,(](?:including|of which|among them) {hedge}?")
#: "53 projects in 21 countries, including three …": the things of its own kind are the whole.
_NEARBY = words_behind(r" (?:in|across|at|from|with|for) [^.;,\n]{0,30}")
_LISTED = words_behind(
    r"[^.;\n]{0,60}?(?::|[ ,](?:comprising|namely|consisting of|made up of|comprised of|including)) "
)
_ITEM_JOINT = words_behind(r"[^.;:\n]{0,60}?(?:, |; | and |, and |; and ){hedge}?")
_PRIOR_CUE = words_behind(r"[^.;\n]{0,120}?[ ,]{comparison} {hedge}?")
_SHARE = words_behind(r" ?\((\d{1,3}(?:\.\d{1,2})?) ?%\)")
_AND = words_behind(r"[^.;,\n]{0,120}? and ")


def related(text: str, counts: Sequence[Mention]) -> list[Mention]:
    """The counts, in text order, with the relations that their surroundings tell."""
    out: list[Mention] = []
    by_start: dict[int, Mention] = {}
    for mention in counts:
        found = _relation(text, mention, out)
        if found is not None:
            of, relation = found
            told = of.counted.told
            if told is not None and told.relation == "same_as" and relation != "prior_of":
                of = by_start[told.start]
            mention = _with(mention, of, relation)  # noqa: PLW2901
        out.append(mention)
        by_start[mention.start] = mention
    return _with_sums(text, out)


def _relation(text: str, mention: Mention, before: Sequence[Mention]) -> tuple[Mention, ToldRelation] | None:
    if not before:
        return None
    near = before[-_BACK:][::-1]
    alike = [m for m in near if singular(m.counted.head) == singular(mention.counted.head)]
    if _DEFINITE.match(text, max(0, mention.start - 8), mention.start):
        same = next((m for m in alike if m.amount == mention.amount and mention.amount is not None), None)
        if same is not None:
            return same, "same_as"
    last = before[-1]
    if _INCLUDING.fullmatch(text, last.end, mention.start) and _at_most(mention, last):
        own = next((m for m in alike if m is not last and _NEARBY.fullmatch(text, m.end, last.start)), last)
        return (own if last not in alike and _at_most(mention, own) else last), "part_of"
    if last in alike and _PRIOR_CUE.fullmatch(text, last.end, mention.start):
        return last, "prior_of"
    share = _SHARE.match(text, mention.end)
    if share is not None:
        whole = next((m for m in alike if _is_share(mention, m, Decimal(share[1]))), None)
        if whole is not None:
            return whole, "part_of"
    return None


def _with(mention: Mention, of: Mention, relation: ToldRelation) -> Mention:
    return replace(mention, reading=replace(mention.counted, told=Told(relation, of.start, of.end)))


def _value(mention: Mention) -> Decimal | None:
    return mention.amount.value if mention.amount is not None else None


def _at_most(part: Mention, whole: Mention) -> bool:
    a, b = _value(part), _value(whole)
    return a is None or b is None or a <= b


def _is_share(part: Mention, whole: Mention, share: Decimal) -> bool:
    a, b = _value(part), _value(whole)
    return a is not None and bool(b) and b is not None and a < b and abs(100 * a / b - share) <= Decimal("0.6")


def _with_sums(text: str, counts: list[Mention]) -> list[Mention]:
    """Counts listed behind a whole that they add up to are its parts: "912 degrees …: 640 …, 231 … and 41 …"."""
    out = list(counts)
    for i, whole in enumerate(counts):
        total = _value(whole)
        if total is None or i + 1 == len(counts) or not _LISTED.fullmatch(text, whole.end, counts[i + 1].start):
            continue
        together, j = Decimal(0), i + 1
        while j < min(len(counts), i + _BACK) and (
            j == i + 1 or _ITEM_JOINT.fullmatch(text, counts[j - 1].end, counts[j].start)
        ):
            together += _value(counts[j]) or 0
            j += 1
            if together >= total:
                break
        if together == total and j > i + 2:
            out[i + 1 : j] = [_with(m, whole, "part_of") for m in counts[i + 1 : j]]
    return out


def with_siblings(text: str, counts: Sequence[Mention]) -> list[Mention]:
    """Counts joined by "and" to a part that is said to be something: "89 of which are X and 35 Y"."""
    out: list[Mention] = []
    for mention in counts:
        last = out[-1] if out else None
        if (
            last is not None
            and mention.counted.told is None
            and last.counted.predicate
            and _AND.fullmatch(text, last.end, mention.start)
        ):
            mention = replace(mention, reading=replace(mention.counted, told=last.counted.told))  # noqa: PLW2901
        out.append(mention)
    return out
