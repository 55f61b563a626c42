"""Levels of a count without its noun (`from 1,089 in July`, `targets 2.05 million`), and numbers of casualties."""

from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import ENDS_THERE, Reader
from extractor.recognise.counts.bare_subjects import SUBJECT
from extractor.recognise.counts.counters import Counter
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = ["LEVEL_RULES", "read_level", "read_people", "read_prior", "read_second_level"]

_PRIOR = Rule(
    name="count.prior",
    says="A bare number behind `from`, `compared with`, `versus`: the earlier level of the count beside it.",
    examples=(
        "It sold ⟦1,024 homes⟧, down from ⟦1,089⟧ in July.",
        "It has ⟦58 mills⟧ now, compared with ⟦61⟧ before.",
        "Visits rose from ⟦1,089⟧ to ⟦1,204 trips⟧ in all.",
    ),
)
_PEOPLE = Rule(
    name="count.casualties",
    says="A bare number before `dead`, `injured`, `missing` or behind `killing`: people.",
    examples=("It left at least ⟦700⟧ injured.", "The blast wounded ⟦30⟧, officials said."),
)
_LEVEL = Rule(
    name="count.further-level",
    says="A large bare number behind `to`, `at` or a verb of planning, in a sentence that has named what is counted.",
    examples=(
        "It built ⟦1.9 million cars⟧ last year and targets ⟦2.05 million⟧ in this one.",
        "Traffic was ⟦0.9 million passengers⟧, bringing the ten months to ⟦10.9 million⟧, more than before.",
        "This takes customers to ⟦959 firms⟧ and total partners to ⟦2,270⟧.",
    ),
)
LEVEL_RULES = (_PRIOR, _PEOPLE, _LEVEL)

_PRIOR_CUE = words_before(r"\b(?:from|{comparison}|than|instead of|comparison (?:with|to)) (?:{hedge}|the )?")
_BY = words_before(r"\bby (?:{hedge}|(?:another|a further) )?")
_TO = words_behind(r" to (?:(?:just|only|the|a record|currently) )?")
_KILLED = words_before(r"\b(?:kill|injur|wound|infect|displac)(?:ed|ing|es|s) ")
_HURT = words_behind(
    r" (?:(?:people|others) )?+(?:(?:were|are|still|seriously|critically|feared) )*+"
    r"(?P<word>\p{L}++)"
)
_LEVEL_CUE = words_before(
    r"\b(?:to|at|of|about|target(?:s|ed|ing)?|expects?|reach(?:ed|es|ing)?|plans?|aims? for|forecasts?"
    r"|sold|delivered|produced) "
)
_NOUN_TO = words_before(r"\b(?P<noun>\p{L}{3,}) to ")
_TOTAL_TO = words_before(
    r"\b(?:bring|brought|tak|took|rais|lift|push|increas|expand|reduc|cut|lower)\p{L}* "
    r"(?:(?:the|its|their|our) )?(?:(?:overall|grand|new) )?(?:total|number|tally|count)"
    r"(?: in \p{Lu}[\p{L} ]{2,30}?)? to "
)


def read_prior(reader: Reader, counter: Counter) -> Mention | None:
    """`from 1,089 in July`, `against six`: the number that a count is compared with."""
    left = reader.left(counter)
    if not reader.window(_PRIOR_CUE, counter, left):
        return None
    to = _TO.match(reader.text, counter.end)
    following = reader.opening(to.end()) if to else None
    if following is not None:
        return reader.mention(_PRIOR, counter, following, "prior_of")
    of = next((m for m in reader.before(counter) if m.rule != _PRIOR.name), None)
    if of is None or not ENDS_THERE.match(reader.text, counter.end):
        return None
    return reader.mention(_PRIOR, counter, reader.spoken_of(of, counter), "prior_of")


def read_people(reader: Reader, counter: Counter) -> Mention | None:
    """`left 700 injured`, `wounded 30`: people."""
    left = reader.left(counter)
    hurt = _HURT.match(reader.text, counter.end)
    said = hurt is not None and hurt["word"].lower() in noun_classes().casualties.words
    if said and counter.behind + 1 < len(counter.tokens) and counter.tokens[counter.behind + 1].tag in {"NN", "NNS"}:
        said = False
    if not said and not (reader.window(_KILLED, counter, left) and ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_PEOPLE, counter, None, said=CountReading("people", "people"))


def read_second_level(reader: Reader, counter: Counter) -> Mention | None:
    """The new level behind a change or an earlier one: "grew by 2.4 million to 29.7 million", "from 39 staff to 72"."""
    last = reader.last(counter)
    if last is None or not _TO.fullmatch(reader.text, last.end, reader.left(counter)):
        return None
    came_from = _PRIOR_CUE.match(reader.text, max(0, last.start - 32), last.start)
    by = _BY.match(reader.text, max(0, last.start - 32), last.start)
    if last.rule != SUBJECT.name and not came_from and not by:
        return None
    return reader.mention(_LEVEL, counter, last)


def read_level(reader: Reader, counter: Counter) -> Mention | None:
    """`targets 2.05 million in the year`: the sentence has named what is counted, and nothing else stands between."""
    left = reader.left(counter)
    large = counter.numeral.scale >= 1000 or counter.numeral.grouped or reader.window(_TOTAL_TO, counter, left)
    if not large or not reader.window(_LEVEL_CUE, counter, left) or not ENDS_THERE.match(reader.text, counter.end):
        return None
    of = reader.last(counter)
    noun = reader.window(_NOUN_TO, counter, left)
    if of is not None and reader.window(_TOTAL_TO, counter, left):
        return reader.mention(_LEVEL, counter, of)
    if noun is not None and is_plural(noun["noun"]) and singular(noun["noun"]) not in noun_classes().time.words:
        if singular(noun["noun"]) in noun_classes().not_by_number.words:
            return None
        return reader.mention(_LEVEL, counter, None, said=CountReading(noun["noun"], noun["noun"]))
    if of is None or reader.amounts_between(of.end, counter.start):
        return None
    return reader.mention(_LEVEL, counter, of)
