"""The words that may belong to the noun phrase behind a number: from its modifiers on, up to one that cannot.

The tagger errs in headlines and bullets, so that its tags are checked against the words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.documents import Token
from extractor.words.nouns import is_plural, noun_classes

__all__ = [
    "MODIFIER_TAGS", "NOUN_TAGS", "TRADE_MARK", "Word", "breaks_phrase", "is_head_noun", "phrase_words",
]  # fmt: skip

#: A noun phrase with more words between number and head is none.
_MOST_TOKENS = 14
#: A longer number inside one is the next figure, not part of a name or a price.
_MOST_DIGITS_INSIDE = 5
NOUN_TAGS = {"NN", "NNS", "NNP", "NNPS", "FW"}
MODIFIER_TAGS = {"JJ", "JJR", "JJS", "VBN", "VBG", "VBD"}
#: These end a phrase, but for its first word: "100 weekly reported cases", "100 cases weekly".
_RECURRING = frozenset(["daily", "weekly", "monthly", "yearly"])
TRADE_MARK = regex.compile(r"\((?:TM|R|SM|C)\)|[®™℠©]", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
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
        return TRADE_MARK.sub("", self.text).strip("\"“”'‘’()[]").lower()


def phrase_words(text: str, tokens: Sequence[Token], first: int) -> list[Word]:
    """The words that may belong to the phrase, up to one that cannot."""
    words: list[Word] = []
    governed = _is_governed(tokens, first)
    at = first
    while at < len(tokens) and len(words) < _MOST_TOKENS:
        stop = _word_end(text, tokens, at)
        last = tokens[stop - 1]
        strong = next((t for t in reversed(tokens[at:stop]) if t.tag in NOUN_TAGS | MODIFIER_TAGS), tokens[at])
        start = tokens[at].start
        word = Word(start, last.end, text[start : last.end], strong.tag, strong.dep, strong.head, stop - 1)
        taken_for_verb = word.tag == "VBD" and governed and _runs_to_plural(tokens, stop)
        belongs = _is_letters(word.text, tokens, stop) or _belongs(word, words, tokens, stop)
        if not (taken_for_verb or belongs):
            break
        words.append(word)
        at = stop
        if at < len(tokens) and breaks_phrase(text, word.end, tokens[at].start):
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
        if token.tag not in NOUN_TAGS | MODIFIER_TAGS:
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
        return not TRADE_MARK.match(text, token.start)
    if token.text == ")":
        opening = text.rfind("(", max(0, token.end - 4), token.end)
        return opening < 0 or not TRADE_MARK.match(text, opening)
    return False


def breaks_phrase(text: str, end: int, start: int) -> bool:
    """Whether a gap is one between columns or paragraphs, not between words."""
    gap = text[end:start]
    return gap.count("\n") > 1 or "\t" in gap or "  " in gap


def _belongs(word: Word, before: Sequence[Word], tokens: Sequence[Token], stop: int) -> bool:
    plain = word.plain
    if word.text == "A":  # "Class A shares", "9 A non-subtyped viruses"
        return _tag(tokens, stop) in NOUN_TAGS | MODIFIER_TAGS
    if plain in _RECURRING and not before:
        return _tag(tokens, stop) in NOUN_TAGS | MODIFIER_TAGS
    if plain in noun_classes().phrase_ends.words or word.text[0] in "([":
        return False
    if plain in {"and", "or", "&"}:
        return _joins_adjectives(before, tokens, stop)
    if word.text == ",":
        return _lists_adjectives(before, tokens, stop)
    if word.tag in NOUN_TAGS or word.tag in {"POS", "HYPH", "AFX"}:
        return True
    if word.tag in MODIFIER_TAGS:
        return word.tag != "VBD" or is_plural(_next_text(tokens, stop)) or _tag(tokens, stop) in NOUN_TAGS
    if word.tag.startswith("RB") or plain in noun_classes().attributive_adverbs.words:
        return _is_adverb_inside(plain, tokens, stop)
    if word.tag == "IN" and _tag(tokens, stop) == "NNS" and plain not in noun_classes().prepositions.words:
        return not before and plain.isalpha()  # "12 counterfeit watches": no preposition at all
    if word.tag in {"CD", "$"} or plain in {"$", "€", "£", "°", "#"}:
        return _number_inside(before, tokens, stop)
    if word.tag in {"VBZ", "VBP", "VB"}:  # a plural behind a number or an adjective is no verb
        return is_plural(plain) and not any(is_head_noun(w) for w in before)
    return word.text[:1] in "\"“‘'" and len(word.text) > 1


def _is_letters(text: str, tokens: Sequence[Token], stop: int) -> bool:
    """Whether a word of letters only looks like a small word: `US` of "200 US workers", not of a line of capitals."""
    return len(text) > 1 and text.isalpha() and text.isupper() and stop < len(tokens) and tokens[stop].text.islower()


def _is_adverb_inside(plain: str, tokens: Sequence[Token], stop: int) -> bool:
    if plain in noun_classes().attributive_adverbs.words:
        return _tag(tokens, stop) in NOUN_TAGS | MODIFIER_TAGS or is_plural(_next_text(tokens, stop))
    adverb = plain.endswith("ly") or plain in noun_classes().adverbs.words
    return adverb and _tag(tokens, stop) in MODIFIER_TAGS | {"HYPH"}


def _tag(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].tag if at < len(tokens) else ""


def _next_text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _joins_adjectives(before: Sequence[Word], tokens: Sequence[Token], stop: int) -> bool:
    """The "and" of "large and complex projects", "car and truck plants", before any plural."""
    if not before or any(is_head_noun(w) for w in before):
        return False
    ahead = [t for t in tokens[stop : stop + 5] if t.text != "-"]
    for token in ahead:
        if token.tag not in NOUN_TAGS | MODIFIER_TAGS or token.text.lower() in noun_classes().phrase_ends.words:
            return False
        if token.tag in {"NNS", "NNPS"} and is_plural(token.text):
            return True
    return False


def _lists_adjectives(before: Sequence[Word], tokens: Sequence[Token], stop: int) -> bool:
    """The comma of "new, energy-efficient homes": only adjectives stand around it, and a plural follows."""
    if not before or before[-1].tag not in {"JJ", "JJR", "JJS", "VBN"}:
        return False
    for token in tokens[stop : stop + 6]:
        if token.tag in {"NNS", "NNPS"} and token.index > tokens[stop].index:
            return tokens[stop].tag in {"JJ", "JJR", "JJS", "VBN", "RB"} or tokens[stop + 1].text == "-"
        if token.tag not in {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "NN", "RB", ",", "NNP"}:
            return False
    return False


def _number_inside(before: Sequence[Word], tokens: Sequence[Token], stop: int) -> bool:
    """A number in a name ("737 MAX"), a price ("$500 gift cards") or a size: a noun must follow soon."""
    long = sum(c.isdigit() for c in tokens[stop - 1].text) > _MOST_DIGITS_INSIDE
    if long or any(is_head_noun(w) and w.tag in {"NNS", "NNPS"} for w in before):
        return False
    for token in tokens[stop : stop + 5]:
        if token.tag in {"NNS", "NNPS"} or is_plural(token.text):
            return True
        if token.tag in {"NN", "JJ"} and token.text.islower() and before and before[-1].text[:1].isupper():
            return True  # "one Boeing 737 freighter"
        if token.tag not in NOUN_TAGS | {"JJ", "CD", "HYPH", "$", "VBN"}:
            return False
    return False


def is_head_noun(word: Word) -> bool:
    """A plural that is a noun by its tag, or by its ending where the tag says name or verb."""
    plain = word.plain.removesuffix("'s").removesuffix("’s")
    if plain != word.plain or not is_plural(TRADE_MARK.sub("", word.text).strip("\"“”'‘’()[]*")):
        return False
    return word.tag in {"NNS", "NNPS", "NNP", "NN", "VBZ", "FW", "VBP", "VB", "JJ"}
