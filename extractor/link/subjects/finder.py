"""Subjects: whose figure it is, by its metric, its list, its clause, its line, or what was said before."""

from collections import Counter
from collections.abc import Sequence

from extractor.link.alignment import own_member
from extractor.link.draft import Draft
from extractor.link.issuer import country_of
from extractor.link.lines import VERBS, Line
from extractor.link.ranking import Candidate, rank, weights
from extractor.link.subjects.candidates import Owners
from extractor.link.subjects.evidence import SubjectEvidence
from extractor.link.subjects.lists import SubjectRule, name_at
from extractor.link.subjects.offices import counts_the_ill, gives_out, is_told, place_of
from extractor.link.subjects.references import referent
from extractor.link.subjects.rules import SUBJECT_RULES
from extractor.link.subjects.sources import is_teller, only_says
from extractor.link.subjects.topics import Referent, Topics
from extractor.link.subjects.vetoes import cannot_own
from extractor.words.metrics import is_policy_rate, metric_lexicon
from extractor.words.nouns import singular_words

__all__ = ["find_subjects", "settle_economies"]


def find_subjects(line: Line, topics: Topics) -> None:
    """Set the subject of each quantity of a line; lines must come in order and have their metrics."""
    topics.enter(line)
    topics.doer = _main_doer(line, topics)
    if topics.doer is not None:
        topics.remember(line, topics.doer)
    if line.quantities:
        owners, evidence = Owners(line, topics), SubjectEvidence(line, topics)
        for draft in line.quantities:
            _choose(owners, evidence, draft)
    topics.owner = next((d.subject for d in reversed(line.quantities) if d.subject is not None), topics.owner)
    about = topics.doer.name if topics.doer is not None and not _is_unnamed(line, topics.doer) else None
    topics.leave(line.sentence, about or topics.entities.opening(line.sentence))
    if topics.doer is not None and not _is_crowd(line, topics.doer, topics):
        topics.last = topics.doer.name
    elif not topics.issuer.of_itself:
        own = (d.subject for d in reversed(line.quantities) if not d.came("subject", "alone"))
        topics.last = next((s for s in own if s is not None), topics.last)


def _choose(owners: Owners, evidence: SubjectEvidence, draft: Draft) -> None:
    """Take the likeliest of all who may own a figure; whom the rules' order names first is evidence among others."""
    line, topics = owners.line, owners.topics
    said = [(rule, found) for rule in SUBJECT_RULES if (found := rule.apply(line, draft, topics)) is not None]
    if counts_the_ill(line, draft):
        said = [(rule, place_of(line, found, topics)) for rule, found in said]
    said = [(rule, found) for rule, found in said if not cannot_own(line, draft, found.name, topics)]
    for _, found in said:
        topics.remember(line, found)
    own = [(_own(line, draft, found, topics), found, rule) for rule, found in said]
    first, named = (own[0][2].name, own[0][0].name) if own else ("", None)
    aligned = frozenset(who.name for who, found, _ in own if who is not found)
    proposed = owners.of(draft, ((rule.name, who) for who, _, rule in own))
    proposed = [owner for owner in proposed if not cannot_own(line, draft, owner.name, topics)]
    told = [*((owner.name, tuple(owner.proposers)) for owner in proposed), (None, ())]
    features = evidence.of(draft, proposed, first, named, aligned)
    ballot = [Candidate(name, proposers, each) for (name, proposers), each in zip(told, features, strict=True)]
    draft.ballots.subject = rank(ballot, weights("subject"))
    likeliest = draft.ballots.subject[0].candidate
    by_rule = next((each for each in own if each[0].name == likeliest.value), None)
    if by_rule is not None:
        _set(draft, *by_rule)
    elif likeliest.value is not None:
        draft.subject = likeliest.value
        for proposer in likeliest.proposers:
            draft.note("subject", proposer, likeliest.value)


def _is_crowd(line: Line, doer: Referent, topics: Topics) -> bool:
    """Whether a doer is a person or has no name, in a release of an organisation: only its own clause is about it."""
    person = doer.name != topics.issuer.name and topics.entities.kind(doer.name) == "person"
    return topics.issuer.of_itself and (person or _is_unnamed(line, doer))


def _is_unnamed(line: Line, doer: Referent) -> bool:
    roles = {"subject.described-role", "subject.as-first-given"}
    return doer.rule in roles and doer.name.of(line.text)[1:].islower()


def settle_economies(lines: Sequence[Line], topics: Topics) -> None:
    """Give percentages and measures of an economy that have a subject taken over the place that owns most of these.

    `Switzerland's GDP … . Inflation will be 1 percent`, said by an office: the figures are Switzerland's. Where no
    place owns one, those of an economy are the country's that the release most speaks of.
    """
    told = ((line, d) for line in lines for d in line.quantities if d.kind == "percent" or _is_economic(line, d))
    economic = [(line, d) for line, d in told if d.metric is None or not is_policy_rate(d.metric.of(line.text))]
    owned = (d for line, d in economic if _is_economic(line, d) and d.came("subject", "owner"))
    owners = Counter(d.subject for d in owned if d.subject is not None)
    place = owners.most_common(1)[0][0] if owners else None
    if place is None:
        economic = [(line, d) for line, d in economic if _is_economic(line, d)]
        place = country_of(topics.document, topics.names) if economic else None
    for _, draft in economic if place is not None else ():
        if (draft.subject is None or _is_lent(draft)) and draft.subject != place:
            draft.subject = place
            draft.note("subject", "subject.economy", place)


def _is_lent(draft: Draft) -> bool:
    """Whether a figure has its subject only from elsewhere: carried on, or named most in the release."""
    notes = [note.rule for note in draft.notes if note.field == "subject"]
    return draft.came("subject", "carried") or (bool(notes) and all(rule.startswith("foremost") for rule in notes))


def _is_economic(line: Line, draft: Draft) -> bool:
    words = singular_words(draft.metric.of(line.text)) if draft.metric else []
    return bool(metric_lexicon().economies.intersection(words))


def _own(line: Line, draft: Draft, found: Referent, topics: Topics) -> Referent:
    """Of names listed beside as many figures, the figure's own: `Sales in Norway and Iceland were $5m and $4m`."""
    member = own_member(line, draft, found.words) if found.words is not None else None
    if member is None:
        return found
    named = found if member == found.words else name_at(line, member.start, topics)
    if named is None or named.words != member or (named.name != member and named.name.overlaps(member)):
        return Referent(member, "", member)
    return named


def _set(draft: Draft, own: Referent, found: Referent, rule: SubjectRule) -> None:
    """Take what a rule found, or the figure's own of several names listed: that one is carried from nowhere."""
    manners = rule.manners if own is found else tuple(manner for manner in rule.manners if manner != "carried")
    draft.subject = own.name
    draft.note("subject", rule.name, own.words, manners)
    if own.rule:
        draft.note("subject", own.rule, own.name)


def _main_doer(line: Line, topics: Topics) -> Referent | None:
    """The doer of the line's main clause, where it is a name, a pronoun or a role."""
    for token in line.tokens:
        verb = line.tokens[token.head]
        subject = token.dep in {"nsubj", "nsubjpass"} and token.tag != "WDT"
        if subject and verb.tag in VERBS and not only_says(line, verb, topics):
            found = referent(line, token, topics)
            if found is None or is_teller(line, verb, found, topics) or is_told(line, found.name, topics):
                continue
            return place_of(line, found, topics) if gives_out(verb) else found
    return None
