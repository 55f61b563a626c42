"""Finds counts: a number with the plain noun phrase that it counts, and the elliptical counts beside them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractor.documents import Parse
from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.bare_lists import opens_bracket
from extractor.recognise.counts.bare_shares import is_sample_size
from extractor.recognise.counts.counters import Counter, free_numerals
from extractor.recognise.counts.ellipsis import ELLIPSIS_RULES, NounLess, find_elliptical
from extractor.recognise.counts.numbered_names import is_behind_name, is_name_or_code, repeated_names
from extractor.recognise.counts.phrases import NounPhrase, noun_phrase
from extractor.recognise.counts.relations import related, with_siblings
from extractor.recognise.ranges import joins_range
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.spans import Span
from extractor.values import Amount, Comparator, plain
from extractor.words.comparators import read_comparator
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["RULES", "find"]

_NOUN = Rule(
    name="count.number-noun",
    says="A number and the plain noun phrase behind it, from the number to the head noun, without clauses.",
    examples=(
        "It serves ⟦2.4 m customers⟧ and ⟦3 bln users⟧ there.",
        "The park is home to ⟦218 enterprises⟧ in all.",
        "It opened ⟦nine newly signed plants⟧ last week.",
        "They flew ⟦50 Boeing 737 MAX aircraft⟧ to Oslo.",
        "It has ⟦70+ brands⟧ on sale.",
        "The board has ⟦eleven (11) directors⟧ today.",
        "Some ⟦3.4 million overnight stays⟧ were booked.",
        "We sold ⟦1.2M subscriptions⟧ in May.",
        "She gave us ⟦two $500 gift cards⟧ each.",
        "⟦Dozens of volunteers⟧ came to help.",
        "It runs in ⟦20 provinces and cities⟧ now.",
        "It has over ⟦300 million⟧ in total accounts.",
        "It owns ⟦460 Class A shares⟧ of it.",
    ),
    not_examples=(
        "Episode 40 was the best of the season.",
        "It is one of the largest in Europe.",
        "The net score was 72.",
        "They work 24/7 shifts.",
        "He flew a Boeing 737 to Rome.",
        "It took five days and two hours.",
        "They won the 500 Sparks programme.",
        "Other income 9 $10.70 Other effects on capital were small.",
        "Total 890 6 18 915 Q2 Highlights are below.",
    ),
)
_RANGE = Rule(
    name="count.range-noun",
    says="Two numbers joined by a dash or `to` before a noun phrase.",
    examples=("plans ⟦12 to 15 new coffee shops⟧ in all", "and ⟦3-4 closures⟧ each year"),
    not_examples=("won the match 3-1 away",),
)
_SHARED = Rule(
    name="count.shared-noun",
    says="A bare number before `and`, `or` or a comma and a count: it counts the same noun.",
    examples=("He saw ⟦45⟧ and ⟦50 cases⟧ of it.", "It hired ⟦six⟧ full-time and ⟦nine part-time chefs⟧ there."),
)
_ONE = Rule(
    name="count.one",
    says="`one` as a true number: beside another count, behind `only` or `at least`, or with a count of a charge.",
    examples=(
        "It bought ⟦two clinics⟧ and ⟦one laboratory⟧ in May.",
        "He was convicted of ⟦one count⟧ of conspiracy.",
    ),
    not_examples=("It is one company among many.", "One day we will.", "No one knew the one answer."),
)
_ADJECTIVE = Rule(
    name="count.number-adjective",
    says="A number and a countable noun joined by a hyphen before another noun.",
    examples=("the ⟦four-company⟧ venture", "a ⟦200-room⟧ hotel"),
    not_examples=("a five-star hotel", "a three-way split", "a two-thirds share"),
)
_OVER_BRACKET = Rule(
    name="count.noun-behind-bracket",
    says="A number before a bracket with the earlier period's number, and the noun that both count behind it.",
    examples=(
        "It closed ⟦17⟧ (⟦12⟧) branches in May.",
        "The office had ⟦395⟧ (previous year: ⟦407⟧) pending cases at the end.",
    ),
    not_examples=("See section 17 (10) for details.", "It was rated 17 (of 20) by them."),
)
RULES = (_NOUN, _RANGE, _SHARED, _ONE, _ADJECTIVE, _OVER_BRACKET, *ELLIPSIS_RULES)

#: A number right behind a number: a row of a table.
#: What begins another cell of a table: an amount with decimals, the label of a period.
_CELL = regex.compile(r"\p{Sc}\d+\.\d|\b(?:[1-4]?Q[1-4]|[HQ][1-4]|FY)(?:20)?\d{0,2}\b")
_NUMBER = regex.compile(r"[\d,.()]*\d[\d,.()]*$")
#: "12 people were killed and 40 others hurt": the two stand no further apart.
_NEAR = 120
_HYPHENATED = regex.compile(r"[-‐‑](?P<noun>\p{L}++)(?![\w-])")
_OF = regex.compile(r"[ \u00a0\n]of[ \u00a0\n]")
_FROM = regex.compile(
    r"(?ri)(?<!\w)(?:from|by)[ \u00a0\n](?:(?:about|around|approximately|nearly|some|roughly|just|over)[ \u00a0])?"
)
_CHANGED = regex.compile(
    r"(?ri)(?<!\w)(?:r[io]se|risen|gr[eo]w|increased|expanded|f[ea]ll|fallen|declined|decreased|dropped|jumped|climbed"
    r"|up|down|add(?:ed|ing)|gain(?:ed|ing)|lost|los[ei](?:ng)?)[ \u00a0]"
)
#: The earlier period's number in brackets: `(407)`, `(previous year: 407)`, `(407 in 2018)`.
_PRIOR = regex.compile(
    r"[ \u00a0]\((?:[^()\n:]{1,24}:[ \u00a0])?\d[\d,.’']*(?:[ \u00a0]in[ \u00a0]\d{4})?\)[ \u00a0\n]"
)
_AND_OR = regex.compile(r",?[ \u00a0](?:and|or)[ \u00a0]")
_COMMA = regex.compile(r",[ \u00a0]")
#: What may stand between the first number and the "and" of "6 influenza A and 9 influenza B viruses".
_SHARED_TAGS = frozenset(["JJ", "JJR", "JJS", "VBN", "VBD", "NN", "NNP", "HYPH", "AFX", "RB", "POS", "DT"])
_IN_TOTAL = regex.compile(r"[ \u00a0\n]in[ \u00a0\n](?=total[ \u00a0\n])")
_NOT_ONE = regex.compile(
    r"(?ri)(?<!\w)(?:the|this|that|no|any|every|each|another|which|some|his|her|its|their|our|my|your|from|day|as|least)"
    r"[ \u00a0\n]"
)
_ONLY_ONE = regex.compile(
    r"(?ri)(?<!\w)(?:only|just|at[ \u00a0]least|exactly|a[ \u00a0]total[ \u00a0]of|more[ \u00a0]than)[ \u00a0\n]"
)
_NOT_BEHIND_ONE = regex.compile(
    r"[ \u00a0\n](?:of|or|and|another|by|in|to|such|that|who|which|can|could|may|must)(?!\w)|-"
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A counter with its noun phrase, or with none yet."""

    counter: Counter
    mention: Mention | None


def find(scan: Scan, parses: Mapping[int, Parse], taken: Sequence[Mention]) -> list[Mention]:
    """The counts of the release in text order: numbers with their nouns first, then what refers to them.

    `parses` holds the parse of every sentence with a numeral, by the sentence's index; `taken` are the figures of
    the other kinds.
    """
    text = scan.text
    full, without = _with_nouns(text, free_numerals(scan, parses, taken))
    full = related(text, _with_others(text, full))
    elliptical = find_elliptical(scan, without, full, taken)
    return with_siblings(text, sorted([*full, *elliptical], key=lambda m: m.start))


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
    found: list[_Found] = []
    named: list[Counter] = []
    in_names = repeated_names(text)
    taken_to, at = 0, 0
    while at < len(counters):
        counter = counters[at]
        at += 1
        if counter.start < taken_to or counter.start in in_names:
            continue
        joined = at < len(counters) and _joined(text, counter, counters[at])
        if is_name_or_code(text, counter, opens_range=joined):
            if opens_bracket(text, counter) or is_sample_size(text, counter):
                found.append(_Found(counter, None))
            elif is_behind_name(text, counter):
                named.append(counter)
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
        found.append(_Found(counter, mention))
    shared = _shared(text, found)
    full = sorted([*(f.mention for f in found if f.mention is not None), *shared], key=lambda m: m.start)
    starts = {m.start for m in full}
    ones = [f.counter for f in found if f.mention is None and _is_one(f.counter)]
    full = sorted([*full, *_ones(text, ones, full)], key=lambda m: m.start)
    starts |= {m.start for m in full}
    bare = [f.counter for f in found if f.mention is None and f.counter.start not in starts]
    return full, NounLess([b for b in bare if not _is_one(b)], [b for b in bare if _is_one(b)], named)


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
    if counter.value == 1 and counter.numeral.words and not counter.end > counter.numeral.end:
        return None
    if text[counter.end : counter.end + 1] in {"-", "‐", "‑"}:
        return None
    plural = counter.value != 1 or counter.bound_at != counter.end
    phrase = _phrase(text, counter, plural=plural)
    if phrase is None and not plural:
        phrase = _phrase(text, counter, plural=True) if counter.value == 1 and _is_first_plural(counter) else None
    if phrase is None or not _is_number_of(text, counter, phrase):
        return None
    return _mention(text, _NOUN, counter, phrase, Amount(counter.value))


def _over_bracket(text: str, counter: Counter) -> Mention | None:
    """`395 (previous year: 407) cases`: the noun that the bracket parts from its number."""
    bracket = _PRIOR.match(text, counter.end)
    first = counter.index_from(bracket.end()) if bracket is not None else None
    if first is None or counter.numeral.words:
        return None
    phrase = noun_phrase(text, counter.tokens, first, plural=True)
    if phrase is None or not _is_countable(phrase, counter):
        return None
    return replace(_mention(text, _OVER_BRACKET, counter, phrase, Amount(counter.value)), end=counter.end)


def _in_total(text: str, counter: Counter) -> Mention | None:
    """`300 million in total accounts`: the noun stands behind "in total"."""
    match = _IN_TOTAL.match(text, counter.end)
    if match is None or counter.behind + 1 >= len(counter.tokens):
        return None
    phrase = noun_phrase(text, counter.tokens, counter.behind + 1, plural=True)
    if phrase is None or singular(phrase.head) in noun_classes().not_by_number.words | noun_classes().time.words:
        return None
    return replace(_mention(text, _NOUN, counter, phrase, Amount(counter.value)), end=counter.end)


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
    return not (name and text[phrase.start].isupper() and not text[counter.sentence_start : counter.start].istitle())


def _mention(text: str, rule: Rule, counter: Counter, phrase: NounPhrase, amount: Amount) -> Mention:
    comparator, cues = _comparator(text, counter, phrase.end)
    if counter.vague:
        comparator = "ge" if amount.value is not None else "eq"
    item = " ".join(text[phrase.start : phrase.end].split())
    bare = amount if amount.numbers else None
    return Mention(
        "count",
        counter.start,
        phrase.end,
        rule.name,
        bare,
        item,
        comparator,
        cues=cues,
        reading=CountReading(phrase.head),
    )


def _comparator(text: str, counter: Counter, end: int) -> tuple[Comparator, tuple[Span, ...]]:
    inside = counter.bound_at != counter.end
    comparator, cue = read_comparator(text, counter.start, counter.bound_at if inside else end)
    return comparator, () if cue is None else (cue,)


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
    return _mention(text, _RANGE, both, phrase, Amount(None, _low(left, right), right.value))


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
    comparator, cues = _comparator(text, counter, match.end())
    noun = match["noun"]
    return Mention(
        "count", counter.start, match.end(), _ADJECTIVE.name, Amount(counter.value), noun, comparator, cues=cues,
        reading=CountReading(noun, ""),
    )  # fmt: skip


def _shared(text: str, found: Sequence[_Found]) -> list[Mention]:
    """The bare numbers in front of a count, joined to it by "and", "or" or commas."""
    out: list[Mention] = []
    for i in range(len(found) - 1, 0, -1):
        mention, one = found[i].mention, found[i - 1]
        if one.mention is not None or one.counter.sentence != found[i].counter.sentence:
            continue
        shared_one = out[-1] if out and out[-1].start == found[i].counter.start else None
        following = mention or shared_one
        if following is None or following.rule in {_ADJECTIVE.name}:
            continue
        said = _before_the_shared(text, one.counter, following, last=mention is not None)
        if said is None or (said.endswith("ed") and " " not in (following.unit or "")):
            continue
        comparator, cues = _comparator(text, one.counter, one.counter.end)
        head = following.counted.head
        low, value = one.counter.low, one.counter.value
        amount = Amount(value) if low is None else Amount(None, low, value)
        unit = f"{said} {head}" if said else following.unit
        out.append(
            replace(
                following, start=one.counter.start, end=one.counter.end, rule=_SHARED.name, amount=amount, unit=unit,
                comparator=comparator, cues=cues, reading=CountReading(head),
            )
        )  # fmt: skip
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
        if not (only or beside or phrase.head == "count"):
            continue
        out.append(_mention(text, _ONE, counter, phrase, Amount(counter.value)))
    return out
