"""Elliptical counts that are parts of another one: `89 of which`, `six of its seven quarries`, `Taif (5)`."""

from decimal import Decimal

from extractor.documents import Token
from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import (
    AND_BEFORE,
    CLAUSE,
    ENDS_THERE,
    SENTENCES_BACK,
    SHARE,
    Reader,
    is_age,
    told_of,
    value_of,
    with_share,
)  # fmt: skip
from extractor.recognise.counts.bare_shares import SAMPLED
from extractor.recognise.counts.bare_tallies import TALLY
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.phrases import noun_phrase
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["PART_RULES", "read_opened_whole", "read_part", "read_shared_out", "read_subject"]

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
        "To date, of the ⟦122 cases⟧ in Osel, ⟦61⟧ have been mild.",
        "It has ⟦76 sites⟧, with ⟦46⟧ actively enrolling, and more to come.",
    ),
    not_examples=(
        "He is one of the best.",
        "It is, as of June, one of which we are proud.",
        "It polled 1,200 adults, 45% of them over 65.",
        "The crowd was 90,000, most of them aged under 30.",
    ),
)
_PREDICATE = Rule(
    name="count.subject",
    says="A bare number as the subject of its own clause, after the count that it is a part of.",
    examples=(
        "It saw ⟦11 cases⟧. Most are old and ⟦10⟧ (91%) are men.",
        "There were ⟦40 bids⟧. ⟦Twelve⟧ were late.",
        "Some ⟦217 guests⟧ are here and ⟦92⟧ have completed their stay.",
    ),
)
PART_RULES = (_PART, _PREDICATE)

#: Counts of one entry in a bracket: nothing that follows is a part of them.
_ASIDES = frozenset({TALLY.name, SAMPLED.name})
_OF_PRONOUN = words_behind(SHARE + r" (?:of|among) (?:which|whom|them|(?:these|those)(?! \p{L}+s\b))(?!\w)")
_OF_THEM = words_behind(r" of (?:them|whom) (?!(?:are|were|have|had|will|is|was)\b)")
_OF_PRONOUN_BEFORE = words_before(r"\b(?:of|among) (?:which|whom|them|these|those)(?:,| ){1,2}(?:only )?")
_OF_THESE = words_before(
    r"\b(?:of|among) (?:these|those|the) (?:\p{L}+ ){0,2}(?P<noun>\p{L}+s|people)"
    r",? (?:only )?"
)
_OF_WHOLE = words_behind(
    r"(?: out)? (?:of|among|in) "
    r"(?:(?:the|its|their|our|his|her|these|those|all|a total of|some) )?"
    r"(?:(?:\p{L}++ ){0,2}+\p{L}++[’']s? )?"
    r"(?:(?:all|total|existing|last|first|past|remaining|most recent) )?"
)
_OF_NOUN = words_behind(r" of (?:the|its|their|our|his|her|these|those) ")
_OPENS_WITH_WHOLE = words_behind(
    r"(?i)\W{0,3}(?:\p{L}[^,;:.()\d\n]{1,40}, )?(?:out )?(?:of|among) (?:(?:the|these|those|its|their|our) )?"
)
_COMMA_BEFORE = words_before(r"(?:\(|[,;:–—-] )(?:(?:and|with|including|of which) )?")
_WITH_BEFORE = words_before(r"[,;–—] (?:with|including) ")
#: "50 offices around the world, including", "114 were confirmed (": no figure stands between the whole and its part.
_LEADING, _FAR = words_behind(r"(?i)[^\d,;:()]++(?:, including|\()"), 60
_SEMICOLON = words_before(r"[;:] (?:(?:and|but|while) )?")
_SHARED_OUT = words_behind(
    SHARE + r" (?:to|in|at|from|on|with|for|per|by|under|outside|inside|within|across|who|each|apiece)(?!\w)"
)
_BE = frozenset(["are", "were", "is", "was", "have", "had", "has", "will", "remain", "remained", "must", "can"])
_ITEM_ENDS = words_behind(r"[.,;:()]| (?:and|while|but|or|who|which|that)(?!\w)|\n\n")
_ITEM_GOES_ON = words_behind(r" (?:above|below|of|over|under) ")


def read_part(reader: Reader, counter: Counter) -> Mention | None:
    """`89 of which`, `of whom 365`, `six of its seven quarries`, `three of the companies`."""
    if counter.is_one:
        return None
    text, end = reader.text, counter.end
    if _OF_PRONOUN.match(text, end) or reader.window(_OF_PRONOUN_BEFORE, counter, reader.left(counter)):
        wholes = reader.wholes(counter, back=2)
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
    known = reader.wholes(counter, back=SENTENCES_BACK)
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
        m for m in reader.wholes(counter, back=SENTENCES_BACK) if singular(m.counted.head) == singular(phrase.head)
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
    return CountReading(phrase.head, " ".join(reader.text[phrase.start : end].split()))


def _said_of_them(reader: Reader, counter: Counter, at: int) -> CountReading | None:
    """`650 of them welders`: a noun without a verb."""
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True)
    if phrase is None or not _ITEM_ENDS.match(reader.text, phrase.end):
        return None
    return CountReading(phrase.head, " ".join(reader.text[phrase.start : phrase.end].split()))


def _phrase_end(text: str, end: int, limit: int) -> int:
    """The predicate with the prepositional phrase that defines it ("above designated size")."""
    if not _ITEM_GOES_ON.match(text, end):
        return end
    match = _ITEM_ENDS.search(text, end, min(limit, end + 60))
    return match.start() if match else end


def read_opened_whole(reader: Reader, counter: Counter) -> Mention | None:
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
    if not (CLAUSE.match(reader.text, counter.end) or ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_PART, counter, of, "part_of", _predicate(reader, counter))


def _read_of_these(reader: Reader, counter: Counter) -> Mention | None:
    """`Of these cases, 49 have been fatal`: a part of the last count of such things."""
    match = reader.window(_OF_THESE, counter, reader.left(counter))
    if match is None or counter.start - counter.sentence_start > match.end() - match.start() + 2:
        return None
    noun = singular(match["noun"])
    before = reader.wholes(counter, back=SENTENCES_BACK)
    of = next((m for m in before if singular(m.counted.head) == noun and m.rule not in _ASIDES), None)
    return reader.mention(_PART, counter, of, "part_of", _predicate(reader, counter))


def read_subject(reader: Reader, counter: Counter) -> Mention | None:
    """A bare number as subject: "10 (91%) are men", "Twelve were late"."""
    match = CLAUSE.match(reader.text, counter.end)
    if match is None:
        return None
    wholes = [m for m in reader.wholes(counter, back=SENTENCES_BACK) if m.rule not in _ASIDES]
    verb = counter.token_at(match.start("verb"))
    if verb is None or not wholes or not verb.text[0].islower():
        return None
    if match["share"] is not None:
        if verb.tag not in {"VBD", "VBP", "VBZ", "MD", "VBN"}:
            return None
        of = with_share(wholes, counter.value, Decimal(match["share"]))
    else:
        opens = counter.start <= counter.sentence_start + 2 or reader.window(
            AND_BEFORE, counter, reader.left(counter), 8
        )
        said = _is_said(reader, counter, verb)
        beside = _subject_beside(reader, counter) if opens else None
        if beside is not None:
            return reader.beside(_PREDICATE, counter, beside)
        of = reader.topic(reader.wholes(counter, back=SENTENCES_BACK)) if opens else None
        of = of if said or (match["verb"] in _BE and counter.numeral.words) else None
    if of is None:
        return None
    return reader.mention(_PREDICATE, counter, of, "part_of", _predicate(reader, counter))


def _subject_beside(reader: Reader, counter: Counter) -> Mention | None:
    """The part before it in its sentence: `25 were of one type and four of the other`."""
    near = (m for m in reversed(reader.out[-2:]) if m.rule == _PREDICATE.name and m.start >= counter.sentence_start)
    part = next(near, None)
    return part if part is not None and not reader.before(counter)[0].start > part.start else None


def _is_said(reader: Reader, counter: Counter, verb: Token) -> bool:
    """Whether the word behind a number is its verb: by the parse, or because no plural follows behind a semicolon."""
    number = counter.tokens[counter.first]
    of_verb = {verb.index, verb.head} if verb.dep in {"aux", "auxpass"} else {verb.index}  # "92 have completed it"
    if number.dep in {"nsubj", "nsubjpass"} and number.head in of_verb:
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


def read_shared_out(reader: Reader, counter: Counter) -> Mention | None:
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
    if told is not None and reader.window(AND_BEFORE, counter, left, 8):
        of = reader.starting_at(told.start)
        if of is not None and _fits(counter, of):
            return reader.mention(_PART, counter, of, "part_of")
    if not reader.window(_COMMA_BEFORE, counter, left, 16):
        return None
    of = next(iter(reader.wholes(counter)), None)
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
