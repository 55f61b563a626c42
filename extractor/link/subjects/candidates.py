"""Whose a figure may be: whom the rules find, all that its sentence names or speaks of, and who was talked about.

Each source proposes and knows no other; how likely a candidate is comes from the evidence (`evidence`) and learned
weights. What the sentence offers is found once for all its figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.documents import Token
from extractor.link.clauses import clause_subject, verb_above
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.nouns import core_phrase
from extractor.link.subjects.lists import is_dated
from extractor.link.subjects.offices import counts_the_ill, names_illness, place_of
from extractor.link.subjects.references import possessor, referent
from extractor.link.subjects.sources import only_gathers
from extractor.link.subjects.topics import Referent, Topics
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["Owner", "Owners"]

#: So many names and nouns on either side of a figure are looked at.
_MOST = 6
#: So many verbs above a figure may have the doer; those from the third on are as far as each other.
_VERBS_ABOVE, _FAR = 4, 2

Proposal = tuple[str, Referent]


@dataclass(slots=True)
class Owner:
    """Who may own a figure: the name, where the sentence calls it that (None where it does not), who proposes it."""

    name: Span
    words: Span | None
    proposers: list[str]


class Owners:
    """Whom a line names or speaks of: its names, pronouns and nouns, resolved to whom they mean, in text order."""

    def __init__(self, line: Line, topics: Topics) -> None:
        self.line, self.topics = line, topics
        self._named = sorted([*self._names(), *self._nouns()], key=lambda proposal: proposal[1].words.start)
        self._doers: dict[int, list[Proposal]] = {}
        self._told = [*self._before()]

    def of(self, draft: Draft, by_rules: Iterable[Proposal]) -> list[Owner]:
        """All who may own a figure of the line, each once; whom the rules find come first."""
        found: dict[Span, Owner] = {}
        ill = counts_the_ill(self.line, draft)
        for proposer, told in (*by_rules, *self._doing(draft), *self._near(draft), *self._around(draft)):
            who = place_of(self.line, told, self.topics) if ill else told
            here = who.words if self.line.start <= who.words.start < self.line.end else None
            own = found.setdefault(who.name, Owner(who.name, here, []))
            if here is not None and (own.words is None or _distance(here, draft) < _distance(own.words, draft)):
                own.words = here
            if proposer not in own.proposers:
                own.proposers.append(proposer)
        return list(found.values())

    def _names(self) -> Iterator[Proposal]:
        for name in self.topics.names.between(self.line.start, self.line.end):
            if not (
                is_dated(self.line, name) or names_illness(self.line, name.span) or only_gathers(self.line, name.span)
            ):
                yield "name", Referent(self.topics.names.of(name), "", name.span)

    def _nouns(self) -> Iterator[Proposal]:
        line = self.line
        for token in line.tokens:
            pronoun = token.tag in {"PRP", "PRP$"}
            if token.index in line.figure_at or not (pronoun or line.is_noun(token)):
                continue
            if not pronoun and any(name.start <= token.start < name.end for name in line.names):
                continue
            if not pronoun and self._reckons(token):
                continue
            meant = referent(line, token, self.topics)
            if meant is not None:
                yield "pronoun" if pronoun else "noun-meant", meant
            if not pronoun and self._may_own(token):
                phrase = core_phrase(line, token)
                yield "noun", Referent(phrase, "", phrase)

    def _may_own(self, noun: Token) -> bool:
        """Whether a plain noun may own a figure: no time, and no part of a phrase that goes on."""
        lexicon = name_lexicon()
        if self._runs_on(noun) or noun.text.lower() in lexicon.no_subjects:
            return False
        return lexicon.no_owners.isdisjoint(singular_words(noun.text)) and not _is_change(noun)

    def _reckons(self, noun: Token) -> bool:
        """`holidays` of "turnover adjusted for sales days and holidays", `size` of "structure by size and sector"."""
        while noun.dep == "conj":
            noun = self.line.tokens[noun.head]
        preposition = self.line.governor(noun) if noun.dep == "pobj" else None
        above = self.line.governor(preposition) if preposition is not None else None
        if preposition is None or above is None:
            return False
        dimension = preposition.text.lower() == "by" and preposition.dep == "prep" and self.line.is_noun(above)
        return dimension or above.text.lower() in name_lexicon().reckoned

    def _runs_on(self, noun: Token) -> bool:
        """Whether another noun follows directly, which is the head."""
        after = self.line.token_at(noun.index + 1)
        return after is not None and self.line.is_noun(after) and after.start - noun.end <= 1

    def _near(self, draft: Draft) -> Iterator[Proposal]:
        """Whom the names and nouns nearest to a figure mean."""
        yield from [each for each in self._named if each[1].words.end <= draft.start][-_MOST:]
        yield from [each for each in self._named if each[1].words.start >= draft.start][:_MOST]

    def _doing(self, draft: Draft) -> Iterator[Proposal]:
        """Who does something in the clauses that a figure stands in, the nearest clause first."""
        token = self.line.head_of(draft)
        for level in range(_VERBS_ABOVE):
            verb = verb_above(self.line, token) if token is not None else None
            if verb is None:
                break
            if verb.index not in self._doers:
                self._doers[verb.index] = list(self._doers_of(verb))
            yield from ((f"{role}:{min(level, _FAR)}", who) for role, who in self._doers[verb.index])
            token = verb

    def _doers_of(self, verb: Token) -> Iterator[Proposal]:
        line, doer = self.line, clause_subject(self.line, verb)
        if doer is not None and doer.index not in line.figure_at:
            meant = referent(line, doer, self.topics)
            if meant is None and line.is_noun(doer) and not _is_change(doer):
                phrase = core_phrase(line, doer)
                meant = possessor(line, doer, self.topics) or Referent(phrase, "", phrase)
            if meant is not None:
                yield f"doer:{bool(line.children(verb, 'nsubjpass'))}", meant
        for by in line.children(verb, "agent"):
            for noun in line.children(by, "pobj"):
                agent = referent(line, noun, self.topics)
                if agent is not None:
                    yield "agent", agent

    def _before(self) -> Iterator[Proposal]:
        """Who was talked about before the line, who gives out the release, who is named most."""
        topics = self.topics
        said = [
            ("of-last-figure", topics.owner),
            ("doer-of-line", topics.doer.name if topics.doer is not None else None),
            ("last", topics.last),
            ("of-section", topics.section),
            ("thing", topics.thing),
            ("person", topics.person),
            ("opening", topics.entities.opening(self.line.sentence)),
            ("issuer", topics.issuer.name),
            *((f"foremost:{place}", entity.name) for place, entity in enumerate(topics.entities.foremost)),
        ]
        return ((proposer, Referent(name, "", name)) for proposer, name in said if name is not None)

    def _around(self, draft: Draft) -> Iterator[Proposal]:
        """Whose the figures are that this one follows or leans on, and who was talked about before."""
        previous, relation = self.line.previous(draft), draft.relation
        if previous is not None and previous.subject is not None:
            yield "of-previous", Referent(previous.subject, "", previous.subject)
        if relation is not None and relation.to.subject is not None:
            yield f"of-related:{relation.type}", Referent(relation.to.subject, "", relation.to.subject)
        yield from self._told


def _is_change(noun: Token) -> bool:
    """`rise` of "a rise of 2.7% was seen, reaching 104 points": what changed is not the change's."""
    return noun.text.lower() in change_lexicon().nouns


#: What stands behind a figure is further than what stands before it.
_BEHIND = 1000


def _distance(words: Span, draft: Draft) -> int:
    return draft.start - words.end if words.end <= draft.start else words.start - draft.end + _BEHIND
