"""Elliptical counts by which another count changes: `a net decrease of 310`, `up 42 from March`, `30 000 more`."""

from extractor.mentions import Mention
from extractor.recognise.counts.antecedents import ENDS_THERE, Reader
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind

__all__ = ["CHANGE_RULES", "read_change", "read_change_of", "read_further"]

_CHANGE = Rule(
    name="count.change",
    says="A bare number by which a count rises or falls: before its new level, behind `up` or `an increase of`.",
    examples=(
        "Enrolment rose by ⟦120⟧ to ⟦1,480 students⟧ this term.",
        "It shipped ⟦1.2 million phones⟧, ⟦300,000⟧ more than before.",
        "Headcount stood at ⟦6,420⟧, a net decrease of ⟦310⟧ from March.",
        "It has ⟦58 mills⟧, up ⟦seven⟧ from May.",
    ),
    not_examples=("Net income was $5 million, an increase of 310 on the year.", "The index was up 42 on the day."),
)
_FURTHER = Rule(
    name="count.further",
    says="A bare number before `more`: that many more of what was counted last.",
    examples=(
        "The charity planted ⟦20,000 trees⟧ and will plant ⟦30 000⟧ more.",
        "It has ⟦140 chefs⟧. It will hire ⟦60⟧ more this year.",
    ),
    not_examples=("It grew 30 more.", "It has 12 shops and made 30 more than planned."),
)
CHANGE_RULES = (_CHANGE, _FURTHER)

_BY = words_before(r"\bby (?:(?:another|a further) )?")
_MOVED = words_before(r"(?<!\w)(?:{moved}|up|down) ")
_TO = words_behind(r" to ")
_MORE_THAN = words_behind(r"(?i) (?:more|fewer|less) than(?!\w)")
_COMMA = words_before(r"(?:[,;–—(] ?|\bor )")
_CHANGE_OF = words_before(
    r"\b(?:an?|the|its|with|net) (?:(?:net|further|sharp|slight|small|total|modest) )?"
    r"(?:{change}|addition|loss) (?:of|by) "
)
_UP_DOWN = words_before(r"[,;(–—] ?(?:up|down) (?:by )?")
_UP_ENDS = words_behind(r" ?(?:[.,;)]|$)| (?:from|on|over|in|compared|versus|since|year|and|against)(?!\w)")
_BE = words_behind(r" (?:are|were|is|was|will|have|had|has|came|joined)(?!\w)")
_N_MORE = words_behind(r"(?i) (?:more|others)(?! than)(?!\w)")
#: Between a level and its change only a period may stand ("4,150 at June 30, a net increase of 85").
_FAR = 80


def read_change(reader: Reader, counter: Counter) -> Mention | None:
    """`rose by 120 to 1,480 students`; `300,000 more than before` behind a count."""
    left = reader.left(counter)
    if _MORE_THAN.match(reader.text, counter.end) and reader.window(_COMMA, counter, left, 8):
        of = next(iter(reader.wholes(counter)), None)
        return reader.mention(_CHANGE, counter, of, "change_of")
    to = _TO.match(reader.text, counter.end)
    if to is None or not (reader.window(_BY, counter, left) or reader.window(_MOVED, counter, left)):
        return None
    of = reader.opening(to.end())
    return reader.mention(_CHANGE, counter, of, "change_of")


def read_change_of(reader: Reader, counter: Counter) -> Mention | None:
    """`4,150 at June 30, a net increase of 85`, `87 mills, up seven from May`: the level stands just before."""
    left = reader.left(counter)
    cue = reader.window(_CHANGE_OF, counter, left)
    if cue is None:
        cue = reader.window(_UP_DOWN, counter, left, 16)
        if cue is None or not _UP_ENDS.match(reader.text, counter.end):
            return None
    of = next((m for m in reader.before(counter) if m.rule != _CHANGE.name), None)
    if of is None or cue.start() - of.end > _FAR or reader.amounts_between(of.end, counter.start):
        return None
    return reader.mention(_CHANGE, counter, of, "change_of")


def read_further(reader: Reader, counter: Counter) -> Mention | None:
    """`will plant 30 000 more`."""
    more = _N_MORE.match(reader.text, counter.end)
    if more is None or not (ENDS_THERE.match(reader.text, more.end()) or _BE.match(reader.text, more.end())):
        return None
    of = reader.topic(reader.before(counter, back=1))
    if of is None or reader.amounts_between(of.end, counter.start):
        return None
    return reader.mention(_FURTHER, counter, of)
