"""The evidence for what a figure measures: what a phrase is, where it stands, what stands between it and the figure.

Each piece is a short string that names the question and its answer (`side:before`, `words:before:was`); `tests.learn`
learns what each is worth. Answers are coarse on purpose, so that one that is seen in three releases holds for others.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from extractor.documents import Token
from extractor.link.draft import Draft
from extractor.link.labels import label_of
from extractor.link.lines import Line
from extractor.link.metrics.adjacent_nouns import item_of
from extractor.link.phrases import is_name
from extractor.spans import Span
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["Evidence"]

#: Distances in words, counted in steps that grow.
_STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 34)
#: Tags whose word says more than its class, beside a phrase and on a path.
_TELLING = frozenset({"IN", "TO", "DT", "PRP$", "CC", ",", ":", "POS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: A path through the parse that is longer says nothing.
_LONGEST_PATH = 6
#: What stands further from the figure, in code points, is only far.
_FAR = 300
#: Signs that end what a phrase may say.
_BREAKS = frozenset(";:–—")
_RATIOS = ("margin", "rate", "ratio", "yield", "share of")
_PER_SHARE = ("share", "eps", "dividend", "unit")


class Evidence:
    """The evidence for the candidates of one figure."""

    def __init__(self, line: Line, draft: Draft) -> None:
        self.line, self.draft = line, draft
        self.figure = line.head_of(draft)
        self.label = label_of(line)
        self.above = _path_up(line, self.figure) if self.figure is not None else []
        self._places: dict[Span, tuple[str, ...]] = {}

    def of(self, span: Span | None, proposers: Sequence[str]) -> set[str]:
        """The features of one candidate, `None` for no metric."""
        draft = self.draft
        found = set(proposers)
        for name in proposers:
            if name.startswith("metric."):
                found.add(f"{name}:{draft.kind}")
                found.add(f"{name}:{draft.part}")
        if span is None:
            own = item_of(self.line, draft) is not None
            found |= {
                "none", f"none:{draft.kind}:{draft.part}", f"none:{draft.direction is not None}",
                f"none:{self.line.sentence.section}", f"none:{draft.kind}:{own}",
            }  # fmt: skip
            return found
        found.add(f"votes:{min(sum(name.startswith('metric.') for name in proposers), 4)}")
        if span not in self._places:
            inside = self.line.start <= span.start < self.line.end
            self._places[span] = tuple(self._inside(span) if inside else self._elsewhere(span, "elsewhere"))
        found.update(self._places[span])
        return found

    def _elsewhere(self, span: Span, where: str) -> Iterator[str]:
        yield where
        words = singular_words(span.of(self.line.text))
        if words and _measures(words[-1]):
            yield f"{where}:measure"

    def _inside(self, span: Span) -> Iterator[str]:
        tokens = self.line.tokens_between(span.start, span.end)
        side = "before" if span.end <= self.draft.start else "behind" if span.start >= self.draft.end else "over"
        if not tokens:  # in brackets, which are not parsed
            yield from self._elsewhere(span, "unparsed")
            words = len(self.line.text[span.end : self.draft.start].split()) if side == "before" else 9
            yield f"unparsed:words:{min(words, 4)}"
            return
        head = _head(self.line, tokens)
        yield from self._phrase(span, tokens, head)
        if self.label is not None and span.overlaps(self.label):
            yield f"label-of-bullet:{self.draft.direction is not None}"
        yield from self._edges(tokens)
        yield f"side:{side}"
        if side != "over":
            yield from self._between(span, head, side)
        yield from self._parse(head, side)
        if self.line.sentence.section == "headline":
            yield f"headline:{side}"

    def _phrase(self, span: Span, tokens: Sequence[Token], head: Token) -> Iterator[str]:
        """What sort of phrase it is, and whether it suits the figure."""
        line, draft = self.line, self.draft
        classes = _classes(head.text.lower())
        for name in classes:
            yield f"class:{name}"
            yield f"class:{name}&{draft.kind}"
            yield f"class:{name}&{draft.part}:{draft.direction is not None}"
        if is_name(line, head):
            yield "name"
        yield f"tag:{head.tag}"
        yield f"head:{(singular_words(head.text) or (head.text.lower(),))[0]}"
        words = line.words(span)
        if draft.quantity.per == "share":
            yield f"per-share:{any(word in words for word in _PER_SHARE)}"
        else:
            yield f"not-per-share:{draft.kind}:{'per share' in words or 'eps' in words.split()}"
        unit = draft.quantity.unit if draft.kind == "percent" else draft.kind
        yield f"unit:{unit}:{any(word in words for word in _RATIOS)}"
        yield f"changes:{draft.direction is not None}:{'change' in classes}"
        yield f"first:{tokens[0].tag}"
        yield f"last:{tokens[-1].tag}"
        yield f"length:{min(len(tokens), 7)}"
        yield f"capital:{tokens[0].text[:1].isupper()}"

    def _edges(self, tokens: Sequence[Token]) -> Iterator[str]:
        line = self.line
        before, behind = line.token_at(tokens[0].index - 1), line.token_at(tokens[-1].index + 1)
        yield f"word-before:{_said(line, before)}"
        yield f"word-behind:{_said(line, behind)}"
        if not line.text[line.start : tokens[0].start].strip(" •*-–—"):
            yield "opens-line"

    def _between(self, span: Span, head: Token, side: str) -> Iterator[str]:
        """What stands between the phrase and the figure."""
        line, draft = self.line, self.draft
        near, far = (span.end, draft.start) if side == "before" else (draft.end, span.start)
        if far - near > _FAR:
            yield f"far:{side}"
            return
        between = line.tokens_between(near, far)
        figures = {d.index for t in between if (d := line.figure_at.get(t.index)) is not None and d.kind != "date"}
        plain = [t for t in between if t.index not in line.figure_at]
        nouns = [t for t in plain if line.is_noun(t)]
        measures = len([t for t in nouns if "measure" in _classes(t.text.lower())])
        words = [t.text for t in between]
        step = next((s for s in _STEPS if len(plain) <= s), _STEPS[-1])
        yield f"words:{side}:{step}"
        yield f"words:{side}:{step}&{draft.kind}"
        yield f"figures:{side}:{min(len(figures), 3)}"
        yield f"figures:{side}:{min(len(figures), 2)}&{draft.part}"
        yield f"commas:{side}:{min(words.count(','), 3)}"
        yield f"verbs:{side}:{min(len([t for t in between if t.tag in _FINITE]), 3)}"
        yield f"nouns:{side}:{min(len(nouns), 4)}"
        yield f"measures:{side}:{min(measures, 4)}"
        for name in _classes(head.text.lower()):
            yield f"class:{name}:{side}:{min(measures, 2)}:{min(len(figures), 2)}"
        if not _BREAKS.isdisjoint(words):
            yield f"break:{side}"
        if len(plain) <= 4 and not figures:
            reads = f"reads:{side}:{'_'.join(t.text.lower() for t in plain)}"
            yield reads
            yield f"{reads}&{draft.kind}:{draft.direction is not None}"
            yield f"tags:{side}:{'_'.join(t.tag for t in plain)}"
        elif plain:
            yield f"ends:{side}:{plain[0].text.lower()}…{plain[-1].text.lower()}"

    def _parse(self, head: Token, side: str) -> Iterator[str]:
        """How the phrase and the figure hang together."""
        line = self.line
        yield f"dep:{head.dep}:{side}"
        governor = line.governor(head)
        if governor is not None:
            yield f"under:{head.dep}:{governor.text.lower() if governor.tag in {'IN', 'TO'} else governor.tag}"
        path = self._path(head) if self.figure is not None else None
        if path is None:
            yield "path:far" if self.figure is not None else "path:none"
            return
        yield f"path:{path}"
        yield f"path:{path}&{self.draft.part}"

    def _path(self, head: Token) -> str | None:
        """The dependencies from the figure up to what it shares with the phrase, and down to the phrase's head."""
        up = self.above
        down = _path_up(self.line, head)
        meet = next((i for i, token in enumerate(down) if token in up), None)
        if meet is None or up.index(down[meet]) + meet > _LONGEST_PATH:
            return None
        steps = [[_dependency(self.line.tokens[i]) for i in part] for part in (up[: up.index(down[meet])], down[:meet])]
        return ">".join(steps[0]) + "|" + "<".join(steps[1])


def _path_up(line: Line, token: Token) -> list[int]:
    return [token.index, *(above.index for above in islice(line.ancestors(token), _LONGEST_PATH))]


def _dependency(token: Token) -> str:
    return f"{token.dep}={token.text.lower()}" if token.tag in {"IN", "TO"} else token.dep


def _head(line: Line, tokens: Sequence[Token]) -> Token:
    """The last noun before the first preposition behind a noun."""
    head = tokens[0]
    for token in tokens:
        if token.tag in {"IN", "TO"} and line.is_noun(head):
            break
        if line.is_noun(token):
            head = token
    return head


def _said(line: Line, token: Token | None) -> str:
    """A word beside a phrase: itself where it is one of few, else its tag."""
    if token is None:
        return "edge"
    if token.index in line.figure_at:
        return "figure"
    word = token.text.lower()
    telling = token.tag in _TELLING or word in metric_lexicon().level_verbs or not word.isalnum()
    return word if telling else token.tag


def _measures(word: str) -> bool:
    return "measure" in _classes(word)


@lru_cache(4096)
def _classes(word: str) -> tuple[str, ...]:
    """The lexicons of linking that a word stands in."""
    metrics, names = metric_lexicon(), name_lexicon()
    single = next(iter(singular_words(word)), word)
    sets = {
        "measure": word in names.measures or single in names.measures,
        "head": word in metrics.heads,
        "agent": word in metrics.agents,
        "generic": word in metrics.generic,
        "time": word in metrics.times,
        "guidance": word in metrics.guidance,
        "change": word in change_lexicon().nouns,
        "standard": word in names.standards,
    }
    return tuple(name for name, holds in sets.items() if holds) or ("other",)
