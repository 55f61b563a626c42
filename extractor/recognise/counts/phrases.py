"""Reads the plain noun phrase behind a number: from its modifiers to its head noun, never past it.

The tagger errs in headlines and bullets, so that its tags are checked against the words: a plural behind a number is a
noun even where it is tagged as a verb, and the first plural is the head unless it clearly modifies the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.documents import Token
from extractor.recognise.counts.phrase_words import (
    MODIFIER_TAGS,
    NOUN_TAGS,
    TRADE_MARK,
    Word,
    breaks_phrase,
    is_head_noun,
    phrase_words,
)  # fmt: skip
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["NounPhrase", "noun_phrase"]


#: Behind a second plural these begin a longer list, or a verb of its own.
_GOES_ON = NOUN_TAGS | {"CC", "HYPH", "VBZ", "VBP", "VBD", "MD"}


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """`text[start:end]` is the phrase without its number; `head` is its head noun as printed.

    `modifier` is the noun right before the head, if one stands there ("volunteer hours").
    """

    start: int
    end: int
    head: str
    head_start: int
    modifier: str | None = None


def noun_phrase(text: str, tokens: Sequence[Token], first: int, *, plural: bool) -> NounPhrase | None:
    """The noun phrase that starts at token `first`, behind a number; `plural` unless the number is one.

    None where no noun that agrees with the number follows.
    """
    if first and breaks_phrase(text, tokens[first - 1].end, tokens[first].start):
        return None
    words = phrase_words(text, tokens, first)
    head = _plural_head(words) if plural else _singular_head(words)
    if head is None:
        return None
    end = _coordinated(tokens, words, head) if plural else words[head].end
    noun = words[head]
    if plural and _is_name(tokens, noun):
        return None
    printed = TRADE_MARK.sub("", text[noun.start : noun.end]).strip("\"“”'‘’()[]*")
    previous = words[head - 1] if head else None
    modifier = previous.plain if previous is not None and previous.tag in {"NN", "NNP"} else None
    return NounPhrase(words[0].start, _trimmed(text, end), printed.split("/")[0], noun.start, modifier)


def _is_name(tokens: Sequence[Token], head: Word) -> bool:
    """Whether a capitalised plural only opens a name: "the 500 Sparks programme"."""
    if not head.text[0].isupper() or head.last + 1 >= len(tokens):
        return False
    following = tokens[head.last + 1]
    joined = tokens[head.last].dep in {"compound", "nmod"} and tokens[head.last].head == following.index
    return joined and following.tag == "NN" and following.text[0].islower()


def _trimmed(text: str, end: int) -> int:
    while text[end - 1] in '"”’*':
        end -= 1
    return end


def _plural_head(words: Sequence[Word]) -> int | None:
    """The first plural noun that does not merely modify a later one."""
    heads = [i for i, w in enumerate(words) if is_head_noun(w)]
    while heads:
        here, *later = heads
        if not later or not _modifies(words, here, later[0]):
            return here
        heads = later
    return None


def _modifies(words: Sequence[Word], here: int, later: int) -> bool:
    word, following = words[here], words[later]
    if any(w.text in {",", "and", "or"} for w in words[here + 1 : later]):
        return False
    if word.tag in {"VBZ"} or following.tag in {"VBZ", "VB", "VBP"}:
        return word.plain in noun_classes().attributive.words and following.tag == "NNS"
    if word.plain in noun_classes().attributive.words or word.plain in noun_classes().invariable.words:
        return True
    if word.dep in {"compound", "nmod", "amod", "poss", "nummod"} and word.last < word.head <= following.last:
        return True
    name = word.tag in {"NNP", "NNPS"} and word.text[:1].isupper()
    return name and following.tag == "NNS" and following.text[:1].islower()


def _singular_head(words: Sequence[Word]) -> int | None:
    """The last noun of the run of modifiers and nouns."""
    head: int | None = None
    for i, word in enumerate(words):
        if word.text in {",", "and", "or", "&"}:
            break
        numbered = word.tag in {"CD"} or any(c.isdigit() for c in word.text)
        if numbered:
            head = None if head is not None and words[head].text[:1].isupper() else head
        elif word.tag in NOUN_TAGS and word.tag not in {"NNS", "NNPS"} and not word.plain.endswith(("'s", "’s")):
            head = i
        elif i + 1 == len(words) and head is None and i and any(c.isdigit() for c in words[i - 1].text):
            head = i  # "one Class 66 locomotive": the tagger takes the noun for an adjective
        elif head is not None and word.tag in MODIFIER_TAGS:
            break
    if head is None and words and words[0].tag in {"VB", "VBP"}:
        return None
    return head


def _coordinated(tokens: Sequence[Token], words: Sequence[Word], head: int) -> int:
    """The end of the phrase, with a second bare plural joined by "and": "provinces and cities"."""
    end = words[head].end
    at = words[head].last + 1
    if at + 1 >= len(tokens) or tokens[at].text not in {"and", "&", "or"}:
        return end
    follow: list[Token] = []
    for token in tokens[at + 1 : at + 6]:
        follow.append(token)
        if token.tag in {"NNS", "NNPS"} and is_plural(token.text):
            break
        if (
            token.tag not in {"JJ", "NN", "NNP", "VBN", "HYPH", "VBG"}
            or token.text.lower() in noun_classes().phrase_ends.words
        ):
            return end
    last = follow[-1]
    if last.tag not in {"NNS", "NNPS"} or len(follow) > 3 or not _plainly_joined(tokens, words[head], last):
        return end
    return last.end


def _plainly_joined(tokens: Sequence[Token], head: Word, last: Token) -> bool:
    """Whether the second plural is of the same phrase: the parse joins the two, and no verb or list follows."""
    following = tokens[last.index + 1] if last.index + 1 < len(tokens) else None
    if following is not None and (following.tag in _GOES_ON or following.text in {"-", "to"}):
        return False
    joined = last.dep == "conj" and head.start <= tokens[last.head].start < head.end
    return joined and singular(last.text) != singular(head.text)
