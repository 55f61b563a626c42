"""Reads the plain noun phrase behind a number: from its modifiers to its head noun, never past it.

The tagger errs in headlines and bullets, so that its tags are checked against the words: a plural behind a number is a
noun even where it is tagged as a verb, and the first plural is the head unless it clearly modifies the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.documents import Token
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["NounPhrase", "noun_phrase"]

#: A noun phrase with more words between number and head is none.
_MOST_TOKENS = 14
#: A longer number inside one is the next figure, not part of a name or a price.
_MOST_DIGITS_INSIDE = 5

_NOUNS = {"NN", "NNS", "NNP", "NNPS", "FW"}
_MODIFIERS = {"JJ", "JJR", "JJS", "VBN", "VBG", "VBD"}
#: These end a phrase, but for its first word: "100 weekly reported cases", "100 cases weekly".
_RECURRING = frozenset(["daily", "weekly", "monthly", "yearly"])
_TRADE_MARK = regex.compile(r"\((?:TM|R|SM|C)\)|[®™℠©]", regex.IGNORECASE)


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


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of the phrase: tokens that no blank parts ("laboratory-confirmed", "SOBRsure(TM)")."""

    start: int
    end: int
    text: str
    tag: str
    dep: str
    head: int
    last: int

    @property
    def plain(self) -> str:
        """The word without trade marks, quotation marks and brackets, in lower case."""
        return _TRADE_MARK.sub("", self.text).strip("\"“”'‘’()[]").lower()


def noun_phrase(text: str, tokens: Sequence[Token], first: int, *, plural: bool) -> NounPhrase | None:
    """The noun phrase that starts at token `first`, behind a number; `plural` unless the number is one.

    None where no noun that agrees with the number follows.
    """
    if first and _breaks(text, tokens[first - 1].end, tokens[first].start):
        return None
    words = _words(text, tokens, first)
    head = _plural_head(words) if plural else _singular_head(words)
    if head is None:
        return None
    end = _coordinated(tokens, words, head) if plural else words[head].end
    noun = words[head]
    if plural and _is_name(tokens, noun):
        return None
    printed = _TRADE_MARK.sub("", text[noun.start : noun.end]).strip("\"“”'‘’()[]*")
    previous = words[head - 1] if head else None
    modifier = previous.plain if previous is not None and previous.tag in {"NN", "NNP"} else None
    return NounPhrase(words[0].start, _trimmed(text, end), printed.split("/")[0], noun.start, modifier)


def _is_name(tokens: Sequence[Token], head: _Word) -> bool:
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


def _words(text: str, tokens: Sequence[Token], first: int) -> list[_Word]:
    """The words that may belong to the phrase, up to one that cannot."""
    words: list[_Word] = []
    governed = _is_governed(tokens, first)
    at = first
    while at < len(tokens) and len(words) < _MOST_TOKENS:
        stop = _word_end(text, tokens, at)
        last = tokens[stop - 1]
        strong = next((t for t in reversed(tokens[at:stop]) if t.tag in _NOUNS or t.tag in _MODIFIERS), tokens[at])
        start = tokens[at].start
        word = _Word(start, last.end, text[start : last.end], strong.tag, strong.dep, strong.head, stop - 1)
        taken_for_verb = word.tag == "VBD" and governed and _runs_to_plural(tokens, stop)
        if not (taken_for_verb or _belongs(word, words, tokens, stop)):
            break
        words.append(word)
        at = stop
        if at < len(tokens) and _breaks(text, word.end, tokens[at].start):
            break
    return words


def _is_governed(tokens: Sequence[Token], first: int) -> bool:
    """Whether a verb or preposition stands before the number at `first`, so that it is no verb's subject."""
    at = first - 1
    while at >= 0 and tokens[at].tag in {"CD", "RB", "JJR", "RBR"}:
        at -= 1
    return at >= 0 and (tokens[at].tag.startswith("VB") or tokens[at].tag in {"IN", "TO"})


def _runs_to_plural(tokens: Sequence[Token], at: int) -> bool:
    """Whether only adjectives and nouns stand from a token to a plural: `verified digital users`."""
    for token in tokens[at : at + 4]:
        if token.tag == "NNS":
            return True
        if token.tag not in _NOUNS | _MODIFIERS:
            return False
    return False


def _word_end(text: str, tokens: Sequence[Token], at: int) -> int:
    """One past the last token that no blank parts from token `at`; punctuation at its end stays outside."""
    stop = at + 1
    while stop < len(tokens) and tokens[stop].start == tokens[stop - 1].end and not _is_stop(tokens[stop], text):
        stop += 1
    while stop - 1 > at and tokens[stop - 1].text in {".", ",", ":", ";", "!", "?", "-", "–", "—", "/", '"'}:
        stop -= 1
    return stop


def _is_stop(token: Token, text: str) -> bool:
    """Punctuation that ends a word: a bracket may be a trade mark or close one."""
    if token.text in {",", ";", ":", "!", "?", "—", "..."}:
        return True
    if token.text == ".":
        return True
    if token.text == "(":
        return not _TRADE_MARK.match(text, token.start)
    if token.text == ")":
        opening = text.rfind("(", max(0, token.end - 4), token.end)
        return opening < 0 or not _TRADE_MARK.match(text, opening)
    return False


def _breaks(text: str, end: int, start: int) -> bool:
    """Whether a gap is one between columns or paragraphs, not between words."""
    gap = text[end:start]
    return gap.count("\n") > 1 or "\t" in gap or "  " in gap


def _belongs(word: _Word, before: Sequence[_Word], tokens: Sequence[Token], stop: int) -> bool:
    plain = word.plain
    if word.text == "A":  # "Class A shares", "9 A non-subtyped viruses"
        return _tag(tokens, stop) in _NOUNS | _MODIFIERS
    if plain in _RECURRING and not before:
        return _tag(tokens, stop) in _NOUNS | _MODIFIERS
    if plain in noun_classes().phrase_ends.words or word.text[0] in "([":
        return False
    if plain in {"and", "or", "&"}:
        return _joins_adjectives(before, tokens, stop)
    if word.text == ",":
        return _lists_adjectives(before, tokens, stop)
    if word.tag in _NOUNS or word.tag in {"POS", "HYPH", "AFX"}:
        return True
    if word.tag in _MODIFIERS:
        return word.tag != "VBD" or is_plural(_next_text(tokens, stop)) or _tag(tokens, stop) in _NOUNS
    if word.tag.startswith("RB") or plain in noun_classes().attributive_adverbs.words:
        return _is_adverb_inside(plain, tokens, stop)
    if word.tag == "IN" and _tag(tokens, stop) == "NNS" and plain not in noun_classes().prepositions.words:
        return not before and plain.isalpha()  # "12 counterfeit watches": no preposition at all
    if word.tag in {"CD", "$"} or plain in {"$", "€", "£", "°", "#"}:
        return _number_inside(before, tokens, stop)
    if word.tag in {"VBZ", "VBP", "VB"}:  # a plural behind a number or an adjective is no verb
        return is_plural(plain) and not any(_is_head_noun(w) for w in before)
    return word.text[:1] in "\"“‘'" and len(word.text) > 1


def _is_adverb_inside(plain: str, tokens: Sequence[Token], stop: int) -> bool:
    if plain in noun_classes().attributive_adverbs.words:
        return _tag(tokens, stop) in _NOUNS | _MODIFIERS or is_plural(_next_text(tokens, stop))
    adverb = plain.endswith("ly") or plain in noun_classes().adverbs.words
    return adverb and _tag(tokens, stop) in _MODIFIERS | {"HYPH"}


def _tag(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].tag if at < len(tokens) else ""


def _next_text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _joins_adjectives(before: Sequence[_Word], tokens: Sequence[Token], stop: int) -> bool:
    """The "and" of "large and complex projects", "car and truck plants", before any plural."""
    if not before or any(_is_head_noun(w) for w in before):
        return False
    ahead = [t for t in tokens[stop : stop + 5] if t.text != "-"]
    for token in ahead:
        if token.tag not in _NOUNS | _MODIFIERS or token.text.lower() in noun_classes().phrase_ends.words:
            return False
        if token.tag in {"NNS", "NNPS"} and is_plural(token.text):
            return True
    return False


def _lists_adjectives(before: Sequence[_Word], tokens: Sequence[Token], stop: int) -> bool:
    """The comma of "new, energy-efficient homes": only adjectives stand around it, and a plural follows."""
    if not before or before[-1].tag not in {"JJ", "JJR", "JJS", "VBN"}:
        return False
    for token in tokens[stop : stop + 6]:
        if token.tag in {"NNS", "NNPS"} and token.index > tokens[stop].index:
            return tokens[stop].tag in {"JJ", "JJR", "JJS", "VBN", "RB"} or tokens[stop + 1].text == "-"
        if token.tag not in {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "NN", "RB", ",", "NNP"}:
            return False
    return False


def _number_inside(before: Sequence[_Word], tokens: Sequence[Token], stop: int) -> bool:
    """A number in a name ("737 MAX"), a price ("$500 gift cards") or a size: a noun must follow soon."""
    long = sum(c.isdigit() for c in tokens[stop - 1].text) > _MOST_DIGITS_INSIDE
    if long or any(_is_head_noun(w) and w.tag in {"NNS", "NNPS"} for w in before):
        return False
    for token in tokens[stop : stop + 5]:
        if token.tag in {"NNS", "NNPS"} or is_plural(token.text):
            return True
        if token.tag in {"NN", "JJ"} and token.text.islower() and before and before[-1].text[:1].isupper():
            return True  # "one Boeing 737 freighter"
        if token.tag not in _NOUNS | {"JJ", "CD", "HYPH", "$", "VBN"}:
            return False
    return False


def _is_head_noun(word: _Word) -> bool:
    """A plural that is a noun by its tag, or by its ending where the tag says name or verb."""
    plain = word.plain.removesuffix("'s").removesuffix("’s")
    if plain != word.plain or not is_plural(_TRADE_MARK.sub("", word.text).strip("\"“”'‘’()[]*")):
        return False
    return word.tag in {"NNS", "NNPS", "NNP", "NN", "VBZ", "FW", "VBP", "VB", "JJ"}


def _plural_head(words: Sequence[_Word]) -> int | None:
    """The first plural noun that does not merely modify a later one."""
    heads = [i for i, w in enumerate(words) if _is_head_noun(w)]
    while heads:
        here, *later = heads
        if not later or not _modifies(words, here, later[0]):
            return here
        heads = later
    return None


def _modifies(words: Sequence[_Word], here: int, later: int) -> bool:
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


def _singular_head(words: Sequence[_Word]) -> int | None:
    """The last noun of the run of modifiers and nouns."""
    head: int | None = None
    for i, word in enumerate(words):
        if word.text in {",", "and", "or", "&"}:
            break
        numbered = word.tag in {"CD"} or any(c.isdigit() for c in word.text)
        if numbered:
            head = None if head is not None and words[head].text[:1].isupper() else head
        elif word.tag in _NOUNS and word.tag not in {"NNS", "NNPS"} and not word.plain.endswith(("'s", "’s")):
            head = i
        elif i + 1 == len(words) and head is None and i and any(c.isdigit() for c in words[i - 1].text):
            head = i  # "one Class 66 locomotive": the tagger takes the noun for an adjective
        elif head is not None and word.tag in _MODIFIERS:
            break
    if head is None and words and words[0].tag in {"VB", "VBP"}:
        return None
    return head


def _coordinated(tokens: Sequence[Token], words: Sequence[_Word], head: int) -> int:
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


def _plainly_joined(tokens: Sequence[Token], head: _Word, last: Token) -> bool:
    """Whether the second plural is of the same phrase: the parse joins the two, and no verb or list follows."""
    following = tokens[last.index + 1] if last.index + 1 < len(tokens) else None
    if following is not None and (following.tag in {"CC", "HYPH"} or following.text == "-" or following.tag in _NOUNS):
        return False
    if following is not None and (following.tag in {"VBZ", "VBP", "VBD", "MD"} or following.text == "to"):
        return False  # the second plural has a verb or a "to" of its own
    joined = last.dep == "conj" and head.start <= tokens[last.head].start < head.end
    return joined and singular(last.text) != singular(head.text)
