"""Noun phrases: how far the phrase around a head noun reaches, as a metric is worded."""

from collections.abc import Sequence
from functools import cache

import regex

from extractor.documents import Token
from extractor.link.lines import FINITE, MODIFYING, VERBS, Line
from extractor.link.nouns import core_phrase, is_name, phrase_head
from extractor.spans import Span
from extractor.words.metrics import metric_lexicon
from extractor.words.rows import alternation

__all__ = ["full_phrase", "long_phrase", "whole_phrase"]

_BRACKETED = r"(?:\ \([“\"]?[A-Z][\w&-]{0,9}[”\"]?\))?+"
_PER = r"\ per\ (?:(?:diluted|basic|common|ordinary|average|adjusted)\ ){0,2}[a-z]++(?:\ share|\ unit|\ foot)?"
_NAME_ENDS = (
    r"(?=\ (?:of|was|were|is|are|in|for|at|from|to|rose|fell|grew|stood|(?-i:[a-z]++(?<=ed)))\b"
    r"|\ ?(?:[,;:(.]|$))"
)
_NAME_WORD = r"[\w'’&-]++(?:\.[\w'’&-]++)*+(?:\.(?=\ ))?"
_ATTRIBUTABLE = (
    rf"\ (?:attributable|available)\ to\ {_NAME_WORD}(?:,?\ {_NAME_WORD}){{0,4}}?"
    rf"(?:\ of\ (?:the\ )?(?:parent|company|group|corporation)(?:\ company)?)?+{_NAME_ENDS}"
)
_OPERATIONS = r"\ (?:from|for)\ (?:continuing\ |discontinued\ )?operations"
_ACTIVITIES = (
    r"\ (?:used\ in|provided\ by|generated\ by|from|used\ by)\ (?:\w++\ )?"
    r"(?:operations|operating\ activities|activities)"
)
_TAXES = (
    r"\ (?:before|after)\ (?:[a-z]++,?\ ){0,5}?(?:taxe?s?|tax|items|interest|amortization|amortisation|depreciation)\b"
)
#: Words so short are left out of an abbreviation: "rate of return (RR)".
_LINKING = 3
_ABBREVIATION = regex.compile(r"\ \([“\"]?(?P<letters>[A-Z]\w{1,5})[”\"]?\)$")
#: What may follow a head noun and belongs to the measure's name; first its abbreviation: `earnings per share (EPS)`.
_TAIL = regex.compile(
    rf"{_BRACKETED}(?:{_PER}|{_ATTRIBUTABLE}|{_OPERATIONS}|{_ACTIVITIES}|{_TAXES}|\ in\ place\b)*+", regex.IGNORECASE
)


#: Prepositions that hang a complement on a noun.
_HANGING = frozenset(
    {"to", "on", "of", "from", "per", "excluding", "including", "less", "before", "after", "under", "against"}
    | {"for", "in", "by", "with", "at"}
)
#: The ones behind which an article may stand: "the impact on the region", not "sales in the region".
_DETERMINED = frozenset({"to", "on"})
#: A phrase takes so many complements at most.
_MOST = 4


def full_phrase(line: Line, head: Token) -> Span:
    """The core phrase with what belongs to the measure's name behind it: `of` a plain noun, `per share`, …"""
    found = line.phrases.get(head.index)
    if found is None:
        found = line.phrases[head.index] = _full_phrase(line, head)
    return found


def _full_phrase(line: Line, head: Token) -> Span:
    span = core_phrase(line, head)
    end = _conjuncts(line, head)
    for _ in range(3):
        tail = _TAIL.match(line.text, end, line.end)
        stop = _of_phrase(line, head, tail.end() if tail else end)
        if stop == end:
            break
        end = stop
    end = _without_abbreviation(line, span.start, end)
    return Span(span.start, _up_to_verb(line, head, end))


def _up_to_verb(line: Line, head: Token, end: int) -> int:
    """Where a measure's complements end that lead right up to a verb: `Cash returned to shareholders | totaled`."""
    if is_name(line, head) or head.text.lower() in metric_lexicon().agents:
        return end
    reached = _complemented(line, end)
    behind = line.token_after(reached)
    return reached if behind is not None and behind.tag in FINITE else end


def _without_abbreviation(line: Line, start: int, end: int) -> int:
    """Where a phrase ends without the bracket at its end that has its first letters: `embedded value (EV)`."""
    match = _ABBREVIATION.search(line.text, start, end)
    if match is None:
        return end
    words, letters = line.text[start : match.start()].replace("-", " ").split(), list(match["letters"].lower())
    for own in (words, [word for word in words if len(word) > _LINKING]):
        if [word[0].lower() for word in own][-len(letters) :] == letters:
            return match.start()
    return end


@cache
def _complementing() -> regex.Pattern[str]:
    """`return on the`, `gain on sale of`, directly before a noun that the measure's name ends with."""
    nouns = (rf"(?P<head>{alternation(heads)})\ {word}" for word, heads in metric_lexicon().complements.items())
    return regex.compile(rf"\b(?:{'|'.join(nouns)})\ (?:the\ )?(?:\w+\ of\ (?:the\ )?)?$")


def whole_phrase(line: Line, span: Span) -> Span:
    """The phrase that a noun phrase only ends: `return on average assets`, of which `average assets` is no measure."""
    match = _complementing().search(line.lowered, max(line.start, span.start - 60), span.start)
    head = line.token_before(match.end("head")) if match is not None else None
    acts = head is not None and not line.is_noun(head) and line.children(head, "nsubj")  # "members gain from sales"
    return full_phrase(line, head) if head is not None and not acts else span


def _conjuncts(line: Line, head: Token) -> int:
    """The end of the last noun joined to the head by "and" ("cash and equivalents and short-term investments")."""
    last = head
    for _ in range(3):
        joined = next(
            (c for c in line.children(last, "conj") if line.is_noun(c) and last.index < c.index <= last.index + 6), None
        )
        if joined is None or not _plainly_joined(line, last, joined):
            break
        last = joined
    follower = line.token_at(last.index + 1)
    doer = is_name(line, last) or last.text.lower() in metric_lexicon().agents  # "Norway paid"
    return follower.end if follower is not None and not doer and _trails(line, follower) else last.end


def _trails(line: Line, participle: Token) -> bool:
    """Whether a participle behind a noun belongs to its phrase: `dividends paid`, `cost of goods sold`."""
    if participle.tag == "VBN" and participle.dep == "acl" and not participle.children:
        return True
    behind = line.token_at(participle.index + 1)
    said = behind is None or behind.tag not in {"DT", "PRP$", "IN", "TO", "RP", "NN", "NNS", "JJ"}
    return said and participle.text.lower() in metric_lexicon().trailing_participles


def _plainly_joined(line: Line, last: Token, joined: Token) -> bool:
    """Whether "and" or the comma of a list stands between two nouns, and no article, verb or figure."""
    if any(character.isdigit() for character in line.text[last.end : joined.start]):  # "support (40%) and marketing"
        return False
    words: Sequence[Token] = line.tokens[last.index + 1 : joined.index]
    if any(t.tag in {"IN", "DT", "VBD", "VBZ", "VBP"} or t.text == ";" for t in words):
        return False
    later = any(t.tag == "CC" for t in line.tokens[joined.index : joined.index + 8])
    return any(t.tag == "CC" for t in words) or (later and any(t.text == "," for t in words))


def _of_phrase(line: Line, head: Token, end: int) -> int:
    """Where an `of` phrase of a plain noun behind `end` ends, or `end`; doers belong only to a `number of people`.

    Some nouns have another preposition: `return on assets`.
    """
    of, last = line.token_after(end), line.token_before(end)
    if of is None or last is None:
        return end
    if of.text.lower() != "of" and last.text.lower() not in metric_lexicon().complements.get(of.text.lower(), ()):
        return end
    noun = next(iter(line.children(of, "pobj")), None)
    if noun is None or not line.is_noun(noun) or noun.index - of.index > 8:
        return end
    if noun.text.lower() in metric_lexicon().times:
        return end
    gap = line.lowered[of.end : core_phrase(line, noun).start].strip()
    doing = noun.text.lower() in metric_lexicon().agents and (noun.tag != "NN" or bool(gap))  # "book of business"
    within = any(name.start <= head.start and noun.end <= name.end for name in line.names)  # "Rate of Return"
    if (doing and head.text.lower() not in metric_lexicon().counting) or (_is_named(line, noun) and not within):
        return end
    return _conjuncts(line, noun) if gap in ({"", "the", "all"} if of.text.lower() == "of" else {""}) else end


def _is_named(line: Line, noun: Token) -> bool:
    """Whether a noun is a name; beside a measure in capitals ("Cost of Goods Sold"), capitals alone do not say so."""
    titled = is_name(line, noun) and not any(span.start <= noun.start < span.end for span in line.names)
    heads = line.tokens[max(0, noun.index - 3) : noun.index]
    return is_name(line, noun) and not (
        titled and any(t.text[:1].isupper() and t.text.lower() in metric_lexicon().heads for t in heads)
    )


def long_phrase(line: Line, head: Token) -> Span:
    """The full phrase of a noun with its complements and participles: `cash returned to shareholders`.

    No names, times and figures: they say whose, when and how much.
    """
    span = full_phrase(line, head)
    if is_name(line, head):
        return span
    end = _complemented(line, span.end)
    first = line.token_after(span.end)
    above = line.governor(first) if first is not None else None
    return Span(span.start, end) if above is not None and span.start <= above.start < end else span


def _complemented(line: Line, end: int) -> int:
    for _ in range(_MOST):
        taken = _complement(line, end)
        if taken is None:
            break
        end = taken
    return end


def _complement(line: Line, end: int) -> int | None:
    """Where the complement that begins behind `end` ends: a preposition with its noun, a participle with or without."""
    first = line.token_after(end)
    if first is not None and first.text == "," and _sets_apart(line, line.token_at(first.index + 1)):
        first = line.token_at(first.index + 1)
    if first is None or first.index in line.figure_at:
        return None
    hanging = _hanging(line, first)
    if hanging is not None:
        return hanging
    follower = line.token_at(first.index + 1)
    if not _is_participle(line, first):
        return None
    if follower is None or follower.tag in FINITE:
        return first.end
    hanging = _hanging(line, follower) if follower.text.lower() != "by" else None  # "shared by users": who did
    if hanging is None or first.dep == "acl" or _sets_apart(line, first):
        return hanging
    behind = line.token_after(hanging)  # "Cash returned to shareholders totaled": the verb comes later
    return hanging if behind is not None and behind.tag in FINITE else None


def _sets_apart(line: Line, token: Token | None) -> bool:
    """`free cash flow, adjusted for leases`, `earnings, excluding items`: a participle that says how it is reckoned."""
    return token is not None and (token.text.lower() in {"adjusted", "excluding", "including"})


def _is_participle(line: Line, token: Token) -> bool:
    if token.tag not in {"VBN", "VBD", "VBG"} or line.token_at(token.index - 1) is None:
        return False
    return token.tag != "VBG" or token.dep == "acl"


def _hanging(line: Line, preposition: Token) -> int | None:
    """Where the noun behind a preposition ends; None where a name, a time or a figure stands there."""
    word = preposition.text.lower()
    first = line.token_at(preposition.index + 1)
    if first is None or word not in _HANGING:
        return None
    determined = first.tag in {"DT", "PRP$"}
    if determined:
        first = line.token_at(first.index + 1)
    if first is None or first.index in line.figure_at or (determined and word not in _DETERMINED):
        return None
    noun = phrase_head(line, first)
    if noun is None or is_name(line, noun) or noun.text.lower() in metric_lexicon().times:
        return None
    begins = core_phrase(line, noun).start
    inside = line.tokens_between(first.start, noun.end)
    if begins > first.start or any(t.tag in VERBS and t.dep not in MODIFYING for t in inside):
        return None
    return _conjuncts(line, noun)
