"""How far two annotators agree: F1 of what they marked, Cohen's kappa of what they said about it.

F1 treats one as expected and the other as found; it is the same both ways. Kappa needs items that both judged: for
kinds these are the words of the texts (each is part of a money fact, …, or of none), and the spans that both marked;
for a field they are the facts that both marked with one kind. Optional facts count as facts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.errors import GoldError
from extractor.gold.alignment import align, align_across
from extractor.gold.annotations import KINDS, Annotation, GoldRelease, outside
from extractor.gold.comparing import SCORED, right_fields
from extractor.gold.scoring import ABSENT, said, states

__all__ = ["Agreement", "Items", "agree", "kappa"]

NOTHING = "none"
LAX = frozenset({"metric head", "subject contains"})


@dataclass(frozen=True, slots=True)
class Items:
    """Judgements of two annotators: how many items, how many alike, and the kappa (None where it is undefined)."""

    items: int
    alike: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        """The share of items judged alike."""
        return self.alike / self.items if self.items else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement over some releases: facts of each side, pairs by kind, exact spans, kinds and fields."""

    releases: int
    facts: Mapping[str, tuple[int, int, int]]
    """By kind and for `all`: facts of the first, of the second, and pairs of the two."""
    exact: int
    words: Items
    spans: Items
    fields: Mapping[str, Items]
    only: tuple[str, ...] = ()
    """Releases that only one of the two has."""

    def f1(self, kind: str = "all") -> float | None:
        """The F1 of marking facts of a kind."""
        one, other, pairs = self.facts.get(kind, (0, 0, 0))
        return 2 * pairs / (one + other) if one + other else None


def kappa(judgements: Iterable[tuple[str, str]]) -> Items:
    """Cohen's kappa of pairs of judgements: agreement beyond what chance would give.

    It is undefined where both always say the same one thing, for then chance alone agrees fully.
    """
    table = Counter(judgements)
    items = sum(table.values())
    alike = sum(number for (one, other), number in table.items() if one == other)
    ours, theirs = Counter[str](), Counter[str]()
    for (one, other), number in table.items():
        ours[one] += number
        theirs[other] += number
    by_chance = sum(number * theirs[name] for name, number in ours.items())
    if items * items == by_chance:
        return Items(items, alike, None)
    return Items(items, alike, (items * alike - by_chance) / (items * items - by_chance))


def agree(one: Iterable[GoldRelease], other: Iterable[GoldRelease]) -> Agreement:
    """The agreement over the releases that both annotated. Raises GoldError where a text differs or none is shared."""
    ours, theirs = ({release.id: release for release in side} for side in (one, other))
    both = [(release, theirs[ident]) for ident, release in ours.items() if ident in theirs]
    if not both:
        raise GoldError("the two have no release in common; releases are matched by id (NAME of NAME.gold.json)")
    for release, counterpart in both:
        if release.text != counterpart.text:
            raise GoldError(f'release "{release.id}": the two texts differ ({release.source}, {counterpart.source})')
    gathered = Gathered()
    for release, counterpart in both:
        gathered.add(release, counterpart)
    return gathered.agreement(len(both), tuple(sorted(ours.keys() ^ theirs.keys())))


class Gathered:
    """Collects judgements release by release."""

    def __init__(self) -> None:
        self.facts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("all", *KINDS)}
        self.exact = 0
        self.words: list[tuple[str, str]] = []
        self.spans: list[tuple[str, str]] = []
        self.fields: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def add(self, one: GoldRelease, other: GoldRelease) -> None:
        """Take in one release."""
        ignore = (*one.ignore, *other.ignore)
        ours, theirs = outside(one.facts, ignore), outside(other.facts, ignore)
        pairs = align(ours, theirs)
        for side, facts in enumerate((ours, theirs)):
            for fact in facts:
                self.facts[fact.kind][side] += 1
                self.facts["all"][side] += 1
        partners = {theirs[j].id: ours[i].id for i, j in pairs}
        for i, j in pairs:
            self.facts[ours[i].kind][2] += 1
            self.facts["all"][2] += 1
            self.exact += (ours[i].start, ours[i].end) == (theirs[j].start, theirs[j].end)
            self.compare(ours[i], theirs[j], partners)
        self.spans += [(ours[i].kind, theirs[j].kind) for i, j in align_across(ours, theirs)]
        self.words += zip(word_kinds(one.text, ours), word_kinds(one.text, theirs), strict=True)

    def compare(self, one: Annotation, other: Annotation, partners: Mapping[str, str]) -> None:
        """Take in the fields of a pair; what the two hold for the same counts as the same word."""
        right = right_fields(one, other, dict(partners))
        for name in SCORED:
            if name in LAX or not (states(one, name) or states(other, name)):
                continue
            ours, theirs = plain(one, name), plain(other, name)
            alike = states(one, name) == states(other, name) and right.get(name, False)
            if not alike and ours == theirs:
                theirs = f"{theirs} (other)"
            self.fields[name].append((ours, ours if alike else theirs))
        self.fields["optional"].append((str(one.optional), str(other.optional)))

    def agreement(self, releases: int, only: tuple[str, ...]) -> Agreement:
        """What was gathered, as figures."""
        facts = {kind: (n[0], n[1], n[2]) for kind, n in self.facts.items()}
        fields = {name: kappa(self.fields[name]) for name in (*SCORED, "optional") if name in self.fields}
        return Agreement(releases, facts, self.exact, kappa(self.words), kappa(self.spans), fields, only)


def plain(fact: Annotation, name: str) -> str:
    """What a fact says in a field, or that it says nothing."""
    return said(fact, name) if states(fact, name) else ABSENT


def word_kinds(text: str, facts: Sequence[Annotation]) -> Iterator[str]:
    """The kind that each word of a text is part of; of overlapping facts the one that begins last."""
    ordered = sorted(facts, key=lambda fact: (fact.start, fact.end))
    open_facts: list[Annotation] = []
    next_fact = 0
    for start, end in words_of(text):
        while next_fact < len(ordered) and ordered[next_fact].start < end:
            open_facts.append(ordered[next_fact])
            next_fact += 1
        open_facts = [fact for fact in open_facts if fact.end > start]
        yield open_facts[-1].kind if open_facts else NOTHING


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """The words of a text, as blanks separate them."""
    position = 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        yield start, position
