"""Finds elliptical counts: numbers whose noun stands with another count (`89 of which`, `from 1,089 in July`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import regex

from extractor.mentions import Mention
from extractor.normalise.comparators import read_comparator
from extractor.normalise.nouns import is_plural, noun_classes, singular
from extractor.recognise.counted import Counter
from extractor.recognise.nounphrases import noun_phrase
from extractor.recognise.rule import Rule
from extractor.recognise.scan import Scan
from extractor.spans import HasSpan, Span
from extractor.values import Amount

__all__ = ["ELLIPSIS_RULES", "find_elliptical"]

_PART = Rule(
    name="count.part-of",
    says="A number beside `of which`, `of them`, `of the N`, or parted off a count by a comma: a part of that count.",
    examples=(
        "It has ⟦218 shops⟧, ⟦89⟧ of which are large shops.",
        "It will add ⟦26 clinics⟧, of which ⟦19⟧ have opened.",
        "It restarted ⟦six⟧ of its ⟦seven quarries⟧ there.",
        "⟦Seven⟧ among the ⟦nine new laboratories⟧ work on it.",
        "It enrolled ⟦1,204 patients⟧, ⟦602⟧ to each arm.",
        "It saw ⟦14 bids⟧. Of the ⟦14⟧, ⟦five⟧ are late and ⟦two⟧ in doubt.",
    ),
    not_examples=("He is one of the best.", "It is, as of June, one of which we are proud."),
)
_SAME = Rule(
    name="count.same-number",
    says="`the` and a bare number that an earlier count has: the same fact.",
    examples=("We began ⟦46 projects⟧ in May. Together the ⟦46⟧ will cost a lot.",),
    not_examples=("He shot a 68 in the last round.",),
)
_PRIOR = Rule(
    name="count.prior",
    says="A bare number behind `from`, `compared with`, `versus`: the earlier level of the count beside it.",
    examples=(
        "It sold ⟦1,024 homes⟧, down from ⟦1,089⟧ in July.",
        "It has ⟦58 mills⟧ now, compared with ⟦61⟧ before.",
        "Visits rose from ⟦1,089⟧ to ⟦1,204 trips⟧ in all.",
    ),
)
_CHANGE = Rule(
    name="count.change",
    says="A bare number by which a count rises or falls to its new level.",
    examples=("Enrolment rose by ⟦120⟧ to ⟦1,480 students⟧ this term.",),
)
_SIDES = Rule(
    name="count.other-side",
    says="The second number of a vote.",
    examples=("It passed by ⟦31 votes⟧ to ⟦12⟧ on Friday.",),
)
_TALLY = Rule(
    name="count.tally",
    says="A number in brackets behind a name, in a sentence that gives the total.",
    examples=("It reported ⟦8 cases⟧ from Osel (⟦5⟧) and Varn (⟦3⟧).",),
    not_examples=("The Company (1) and its shops are new.",),
)
_PREDICATE = Rule(
    name="count.subject",
    says="A bare number as the subject of its own clause, after the count that it is a part of.",
    examples=("Of ⟦11 cases⟧ it saw, ⟦10⟧ (91%) are men.", "There were ⟦40 bids⟧. ⟦Twelve⟧ were late."),
)
_PEOPLE = Rule(
    name="count.casualties",
    says="A bare number before `dead`, `injured`, `missing` or behind `killing`: people.",
    examples=("It left at least ⟦700⟧ injured.", "The blast wounded ⟦30⟧, officials said."),
)
_SUBJECT = Rule(
    name="count.of-subject",
    says="A bare number that the verb gives to a plural subject, or to the `number of` something.",
    examples=(
        "The total number of related firms now exceeds ⟦3,000⟧.",
        "Subscribers rose to ⟦2.3 million⟧ in the year.",
    ),
    not_examples=("Revenues rose to 310 in the year.", "The index rose to 52.1 points."),
)
_LEVEL = Rule(
    name="count.further-level",
    says="A large bare number behind `to`, `at` or a verb of planning, in a sentence that has named what is counted.",
    examples=("It built ⟦1.9 million cars⟧ last year and targets ⟦2.05 million⟧ in this one.",),
)
ELLIPSIS_RULES = (_PART, _SAME, _PRIOR, _CHANGE, _SIDES, _TALLY, _PREDICATE, _PEOPLE, _SUBJECT, _LEVEL)

#: Sentences back in which the count may stand that a number is a part of.
_SENTENCES_BACK = 3
_SHARE = r"(?:[ \u00a0]?\((?P<share>\d{1,3}(?:\.\d{1,2})?)[ \u00a0]?%\))?"

_OF_PRONOUN = regex.compile(
    _SHARE + r"[ \u00a0\n](?:of|among)[ \u00a0\n](?:which|whom|them|these|those)(?![ ]\p{L}+s\b)(?!\w)"
)
_OF_PRONOUN_BEFORE = regex.compile(
    r"(?ri)(?<!\w)(?:of|among)[ \u00a0\n](?:which|whom|them|these|those)[ \u00a0\n,]{1,2}(?:only[ ])?"
)
_OF_WHOLE = regex.compile(
    r"(?:[ \u00a0\n]out)?[ \u00a0\n](?:of|among|in)[ \u00a0\n](?:(?:the|its|their|our|his|her|these|those|all|a[ ]total[ ]of|some)"
    r"[ \u00a0\n])?(?:(?:all|total|existing)[ \u00a0\n])?"
)
_OF_NOUN = regex.compile(r"[ \u00a0\n]of[ \u00a0\n](?:the|its|their|our|his|her|these|those)[ \u00a0\n]")
_THE = regex.compile(r"(?ri)(?<!\w)(?:the|these|those|all)[ \u00a0\n]")
_OPENS_WITH_WHOLE = regex.compile(
    r"\W{0,3}(?:out[ ])?(?:of|among)[ \u00a0\n](?:(?:the|these|those|its|their|our)[ \u00a0\n])?", regex.IGNORECASE
)
_PRIOR_CUE = regex.compile(
    r"(?ri)(?<!\w)(?:from|compared[ \u00a0\n](?:with|to)|versus|vs\.?|against|opposed[ \u00a0\n]to|than|relative[ ]to|instead[ ]of"
    r"|rather[ ]than|comparison[ ](?:with|to))[ \u00a0\n](?:(?:just|only|a[ ]total[ ]of|the)[ ])?"
)
_BY = regex.compile(r"(?ri)(?<!\w)by[ \u00a0\n](?:(?:another|a[ ]further)[ ])?")
_MOVED = regex.compile(
    r"(?ri)(?<!\w)(?:r[io]se|risen|gr[eo]w|increased|expanded|f[ea]ll|fallen|declined|decreased|dropped|jumped|climbed|up|down)[ \u00a0]"
)
_TO = regex.compile(r"[ \u00a0\n]to[ \u00a0\n]")
_COMMA_BEFORE = regex.compile(r"(?ri)[,;:(–—-][ \u00a0\n](?:(?:and|with|including|of[ ]which)[ \u00a0\n])?")
_AND_BEFORE = regex.compile(r"(?ri)(?:[,;][ \u00a0\n](?:and[ \u00a0\n])?|[ \u00a0\n]and[ \u00a0\n])")
_SHARED_OUT = regex.compile(
    _SHARE + r"[ \u00a0\n](?:to|in|at|from|on|with|for|per|by|under|outside|inside|within|across|who)(?!\w)"
)
_CLAUSE = regex.compile(_SHARE + r"[ \u00a0\n](?P<verb>\p{L}++)")
_BE = frozenset(["are", "were", "is", "was", "have", "had", "has", "will", "remain", "remained", "must", "can"])
_IS_NAMED = regex.compile(r"(?r)(?<!\w)\p{Lu}[\p{L}\p{M}'’-]*[ \u00a0]?\(")
_KILLED = regex.compile(r"(?ri)(?<!\w)(?:kill|injur|wound|infect|displac)(?:ed|ing|es|s)[ \u00a0\n]")
_HURT = regex.compile(
    r"[ \u00a0\n](?:(?:people|others)[ \u00a0\n])?(?:(?:were|are|still|seriously|critically|feared)[ \u00a0\n])*(?P<word>\p{L}++)"
)
_NUMBER_OF = regex.compile(
    r"(?:number|total|count|tally)s?[ \u00a0\n]of[ \u00a0\n](?:the[ ]|its[ ]|our[ ])?", regex.IGNORECASE
)
_REACHES = regex.compile(
    r"(?ri)(?<!\w)(?:to|at|of|reach(?:ed|es|ing)?|was|were|is|are|hit|exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|top(?:ped|s|ping)|total(?:ed|led|s)"
    r"|now|currently|stands|stood)[ \u00a0\n]"
)
_GIVES = regex.compile(
    r"(?ri)(?<!\w)(?P<verb>r[io]se|risen|gr[eo]w|increased|expanded|f[ea]ll|fallen|declined|decreased|dropped|jumped|climbed|total(?:ed|led)"
    r"|reach(?:ed|es)?|hit|exceed(?:ed|s)?|surpass(?:ed|es)|top(?:ped|s)|stood|number(?:ed|s)?|amounted|soared|surged)"
    r"[ \u00a0\n](?:(?:by|to|at|from)[ \u00a0\n])?"
)
_LEVEL_CUE = regex.compile(
    r"(?ri)(?<!\w)(?:to|at|target(?:s|ed|ing)?|expects?|reach(?:ed|es|ing)?|plans?|aims?[ ]for|forecasts?|of|sold|delivered|produced|about)[ \u00a0\n]"
)
_ENDS_THERE = regex.compile(
    r"[ \u00a0\n]?(?:[.,;)]|$|[ \u00a0\n](?:in|by|at|for|from|as|on|during|a|last|this|next|and)(?!\w))"
)


@dataclass(slots=True)
class _Reader:
    """What is known while the bare numbers are read in text order."""

    text: str
    known: list[Mention]
    others: Sequence[HasSpan]
    sentences: Sequence[int]
    bare: Sequence[Counter]
    out: list[Mention] = field(default_factory=list)

    def before(self, counter: Counter, *, larger: bool = True, back: int = 0) -> list[Mention]:
        """The counts before a number, nearest first, from its sentence and `back` sentences before it."""
        first = self.sentences[max(0, counter.sentence - back)] if counter.sentence < len(self.sentences) else 0
        near = [m for m in self.known if first <= m.start < counter.start]
        if larger and counter.value is not None:
            near = [m for m in near if _value(m) is None or _value(m) >= counter.value]  # type: ignore[operator]
        return near[::-1]

    def root(self, mention: Mention) -> Mention:
        """The first mention of the same fact."""
        seen = 0
        while mention.parts.get("relation") == "same_as" and seen < 8:
            start = int(mention.parts["antecedent"].split(":")[0])
            mention = next((m for m in self.known if m.start == start), mention)
            seen += 1
        return mention

    def starting_at(self, at: int) -> Mention | None:
        """The count that starts at a place."""
        return next((m for m in self.known if m.start == at), None)


def _value(mention: Mention) -> Decimal | None:
    amount = mention.amount
    return None if amount is None else amount.value if amount.value is not None else amount.high


def find_elliptical(
    scan: Scan, bare: Sequence[Counter], full: Sequence[Mention], others: Sequence[HasSpan]
) -> list[Mention]:
    """The elliptical counts among the bare numbers, resolved from the counts that have their noun.

    `others` are the figures of the other kinds. An antecedent is told in `parts["antecedent"]` as `START:END`, how
    the number relates to it in `parts["relation"]`.
    """
    starts = [s.start for s in scan.document.sentences]
    reader = _Reader(scan.text, list(full), others, starts, bare)
    for counter in bare:
        mention = next((m for read in _READINGS if (m := read(reader, counter)) is not None), None)
        if mention is not None:
            reader.out.append(mention)
            reader.known = sorted([*reader.known, mention], key=lambda m: m.start)
    return reader.out


def _left(text: str, counter: Counter) -> int:
    """Where the number starts with its hedge."""
    _, cue = read_comparator(text, counter.start, counter.end)
    return cue.start if cue is not None and cue.start < counter.start else counter.start


def _mention(reader: _Reader, rule: Rule, counter: Counter, of: Mention | None, relation: str, **said: str) -> Mention:
    """An elliptical count with the noun of `of`, unless `said` gives `head` and `item`."""
    comparator, cue = read_comparator(reader.text, counter.start, counter.bound_at)
    cues: tuple[Span, ...] = () if cue is None else (cue,)
    parts = {"head": "", "item": ""}
    if of is not None:
        item = of.parts.get("item", of.unit or "")
        parts = {"head": of.parts["head"], "item": item}
        if relation:
            root = reader.root(of)
            parts |= {"antecedent": f"{root.start}:{root.end}", "relation": relation}
    parts |= said
    amount = Amount(counter.value) if counter.value is not None else None
    end = counter.end
    return Mention("count", counter.start, end, rule.name, amount, parts["item"] or None, comparator, None, parts, cues)


def _window(
    reader: _Reader, pattern: regex.Pattern[str], counter: Counter, end: int, back: int = 48
) -> regex.Match[str] | None:
    return pattern.match(reader.text, max(counter.sentence_start, end - back), end)


def _read_tally(reader: _Reader, counter: Counter) -> Mention | None:
    """`Taif (5)`: only here may the number stand in brackets."""
    text = reader.text
    if text[counter.start - 1 : counter.start] != "(" or text[counter.end : counter.end + 1] != ")":
        return None
    if not _window(reader, _IS_NAMED, counter, counter.start):
        return None
    whole = [m for m in reader.before(counter) if m.rule != _TALLY.name and m.start >= counter.sentence_start]
    if not whole:
        return None
    row = [
        b
        for b in reader.bare
        if b.sentence == counter.sentence and text[b.start - 1 : b.start] == "(" and b.value is not None
    ]
    row = [b for b in row if b.start > whole[0].start and _IS_NAMED.match(text, max(0, b.start - 48), b.start)]
    together = sum((b.value for b in row if b.value is not None), Decimal(0))
    fits = next((m for m in whole if _value(m) == together), None)
    if fits is None and len(row) < 2:
        return None
    of = fits or max(whole, key=lambda m: _value(m) or Decimal(0))
    return _mention(reader, _TALLY, counter, of, "part_of")


def _read_part(reader: _Reader, counter: Counter) -> Mention | None:
    """`89 of which`, `of whom 365`, `six of its seven quarries`, `three of the companies`."""
    if counter.value == 1 and counter.numeral.words and counter.numeral.end == counter.end:
        return None
    text, end = reader.text, counter.end
    if _OF_PRONOUN.match(text, end) or _window(reader, _OF_PRONOUN_BEFORE, counter, _left(text, counter)):
        wholes = reader.before(counter, back=2)
        of = next((m for m in wholes if m.rule != _PART.name or m.start < counter.sentence_start), None)
        if of is None:
            return None
        return _mention(reader, _PART, counter, of, "part_of", **_predicate(reader, counter))
    whole = _OF_WHOLE.match(text, end)
    if whole is not None:
        of = reader.starting_at(whole.end()) or _behind_hedge(reader, whole.end())
        if of is not None and _fits(counter, of):
            return _mention(reader, _PART, counter, of, "part_of")
    return _of_noun(reader, counter)


def _fits(counter: Counter, of: Mention) -> bool:
    whole = _value(of)
    return counter.value is None or whole is None or whole >= counter.value


def _behind_hedge(reader: _Reader, at: int) -> Mention | None:
    near = next((m for m in reader.known if at < m.start < at + 20), None)
    return near if near is not None and near.cues and near.cues[0].start == at else None


def _of_noun(reader: _Reader, counter: Counter) -> Mention | None:
    """`three of the companies`: the noun stands behind, without a number."""
    match = _OF_NOUN.match(reader.text, counter.end)
    if match is None:
        return None
    at = next((t.index for t in counter.tokens[counter.behind :] if t.start >= match.end()), None)
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True) if at is not None else None
    if phrase is None or singular(phrase.head) in noun_classes().time.words | noun_classes().uncounted.words:
        return None
    item = " ".join(reader.text[phrase.start : phrase.end].split())
    alike = (
        m for m in reader.before(counter, back=_SENTENCES_BACK) if singular(m.parts["head"]) == singular(phrase.head)
    )
    of = next(alike, None)
    return _mention(reader, _PART, counter, of, "part_of", head=phrase.head, item=item)


def _predicate(reader: _Reader, counter: Counter) -> dict[str, str]:
    """What the part is said to be: "of which are industrial enterprises above designated size"."""
    at = counter.behind
    limit = min(len(counter.tokens), at + 8)
    while at < limit and counter.tokens[at].text.lower() not in {"are", "were"}:
        if (
            counter.tokens[at].text.lower() not in {"of", "which", "whom", "them", "(", ")", "%"}
            and not counter.tokens[at].text[0].isdigit()
        ):
            return {}
        at += 1
    if at + 1 >= limit:
        return {}
    phrase = noun_phrase(reader.text, counter.tokens, at + 1, plural=True)
    if phrase is None or not is_plural(phrase.head):
        return {}
    end = _phrase_end(reader.text, phrase.end, counter.sentence_end)
    return {"head": phrase.head, "item": " ".join(reader.text[phrase.start : end].split())}


_ITEM_ENDS = regex.compile(r"[.,;:()]|[ \u00a0\n](?:and|while|but|or|who|which|that)(?!\w)|\n\n")
_ITEM_GOES_ON = regex.compile(r"[ \u00a0](?:above|below|of|over|under)[ \u00a0]")


def _phrase_end(text: str, end: int, limit: int) -> int:
    """The predicate with the prepositional phrase that defines it ("above designated size")."""
    if not _ITEM_GOES_ON.match(text, end):
        return end
    match = _ITEM_ENDS.search(text, end, min(limit, end + 60))
    return match.start() if match else end


def _read_same(reader: _Reader, counter: Counter) -> Mention | None:
    """`the 46` behind 46 projects."""
    if counter.value is None or not _window(reader, _THE, counter, counter.start, 8):
        return None
    of = next((m for m in reader.before(counter, back=_SENTENCES_BACK) if _value(m) == counter.value), None)
    if of is None or (counter.behind < len(counter.tokens) and counter.tokens[counter.behind].tag in {"NN", "NNP"}):
        return None
    return _mention(reader, _SAME, counter, of, "same_as")


def _read_prior(reader: _Reader, counter: Counter) -> Mention | None:
    left = _left(reader.text, counter)
    if not _window(reader, _PRIOR_CUE, counter, left) or (counter.numeral.decimals and counter.numeral.scale == 1):
        return None
    to = _TO.match(reader.text, counter.end)
    following = (reader.starting_at(to.end()) or _behind_hedge(reader, to.end())) if to else None
    if following is not None:
        return _mention(reader, _PRIOR, counter, following, "prior_of")
    of = next((m for m in reader.before(counter, larger=False) if m.rule != _PRIOR.name), None)
    if of is None or not _ENDS_THERE.match(reader.text, counter.end):
        return None
    return _mention(reader, _PRIOR, counter, of, "prior_of")


def _read_change(reader: _Reader, counter: Counter) -> Mention | None:
    left = _left(reader.text, counter)
    to = _TO.match(reader.text, counter.end)
    if to is None or not (_window(reader, _BY, counter, left) or _window(reader, _MOVED, counter, left)):
        return None
    of = reader.starting_at(to.end()) or _behind_hedge(reader, to.end())
    return None if of is None else _mention(reader, _CHANGE, counter, of, "change_of")


def _read_sides(reader: _Reader, counter: Counter) -> Mention | None:
    of = next(iter(reader.before(counter, larger=False)), None)
    if of is None or singular(of.parts["head"]) not in {"vote", "ballot", "seat"}:
        return None
    if reader.text[of.end : counter.start].strip() not in {"to", "against", "for and"}:
        return None
    return _mention(reader, _SIDES, counter, of, "")


def _read_people(reader: _Reader, counter: Counter) -> Mention | None:
    if counter.numeral.decimals and counter.numeral.scale == 1:
        return None
    left = _left(reader.text, counter)
    hurt = _HURT.match(reader.text, counter.end)
    said = hurt is not None and hurt["word"].lower() in noun_classes().casualties.words
    if said and counter.behind + 1 < len(counter.tokens) and counter.tokens[counter.behind + 1].tag in {"NN", "NNS"}:
        said = False
    if not said and not (_window(reader, _KILLED, counter, left) and _ENDS_THERE.match(reader.text, counter.end)):
        return None
    return _mention(reader, _PEOPLE, counter, None, "", head="people", item="people")


def _read_opened_whole(reader: _Reader, counter: Counter) -> Mention | None:
    """In a sentence that opens with "Of the 14" or "Of 1.05 billion users", a bare number is a part."""
    match = _OPENS_WITH_WHOLE.match(reader.text, counter.sentence_start, counter.start)
    of = (reader.starting_at(match.end()) or _behind_hedge(reader, match.end())) if match else None
    if of is None or not _fits(counter, of) or of.start >= counter.start:
        return None
    if not (_CLAUSE.match(reader.text, counter.end) or _ENDS_THERE.match(reader.text, counter.end)):
        return None
    return _mention(reader, _PART, counter, of, "part_of", **_predicate(reader, counter))


def _read_subject(reader: _Reader, counter: Counter) -> Mention | None:
    """A bare number as subject: "10 (91%) are men", "Twelve were late"."""
    match = _CLAUSE.match(reader.text, counter.end)
    if match is None:
        return None
    wholes = [m for m in reader.before(counter, back=_SENTENCES_BACK) if m.rule not in {_TALLY.name}]
    verb = next((t for t in counter.tokens[counter.behind :] if t.start == match.start("verb")), None)
    if verb is None or not wholes:
        return None
    if match["share"] is not None:
        if verb.tag not in {"VBD", "VBP", "VBZ", "MD", "VBN"}:
            return None
        of = _with_share(wholes, counter, Decimal(match["share"]))
    else:
        opens = counter.start <= counter.sentence_start + 2 or _window(
            reader, _AND_BEFORE, counter, _left(reader.text, counter), 8
        )
        of = wholes[0] if match["verb"] in _BE and opens and counter.numeral.words else None
    if of is None:
        return None
    return _mention(reader, _PREDICATE, counter, of, "part_of", **_predicate(reader, counter))


def _with_share(wholes: Sequence[Mention], counter: Counter, share: Decimal) -> Mention | None:
    """The count of which the number is the share printed behind it."""
    for whole in wholes:
        value = _value(whole)
        if value and counter.value is not None and abs(counter.value * 100 / value - share) <= Decimal("0.6"):
            return whole
    return None


def _read_shared_out(reader: _Reader, counter: Counter) -> Mention | None:
    """`1,204 patients, 602 to each arm`, and what follows such a part in the same sentence."""
    if not _SHARED_OUT.match(reader.text, counter.end):
        return None
    left = _left(reader.text, counter)
    earlier = next(
        (m for m in reversed(reader.out) if m.parts.get("relation") == "part_of" and m.start >= counter.sentence_start),
        None,
    )
    if earlier is not None and _window(reader, _AND_BEFORE, counter, left, 8):
        start = int(earlier.parts["antecedent"].split(":")[0])
        of = reader.starting_at(start)
        if of is not None and _fits(counter, of):
            return _mention(reader, _PART, counter, of, "part_of")
    if not _window(reader, _COMMA_BEFORE, counter, left, 16):
        return None
    of = next((m for m in reader.before(counter) if m.start >= counter.sentence_start), None)
    if of is None or not reader.text[of.end : left].strip(" \u00a0\n").startswith((",", ";", ":", "(", "–", "—", "-")):
        return None
    return _mention(reader, _PART, counter, of, "part_of")


def _read_number_of(reader: _Reader, counter: Counter) -> Mention | None:
    """`the total number of related businesses now exceeding 3,000`."""
    if counter.numeral.decimals and counter.numeral.scale == 1:
        return None
    left = _left(reader.text, counter)
    if left == counter.start and not _window(reader, _REACHES, counter, left):
        return None
    match = None
    for match in _NUMBER_OF.finditer(reader.text, counter.sentence_start, counter.start):
        pass
    if match is None or any(match.end() < m.start < counter.start for m in reader.known):
        return None
    at = next((t.index for t in counter.tokens if t.start >= match.end()), None)
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True) if at is not None else None
    if phrase is None or phrase.end > counter.start:
        return None
    item = " ".join(reader.text[phrase.start : phrase.end].split())
    return _mention(reader, _SUBJECT, counter, None, "", head=phrase.head, item=item)


def _read_verb(reader: _Reader, counter: Counter) -> Mention | None:
    """`Subscribers rose to 2.3 million`: the subject is a plural that can be counted."""
    if (counter.numeral.decimals and counter.numeral.scale == 1) or counter.numeral.words:
        return None
    match = _window(reader, _GIVES, counter, _left(reader.text, counter))
    if (
        match is None
        or (not _ENDS_THERE.match(reader.text, counter.end)
        and not reader.text[counter.end :][:1].isspace())
    ):
        return None
    verb = next((t for t in counter.tokens if t.start == match.start("verb")), None)
    if verb is None:
        return None
    subject = next((counter.tokens[c] for c in verb.children if counter.tokens[c].dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.tag not in {"NNS", "NNPS", "NN", "NNP"} or not is_plural(subject.text):
        return None
    if singular(subject.text) in noun_classes().not_by_number.words | noun_classes().time.words:
        return None
    item = _noun_of_subject(reader, counter, subject.index, verb.start)
    return _mention(reader, _SUBJECT, counter, None, "", head=subject.text, item=item)


_ARTICLE = regex.compile(r"(?:the|its|our|their|total|of)[ \u00a0\n]", regex.IGNORECASE)


def _noun_of_subject(reader: _Reader, counter: Counter, subject: int, end: int) -> str:
    """The subject with what belongs to it up to the verb, without article."""
    first = subject
    while (
        first > 0
        and counter.tokens[first - 1].head in range(first - 1, subject + 1)
        and counter.tokens[first - 1].dep != "punct"
    ):
        first -= 1
    start = counter.tokens[first].start
    match = _ARTICLE.match(reader.text, start)
    return " ".join(reader.text[match.end() if match else start : end].split())


def _read_level(reader: _Reader, counter: Counter) -> Mention | None:
    """`targets 2.05 million in the year`: the sentence has named what is counted, and nothing else stands between."""
    large = counter.numeral.scale >= 1000 or counter.numeral.grouped
    left = _left(reader.text, counter)
    if not large or not _window(reader, _LEVEL_CUE, counter, left) or not _ENDS_THERE.match(reader.text, counter.end):
        return None
    of = next(iter(reader.before(counter, larger=False)), None)
    if of is None or any(of.end <= o.start < counter.start and _is_amount(o) for o in reader.others):
        return None
    return _mention(reader, _LEVEL, counter, of, "")


def _is_amount(figure: HasSpan) -> bool:
    return isinstance(figure, Mention) and figure.kind in {"money", "measure"}


_READINGS: tuple[Callable[[_Reader, Counter], Mention | None], ...] = (
    _read_tally,
    _read_part,
    _read_same,
    _read_change,
    _read_prior,
    _read_sides,
    _read_people,
    _read_opened_whole,
    _read_subject,
    _read_shared_out,
    _read_number_of,
    _read_verb,
    _read_level,
)
