"""Bare numbers in front of a count that share its noun: `45 and 50 cases`, `6 old and 9 new cars`."""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.rules import ADJECTIVE, SHARED
from extractor.words.beside import words_behind
from extractor.words.comparators import compared
from extractor.words.nouns import is_plural, noun_classes

__all__ = ["Found", "hedged", "shared"]

_AND_OR = words_behind(r",? (?:and|or) ")
_COMMA = words_behind(r", ")
#: What may stand between the first number and the "and" of "6 influenza A and 9 influenza B viruses".
_SHARED_TAGS = frozenset(["JJ", "JJR", "JJS", "VBN", "VBD", "NN", "NNP", "HYPH", "AFX", "RB", "POS", "DT"])


@dataclass(frozen=True, slots=True)
class Found:
    """A counter with its noun phrase, or with none yet."""

    counter: Counter
    mention: Mention | None


def hedged(text: str, counter: Counter, mention: Mention) -> Mention:
    """The count with its hedge or bound, which may stand between the number and its noun."""
    return compared(text, mention, counter.bound_at if counter.bound_at != counter.end else None)


def shared(text: str, found: Sequence[Found]) -> list[Mention]:
    """The bare numbers in front of a count, joined to it by "and", "or" or commas."""
    out: list[Mention] = []
    for i in range(len(found) - 1, 0, -1):
        mention, one = found[i].mention, found[i - 1]
        if one.mention is not None or one.counter.sentence != found[i].counter.sentence:
            continue
        shared_one = out[-1] if out and out[-1].start == found[i].counter.start else None
        following = mention or shared_one
        if following is None or following.rule in {ADJECTIVE.name}:
            continue
        said = _before_the_shared(text, one.counter, following, last=mention is not None)
        if said is None or (said.endswith("ed") and " " not in (following.unit or "")):
            continue
        head, place = following.counted.head, (one.counter.start, one.counter.end)
        unit = f"{said} {head}" if said else following.unit
        amount, reading = one.counter.amount, CountReading(head)
        found_one = Mention("count", *place, SHARED.name, amount, unit, per=following.per, reading=reading)
        out.append(hedged(text, one.counter, found_one))
    return out


def _before_the_shared(text: str, counter: Counter, following: Mention, *, last: bool) -> str | None:
    """The adjectives of a bare number before "and" and a count ("6 old and 9 new cars"); None where nothing joins."""
    if counter.value in {None, 1}:
        return None
    start = following.cues[0].start if following.cues and following.cues[0].start > counter.end else following.start
    joint = _AND_OR if last else _COMMA
    if joint.fullmatch(text, counter.end, following.start) or joint.fullmatch(text, counter.end, start):
        return ""
    at = counter.behind
    while at < min(len(counter.tokens), counter.behind + 5) and counter.tokens[at].text not in {"and", "or", ","}:
        token = counter.tokens[at]
        if token.tag not in _SHARED_TAGS or token.text.lower() in noun_classes().phrase_ends.words - {"a"}:
            return None
        at += 1
    if at == counter.behind or at >= len(counter.tokens) or is_plural(counter.tokens[at - 1].text):
        return None
    end = text.rfind(" ", counter.end, counter.tokens[at].start + 1)
    end = counter.tokens[at].start if end < 0 or counter.tokens[at].text == "," else end
    return text[counter.end : end].strip() if joint.fullmatch(text, end, start) else None
