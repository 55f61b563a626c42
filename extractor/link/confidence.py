"""How likely each link of a figure is right, and the whole fact: logistic regressions over a few pieces of evidence.

For what a figure measures, whose it is and its time, the probability of the learned choice is the main evidence; for
the other links the rule that made them and where their ends stand. A fact is as sure as its links let it be. A
probability speaks in steps: each step that it reaches is a feature. `python -m tests.learn confidence` learns the
weights from choices that were made by weights which had not seen the release. What a table says of its cells rests on
other evidence: `tables.trust`.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.documents import Document
from extractor.link.draft import Draft
from extractor.link.issuer import Issuer
from extractor.link.period.choice import iso_of
from extractor.link.ranking import PARTS, Weights, chances, exponential, weights
from extractor.spans import HasSpan, Span
from extractor.words.names import names_account

__all__ = ["FACT", "LINKS", "ReleaseEvidence", "believe", "percent", "percent_of"]

#: The links that have a confidence, and the name of the whole fact beside them.
LINKS = ("metric", "subject", "period", "relation", "direction")
FACT = "fact"
#: The steps of a probability, in per cent.
_STEPS = (20, 40, 50, 60, 70, 75, 80, 85, 88, 90, 92, 94, 96, 98, 99)


def believe(document: Document, drafts: Sequence[Draft], issuer: Issuer) -> None:
    """Say of each figure outside tables how likely its links and the whole fact are right, in per cent."""
    by, evidence = weights("confidence"), ReleaseEvidence(document, drafts, issuer)
    known: dict[_Whole, int] = {}
    for draft in drafts:
        if draft.cell is not None:
            continue
        draft.confidence = {link: percent_of(by, own) for link, own in evidence.of_links(draft).items()}
        whole = evidence.whole(draft, draft.confidence)
        if whole not in known:
            known[whole] = percent_of(by, evidence.of_whole(whole))
        draft.confidence[FACT] = known[whole]


def percent_of(by: Weights, evidence: Sequence[str]) -> int:
    """The probability that evidence speaks for, in whole per cent from 1 to 99: a logistic function of its weight."""
    return percent(by.score(evidence))


@lru_cache(1 << 14)
def percent(score: int) -> int:
    """The probability that a weight in thousandths stands for, in whole per cent from 1 to 99."""
    less = exponential(-abs(score))
    likelier = (200 * PARTS + PARTS + less) // (2 * (PARTS + less))
    return min(max(likelier if score >= 0 else 100 - likelier, 1), 99)


class ReleaseEvidence:
    """The evidence for the links and the facts of a release; what its figures share is counted once."""

    def __init__(self, document: Document, drafts: Sequence[Draft], issuer: Issuer) -> None:
        self._document, self._issuer = document, issuer
        quantities = [draft for draft in drafts if draft.kind != "date" and draft.cell is None]
        self._size = next((size for size in _SIZES if len(quantities) <= size), _SIZES[-1])
        accounts = sum(_is_account(document.text, draft) for draft in quantities)
        self._accounts = 100 * accounts / max(len(quantities), 1)
        self._subjects = Counter(draft.subject for draft in drafts if draft.subject is not None)
        self._here = Counter((draft.sentence, draft.subject) for draft in drafts if draft.kind != "date")
        self._figures = Counter(draft.sentence for draft in drafts if draft.kind != "date")

    def of_links(self, draft: Draft) -> dict[str, list[str]]:
        """What speaks for and against each link that a figure has, by the link's name."""
        stated: dict[str, Iterator[str]] = {}
        if draft.relation is not None:
            stated["relation"] = _relation(draft)
        if draft.kind != "date":
            stated |= {"metric": _metric(draft)} if draft.metric is not None else {}
            stated |= {"subject": self._subject(draft, draft.subject)} if draft.subject is not None else {}
            stated |= {"period": _period(draft)} if iso_of(draft.when) is not None else {}
            stated |= {"direction": _direction(draft)} if draft.direction is not None else {}
        return {link: [link, *(f"{link}.{each}" for each in stated[link])] for link in LINKS if link in stated}

    def of_fact(self, draft: Draft, links: Mapping[str, int]) -> list[str]:
        """What speaks for and against a whole fact: how sure its links are, what is missing, how it was found."""
        return self.of_whole(self.whole(draft, links))

    def whole(self, draft: Draft, links: Mapping[str, int]) -> "_Whole":
        """All of a fact that its confidence rests on: figures that have the same of it are as sure."""
        mention, section = draft.figure.mention, self._document.sentences[draft.sentence].section
        sure = tuple(links.get(link) for link in _OF_WHOLE)
        if draft.kind == "date":
            value = draft.date
            dated = value.role, len(value.value or ""), value.shifted
            return _Whole(mention.rule, draft.kind, section, sure, dated=dated)
        amount = draft.quantity.amount
        stated = (
            draft.part,
            draft.status,
            draft.relation.type if draft.relation else None,
            str(amount is not None and len(amount.numbers)),
            draft.quantity.unit is not None,
        )
        account = _is_account(self._document.text, draft)
        return _Whole(mention.rule, draft.kind, section, sure, stated=stated, account=account)

    def of_whole(self, whole: "_Whole") -> list[str]:
        """What speaks for and against every fact that has this of it."""
        said = [*_whole(whole)]
        if whole.dated is None:
            said.append(f"speaks={self._issuer.of_itself}.{self._issuer.of_others}")
            said += self._sorted(whole.kind, account=whole.account)
        return [FACT, *(f"{FACT}.{each}" for each in said)]

    def _subject(self, draft: Draft, span: Span) -> Iterator[str]:
        sentence = self._document.sentences[draft.sentence]
        inside = sentence.start <= span.start < sentence.end
        yield from _made(draft, "subject")
        yield from _steps(
            "chosen", 100 * sum(r.probability for r in draft.ballots.subject if r.candidate.value == span)
        )
        yield f"side={_side(span, draft) if inside else 'elsewhere'}"
        yield f"section={sentence.section}"
        yield f"bullet={sentence.bullet}"
        words = span.of(self._document.text).split()
        yield f"words={min(len(words), 5)}"
        yield from self._place_of(draft, span)
        yield f"capital={words[-1][:1].isupper()}"
        yield from _steps("of-release", 100 * self._subjects[span] / self._subjects.total())
        yield f"usual={self._subjects[span] == max(self._subjects.values())}"
        yield f"only-here={self._here[draft.sentence, span] == self._figures[draft.sentence]}"
        for note in draft.notes:
            if note.field == "subject":
                yield from (f"manner={manner}" for manner in note.manners)

    def _place_of(self, draft: Draft, span: Span) -> Iterator[str]:
        """Whether the subject is who speaks, and of what sort the release and the figure are."""
        who = "issuer" if span == self._issuer.name else "other"
        speaks = "itself" if self._issuer.of_itself else "others" if self._issuer.of_others else "unknown"
        account = _is_account(self._document.text, draft)
        yield f"who={who}"
        yield f"who={who}.speaks={speaks}"
        yield f"who={who}.account={account}"
        yield from self._sort(draft)
        yield from (f"{who}.{step}" for step in _steps("accounts", self._accounts))

    def _sort(self, draft: Draft) -> Iterator[str]:
        """Of what sort the release is, and whether the figure is one of an account."""
        yield from self._sorted(draft.kind, account=_is_account(self._document.text, draft))

    def _sorted(self, kind: str, *, account: bool) -> Iterator[str]:
        yield f"size={self._size}"
        yield f"account={account}.{kind}"
        yield from _steps("accounts", self._accounts)


#: Numbers of figures in a release that count as many.
_SIZES = (3, 8, 20, 50, 1000)


def _is_account(text: str, draft: Draft) -> bool:
    """Whether a figure is one of an account: `net revenue`."""
    return draft.metric is not None and names_account(draft.metric.of(text))


def _steps(name: str, percent: float) -> Sequence[str]:
    """The steps that a probability reaches."""
    return _named_steps(name)[: bisect_right(_STEPS, percent)]


@cache
def _named_steps(name: str) -> Sequence[str]:
    return tuple(f"{name}>={step}" for step in _STEPS)


def _made(draft: Draft, link: str) -> Iterator[str]:
    """By which rule a link was made, and in which manner; several may agree."""
    rules = [note.rule for note in draft.notes if note.field == link]
    yield from dict.fromkeys(f"by={rule}" for rule in rules)
    yield f"rules={min(len(rules), 3)}"
    yield f"kind={draft.kind}"
    yield f"part={draft.part}"


def _metric(draft: Draft) -> Iterator[str]:
    span, ballot = draft.metric, draft.ballots.metric
    assert span is not None
    own = sum(each.probability for each in ballot if each.candidate.value == span)
    alike = sum(each.probability for each in ballot if each.candidate.value and _nested(span, each.candidate.value))
    yield from _steps("chosen", 100 * own)
    yield from _steps("alike", 100 * alike)
    yield from _made(draft, "metric")
    yield f"side={_side(span, draft)}"


def _period(draft: Draft) -> Iterator[str]:
    when = draft.when
    assert when is not None
    share = chances(draft.ballots.period, iso_of).get(iso_of(when), 0.0)
    yield from _steps("chosen", 100 * share)
    yield from _made(draft, "period")
    yield f"asked={bool(draft.ballots.period)}"
    yield f"length={len(iso_of(when) or '')}"
    yield f"said={'here' if when.date and when.date.sentence == draft.sentence else bool(when.date)}"


def _relation(draft: Draft) -> Iterator[str]:
    assert draft.relation is not None
    kind, other = draft.relation.type, draft.relation.to
    yield f"type={kind}"
    yield f"type={kind}.{draft.kind}-{other.kind}"
    yield f"type={kind}.here={other.sentence == draft.sentence}"
    away = other.index - draft.index
    yield f"type={kind}.away={max(min(away, 3), -3)}"
    yield from _made(draft, "relation")


def _direction(draft: Draft) -> Iterator[str]:
    yield from _made(draft, "direction")
    yield f"is={draft.direction}"
    yield f"level={draft.is_related('change_of')}"


#: The links that a whole fact is as sure as.
_OF_WHOLE = ("metric", "subject", "period", "direction")


class _Whole(NamedTuple):
    """What the confidence of a whole fact rests on: `links` are how sure those of `_OF_WHOLE` are, None where missing.

    `dated` is the role, length and shift of a date; `stated` of a quantity its part, status, relation, how many numbers
    it has and whether it has a unit.
    """

    rule: str
    kind: str
    section: str
    links: tuple[int | None, ...]
    dated: tuple[str | None, int, bool] | None = None
    stated: tuple[str, str, str | None, str, bool] | None = None
    account: bool = False


def _whole(whole: _Whole) -> Iterator[str]:
    yield f"rule={whole.rule}"
    yield f"kind={whole.kind}"
    yield f"section={whole.section}.{whole.dated is not None}"
    if whole.dated is not None:
        yield from (f"{name}={each}" for name, each in zip(("role", "length", "shifted"), whole.dated, strict=True))
        return
    assert whole.stated is not None
    product = 1.0
    for link, sure in zip(_OF_WHOLE, whole.links, strict=True):
        if sure is None:
            yield f"no-{link}"
            yield f"no-{link}.{whole.kind}"
        else:
            yield from _steps(link, sure)
            product *= sure / 100
    yield from _steps("least", min((sure for sure in whole.links[:3] if sure is not None), default=0))
    yield from _steps("all", 100 * product)
    names = ("part", "status", "related", "amount", "unit")
    yield from (f"{name}={each}" for name, each in zip(names, whole.stated, strict=True))


def _side(span: HasSpan, draft: Draft) -> str:
    return "before" if span.end <= draft.start else "behind" if span.start >= draft.end else "over"


def _nested(one: Span, other: Span) -> bool:
    return one.contains(other) or other.contains(one)
