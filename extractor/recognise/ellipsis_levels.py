"""Elliptical counts that are levels of another one, or whose verb names them: `from 1,089 in July`, `rose to 45`."""

import regex

from extractor.mentions import Mention
from extractor.normalise.nouns import is_plural, noun_classes, singular
from extractor.recognise.counted import Counter
from extractor.recognise.ellipsis_reader import ENDS_THERE, Reader
from extractor.recognise.nounphrases import noun_phrase
from extractor.recognise.rule import Rule
from extractor.spans import HasSpan

__all__ = ["LEVEL_READINGS", "LEVEL_RULES"]

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
    examples=(
        "Enrolment rose by ⟦120⟧ to ⟦1,480 students⟧ this term.",
        "It shipped ⟦1.2 million phones⟧, ⟦300,000⟧ more than before.",
    ),
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
        "It has a workforce of ⟦5,000⟧ in Oslo.",
    ),
    not_examples=("Revenues rose to 310 in the year.", "The index rose to 52.1 points."),
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
LEVEL_RULES = (_PRIOR, _CHANGE, _PEOPLE, _SUBJECT, _LEVEL)

_PRIOR_CUE = regex.compile(
    r"(?ri)(?<!\w)(?:from|compared[ \u00a0\n](?:with|to)|versus|vs\.?|against|opposed[ \u00a0\n]to|than|relative[ ]to"
    r"|instead[ ]of|rather[ ]than|comparison[ ](?:with|to))[ \u00a0\n](?:(?:just|only|a[ ]total[ ]of|the)[ ])?"
)
_BY = regex.compile(r"(?ri)(?<!\w)by[ \u00a0\n](?:(?:another|a[ ]further)[ ])?")
_MOVES = r"r[io]se|risen|gr[eo]w|increased|expanded|f[ea]ll|fallen|declined|decreased|dropped|jumped|climbed"
_MOVED = regex.compile(rf"(?ri)(?<!\w)(?:{_MOVES}|up|down)[ \u00a0]")
_TO = regex.compile(r"[ \u00a0\n]to[ \u00a0\n]")
_MORE_THAN = regex.compile(r"[ \u00a0\n](?:more|fewer|less)[ \u00a0\n]than(?!\w)", regex.IGNORECASE)
_COMMA = regex.compile(r"(?ri),[ \u00a0\n](?:or[ \u00a0\n])?")
_KILLED = regex.compile(r"(?ri)(?<!\w)(?:kill|injur|wound|infect|displac)(?:ed|ing|es|s)[ \u00a0\n]")
_HURT = regex.compile(
    r"[ \u00a0\n](?:(?:people|others)[ \u00a0\n])?+(?:(?:were|are|still|seriously|critically|feared)[ \u00a0\n])*+"
    r"(?P<word>\p{L}++)"
)
_NUMBER_OF = regex.compile(
    r"(?:number|total|count|tally)s?[ \u00a0\n]of[ \u00a0\n](?:the[ ]|its[ ]|our[ ])?", regex.IGNORECASE
)
_LEVELS = r"reach(?:ed|es|ing)?|hit|exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|top(?:ped|s|ping)|total(?:ed|led|s)"
_REACHES = regex.compile(rf"(?ri)(?<!\w)(?:to|at|of|was|were|is|are|now|currently|stands|stood|{_LEVELS})[ \u00a0\n]")
_GIVES = regex.compile(
    rf"(?ri)(?<!\w)(?P<verb>{_MOVES}|{_LEVELS}|was|were|stands|stood|number(?:ed|s)?|amounted|soared|surged)"
    r"[ \u00a0\n](?:(?:by|to|at|from)[ \u00a0\n])?"
)
_LEVEL_CUE = regex.compile(
    r"(?ri)(?<!\w)(?:to|at|of|about|target(?:s|ed|ing)?|expects?|reach(?:ed|es|ing)?|plans?|aims?[ ]for|forecasts?"
    r"|sold|delivered|produced)[ \u00a0\n]"
)
_NOUN_TO = regex.compile(r"(?ri)(?<!\w)(?P<noun>\p{L}{3,})[ \u00a0\n]to[ \u00a0\n]")
_COLLECTIVE_OF = regex.compile(
    r"(?ri)(?<!\w)(?P<noun>\p{L}+)[ \u00a0\n]of[ \u00a0\n](?:(?:some|just|a[ ]total[ ]of)[ ])?"
)
_ARTICLE = regex.compile(r"(?:the|its|our|their|total|of)[ \u00a0\n]", regex.IGNORECASE)


def _read_prior(reader: Reader, counter: Counter) -> Mention | None:
    left = reader.left(counter)
    if not reader.window(_PRIOR_CUE, counter, left) or (counter.numeral.decimals and counter.numeral.scale == 1):
        return None
    to = _TO.match(reader.text, counter.end)
    following = reader.opening(to.end()) if to else None
    if following is not None:
        return reader.mention(_PRIOR, counter, following, "prior_of")
    of = next((m for m in reader.before(counter, larger=False) if m.rule != _PRIOR.name), None)
    if of is None or not ENDS_THERE.match(reader.text, counter.end):
        return None
    return reader.mention(_PRIOR, counter, of, "prior_of")


def _read_change(reader: Reader, counter: Counter) -> Mention | None:
    left = reader.left(counter)
    if _MORE_THAN.match(reader.text, counter.end) and reader.window(_COMMA, counter, left, 8):
        of = next(iter(reader.before(counter)), None)
        return None if of is None else reader.mention(_CHANGE, counter, of, "change_of")
    to = _TO.match(reader.text, counter.end)
    if to is None or not (reader.window(_BY, counter, left) or reader.window(_MOVED, counter, left)):
        return None
    of = reader.opening(to.end())
    return None if of is None else reader.mention(_CHANGE, counter, of, "change_of")


def _read_people(reader: Reader, counter: Counter) -> Mention | None:
    if counter.numeral.decimals and counter.numeral.scale == 1:
        return None
    left = reader.left(counter)
    hurt = _HURT.match(reader.text, counter.end)
    said = hurt is not None and hurt["word"].lower() in noun_classes().casualties.words
    if said and counter.behind + 1 < len(counter.tokens) and counter.tokens[counter.behind + 1].tag in {"NN", "NNS"}:
        said = False
    if not said and not (reader.window(_KILLED, counter, left) and ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_PEOPLE, counter, None, "", head="people", item="people")


def _read_number_of(reader: Reader, counter: Counter) -> Mention | None:
    """`the total number of related businesses now exceeding 3,000`."""
    if counter.numeral.decimals and counter.numeral.scale == 1:
        return None
    left = reader.left(counter)
    if left == counter.start and not reader.window(_REACHES, counter, left):
        return None
    matches = list(_NUMBER_OF.finditer(reader.text, counter.sentence_start, counter.start))
    if not matches or any(m.start > matches[-1].end() for m in reader.before(counter, larger=False)):
        return None
    match = matches[-1]
    at = next((t.index for t in counter.tokens if t.start >= match.end()), None)
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True) if at is not None else None
    if phrase is None or phrase.end > counter.start:
        return None
    item = " ".join(reader.text[phrase.start : phrase.end].split())
    return reader.mention(_SUBJECT, counter, None, "", head=phrase.head, item=item)


def _read_collective(reader: Reader, counter: Counter) -> Mention | None:
    """`a workforce of 5,000`: the singular noun says what is counted."""
    match = reader.window(_COLLECTIVE_OF, counter, reader.left(counter))
    people = noun_classes().collective.get(match["noun"].lower()) if match else None
    if people is None:
        return None
    return reader.mention(_SUBJECT, counter, None, "", head=people, item=people)


def _read_verb(reader: Reader, counter: Counter) -> Mention | None:
    """`Subscribers rose to 2.3 million`: the subject is a plural that can be counted."""
    if (counter.numeral.decimals and counter.numeral.scale == 1) or counter.numeral.words:
        return None
    match = reader.window(_GIVES, counter, reader.left(counter))
    if match is None or (
        not ENDS_THERE.match(reader.text, counter.end) and not reader.text[counter.end :][:1].isspace()
    ):
        return None
    verb = next((t for t in counter.tokens if t.start == match.start("verb")), None)
    if verb is None:
        return None
    subject = next((counter.tokens[c] for c in verb.children if counter.tokens[c].dep in {"nsubj", "nsubjpass"}), None)
    if subject is None or subject.tag not in {"NNS", "NNPS", "NN", "NNP"}:
        return None
    collective = noun_classes().collective.get(subject.text.lower())
    if collective is not None:
        return reader.mention(_SUBJECT, counter, None, "", head=collective, item=collective)
    if not is_plural(subject.text):
        return None
    if singular(subject.text) in noun_classes().not_by_number.words | noun_classes().time.words:
        return None
    item = _noun_of_subject(reader, counter, subject.index, verb.start)
    return reader.mention(_SUBJECT, counter, None, "", head=subject.text, item=item)


def _noun_of_subject(reader: Reader, counter: Counter, subject: int, end: int) -> str:
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


def _read_second_level(reader: Reader, counter: Counter) -> Mention | None:
    """The new level behind a change or an earlier one: "grew by 2.4 million to 29.7 million", "from 39 staff to 72"."""
    last = next(iter(reader.before(counter, larger=False)), None)
    if last is None or last.start < counter.sentence_start:
        return None
    if not _TO.fullmatch(reader.text, last.end, reader.left(counter)):
        return None
    came_from = _PRIOR_CUE.match(reader.text, max(0, last.start - 32), last.start)
    if last.rule != _SUBJECT.name and not came_from:
        return None
    return reader.mention(_LEVEL, counter, last, "")


def _read_level(reader: Reader, counter: Counter) -> Mention | None:
    """`targets 2.05 million in the year`: the sentence has named what is counted, and nothing else stands between."""
    large = counter.numeral.scale >= 1000 or counter.numeral.grouped
    left = reader.left(counter)
    if not large or not reader.window(_LEVEL_CUE, counter, left) or not ENDS_THERE.match(reader.text, counter.end):
        return None
    of = next(iter(reader.before(counter, larger=False)), None)
    noun = reader.window(_NOUN_TO, counter, left)
    if noun is not None and is_plural(noun["noun"]) and singular(noun["noun"]) not in noun_classes().time.words:
        if singular(noun["noun"]) in noun_classes().not_by_number.words:
            return None
        return reader.mention(_LEVEL, counter, None, "", head=noun["noun"], item=noun["noun"])
    if of is None or any(_is_amount(o) for o in reader.others_between(of.end, counter.start)):
        return None
    return reader.mention(_LEVEL, counter, of, "")


def _is_amount(figure: HasSpan) -> bool:
    return isinstance(figure, Mention) and figure.kind in {"money", "measure", "percent"}


LEVEL_READINGS = (
    _read_change,
    _read_prior,
    _read_people,
    _read_number_of,
    _read_collective,
    _read_verb,
    _read_second_level,
    _read_level,
)
