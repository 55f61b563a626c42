"""Elliptical counts that are parts of another one: `89 of which`, `six of its seven quarries`, `Taif (5)`."""

from decimal import Decimal

import regex

from extractor.documents import Token
from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import ENDS_THERE, Reader, is_age, told_of, value_of, with_share
from extractor.recognise.counts.bare_shares import SAMPLED
from extractor.recognise.counts.bare_tallies import TALLY
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.phrases import noun_phrase
from extractor.recognise.rule import Rule
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["PART_READINGS", "PART_RULES"]

_PART = Rule(
    name="count.part-of",
    says="A number beside `of which`, `of them`, `of the N`, or parted off a count by a comma: a part of that count.",
    examples=(
        "It has ⟦218 shops⟧, ⟦89⟧ of which are large shops.",
        "It will add ⟦26 clinics⟧, of which ⟦19⟧ have opened.",
        "It restarted ⟦six⟧ of its ⟦seven quarries⟧ there.",
        "⟦Seven⟧ among the ⟦nine new laboratories⟧ work on it.",
        "It enrolled ⟦1,204 patients⟧, ⟦602⟧ to each arm.",
        "It has ⟦50 offices⟧ around the world, including ⟦13⟧ in China.",
        "It saw ⟦14 bids⟧. Of the ⟦14⟧, ⟦five⟧ are late and ⟦two⟧ in doubt.",
        "It saw ⟦14 bids⟧. Of these bids, ⟦nine⟧ have been late.",
        "Of ⟦995 cases⟧, ⟦114⟧ have been confirmed (⟦30⟧ in Osel and ⟦84⟧ in Varn).",
        "It has ⟦76 sites⟧, with ⟦46⟧ actively enrolling, and more to come.",
    ),
    not_examples=(
        "He is one of the best.",
        "It is, as of June, one of which we are proud.",
        "It polled 1,200 adults, 45% of them over 65.",
        "The crowd was 90,000, most of them aged under 30.",
    ),
)
_SAME = Rule(
    name="count.same-number",
    says="`the` and a bare number that an earlier count has: the same fact.",
    examples=("We began ⟦46 projects⟧ in May. Together the ⟦46⟧ will cost a lot.",),
    not_examples=("He shot a 68 in the last round.",),
)
_SIDES = Rule(
    name="count.other-side",
    says="The second number of a vote.",
    examples=("It passed by ⟦31 votes⟧ to ⟦12⟧ on Friday.",),
)
_PREDICATE = Rule(
    name="count.subject",
    says="A bare number as the subject of its own clause, after the count that it is a part of.",
    examples=("It saw ⟦11 cases⟧. Most are old and ⟦10⟧ (91%) are men.", "There were ⟦40 bids⟧. ⟦Twelve⟧ were late."),
)
_REST = Rule(
    name="count.rest",
    says="A bare number behind `the other`, `another`, `out of`, or with a second `of`: of the noun just counted.",
    examples=(
        "It has ⟦650 beds⟧; another ⟦120⟧ will be added.",
        "The prize went to ⟦3 teams⟧ out of ⟦120⟧.",
        "He admitted ⟦12 counts⟧ of fraud and ⟦two⟧ of perjury.",
        "It gets ⟦three jets⟧ in May and ⟦five⟧ in June.",
        "It runs ⟦seven wind farms⟧, with ⟦24⟧ more being built.",
    ),
    not_examples=("It runs seven wind farms. He is 24 more or less.",),
)
PART_RULES = (_PART, _SAME, _REST, _SIDES, _PREDICATE)

#: Counts of one entry in a bracket: nothing that follows is a part of them.
_ASIDES = frozenset({TALLY.name, SAMPLED.name})
#: Sentences back in which the count may stand that a number is a part of.
_SENTENCES_BACK = 3
_SHARE = r"(?:[ \u00a0]?\((?P<share>\d{1,3}(?:\.\d{1,2})?)[ \u00a0]?%\))?"
_OF_PRONOUN = regex.compile(
    _SHARE + r"[ \u00a0\n](?:of|among)[ \u00a0\n](?:which|whom|them|(?:these|those)(?![ ]\p{L}+s\b))(?!\w)"
)
_OF_THEM = regex.compile(r"[ \u00a0\n]of[ \u00a0\n](?:them|whom)[ \u00a0\n](?!(?:are|were|have|had|will|is|was)\b)")
_OF_PRONOUN_BEFORE = regex.compile(
    r"(?ri)(?<!\w)(?:of|among)[ \u00a0\n](?:which|whom|them|these|those)[ \u00a0\n,]{1,2}(?:only[ ])?"
)
_OF_THESE = regex.compile(
    r"(?ri)(?<!\w)(?:of|among)[ \u00a0\n](?:these|those|the)[ \u00a0\n](?:\p{L}+[ \u00a0]){0,2}(?P<noun>\p{L}+s|people)"
    r",?[ \u00a0\n](?:only[ ])?"
)
_OF_WHOLE = regex.compile(
    r"(?:[ \u00a0\n]out)?[ \u00a0\n](?:of|among|in)[ \u00a0\n]"
    r"(?:(?:the|its|their|our|his|her|these|those|all|a[ ]total[ ]of|some)[ \u00a0\n])?"
    r"(?:(?:\p{L}++[ ]){0,2}+\p{L}++[’']s?[ \u00a0\n])?"
    r"(?:(?:all|total|existing|last|first|past|remaining|most[ ]recent)[ \u00a0\n])?"
)
_OF_NOUN = regex.compile(r"[ \u00a0\n]of[ \u00a0\n](?:the|its|their|our|his|her|these|those)[ \u00a0\n]")
_THE = regex.compile(r"(?ri)(?<!\w)(?:the|these|those|all)[ \u00a0\n]")
_OPENS_WITH_WHOLE = regex.compile(
    r"\W{0,3}(?:out[ ])?(?:of|among)[ \u00a0\n](?:(?:the|these|those|its|their|our)[ \u00a0\n])?", regex.IGNORECASE
)
_COMMA_BEFORE = regex.compile(r"(?ri)(?:\(|[,;:–—-][ \u00a0\n])(?:(?:and|with|including|of[ ]which)[ \u00a0\n])?")
_WITH_BEFORE = regex.compile(r"(?ri)[,;–—][ \u00a0\n](?:with|including)[ \u00a0\n]")
#: "50 offices around the world, including", "114 were confirmed (": no figure stands between the whole and its part.
_LEADING, _FAR = regex.compile(r"[^\d,;:()]++(?:,[ \u00a0\n]including|\()", regex.IGNORECASE), 60
_AND_BEFORE = regex.compile(
    r"(?ri)(?:[,;][ \u00a0\n](?:(?:and|but|while|only)[ \u00a0\n])?|[ \u00a0\n](?:and|but)[ \u00a0\n])"
)
_SEMICOLON = regex.compile(r"(?r)[;:][ \u00a0\n](?:(?:and|but|while)[ ])?")
_THE_REST = regex.compile(r"(?ri)(?<!\w)the[ \u00a0\n](?:other|remaining|rest,|last)[ \u00a0\n]")
_MORE = regex.compile(r"(?ri)(?<!\w)(?:another|a[ \u00a0]further|an[ \u00a0](?:additional|extra))[ \u00a0\n]")
#: "with 24 more being built", "and 14 more in May": as many again of what was counted.
_MORE_BEHIND = regex.compile(r"[ \u00a0]more(?=[ \u00a0](?:being|to[ ]come|under|opening|planned|due)(?!\w))")
_OUT_OF = regex.compile(r"[ \u00a0\n]out[ ]of[ \u00a0\n](?:a[ ]total[ ]of[ ]|the[ ])?")
_PREPOSITION = regex.compile(
    r"[ \u00a0\n](?P<word>of(?=[ \u00a0\n]\p{L})|in|for|from|to|on|at|with|by|under)[ \u00a0\n]"
)
_SHARED_OUT = regex.compile(
    _SHARE + r"[ \u00a0\n](?:to|in|at|from|on|with|for|per|by|under|outside|inside|within|across|who|each|apiece)(?!\w)"
)
_CLAUSE = regex.compile(_SHARE + r"[ \u00a0\n](?P<verb>\p{L}++)")
_BE = frozenset(["are", "were", "is", "was", "have", "had", "has", "will", "remain", "remained", "must", "can"])
_ITEM_ENDS = regex.compile(r"[.,;:()]|[ \u00a0\n](?:and|while|but|or|who|which|that)(?!\w)|\n\n")
_ITEM_GOES_ON = regex.compile(r"[ \u00a0](?:above|below|of|over|under)[ \u00a0]")


def _read_part(reader: Reader, counter: Counter) -> Mention | None:
    """`89 of which`, `of whom 365`, `six of its seven quarries`, `three of the companies`."""
    if counter.value == 1 and counter.numeral.words and counter.numeral.end == counter.end:
        return None
    text, end = reader.text, counter.end
    if _OF_PRONOUN.match(text, end) or reader.window(_OF_PRONOUN_BEFORE, counter, reader.left(counter)):
        wholes = reader.before(counter, back=2)
        of = next((m for m in wholes if m.rule != _PART.name or m.start < counter.sentence_start), None)
        if of is None:
            return None
        part = reader.spoken_of(of, counter)
        of = part if _fits(counter, part) else of
        return reader.mention(_PART, counter, of, "part_of", _predicate(reader, counter))
    whole = _OF_WHOLE.match(text, end)
    if whole is not None:
        of = reader.opening(whole.end()) or _named_again(reader, counter, whole.end())
        if of is not None and _fits(counter, of):
            return reader.mention(_PART, counter, of, "part_of")
    return _of_noun(reader, counter)


def _named_again(reader: Reader, counter: Counter, at: int) -> Mention | None:
    """The count that a bare number repeats: the "nine" of "three of the nine"."""
    again = reader.bare_at(counter.sentence, at)
    known = reader.before(counter, back=_SENTENCES_BACK)
    return None if again is None else next((m for m in known if value_of(m) == again.value), None)


def _fits(counter: Counter, of: Mention) -> bool:
    whole = value_of(of)
    return counter.value is None or whole is None or whole >= counter.value


def _of_noun(reader: Reader, counter: Counter) -> Mention | None:
    """`three of the companies`: the noun stands behind, without a number."""
    match = _OF_NOUN.match(reader.text, counter.end)
    if match is None:
        return None
    at = counter.index_from(match.end())
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True) if at is not None else None
    if phrase is None or singular(phrase.head) in noun_classes().time.words | noun_classes().uncounted.words:
        return None
    if any(c.isdigit() for c in reader.text[phrase.start : phrase.end]):
        return None
    item = " ".join(reader.text[phrase.start : phrase.end].split())
    alike = (
        m for m in reader.before(counter, back=_SENTENCES_BACK) if singular(m.counted.head) == singular(phrase.head)
    )
    of = next(alike, None)
    return reader.mention(_PART, counter, of, "part_of", CountReading(phrase.head, item))


def _predicate(reader: Reader, counter: Counter) -> CountReading | None:
    """What the part is said to be: "of which are industrial enterprises above designated size"."""
    at = counter.behind
    limit = min(len(counter.tokens), at + 8)
    if _OF_THEM.match(reader.text, counter.end) and at + 2 < limit:
        return _said_of_them(reader, counter, at + 2)
    while at < limit and counter.tokens[at].text.lower() not in {"are", "were"}:
        if (
            counter.tokens[at].text.lower() not in {"of", "which", "whom", "them", "(", ")", "%"}
            and not counter.tokens[at].text[0].isdigit()
        ):
            return None
        at += 1
    if at + 1 >= limit:
        return None
    phrase = noun_phrase(reader.text, counter.tokens, at + 1, plural=True)
    if phrase is None or not is_plural(phrase.head):
        return None
    end = _phrase_end(reader.text, phrase.end, counter.sentence_end)
    return CountReading(phrase.head, " ".join(reader.text[phrase.start : end].split()), predicate=True)


def _said_of_them(reader: Reader, counter: Counter, at: int) -> CountReading | None:
    """`650 of them welders`: a noun without a verb."""
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True)
    if phrase is None or not _ITEM_ENDS.match(reader.text, phrase.end):
        return None
    return CountReading(phrase.head, " ".join(reader.text[phrase.start : phrase.end].split()), predicate=True)


def _phrase_end(text: str, end: int, limit: int) -> int:
    """The predicate with the prepositional phrase that defines it ("above designated size")."""
    if not _ITEM_GOES_ON.match(text, end):
        return end
    match = _ITEM_ENDS.search(text, end, min(limit, end + 60))
    return match.start() if match else end


def _read_same(reader: Reader, counter: Counter) -> Mention | None:
    """`the 46` behind 46 projects."""
    if counter.value is None or not reader.window(_THE, counter, counter.start, 8):
        return None
    of = next((m for m in reader.before(counter, back=_SENTENCES_BACK) if value_of(m) == counter.value), None)
    if of is None or (counter.behind < len(counter.tokens) and counter.tokens[counter.behind].tag in {"NN", "NNP"}):
        return None
    return reader.mention(_SAME, counter, of, "same_as")


def _read_sides(reader: Reader, counter: Counter) -> Mention | None:
    of = next(iter(reader.before(counter, larger=False)), None)
    if of is None or singular(of.counted.head) not in {"vote", "ballot", "seat"}:
        return None
    if reader.text[of.end : counter.start].strip() not in {"to", "against", "for and"}:
        return None
    return reader.mention(_SIDES, counter, of)


def _read_opened_whole(reader: Reader, counter: Counter) -> Mention | None:
    """In a sentence that opens with "Of the 14" or "Of 1.05 billion users", a bare number is a part."""
    if is_age(reader, counter):
        return None
    said = _read_of_these(reader, counter)
    if said is not None:
        return said
    match = _OPENS_WITH_WHOLE.match(reader.text, counter.sentence_start, counter.start)
    of = reader.opening(match.end()) if match else None
    if of is None or not _fits(counter, of) or of.start >= counter.start:
        return None
    if not (_CLAUSE.match(reader.text, counter.end) or ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_PART, counter, of, "part_of", _predicate(reader, counter))


def _read_of_these(reader: Reader, counter: Counter) -> Mention | None:
    """`Of these cases, 49 have been fatal`: a part of the last count of such things."""
    match = reader.window(_OF_THESE, counter, reader.left(counter))
    if match is None or counter.start - counter.sentence_start > match.end() - match.start() + 2:
        return None
    noun = singular(match["noun"])
    before = reader.before(counter, back=_SENTENCES_BACK)
    of = next((m for m in before if singular(m.counted.head) == noun and m.rule not in _ASIDES), None)
    return None if of is None else reader.mention(_PART, counter, of, "part_of", _predicate(reader, counter))


def _read_subject(reader: Reader, counter: Counter) -> Mention | None:
    """A bare number as subject: "10 (91%) are men", "Twelve were late"."""
    match = _CLAUSE.match(reader.text, counter.end)
    if match is None:
        return None
    wholes = [m for m in reader.before(counter, back=_SENTENCES_BACK) if m.rule not in _ASIDES]
    verb = counter.token_at(match.start("verb"))
    if verb is None or not wholes or not verb.text[0].islower():
        return None
    if match["share"] is not None:
        if verb.tag not in {"VBD", "VBP", "VBZ", "MD", "VBN"}:
            return None
        of = with_share(wholes, counter, Decimal(match["share"]))
    else:
        opens = counter.start <= counter.sentence_start + 2 or reader.window(
            _AND_BEFORE, counter, reader.left(counter), 8
        )
        said = _is_said(reader, counter, verb)
        beside = _subject_beside(reader, counter) if opens else None
        if beside is not None:
            return reader.beside(_PREDICATE, counter, beside)
        of = reader.topic(counter, back=_SENTENCES_BACK) if opens else None
        of = of if said or (match["verb"] in _BE and counter.numeral.words) else None
    if of is None:
        return None
    return reader.mention(_PREDICATE, counter, of, "part_of", _predicate(reader, counter))


def _subject_beside(reader: Reader, counter: Counter) -> Mention | None:
    """The part before it in its sentence: `25 were of one type and four of the other`."""
    near = (m for m in reversed(reader.out[-2:]) if m.rule == _PREDICATE.name and m.start >= counter.sentence_start)
    part = next(near, None)
    return part if part is not None and not reader.before(counter, larger=False)[0].start > part.start else None


def _is_said(reader: Reader, counter: Counter, verb: Token) -> bool:
    """Whether the word behind a number is its verb: by the parse, or because no plural follows behind a semicolon."""
    number = counter.tokens[counter.first]
    if number.dep in {"nsubj", "nsubjpass"} and number.head == verb.index:
        return True
    again = any(
        m.rule in {_PREDICATE.name, _PART.name} and told_of(m) == "part_of" and m.start >= counter.sentence_start
        for m in reader.out[-2:]
    )
    if not again and not reader.window(_SEMICOLON, counter, reader.left(counter), 8):
        return False
    return (
        verb.tag in {"VB", "VBP", "VBD", "VBN", "VBZ", "MD", "NN"} and not is_plural(verb.text) and verb.text.isalpha()
    )


def _read_shared_out(reader: Reader, counter: Counter) -> Mention | None:
    """`1,204 patients, 602 to each arm`, and what follows such a part in the same sentence."""
    left = reader.left(counter)
    shared = _SHARED_OUT.match(reader.text, counter.end)
    if shared is None and not (reader.window(_WITH_BEFORE, counter, left, 16) and _is_described(counter)):
        return None
    earlier = next(
        (m for m in reversed(reader.out) if told_of(m) == "part_of" and m.start >= counter.sentence_start),
        None,
    )
    told = earlier.counted.told if earlier is not None else None
    if told is not None and reader.window(_AND_BEFORE, counter, left, 8):
        of = reader.starting_at(told.start)
        if of is not None and _fits(counter, of):
            return reader.mention(_PART, counter, of, "part_of")
    if not reader.window(_COMMA_BEFORE, counter, left, 16):
        return None
    of = next((m for m in reader.before(counter) if m.start >= counter.sentence_start), None)
    if of is None:
        return None
    between = reader.text[of.end : left].strip(" \u00a0\n")
    near = between.startswith((",", ";", ":", "(", "–", "—", "-"))
    if not near and not (_LEADING.fullmatch(between) and len(between) < _FAR):
        return None
    return reader.mention(_PART, counter, of, "part_of")


def _is_described(counter: Counter) -> bool:
    """Whether a participle or adjective without a noun follows: `with 46 actively enrolling`, `with 12 idle`."""
    at = counter.behind
    while at < len(counter.tokens) and counter.tokens[at].tag == "RB":
        at += 1
    said, after = (counter.tokens[i] if i < len(counter.tokens) else None for i in (at, at + 1))
    if said is None or said.tag not in {"VBG", "VBN", "JJ"} or not said.text.isalpha():
        return False
    return after is None or after.tag in {"IN", "CC", ",", ".", ":", "-RRB-", "RB", "TO"}


def _read_rest(reader: Reader, counter: Counter) -> Mention | None:
    """`the other 30` and `another 120`: of what the text has just counted."""
    left = reader.left(counter)
    rest = reader.window(_THE_REST, counter, left, 16)
    behind = _MORE_BEHIND.match(reader.text, counter.end)
    if rest is None and behind is None and not reader.window(_MORE, counter, left, 20):
        return None
    if behind is not None:
        of = next((m for m in reader.before(counter, larger=False) if m.start >= counter.sentence_start), None)
        return None if of is None else reader.mention(_REST, counter, of)
    near = reader.before(counter, larger=rest is not None, back=1)
    of = next((m for m in near if told_of(m) != "prior_of"), None)
    if of is None or not (_CLAUSE.match(reader.text, counter.end) or ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_REST, counter, of, "part_of" if rest is not None else None)


def _read_out_of(reader: Reader, counter: Counter) -> Mention | None:
    """`3 teams out of 120` and `12 counts of fraud and two of perjury`: the noun stands before."""
    of = next(iter(reader.before(counter, larger=False)), None)
    if of is None or of.start < counter.sentence_start:
        return None
    if _OUT_OF.fullmatch(reader.text, of.end, reader.left(counter)) and ENDS_THERE.match(reader.text, counter.end):
        return reader.mention(_REST, counter, of)
    if counter.value == 1 or not reader.window(_AND_BEFORE, counter, reader.left(counter), 8):
        return None
    far = counter.numeral.scale >= 1000 or counter.numeral.grouped
    near = reader.before(counter, larger=False)[: 3 if far else 1]
    other = next((m for m in near if _same_preposition(reader.text, m.end, counter.end)), None)
    if other is None or reader.amounts_between(other.end, counter.start):
        return None
    return None if ":" in reader.text[other.end : counter.start] else reader.beside(_REST, counter, other)


def _same_preposition(text: str, one: int, other: int) -> bool:
    here, there = _PREPOSITION.match(text, one), _PREPOSITION.match(text, other)
    if here is None or there is None:
        return False
    return here["word"] == there["word"] or {here["word"], there["word"]} <= {"in", "on", "at", "under", "for"}


PART_READINGS = (
    _read_rest,
    _read_out_of,
    _read_part,
    _read_same,
    _read_sides,
    _read_opened_whole,
    _read_subject,
    _read_shared_out,
)
