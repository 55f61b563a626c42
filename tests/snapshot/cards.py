"""Rule cards: how often each rule speaks, on how many releases, how often it is right on gold, what it falls to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.link.linking import RULES as LINKING
from extractor.recognise import counts, dates, measures, money, percentages

__all__ = ["Card", "cards", "names_of_rules", "table"]

SCORED = {"value": "number", "metric": "metric", "subject": "subject contains"}
"""The scored field that says whether a field is right, where the two have other names."""


@dataclass(slots=True)
class Card:
    """What a rule does in a snapshot; `fell` counts the rules that took its figures from it."""

    rule: str
    spoke: int = 0
    releases: set[str] = field(default_factory=set)
    right: int = 0
    judged: int = 0
    fell: Counter[str] = field(default_factory=Counter)


def names_of_rules() -> list[str]:
    """Every rule that could speak: finders, then linking rules."""
    finders = [rule.name for kind in (money, percentages, dates, measures, counts) for rule in kind.RULES]
    return [*dict.fromkeys([*finders, *(rule.name for rule in LINKING)])]


def cards(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> list[Card]:
    """A card for each rule of `names` and for each other one that speaks, in this order."""
    found = {name: Card(name) for name in names}
    for row in rows:
        right = row.get("right", {})
        for number, fact in enumerate(row["facts"]):
            spoken = [("value", fact["rule"])]
            spoken += [(name, rule) for name, rules in fact["by"].items() for rule in rules.split("+")]
            for name, rule in spoken:
                card = found.setdefault(rule, Card(rule))
                card.spoke += 1
                card.releases.add(row["id"])
                verdict = right.get(str(number), {}).get(SCORED.get(name, name))
                if verdict is not None:
                    card.judged += 1
                    card.right += verdict
        for loser, winner in row["fallen"]:
            found.setdefault(loser, Card(loser)).fell[winner] += 1
    return list(found.values())


def table(found: Sequence[Card]) -> list[str]:
    """The cards as lines, and behind them the rules that never speak or speak for one release."""
    lines = [f"{'rule':<44}{'spoke':>7}{'releases':>10}{'right':>14}  falls to"]
    for card in found:
        share = f"{card.right}/{card.judged} {100 * card.right / card.judged:3.0f}%" if card.judged else "-"
        falls = ", ".join(f"{name} {n}" for name, n in card.fell.most_common(3))
        lines.append(f"{card.rule:<44}{card.spoke:7}{len(card.releases):10}{share:>14}  {falls}".rstrip())
    silent = [card.rule for card in found if not card.spoke]
    single = [card.rule for card in found if len(card.releases) == 1]
    lines += ["", f"{len(silent)} never speak: {', '.join(silent) or '-'}"]
    return [*lines, "", f"{len(single)} speak for one release: {', '.join(single) or '-'}"]
