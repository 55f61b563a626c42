"""The evidence for whose a figure is: who proposes someone, what sort of thing it is, and where the sentence names it.

Each piece is a short string that names the question and its answer; `tests.learn` learns what each is worth. Answers
are coarse on purpose, so that one that is seen in three releases holds for others.
"""

from collections.abc import Iterator, Sequence, Set

from extractor.documents import Token
from extractor.link.draft import Draft
from extractor.link.lines import Line
from extractor.link.subjects.candidates import Owner
from extractor.link.subjects.topics import Topics
from extractor.spans import Span
from extractor.words.entities import entity_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon, names_account
from extractor.words.nouns import singular_words

__all__ = ["SubjectEvidence"]

#: Distances in words, and numbers of mentions, counted in steps that grow.
_STEPS, _MENTIONS = (0, 1, 2, 3, 5, 8, 13, 21, 34), (16, 8, 4, 2, 1)
#: Tags whose word says more than its class, beside a name.
_TELLING = frozenset({"IN", "TO", "DT", "CC", ",", ":", "POS", "WDT", "WP"})


class SubjectEvidence:
    """The evidence for the candidates of the figures of one line; what holds of a name for all of them, once."""

    def __init__(self, line: Line, topics: Topics) -> None:
        self.line, self.topics = line, topics
        issuer = topics.issuer
        self._speaks = "itself" if issuer.of_itself else "others" if issuer.of_others else "unknown"
        self._known: dict[Span, tuple[str, str, list[str]]] = {}

    def of(
        self, draft: Draft, owners: Sequence[Owner], first: str, named: Span | None, aligned: Set[Span]
    ) -> Iterator[list[str]]:
        """The features of each candidate, and of nobody last.

        `first` is the rule that speaks first, for `named`; `aligned` are those that a list gives the figure by its
        place, of several names for several figures.
        """
        sort = self._sort(draft)
        for owner in owners:
            found = self._of(draft, owner, sort, first if owner.name == named else None)
            yield [*found, f"aligned:{owner.name in aligned}"] if aligned else found
        told = ["nobody", f"nobody:{sort}", f"nobody:{self._speaks}"]
        yield [*told, "nobody:first"] if named is None else [*told, f"nobody:not:{first}"]

    def _of(self, draft: Draft, owner: Owner, sort: str, first: str | None) -> list[str]:
        kind, who, found = self._of_name(owner.name)
        beside = (sort, self._speaks, kind)
        found = [*found, *owner.proposers, *(f"{each}&{other}" for each in owner.proposers for other in beside)]
        if first is not None:
            found += ["first", f"first:{first}", f"first:{first}&{sort}", f"first:{first}&{self._speaks}"]
        found += [f"kind:{kind}&{sort}", f"who:{who}&{sort}", f"who:{who}&{self._speaks}&{sort}"]
        found += self._beside(draft, owner, kind)
        found += self._where(draft, owner.words) if owner.words is not None else ["not-here", f"not-here:{sort}"]
        return found

    def _sort(self, draft: Draft) -> str:
        """Of what sort a figure is: its kind, and whether what it measures is an account."""
        if draft.kind == "measure" or draft.metric is None:
            return draft.kind
        return f"{draft.kind}:account" if names_account(draft.metric.of(self.line.text)) else draft.kind

    def _of_name(self, name: Span) -> tuple[str, str, list[str]]:
        """What sort of thing a name names, whether it is the issuer's, and what follows for all figures of the line."""
        if name not in self._known:
            words = name.of(self.line.text)
            kind, who = self._kind(name, words), "issuer" if name == self.topics.issuer.name else "other"
            mentions = self.topics.entities.mentions(name)
            place = f"{self.line.sentence.section}:{self.line.sentence.bullet}"
            found = [f"kind:{kind}", f"kind:{kind}&{self._speaks}"]
            found += [f"head:{sort}:{kind == 'noun'}" for sort in _sorts_of_word(words.split()[-1].lower())]
            found += [f"who:{who}", f"who:{who}&{self._speaks}", f"who:{who}:{place}"]
            found.append(f"mentions:{next((n for n in _MENTIONS if mentions >= n), 0)}")
            self._known[name] = kind, who, found
        return self._known[name]

    def _kind(self, name: Span, words: str) -> str:
        if self.topics.entities.knows(name):
            return self.topics.entities.kind(name)
        if any(word[:1].isupper() for word in words.split()):
            return "capital"
        head = next(iter(singular_words(words.rsplit(maxsplit=1)[-1])), "")
        return next((f"plain-{kind}" for kind, heads in entity_lexicon().heads.items() if head in heads), "noun")

    def _beside(self, draft: Draft, owner: Owner, kind: str) -> Iterator[str]:
        """Whether other figures are the candidate's, and whether it stands in what the figure measures or counts."""
        name, previous, relation = owner.name, self.line.previous(draft), draft.relation
        if self.topics.owner is not None:
            leans = draft.is_related("prior_of", "change_of", "part_of")
            yield f"as-last-figure:{self.topics.owner == name}:{leans}"
        if previous is not None and previous.subject is not None:
            yield f"as-previous:{previous.subject == name}"
            yield f"as-previous:{previous.subject == name}:{draft.part}:{previous.kind == draft.kind}"
        if relation is not None and relation.to.subject is not None:
            yield f"as-related:{relation.type}:{relation.to.subject == name}"
        if draft.metric is not None and owner.words is not None and draft.metric.overlaps(owner.words):
            yield f"in-metric:{kind}"
        if name.overlaps(draft):
            yield "in-figure"

    def _where(self, draft: Draft, words: Span) -> Iterator[str]:
        """Where the sentence names a candidate, seen from the figure."""
        line = self.line
        side = "before" if words.end <= draft.start else "behind" if words.start >= draft.end else "over"
        if side != "over":
            yield from self._between(draft, words, side)
        if not line.text[line.start : words.start].strip(' •*-–—“"'):
            yield f"opens:{draft.kind}"
        token = line.token_before(words.end)
        if token is None or token.end < words.start:
            yield "unparsed"
            return
        first = next(iter(line.tokens_between(words.start, words.end)), token)
        yield f"word-before:{_said(line, line.token_at(first.index - 1))}:{side}"
        yield f"word-behind:{_said(line, line.token_at(token.index + 1))}:{side}"

    def _between(self, draft: Draft, words: Span, side: str) -> Iterator[str]:
        """What stands between a candidate and the figure."""
        line = self.line
        near, far = (words.end, draft.start) if side == "before" else (draft.end, words.start)
        between = line.tokens_between(near, far)
        figures = len({line.figure_at[t.index].index for t in between if t.index in line.figure_at})
        plain = [t for t in between if t.index not in line.figure_at]
        yield f"words:{side}:{next((s for s in _STEPS if len(plain) <= s), _STEPS[-1])}"
        yield f"figures:{side}:{min(figures, 2)}"
        yield f"verbs:{side}:{min(sum(t.tag[0] == 'V' or t.tag == 'MD' for t in plain), 3)}"
        yield f"commas:{side}:{min(sum(t.text in ',;' for t in plain), 3)}"
        yield f"names:{side}:{min(sum(near <= name.start < far for name in line.names), 3)}"


def _sorts_of_word(word: str) -> Iterator[str]:
    lexicon, single = name_lexicon(), next(iter(singular_words(word)), word)
    sets = {
        "measure": lexicon.measures, "agent": metric_lexicon().agents, "owner": lexicon.owners,
        "role": lexicon.company_roles, "none": lexicon.no_subjects,
    }  # fmt: skip
    return (sort for sort, words in sets.items() if word in words or single in words)


def _said(line: Line, token: Token | None) -> str:
    """A word beside a candidate: itself where it is one of few, else its tag."""
    if token is None:
        return "edge"
    if token.index in line.figure_at:
        return "figure"
    return token.text.lower() if token.tag in _TELLING or not token.text.isalnum() else token.tag
