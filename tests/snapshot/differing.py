"""What differs between two snapshots: lost, new and changed facts, grouped by field and rule."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Change", "Group", "changes", "grouped", "report"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one fact that differs; the field is `fact` where the fact is lost or new."""

    release: str
    field: str
    rule: str
    words: str
    before: str
    after: str
    judged: str = ""


@dataclass(slots=True)
class Group:
    """Changes of one field by one rule."""

    field: str
    rule: str
    changes: list[Change] = dataclasses.field(default_factory=list)


def changes(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    """All changes, release by release; releases that only one side has are left out."""
    old = {row["id"]: row for row in before}
    for row in after:
        if row["id"] in old:
            yield from release_changes(old[row["id"]], row)


def release_changes(before: Row, after: Row) -> Iterator[Change]:
    """The changes of one release: facts are the same where kind and place are."""
    old = {key(fact): (str(i), fact) for i, fact in enumerate(before["facts"])}
    new = {key(fact): (str(i), fact) for i, fact in enumerate(after["facts"])}
    right = before.get("right", {}), after.get("right", {})
    for place in sorted(old.keys() | new.keys()):
        i, one = old.get(place, ("", None))
        j, other = new.get(place, ("", None))
        if one is None or other is None:
            fact = one or other
            assert fact is not None
            told = f"{fact['kind']} {value_of(fact)}"
            sides = (told, "") if one else ("", told)
            yield Change(after["id"], "fact", fact["rule"], fact["text"], *sides)
            continue
        for name in sorted((one.keys() | other.keys()) - {"by"}):
            if one.get(name) != other.get(name):
                rules = (one["by"].get(name, one["rule"]), other["by"].get(name, other["rule"]))
                rule = rules[1] if rules[0] == rules[1] else f"{rules[0]} → {rules[1]}"
                said = str(one.get(name, "")), str(other.get(name, ""))
                verdict = verdict_of(right[0].get(i, {}), right[1].get(j, {}), name)
                yield Change(after["id"], name, rule, other["text"], *said, verdict)


def key(fact: Row) -> tuple[int, int, str]:
    """What makes a fact the same in two snapshots."""
    return fact["start"], fact["end"], fact["kind"]


def value_of(fact: Row) -> str:
    """A fact's value in a few words."""
    return str(fact.get("value") or f"{fact.get('low', '')}..{fact.get('high', '')}")


def verdict_of(before: Mapping[str, bool], after: Mapping[str, bool], name: str) -> str:
    """What gold says of a change: `gained`, `lost`, or nothing."""
    scored = "number" if name in {"value", "low", "high"} else name
    was, now = before.get(scored), after.get(scored)
    return "" if was is None or now is None or was == now else "gained" if now else "lost"


def grouped(found: Iterator[Change]) -> list[Group]:
    """The changes by field and rule, the largest group first."""
    groups: dict[tuple[str, str], Group] = {}
    for change in found:
        where = (change.field, change.rule)
        groups.setdefault(where, Group(*where)).changes.append(change)
    return sorted(groups.values(), key=lambda group: (-len(group.changes), group.field, group.rule))


def report(groups: Sequence[Group], *, show: int, unread: Collection[str]) -> list[str]:
    """The groups with some of their changes each; the words of `unread` releases are never shown."""
    lines = []
    for group in groups:
        judged = [c.judged for c in group.changes if c.judged]
        verdicts = f"  (gold: {judged.count('gained')} gained, {judged.count('lost')} lost)" if judged else ""
        lines.append(f"{len(group.changes):6}  {group.field:<12} {group.rule}{verdicts}")
        readable = [c for c in group.changes if c.release not in unread]
        for change in readable[:show]:
            sides = f"{change.before or '-'} → {change.after or '-'}"
            lines.append(f"            {change.release}: {change.words!r}: {sides} {change.judged}".rstrip())
    return lines
