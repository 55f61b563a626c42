"""Noun phrases: how far the phrase around a head noun reaches, as a metric is worded."""

from functools import cache

import regex

from extractor.documents import Token
from extractor.link.lines import MODIFIERS, MODIFYING, NOUNS, VERBS, Line
from extractor.link.vocabulary import measure_words, metric_lexicon
from extractor.spans import Span

__all__ = ["agents", "core_phrase", "full_phrase", "is_name", "singular_words"]

#: What may follow a head noun and belongs to the name of the measure.
_TAIL = regex.compile(
    r"""
    (?:\ \([A-Z][\w&-]{0,9}\))?+                                         # earnings per share (EPS)
    (?:\ per\ (?:(?:diluted|basic|common|ordinary|average|adjusted)\ ){0,2}[a-z]++(?:\ share|\ unit|\ foot)?
      |\ (?:attributable|available)\ to\ (?:[\w.,'’&-]++\ ?){1,5}?(?=\ ?(?:of|was|were|is|are|in|for|at|from|to|\(|rose|fell|increased|decreased|grew|totaled|totalled)\b|[,;:.]|$)
      |\ (?:from|for)\ (?:continuing\ |discontinued\ )?operations
      |\ (?:used\ in|provided\ by|generated\ by|from|used\ by)\ (?:\w++\ )?(?:operations|operating\ activities|activities)
      |\ (?:before|after)\ (?:[a-z]++,?\ ){0,5}?(?:taxe?s?|tax|items|interest|amortization|depreciation)\b
      |\ in\ place\b
    )*+
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_NO_MODIFIER = frozenset(
    [
        "its",
        "their",
        "our",
        "the",
        "a",
        "an",
        "this",
        "that",
        "both",
        "all",
        "such",
        "same",
        "prior",
        "previous",
        "while",
        "with",
        "then",
        "also",
        "now",
        "nearly",
        "approximately",
        "about",
        "only",
        "respectively",
        "record",
        "reported",
    ]
)

#: Participles that are adjectives of accounts, whatever the parse says.
_PARTICIPLES = frozenset(
    {"operating", "investing", "financing", "recurring", "non-recurring", "remaining", "outstanding"}
)
#: Verbs that open a fragment without a subject ("Recorded revenue of …").
_OPENERS = frozenset(
    [
        "recorded",
        "reported",
        "generated",
        "achieved",
        "posted",
        "delivered",
        "increased",
        "decreased",
        "returned",
        "announced",
        "raised",
        "completed",
        "repurchased",
        "paid",
        "forecasting",
        "expecting",
        "reaffirms",
        "raises",
        "maintains",
        "expects",
        "sees",
    ]
)


def is_name(line: Line, token: Token) -> bool:
    """Whether a noun is (part of) a proper name: the release uses it as one, or its tag and capital say so."""
    if token.text.lower() in measure_words():
        return False
    if any(span.start <= token.start < span.end for span in line.names):
        return True
    return token.tag in {"NNP", "NNPS"} and token.text[:1].isupper()


def core_phrase(line: Line, head: Token) -> Span:
    """The head noun with its modifiers before it: no article, no possessor, no date or figure, no clause."""
    first = head.index
    while first > 0:
        token = line.tokens[first - 1]
        glued = token.end == line.tokens[first].start
        if token.index in line.figure_at and not (glued and line.figure_at[token.index].kind == "count"):
            break
        if token.text.lower() in _NO_MODIFIER:
            break
        if glued and (token.text == "-" or line.tokens[first].text == "-"):  # "one-time", "like-for-like"
            first -= 1
            continue
        if token.tag == "POS" and first > 1 and line.tokens[first - 2].text.lower() in agents():
            first -= 2  # "shareholders' equity"
        elif (
            token.tag in NOUNS
            or token.text in {"&", "/", "-", "*"}
            or _modifies(line, token, head)
            or (token.tag == "CC" and _joins(line, token, head))
            or token.text in {"™", "®", "(TM)"}
        ):
            first -= 1
        else:
            break
    if first > 0 and line.tokens[first].text == "capita" and line.tokens[first - 1].text.lower() == "per":
        first -= 1
    first += first == 0 < head.index and line.tokens[0].text.lower() in _OPENERS
    while first < head.index and (
        line.tokens[first].tag == "JJS"
        or line.tokens[first].tag in {"CC", "HYPH", "RB"}
        or line.tokens[first].text in "&/-,"
    ):
        first += 1
    return Span(line.tokens[first].start, head.end)


def _modifies(line: Line, token: Token, head: Token) -> bool:
    if token.tag not in MODIFIERS:
        return False
    if token.text.lower() in _PARTICIPLES:
        return True
    if token.tag in VERBS and token.dep not in MODIFYING:
        return token.index == 0 and token.tag == "VBG"  # "Selling expenses", "Paying members"
    return token.tag != "RB" or (token.dep in {"advmod", "amod"} and line.tokens[token.head].tag in MODIFIERS)


def _joins(line: Line, token: Token, head: Token) -> bool:
    """Whether "and" joins two parts of one phrase: the word before it hangs on the head, or the head on it."""
    if token.index == 0 or token.text.lower() not in {"and", "&"}:
        return False
    left = line.tokens[token.index - 1]
    if left.tag not in NOUNS | {"JJ", "VBG"} or left.index in line.figure_at:
        return False
    return (
        left.head == head.index or head.head == left.index or any(a.index == head.index for a in line.ancestors(left))
    )


def full_phrase(line: Line, head: Token) -> Span:
    """The core phrase with what belongs to the measure's name behind it: `of` a plain noun, `per share`, …"""
    span = core_phrase(line, head)
    end = _conjuncts(line, head)
    for _ in range(3):
        tail = _TAIL.match(line.text, end, line.end)
        stop = tail.end() if tail else end
        stop = _of_phrase(line, stop)
        if stop == end:
            break
        end = stop
    return Span(span.start, end)


@cache
def agents() -> frozenset[str]:
    """Nouns that name a doer or a place, from `metrics.toml`."""
    return frozenset(metric_lexicon().agents.split())


def _conjuncts(line: Line, head: Token) -> int:
    """The end of the last noun joined to the head by "and" ("cash and equivalents and short-term investments")."""
    last = head
    for _ in range(3):
        joined = [c for c in line.children(last, "conj") if line.is_noun(c) and last.index < c.index <= last.index + 6]
        if not joined or any(i in line.figure_at for i in range(last.index, joined[0].index)):
            break
        words = line.tokens[last.index + 1 : joined[0].index]
        later = any(t.tag == "CC" for t in line.tokens[joined[0].index : joined[0].index + 8])
        listed = any(t.text == "," for t in words) and later
        if not (any(t.tag == "CC" for t in words) or listed) or any(
            t.tag in {"IN", "DT", "VBD", "VBZ", "VBP"} or t.text == ";" for t in words
        ):
            break
        last = joined[0]
    follower = line.tokens[last.index + 1] if last.index + 1 < len(line.tokens) else None
    if (
        follower
        and follower.tag == "VBN"
        and follower.text.lower() not in {"was", "were", "been", "is", "are"}
        and follower.dep == "acl"
        and not follower.children
    ):
        last = follower
    return last.end


def _of_phrase(line: Line, end: int) -> int:
    """Where an `of` phrase of a plain noun behind `end` ends, or `end`."""
    of = line.token_after(end)
    if of is None or of.text.lower() != "of" or of.index + 1 >= len(line.tokens):
        return end
    objects = line.children(of, "pobj")
    noun = objects[0] if objects else None
    if noun is None or not line.is_noun(noun) or noun.index - of.index > 8:
        return end
    inner = core_phrase(line, noun)
    first = line.token_after(inner.start)
    if first is None or is_name(line, noun) or noun.text.lower() in agents():
        return end
    gap = line.lowered[of.end : inner.start].strip()
    return _conjuncts(line, noun) if gap in {"", "the", "all"} else end


def singular_words(phrase: str) -> list[str]:
    """The words of a phrase in lower case with plain plurals cut, to compare phrases by."""
    words = regex.findall(r"[\p{L}\d&-]+", phrase.lower())
    return [w[:-1] if w.endswith("s") and not w.endswith(("ss", "us", "is")) and len(w) > 3 else w for w in words]
