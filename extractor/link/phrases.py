"""Noun phrases: how far the phrase around a head noun reaches, as a metric is worded."""

from collections.abc import Sequence
from functools import cache

import regex

from extractor.documents import Token
from extractor.link.lines import MODIFIERS, MODIFYING, NOUNS, VERBS, Line
from extractor.spans import Span
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon
from extractor.words.rows import alternation

__all__ = ["core_phrase", "full_phrase", "is_name", "phrase_head", "whole_phrase"]

_BRACKETED = r"(?:\ \([“\"]?[A-Z][\w&-]{0,9}[”\"]?\))?+"
_PER = r"\ per\ (?:(?:diluted|basic|common|ordinary|average|adjusted)\ ){0,2}[a-z]++(?:\ share|\ unit|\ foot)?"
_NAME_ENDS = (
    r"(?=\ (?:of|was|were|is|are|in|for|at|from|to|rose|fell|increased|decreased|grew|totaled|totalled)\b"
    r"|\ ?(?:[,;:(.]|$))"
)
_NAME_WORD = r"[\w'’&-]++(?:\.[\w'’&-]++)*+(?:\.(?=\ ))?"
_ATTRIBUTABLE = rf"\ (?:attributable|available)\ to\ {_NAME_WORD}(?:,?\ {_NAME_WORD}){{0,4}}?{_NAME_ENDS}"
_OPERATIONS = r"\ (?:from|for)\ (?:continuing\ |discontinued\ )?operations"
_ACTIVITIES = (
    r"\ (?:used\ in|provided\ by|generated\ by|from|used\ by)\ (?:\w++\ )?"
    r"(?:operations|operating\ activities|activities)"
)
_TAXES = (
    r"\ (?:before|after)\ (?:[a-z]++,?\ ){0,5}?(?:taxe?s?|tax|items|interest|amortization|amortisation|depreciation)\b"
)
#: What may follow a head noun and belongs to the measure's name; first its abbreviation: `earnings per share (EPS)`.
_TAIL = regex.compile(
    rf"{_BRACKETED}(?:{_PER}|{_ATTRIBUTABLE}|{_OPERATIONS}|{_ACTIVITIES}|{_TAXES}|\ in\ place\b)*+", regex.IGNORECASE
)


def is_name(line: Line, token: Token) -> bool:
    """Whether a noun is (part of) a proper name: the release uses it as one, or its tag and capital say so."""
    if token.text.lower() in name_lexicon().measures or token.text.lower() in name_lexicon().standards:
        return False
    if any(span.start <= token.start < span.end for span in line.names):
        return True
    return token.tag in {"NNP", "NNPS"} and token.text[:1].isupper()


def core_phrase(line: Line, head: Token) -> Span:
    """The head noun with its modifiers before it: no article, no possessor, no date or figure, no clause."""
    first = head.index
    while first > 0:
        taken = _taken_before(line, first, head)
        if not taken:
            break
        first -= taken
    tokens = line.tokens
    if first > 0 and tokens[first].text == "capita" and tokens[first - 1].text.lower() == "per":
        first -= 1
    first += first == 0 < head.index and tokens[0].text.lower() in metric_lexicon().openers
    while first < head.index and _opens_nothing(tokens[first], tokens[first + 1]):
        first += 1
    return Span(tokens[first].start, head.end)


def _opens_nothing(token: Token, following: Token) -> bool:
    """Whether a word cannot begin a measure's name: "higher" sales, an "and"; "longer-run" and a tagged name can."""
    if token.tag in {"JJR", "JJS"}:
        return token.text.islower() and not (following.text == "-" and following.start == token.end)
    return token.tag in {"CC", "HYPH", "RB"} or token.text in "&/-,*"


def _taken_before(line: Line, first: int, head: Token) -> int:
    """How many tokens before the `first` of a phrase belong to it: 0 where it begins there."""
    token = line.tokens[first - 1]
    glued = token.end == line.tokens[first].start
    figure = line.figure_at.get(token.index)
    if glued and figure is None and line.tokens[first].text == "-":  # "Same-store revenue"
        return 1
    if (figure and not (glued and figure.kind == "count")) or token.text.lower() in metric_lexicon().no_modifiers:
        return 0
    if glued and (token.text == "-" or line.tokens[first].text == "-"):  # "one-time", "like-for-like"
        return 1
    if token.tag == "POS" and first > 1 and _owns(line.tokens[first - 2]):
        return 2  # "shareholders' equity"
    if token.tag in NOUNS or token.text in {"&", "/", "-", "*", "™", "®", "(TM)"}:
        return 1
    return int(_modifies(line, token) or (token.tag == "CC" and _joins(line, token, head)))


def _owns(token: Token) -> bool:
    """Whether a possessor belongs to an account's name: owners in the plural do, "the province's" does not."""
    return token.tag in {"NNS", "NNPS"} and token.text.lower() in metric_lexicon().agents


def _modifies(line: Line, token: Token) -> bool:
    if token.text.lower() in metric_lexicon().account_participles:
        return True
    if token.tag not in MODIFIERS:
        return False
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
    hanging = left.head == head.index or head.head == left.index
    return hanging or any(a.index == head.index for a in line.ancestors(left))


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
    return Span(span.start, end)


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
    doing = noun.tag != "NN" or bool(gap)  # "book of business": no doer
    if (noun.text.lower() in metric_lexicon().agents and doing and head.text.lower() != "number") or _is_named(
        line, noun
    ):
        return end
    return _conjuncts(line, noun) if gap in ({"", "the", "all"} if of.text.lower() == "of" else {""}) else end


def _is_named(line: Line, noun: Token) -> bool:
    """Whether a noun is a name; beside a measure in capitals ("Cost of Goods Sold"), capitals alone do not say so."""
    titled = is_name(line, noun) and not any(span.start <= noun.start < span.end for span in line.names)
    heads = line.tokens[max(0, noun.index - 3) : noun.index]
    return is_name(line, noun) and not (
        titled and any(t.text[:1].isupper() and t.text.lower() in metric_lexicon().heads for t in heads)
    )


def phrase_head(line: Line, first: Token) -> Token | None:
    """The head noun of the phrase that begins at a token: the last of a run of nouns and modifiers."""
    head = None
    for token in line.tokens[first.index : first.index + 10]:
        if token.index in line.figure_at:
            break
        if line.is_noun(token):
            head = token
        elif token.tag == "CC" and head is not None and token.text.lower() in {"and", "&"}:
            if not any(line.is_noun(t) for t in line.tokens[token.index + 1 : token.index + 3]):
                break
        elif not _runs_on(line, token, head):
            break
    return head


def _runs_on(line: Line, token: Token, head: Token | None) -> bool:
    """Whether a word that is no noun may stand inside a run of nouns."""
    if token.tag not in {"JJ", "VBN", "VBG", "HYPH", "JJR", "JJS", "POS"} and token.text not in {"&", "/", "-"}:
        return False
    if head is None or token.tag not in {"VBN", "VBG"}:
        return True
    before = line.tokens[token.index - 1]
    return before.text == "-" or before.tag == "CC"
