"""What a link was chosen from, the likeliest first, with what spoke for and against each: for people who ask why.

Evidence is told where it makes a difference: what the chosen one has and the runner-up has not, and the reverse.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from extractor.link.confidence import ReleaseEvidence
from extractor.link.draft import Draft, When
from extractor.link.period.choice import iso_of
from extractor.link.ranking import Ranked, Weights, chances, weights
from extractor.spans import Span

__all__ = ["Piece", "Runner", "runners", "sure_because"]

#: So many candidates and so many pieces of evidence on each side are told, and none less likely than this.
_CANDIDATES, _PIECES, _LEAST = 4, 3, 0.01

#: A piece of evidence with its weight in thousandths.
Piece = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Runner:
    """What a link could have been (None: no link at all), how likely, and the evidence that sets it apart."""

    value: Span | str | None
    probability: float
    speaking_for: Sequence[Piece]
    speaking_against: Sequence[Piece]


def runners(draft: Draft, link: str) -> list[Runner]:
    """What the metric, subject or period of a figure was chosen from; empty where there was no choice."""
    phrases = {"metric": draft.ballots.metric, "subject": draft.ballots.subject}.get(link)
    if phrases is not None:
        outcomes: list[tuple[Span | str | None, float, Ranked[Span] | Ranked[When]]] = [
            (each.candidate.value, each.probability, each) for each in phrases
        ]
    elif link == "period":
        shares = chances(draft.ballots.period, iso_of)
        outcomes = [(value, share, _best(draft.ballots.period, value)) for value, share in shares.items()]
    else:
        outcomes = []
    told = [outcome for outcome in outcomes[:_CANDIDATES] if outcome[1] >= _LEAST]
    by = weights(link) if told else None
    return [] if by is None or len(outcomes) < 2 else list(_told(told, outcomes[1][2], by))


def _best(ranked: Sequence[Ranked[When]], value: str | None) -> Ranked[When]:
    return next(each for each in ranked if iso_of(each.candidate.value) == value)


def _told(
    outcomes: Sequence[tuple[Span | str | None, float, Ranked[Span] | Ranked[When]]],
    second: Ranked[Span] | Ranked[When],
    by: Weights,
) -> Iterator[Runner]:
    first = outcomes[0][2]
    for value, probability, ranked in outcomes:
        other = second if ranked is first else first
        yield Runner(value, probability, *_pieces(ranked.candidate.features, other.candidate.features, by))


def _pieces(own: Collection[str], other: Collection[str], by: Weights) -> tuple[list[Piece], list[Piece]]:
    """The heaviest evidence for and against one that the other has not."""
    weighed = sorted(((name, by.of.get(name, 0)) for name in set(own) - set(other)), key=lambda p: (-abs(p[1]), p[0]))
    return [p for p in weighed if p[1] > 0][:_PIECES], [p for p in weighed if p[1] < 0][:_PIECES]


def sure_because(evidence: ReleaseEvidence, draft: Draft, link: str) -> tuple[list[Piece], list[Piece]]:
    """What speaks for and against a link that a rule or a table made."""
    if draft.cell is not None:
        stated = (
            [f"{link}.{each}" for group in draft.cell.evidence for each in group] if link in draft.confidence else []
        )
        return _pieces(stated, (), weights("cells"))
    return _pieces(evidence.of_links(draft).get(link, ()), (), weights("confidence"))
