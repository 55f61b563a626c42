"""The evidence for what a figure measures: what a phrase is, where it stands, what stands between it and the figure.

Each piece is a short string that names the question and its answer (`side:before`, `words:before:was`); `tests.learn`
learns what each is worth. Answers are coarse on purpose, so that one that is seen in three releases holds for others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from extractor.documents import Token
from extractor.link.draft import Draft, Part
from extractor.link.labels import label_of
from extractor.link.lines import FINITE, Line
from extractor.link.metrics.adjacent_nouns import item_of
from extractor.link.nouns import is_name
from extractor.spans import Span
from extractor.values import Kind
from extractor.words.changes import change_lexicon
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.nouns import singular_words

__all__ = ["Evidence", "LineEvidence"]

#: Distances in words, counted in steps that grow.
_STEPS = (0, 1, 2, 3, 5, 8, 13, 21, 34)
#: Tags whose word says more than its class, beside a phrase and on a path.
_TELLING = frozenset({"IN", "TO", "DT", "PRP$", "CC", ",", ":", "POS"})
#: Signs that open or close a line and say nothing.
_MARKS = frozenset(".•*▪◦●–—-#:;,")
_JOINING = frozenset({"IN", "TO", "CC", "VBN", "VBG", "VBD"})
#: A path through the parse that is longer says nothing.
_LONGEST_PATH = 6
#: What stands further from the figure, in code points, is only far.
_FAR = 300
#: Signs that end what a phrase may say.
_BREAKS = frozenset(";:–—")
_RATIOS = ("margin", "rate", "ratio", "yield", "share of")
_PER_SHARE = ("share", "eps", "dividend", "unit")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What holds of a phrase whatever figure it may be for."""

    tokens: Sequence[Token]
    head: Token
    classes: tuple[str, ...]
    is_per_share: bool
    says_per_share: bool
    is_ratio: bool
    below: Sequence[int]
    said: list[str]


class LineEvidence:
    """The evidence for the phrases of one line: what does not depend on the figure is gathered once a phrase."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.label = label_of(line)
        self._phrases: dict[Span, _Phrase | None] = {}
        self.of_quantities = frozenset(i for i, draft in line.figure_at.items() if draft.kind != "date")
        self._sorts = "".join([self._sort(token) for token in line.tokens])
        self.layout = self._layout()

    def counts(self, first: int, last: int) -> tuple[int, int, int, int, bool]:
        """How many finite verbs, commas, nouns and nouns of measures stand among the tokens `first:last`; any break."""
        verbs, commas, nouns, measures, both, breaks = (self._sorts.count(sort, first, last) for sort in "v,nmb;")
        return verbs + both, commas, nouns + measures + both, measures + both, breaks > 0

    def _layout(self) -> str | None:
        """Where labels stand in a line that says nothing: behind figures where it opens with one; None with a verb."""
        tokens = [token for token in self.line.tokens if token.text not in _MARKS]
        if not tokens or any(sort in self._sorts for sort in "vb"):
            return None
        opens, closes = (token.index in self.of_quantities for token in (tokens[0], tokens[-1]))
        return f"{opens}:{closes}"

    def _sort(self, token: Token) -> str:
        """One letter a token: verb, comma, noun, noun of a measure, one that is tagged as a verb, break or none."""
        if self.line.is_noun(token):
            measure = _measures(token.text.lower())
            return ("b" if token.tag in FINITE else "m") if measure else "n"
        if token.tag in FINITE:
            return "v"
        return "," if token.text == "," else ";" if token.text in _BREAKS else " "

    def phrase(self, span: Span) -> _Phrase | None:
        """What a phrase of the line is; None in brackets, which are not parsed."""
        if span not in self._phrases:
            tokens = self.line.tokens_between(span.start, span.end)
            self._phrases[span] = self._read(span, tokens) if tokens else None
        return self._phrases[span]

    def _read(self, span: Span, tokens: Sequence[Token]) -> _Phrase:
        line, head = self.line, _head(self.line, tokens)
        words = line.words(span)
        governor = line.governor(head)
        said = [
            f"tag:{head.tag}",
            f"head:{(singular_words(head.text) or (head.text.lower(),))[0]}",
            f"first:{tokens[0].tag}",
            f"last:{tokens[-1].tag}",
            f"length:{min(len(tokens), 7)}",
            f"capital:{tokens[0].text[:1].isupper()}",
            f"word-before:{_said(line, line.token_at(tokens[0].index - 1))}",
            f"word-behind:{_said(line, line.token_at(tokens[-1].index + 1))}",
        ]
        if is_name(line, head):
            said.append("name")
        tail = next((t for t in line.tokens_between(head.end, span.end) if t.tag in _JOINING), None)
        if tail is not None:
            said.append(f"tail:{tail.text.lower() if tail.tag in _TELLING else tail.tag}")
        if not line.text[line.start : tokens[0].start].strip(" •*-–—"):
            said.append("opens-line")
        if governor is not None:
            said.append(f"under:{head.dep}:{governor.text.lower() if governor.tag in {'IN', 'TO'} else governor.tag}")
        return _Phrase(
            tokens,
            head,
            _classes(head.text.lower()),
            any(word in words for word in _PER_SHARE),
            "per share" in words or "eps" in words.split(),
            any(word in words for word in _RATIOS),
            _path_up(line, head),
            said,
        )


#: Tags of words that say nothing of what a preposition joins.
_DETERMINERS = frozenset({"DT", "PRP$", "PDT"})
#: What a phrase looks like, which says more of one that no rule proposes.
_SHAPES = ("side:", "elsewhere", "tag:", "first:", "last:", "length:", "capital:")


class Evidence:
    """The evidence for the candidates of one figure of a line."""

    def __init__(self, of_line: LineEvidence, draft: Draft) -> None:
        self.of_line, self.line, self.draft = of_line, of_line.line, draft
        self.figure = self.line.head_of(draft)
        self.above = _path_up(self.line, self.figure) if self.figure is not None else []
        self._places: dict[Span, list[str]] = {}

    def of(self, span: Span | None, proposers: tuple[str, ...]) -> list[str]:
        """The features of one candidate, `None` for no metric; none of them twice."""
        draft = self.draft
        if span is None:
            own = item_of(self.line, draft) is not None
            return [
                "none", f"none:{draft.kind}:{draft.part}", f"none:{draft.direction is not None}",
                f"none:{self.line.sentence.section}", f"none:{draft.kind}:{own}",
            ]  # fmt: skip
        if span not in self._places:
            self._places[span] = self._place(span)
        place, of_proposers = self._places[span], _of_proposers(proposers, draft.kind, draft.part)
        votes = of_proposers[-1]
        return [*of_proposers, *place, *(f"{votes}&{shape}" for shape in place if shape.startswith(_SHAPES))]

    def _place(self, span: Span) -> list[str]:
        if not self.line.start <= span.start < self.line.end:
            return self._elsewhere(span, "elsewhere")
        side = "before" if span.end <= self.draft.start else "behind" if span.start >= self.draft.end else "over"
        phrase = self.of_line.phrase(span)
        if phrase is None:
            words = len(self.line.text[span.end : self.draft.start].split()) if side == "before" else 9
            return [*self._elsewhere(span, "unparsed"), f"unparsed:words:{min(words, 4)}"]
        found = phrase.said + self._suits(phrase) + self._parse(phrase, side)
        label = self.of_line.label
        if label is not None and span.overlaps(label):
            found.append(f"label-of-bullet:{self.draft.direction is not None}")
        found.append(f"side:{side}")
        if self.of_line.layout is not None:
            found.append(f"verbless:{self.of_line.layout}:{side}")
        if side != "over":
            found += self._between(span, phrase, side)
        if self.line.sentence.section == "headline":
            found.append(f"headline:{side}")
        return found

    def _elsewhere(self, span: Span, where: str) -> list[str]:
        words = singular_words(span.of(self.line.text))
        return [where, f"{where}:measure"] if words and _measures(words[-1]) else [where]

    def _suits(self, phrase: _Phrase) -> list[str]:
        """Whether a phrase of its sort suits the figure."""
        draft = self.draft
        kind, part, changes = draft.kind, draft.part, draft.direction is not None
        found = []
        for name in phrase.classes:
            found += [f"class:{name}", f"class:{name}&{kind}", f"class:{name}&{part}:{changes}"]
        if draft.quantity.per == "share":
            found.append(f"per-share:{phrase.is_per_share}")
        else:
            found.append(f"not-per-share:{kind}:{phrase.says_per_share}")
        unit = draft.quantity.unit if kind == "percent" else kind
        return [*found, f"unit:{unit}:{phrase.is_ratio}", f"changes:{changes}:{'change' in phrase.classes}"]

    def _between(self, span: Span, phrase: _Phrase, side: str) -> list[str]:
        """What stands between the phrase and the figure."""
        line, draft = self.line, self.draft
        near, far = (span.end, draft.start) if side == "before" else (draft.end, span.start)
        if far - near > _FAR:
            return [f"far:{side}"]
        between = line.tokens_between(near, far)
        figures = {line.figure_at[t.index].index for t in between if t.index in self.of_line.of_quantities}
        number = len(figures)
        plain = [token for token in between if token.index not in line.figure_at]
        ends = (between[0].index, between[-1].index + 1) if between else (0, 0)
        verbs, commas, nouns, measures, broken = self.of_line.counts(*ends)
        step = next((s for s in _STEPS if len(plain) <= s), _STEPS[-1])
        found = [
            f"words:{side}:{step}",
            f"words:{side}:{step}&{draft.kind}",
            f"figures:{side}:{min(number, 3)}",
            f"figures:{side}:{min(number, 2)}&{draft.part}",
            f"commas:{side}:{min(commas, 3)}",
            f"verbs:{side}:{min(verbs, 3)}",
            f"nouns:{side}:{min(nouns, 4)}",
            f"measures:{side}:{min(measures, 4)}",
            *(f"class:{name}:{side}:{min(measures, 2)}:{min(number, 2)}" for name in phrase.classes),
        ]
        if broken:
            found.append(f"break:{side}")
        if side == "before" and "opens-line" in phrase.said and any(token.text == ":" for token in between):
            found.append(f"head-of-list:{draft.kind}:{draft.part}")
        if len(plain) <= 4 and not number:
            reads = f"reads:{side}:{'_'.join(t.text.lower() for t in plain)}"
            tags = f"tags:{side}:{'_'.join(t.tag for t in plain)}"
            found += [reads, f"{reads}&{draft.kind}:{draft.direction is not None}", tags]
            bare = "_".join(t.text.lower() for t in plain if t.tag not in _DETERMINERS)
            found.append(f"joined:{side}:{bare}&{draft.kind}:{draft.direction is not None}")
        elif plain:
            found.append(f"ends:{side}:{plain[0].text.lower()}…{plain[-1].text.lower()}")
        return found

    def _parse(self, phrase: _Phrase, side: str) -> list[str]:
        """How the phrase and the figure hang together."""
        dependency = f"dep:{phrase.head.dep}:{side}"
        if self.figure is None:
            return [dependency, "path:none"]
        path = self._path(phrase.below)
        if path is None:
            return [dependency, "path:far"]
        return [dependency, f"path:{path}", f"path:{path}&{self.draft.part}"]

    def _path(self, down: Sequence[int]) -> str | None:
        """The dependencies from the figure up to what it shares with the phrase, and down to the phrase's head."""
        up = self.above
        meet = next((i for i, token in enumerate(down) if token in up), None)
        if meet is None or up.index(down[meet]) + meet > _LONGEST_PATH:
            return None
        steps = [[_dependency(self.line.tokens[i]) for i in part] for part in (up[: up.index(down[meet])], down[:meet])]
        return ">".join(steps[0]) + "|" + "<".join(steps[1])


@lru_cache(4096)
def _of_proposers(proposers: tuple[str, ...], kind: Kind, part: Part) -> tuple[str, ...]:
    """Who proposes a candidate: by itself, and with the kind and the part of the figure; how many rules do, last."""
    rules = [name for name in proposers if name.startswith("metric.")]
    found = [*proposers, *(f"{name}:{with_}" for name in rules for with_ in (kind, part))]
    return (*dict.fromkeys(found), f"votes:{min(len(rules), 4)}")


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
        "sum": single in metrics.sums,
        "rate": single in metrics.rates,
        "extent": single in metrics.extents,
    }
    return tuple(name for name, holds in sets.items() if holds) or ("other",)
