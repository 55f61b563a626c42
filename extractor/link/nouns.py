"""Noun phrases up to their head: where a measure's phrase begins, and which noun is its head."""

from extractor.documents import Token
from extractor.link.lines import MODIFIERS, MODIFYING, NOUNS, VERBS, Line
from extractor.spans import Span
from extractor.words.metrics import metric_lexicon
from extractor.words.names import name_lexicon

__all__ = ["core_phrase", "is_name", "phrase_head"]

#: A longer word in capitals is no acronym but a part of a title.
_LONGEST_ACRONYM = 5


def is_name(line: Line, token: Token) -> bool:
    """Whether a noun is (part of) a proper name: the release uses it as one, or its tag and capital say so."""
    if token.text.lower() in name_lexicon().measures or token.text.lower() in name_lexicon().standards:
        return False
    if any(span.start <= token.start < span.end for span in line.names):
        return True
    return token.tag in {"NNP", "NNPS"} and token.text[:1].isupper()


def core_phrase(line: Line, head: Token) -> Span:
    """The head noun with its modifiers before it: no article, no possessor, no date or figure, no clause."""
    found = line.cores.get(head.index)
    if found is None:
        found = line.cores[head.index] = _core_phrase(line, head)
    return found


def _core_phrase(line: Line, head: Token) -> Span:
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
    if token.tag == "RB" and following.tag in {"VBN", "VBD"}:  # "seasonally adjusted turnover"
        return False
    return token.tag in {"CC", "HYPH", "RB"} or token.text in "&/-,*"


def _taken_before(line: Line, first: int, head: Token) -> int:
    """How many tokens before the `first` of a phrase belong to it: 0 where it begins there."""
    token = line.tokens[first - 1]
    glued = token.end == line.tokens[first].start
    figure = line.figure_at.get(token.index)
    if _parts(line, first, glued=glued):
        return 0
    if glued and figure is None and line.tokens[first].text == "-":  # "Same-store revenue"
        return 1
    if (figure and not (glued and figure.kind == "count")) or token.text.lower() in metric_lexicon().no_modifiers:
        return 0
    if glued and (token.text == "-" or line.tokens[first].text == "-"):  # "one-time", "like-for-like"
        return 1
    if token.tag in NOUNS or token.text in {"&", "/", "-", "*", "™", "®", "(TM)"}:
        return 1
    if _modifies(line, token) or (token.tag == "CC" and _joins(line, token, head)):
        return 1
    return _pair_before(line, first, head) if first > 1 else 0


def _pair_before(line: Line, first: int, head: Token) -> int:
    """How many tokens of a possessor, a number, a comma between adjectives or a relation stand before a phrase."""
    token, before = line.tokens[first - 1], line.tokens[first - 2]
    if token.tag == "POS" and _owns(before):
        return 2  # "shareholders' equity"
    if token.tag == "CD" and before.text.istitle() and line.is_noun(before):
        return 2  # "Tier 1 capital"
    if token.text == "," and _lists_adjectives(line, first, head):
        return 2  # "Real, seasonally adjusted turnover"
    if head.text.lower() in metric_lexicon().relating and _is_related(line, first):
        return 2 + (token.text != "to")  # "Loan to deposit ratio"
    return 0


def _lists_adjectives(line: Line, first: int, head: Token) -> bool:
    """Whether the comma before a word stands between two adjectives of one noun."""
    before, token = line.tokens[first - 2], line.tokens[first]
    behind = line.tokens[first + 1] if token.tag == "RB" else token
    return before.tag == "JJ" and before.head == head.index and behind.tag in {"JJ", "VBN"} and behind is not head


def _parts(line: Line, first: int, *, glued: bool) -> bool:
    """Whether what stands before a word parts phrases: a sign between blanks, a figure's "per", a title in capitals."""
    before, token = line.tokens[first - 1], line.tokens[first]
    if before.text == "=":
        return True
    if first > 1 and line.tokens[first - 2].text.lower() == "per" and first - 3 in line.figure_at:
        return True  # "$0.30 per share business disruption impact"
    if before.text.isupper() and first > 1 and line.tokens[first - 2].text.isupper() and token.text.istitle():
        return len(before.text) > _LONGEST_ACRONYM  # "NET INTEREST INCOME Net interest income was"
    apart = not line.text[before.start - 1 : before.start].strip()
    return not glued and (before.text == "*" or (before.text == "-" and apart))


def _is_related(line: Line, first: int) -> bool:
    """Whether "to" and a noun before it stand before a word, or a step further back: `Loan to deposit | ratio`."""
    words = [token.text.lower() for token in line.tokens[max(0, first - 2) : first]]
    at = first - 2 if words[-1] == "to" else first - 3
    return "to" in words and at >= 0 and line.is_noun(line.tokens[at]) and line.tokens[first - 1].tag != "IN"


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
