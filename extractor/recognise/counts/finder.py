"""Finds counts: a number with the plain noun phrase that it counts, and the elliptical counts beside them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractor.documents import Parse
from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.bare_lists import opens_bracket
from extractor.recognise.counts.bare_shares import is_sample_size
from extractor.recognise.counts.bare_tallies import is_equated
from extractor.recognise.counts.counters import Counter, free_numerals
from extractor.recognise.counts.ellipsis import ELLIPSIS_RULES, NounLess, find_elliptical
from extractor.recognise.counts.numbered_names import is_name_or_code, repeated_names
from extractor.recognise.counts.phrases import NounPhrase, noun_phrase
from extractor.recognise.counts.relations import related
from extractor.recognise.counts.rules import ADJECTIVE, NOUN, NOUN_RULES, ONE, OVER_BRACKET, RANGE
from extractor.recognise.counts.sharing import Found, hedged, shared
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.values import Amount, plain
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["RULES", "find"]

RULES = (*NOUN_RULES, *ELLIPSIS_RULES)

#: What begins another cell of a table: an amount with decimals, the label of a period.
_CELL = regex.compile(r"\p{Sc}\d+\.\d|\b(?:[1-4]?Q[1-4]|[HQ][1-4]|FY)(?:20)?\d{0,2}\b")
_NUMBER = regex.compile(r"[\d,.()]*\d[\d,.()]*$")
#: Words of headlines; those of so few letters have no capital (`at`, `with`).
_WORD, _SMALL = regex.compile(r"\p{L}[\p{L}\p{N}'’&-]*"), 4
#: "12 people were killed and 40 others hurt": the two stand no further apart.
_NEAR = 120
_HYPHENATED = regex.compile(r"[-‐‑](?P<noun>\p{L}++)(?![\w-])")
_OF = words_behind(r" of ")
_FROM = words_before(r"\b(?:from|by) {hedge}?")
_CHANGED = words_before(r"\b(?:{moved}|up|down|add(?:ed|ing)|los(?:t|ing)) ")
#: The earlier period's number in brackets: `(407)`, `(previous year: 407)`, `(407 in 2018)`.
_PRIOR = words_behind(r" \((?:[^()\n:]{1,24}: )?\d[\d,.’']*(?: in \d{4})?\) ")
_IN_TOTAL = words_behind(r" in (?=total )")
_NOT_ONE = words_before(
    r"\b(?:the|this|that|no|any|every|each|another|which|some|his|her|its|their|our|my|your|from|day|as|least)"
    r" "
)
_IN = words_before(r"\bin ")
_ONLY_ONE = words_before(r"\b(?:only|just|at least|exactly|a total of|more than) ")
_NOT_BEHIND_ONE = words_behind(r" (?:of|or|and|another|by|in|to|such|that|who|which|can|could|may|must)(?!\w)|-")


def find(scan: Scan, parses: Mapping[int, Parse], taken: Sequence[Mention]) -> list[Mention]:
    """The counts of the release in text order: numbers with their nouns first, then what refers to them.

    `parses` holds the parse of every sentence with a numeral, by the sentence's index; `taken` are the figures of
    the other kinds.
    """
    text = scan.text
    full, without = _with_nouns(text, free_numerals(scan, parses, taken))
    full = related(text, _with_others(text, full))
    elliptical = find_elliptical(scan, without, full, taken)
    return sorted([*full, *elliptical], key=lambda m: m.start)


def _with_others(text: str, full: Sequence[Mention]) -> list[Mention]:
    """`40 others` are what the count before them in the same sentence counts, else people."""
    out: list[Mention] = []
    for mention in full:
        if mention.counted.head.lower() == "others":
            near = out and "\n" not in text[out[-1].end : mention.start] and mention.start - out[-1].end < _NEAR
            head = out[-1].counted.head if near else "people"
            mention = replace(mention, reading=replace(mention.counted, head=head))  # noqa: PLW2901
        out.append(mention)
    return out


def _with_nouns(text: str, counters: Sequence[Counter]) -> tuple[list[Mention], NounLess]:
    """The counts that have their noun, and the numbers that have none."""
    found: list[Found] = []
    in_names = repeated_names(text)
    taken_to, at = 0, 0
    while at < len(counters):
        counter = counters[at]
        at += 1
        if counter.start < taken_to or counter.start in in_names:
            continue
        joined = at < len(counters) and _joined(text, counter, counters[at])
        if is_name_or_code(text, counter, opens_range=joined):
            if opens_bracket(text, counter) or is_sample_size(text, counter) or is_equated(text, counter):
                found.append(Found(counter, None))
            continue
        mention = None
        if joined:
            mention = _range(text, counter, counters[at])
        mention = mention or _adjective(text, counter) or _counted(text, counter)
        mention = mention or _over_bracket(text, counter) or _in_total(text, counter)
        if mention is None and joined and not is_name_or_code(text, counters[at]):
            counter = replace(counters[at], start=counter.start, low=_low(counter, counters[at]))
            taken_to = counter.end
        if mention is not None:
            taken_to = mention.end
        found.append(Found(counter, mention))
    with_noun = (f.mention for f in found if f.mention is not None)
    full = sorted([*with_noun, *shared(text, found)], key=lambda m: m.start)
    starts = {m.start for m in full}
    ones = [f.counter for f in found if f.mention is None and _is_one(f.counter)]
    full = sorted([*full, *_ones(text, ones, full)], key=lambda m: m.start)
    starts |= {m.start for m in full}
    bare = [f.counter for f in found if f.mention is None and f.counter.start not in starts]
    return full, NounLess([b for b in bare if not _is_one(b)], [b for b in bare if _is_one(b)])


def _is_one(counter: Counter) -> bool:
    return counter.value == 1 and counter.numeral.words


def _phrase(text: str, counter: Counter, *, plural: bool = True) -> NounPhrase | None:
    first = counter.behind
    if counter.vague and counter.numeral.vague:
        match = _OF.match(text, counter.end)
        if match is None:
            return None
        first += 1
    if first >= len(counter.tokens) or (not counter.numeral.words and _NUMBER.match(counter.tokens[first].text)):
        return None
    if counter.tokens[first].tag == "VBZ" and counter.first and counter.tokens[counter.first - 1].tag.startswith("NN"):
        return None  # "Bus 12 runs"
    phrase = noun_phrase(text, counter.tokens, first, plural=plural)
    if phrase is None or not _is_countable(phrase, counter) or _is_in_table(text, counter, phrase):
        return None
    return phrase


def _is_in_table(text: str, counter: Counter, phrase: NounPhrase) -> bool:
    """Whether a number in digits ends a row of a flattened table: other cells or a period's label stand beside it."""
    if counter.numeral.words:
        return False
    grouped = " " in text[counter.start : counter.end]
    row = counter.first and _NUMBER.match(counter.tokens[counter.first - 1].text)
    return bool((grouped and row) or _CELL.search(text, counter.end, phrase.end))


def _is_countable(phrase: NounPhrase, counter: Counter) -> bool:
    """Not a duration, a price or a fraction: those nouns count only behind a modifier ("volunteer hours")."""
    noun = singular(phrase.head)
    direct = phrase.start == phrase.head_start
    classes = noun_classes()
    if noun in classes.uncounted.words or (noun == "star" and counter.is_fraction):
        return False  # "4.8 stars" is a rating
    if counter.value == 0 and not direct:
        return False
    if noun == "share" and counter.value is not None and 0 < counter.value < 1:
        return False  # an exchange ratio
    if noun in classes.time.words:
        modifier = phrase.modifier
        return not direct and modifier is not None and modifier not in classes.time_modifiers.words
    return True


def _counted(text: str, counter: Counter) -> Mention | None:
    if counter.is_one:
        return None
    if text[counter.end : counter.end + 1] in {"-", "‐", "‑"}:
        return None
    plural = counter.value != 1 or counter.bound_at != counter.end
    phrase = _phrase(text, counter, plural=plural)
    if phrase is None and not plural:
        phrase = _phrase(text, counter, plural=True) if counter.value == 1 and _is_first_plural(counter) else None
    if phrase is None or not _is_number_of(text, counter, phrase):
        return None
    return _mention(text, NOUN, counter, phrase, Amount(counter.value))


def _over_bracket(text: str, counter: Counter) -> Mention | None:
    """`395 (previous year: 407) cases`: the noun that the bracket parts from its number."""
    bracket = _PRIOR.match(text, counter.end)
    first = counter.index_from(bracket.end()) if bracket is not None else None
    if first is None or counter.numeral.words:
        return None
    phrase = noun_phrase(text, counter.tokens, first, plural=True)
    if phrase is None or not _is_countable(phrase, counter):
        return None
    return replace(_mention(text, OVER_BRACKET, counter, phrase, Amount(counter.value)), end=counter.end)


def _in_total(text: str, counter: Counter) -> Mention | None:
    """`300 million in total accounts`: the noun stands behind "in total"."""
    match = _IN_TOTAL.match(text, counter.end)
    if match is None or counter.behind + 1 >= len(counter.tokens):
        return None
    phrase = noun_phrase(text, counter.tokens, counter.behind + 1, plural=True)
    if phrase is None or singular(phrase.head) in noun_classes().not_by_number.words | noun_classes().time.words:
        return None
    return replace(_mention(text, NOUN, counter, phrase, Amount(counter.value)), end=counter.end)


def _is_first_plural(counter: Counter) -> bool:
    return counter.behind < len(counter.tokens) and is_plural(counter.tokens[counter.behind].text)


def _is_number_of(text: str, counter: Counter, phrase: NounPhrase) -> bool:
    """Not a name that begins with a number word ("Three Gorges Dam") nor a bare "million" ("million-dollar homes")."""
    numeral = counter.numeral
    if (
        numeral.words
        and not counter.vague
        and text[numeral.start : numeral.end].lower() in {"hundred", "thousand", "million"}
    ):
        return False
    if counter.value == 0 and not numeral.words:
        return True
    name = numeral.words and text[numeral.start].isupper() and counter.start > counter.sentence_start + 2
    return not (
        name and text[phrase.start].isupper() and not _is_titled(text[counter.sentence_start : counter.sentence_end])
    )


def _is_titled(words: str) -> bool:
    """Whether a sentence is a headline with capitals: small words apart, each has one."""
    large = [word for word in _WORD.findall(words) if len(word) > _SMALL]
    return len(large) > 1 and all(any(letter.isupper() for letter in word) for word in large)


def _mention(text: str, rule: Rule, counter: Counter, phrase: NounPhrase, amount: Amount) -> Mention:
    item = " ".join(text[phrase.start : phrase.end].split())
    bare, reading = amount if amount.numbers else None, CountReading(phrase.head)
    found = Mention("count", counter.start, phrase.end, rule.name, bare, item, reading=reading)
    found = hedged(text, counter, found)
    return replace(found, comparator="ge" if amount.value is not None else "eq") if counter.vague else found


def _joined(text: str, left: Counter, right: Counter) -> bool:
    """Whether two numbers are the ends of a range: not "from X to Y", "by X to Y" or "rose X to Y"."""
    if left.sentence != right.sentence or not joins_range(text, left.start, left.end, right.start):
        return False
    if text[left.end : right.start].strip() in {"to"}:
        before = (max(0, left.start - 24), left.start)
        if _FROM.match(text, *before) or _CHANGED.match(text, *before):
            return False
    low, high = left.value, right.value
    return low is not None and high is not None and low < high


def _range(text: str, left: Counter, right: Counter) -> Mention | None:
    phrase = _phrase(text, right)
    if phrase is None or left.value is None or right.value is None:
        return None
    both = replace(right, start=left.start)
    return _mention(text, RANGE, both, phrase, Amount(None, _low(left, right), right.value))


def _low(left: Counter, right: Counter) -> Decimal | None:
    """The lower end of a range, with the scale that is said at its upper end only ("2 to 3 million")."""
    if left.value is None or right.numeral.scale <= 1 or left.numeral.scale > 1 or left.value >= right.numeral.core:
        return left.value
    return plain(left.value * right.numeral.scale)


def _adjective(text: str, counter: Counter) -> Mention | None:
    """`four-company`: the noun is singular, joined by a hyphen, and another noun follows."""
    match = _HYPHENATED.match(text, counter.numeral.end)
    if match is None or counter.value is None or counter.value < 2:
        return None
    if match["noun"].lower() not in noun_classes().adjectival.words:
        return None
    amount, noun = Amount(counter.value), match["noun"]
    reading = CountReading(noun, "")
    found = Mention("count", counter.start, match.end(), ADJECTIVE.name, amount, noun, reading=reading)
    return hedged(text, counter, found)


def _ones(text: str, counters: Sequence[Counter], full: Sequence[Mention]) -> list[Mention]:
    """`one` where it is a number: other counts stand in its sentence, or its words say so."""
    out: list[Mention] = []
    for counter in counters:
        if _NOT_BEHIND_ONE.match(text, counter.end):
            continue
        only = _ONLY_ONE.match(text, max(0, counter.start - 16), counter.start)
        if _NOT_ONE.match(text, max(0, counter.start - 10), counter.start) and not only:
            continue
        phrase = _phrase(text, counter, plural=False)
        if phrase is None or singular(phrase.head) in noun_classes().idiom_of_one.words:
            continue
        inside = bisect_left(full, counter.start, key=lambda m: m.start)
        if inside < len(full) and full[inside].start < phrase.end:
            continue  # the noun has a number of its own
        at = bisect_left(full, counter.sentence_start, key=lambda m: m.start)
        beside = at < len(full) and full[at].start < counter.sentence_end
        told = phrase.head in noun_classes().told_by_one.words and not _IN.match(
            text, max(0, counter.start - 4), counter.start
        )  # "In one case, a club paid"
        if not (only or beside or told):
            continue
        out.append(_mention(text, ONE, counter, phrase, Amount(counter.value)))
    return out
