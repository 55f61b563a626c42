"""Elliptical counts that are levels of another one, or whose verb names them: `from 1,089 in July`, `rose to 45`."""

import regex

from extractor.documents import Token
from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import ENDS_THERE, Reader
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.phrases import noun_phrase
from extractor.recognise.counts.subjects import classes_of_no_things, counted_by, subject_of
from extractor.recognise.rule import Rule
from extractor.words.nouns import is_plural, noun_classes, singular

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
        "The rig count ended the week at ⟦589⟧ in all.",
        "Its customer base has grown to ⟦2.1 million⟧ since.",
        "We began with ⟦40 looms⟧ and the number has since increased to ⟦700⟧.",
        "Active users grew by 12% to ⟦455,764⟧, up from ⟦406,900⟧ a year ago.",
    ),
    not_examples=(
        "Revenues rose to 310 in the year.",
        "The index rose to 52.1 points.",
        "The cost base fell to 310 in the year.",
        "Net sales grew by 12% to 455,764 in the year.",
    ),
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
_PLURAL = Rule(
    name="count.of-plural",
    says="A large bare number behind `of` and the plural of what is counted.",
    examples=(
        "It reported deliveries of ⟦495,570⟧ in the quarter.",
        "Paid net additions of ⟦5.1 million⟧ were a record.",
        "It ended with subscribers of ⟦2.3m⟧ in all.",
    ),
    not_examples=(
        "It had revenues of 310,000 in the year.",
        "There were sales of 12,400 in the year.",
        "It has hopes of 2030, and games of 12.",
    ),
)
LEVEL_RULES = (_PRIOR, _PEOPLE, _SUBJECT, _PLURAL, _LEVEL)

_PRIOR_CUE = regex.compile(
    r"(?ri)(?<!\w)(?:from|compared[ \u00a0\n](?:with|to)|versus|vs\.?|against|opposed[ \u00a0\n]to|than|relative[ ]to"
    r"|instead[ ]of|rather[ ]than|comparison[ ](?:with|to))[ \u00a0\n](?:(?:just|only|a[ ]total[ ]of|the)[ ])?"
)
_MOVES = (
    r"r[io]se|risen|gr[eo]wn?|increased|expanded|f[ea]ll|fallen|declined|decreased|dropped|jumped|climbed|shr[au]nk"
    r"|swelled|swollen|slipped|edged[ ](?:up|down)|slid|doubled|tripled|dipped|dwindled|advanced|eased|rebounded|surged"
    r"|soared"
)
_BY = regex.compile(
    r"(?ri)(?<!\w)by[ \u00a0\n](?:(?:about|around|nearly|some|more[ ]than|over|another|a[ ]further)[ ])?"
)
_TO = regex.compile(r"[ \u00a0\n]to[ \u00a0\n](?:(?:just|only|the|a[ ]record|currently)[ ])?")
_TO_BEFORE = regex.compile(r"(?ri)(?<!\w)to[ \u00a0\n](?:(?:just|only|the|a[ ]record)[ ])?")
_MOVED = regex.compile(_MOVES, regex.IGNORECASE)
#: From a number to the verb of its clause: over its preposition, and the change that this hangs on.
_STEPS_UP = 5
_KILLED = regex.compile(r"(?ri)(?<!\w)(?:kill|injur|wound|infect|displac)(?:ed|ing|es|s)[ \u00a0\n]")
_HURT = regex.compile(
    r"[ \u00a0\n](?:(?:people|others)[ \u00a0\n])?+(?:(?:were|are|still|seriously|critically|feared)[ \u00a0\n])*+"
    r"(?P<word>\p{L}++)"
)
#: The subject of a verb stands no further before its number.
_FAR = 240
_NUMBER_OF = regex.compile(
    r"(?:number|total|count|tally)s?[ \u00a0\n]of[ \u00a0\n](?:the[ ]|its[ ]|our[ ])?", regex.IGNORECASE
)
_LEVELS = (
    r"reach(?:ed|es|ing)?|hit|exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|top(?:ped|s|ping)|total(?:ed|led|s)|pass(?:ed|es)"
    r"|cross(?:ed|es)"
)
_REACHES = regex.compile(rf"(?ri)(?<!\w)(?:to|at|of|was|were|is|are|now|currently|stands|stood|{_LEVELS})[ \u00a0\n]")
_GIVES = regex.compile(
    rf"(?ri)(?<!\w)(?P<verb>{_MOVES}|{_LEVELS}|was|were|is|are|stands|stood|number(?:ed|s)?|amounted|came|comes|averaged"
    r"|now|currently|(?:ended|closed|finished|began|started|opened)(?:[ \u00a0\n]\p{L}++){1,4})"
    r"[ \u00a0\n](?:(?:by|to|at|from|with)[ \u00a0\n])?"
)
_ANAPHOR = frozenset(["number", "figure", "total", "tally", "count"])
_LEVEL_CUE = regex.compile(
    r"(?ri)(?<!\w)(?:to|at|of|about|target(?:s|ed|ing)?|expects?|reach(?:ed|es|ing)?|plans?|aims?[ ]for|forecasts?"
    r"|sold|delivered|produced)[ \u00a0\n]"
)
_NOUN_TO = regex.compile(r"(?ri)(?<!\w)(?P<noun>\p{L}{3,})[ \u00a0\n]to[ \u00a0\n]")
_TOTAL_TO = regex.compile(
    r"(?ri)(?<!\w)(?:bring|brought|tak|took|rais|lift|push|increas|expand|reduc|cut|lower)\p{L}*[ \u00a0\n]"
    r"(?:(?:the|its|their|our)[ \u00a0\n])?(?:(?:overall|grand|new)[ ])?(?:total|number|tally|count)"
    r"(?:[ \u00a0\n]in[ \u00a0\n]\p{Lu}[\p{L} ]{2,30}?)?[ \u00a0\n]to[ \u00a0\n]"
)
_COLLECTIVE_OF = regex.compile(
    r"(?ri)(?<!\w)(?P<noun>\p{L}+)[ \u00a0\n]of[ \u00a0\n](?:(?:some|just|a[ ]total[ ]of)[ ])?"
)
_PLURAL_OF = regex.compile(
    r"(?ri)(?<!\w)(?P<noun>\p{L}{3,}s)[ \u00a0\n]of[ \u00a0\n](?:(?:some|just|a[ ]total[ ]of|only|a[ ]record)[ ])?"
)
#: Behind a plural and `of` smaller numbers are no numbers of things ("the ages of 12 and 16").
_LARGE = 1000
_ARTICLE = regex.compile(r"(?:the|its|our|their|total|of)[ \u00a0\n]", regex.IGNORECASE)


def _read_prior(reader: Reader, counter: Counter) -> Mention | None:
    left = reader.left(counter)
    if not reader.window(_PRIOR_CUE, counter, left) or counter.is_fraction:
        return None
    to = _TO.match(reader.text, counter.end)
    following = reader.opening(to.end()) if to else None
    if following is not None:
        return reader.mention(_PRIOR, counter, following, "prior_of")
    of = next((m for m in reader.before(counter, larger=False) if m.rule != _PRIOR.name), None)
    if of is None or not ENDS_THERE.match(reader.text, counter.end):
        return None
    return reader.mention(_PRIOR, counter, reader.spoken_of(of, counter), "prior_of")


def _read_people(reader: Reader, counter: Counter) -> Mention | None:
    if counter.is_fraction:
        return None
    left = reader.left(counter)
    hurt = _HURT.match(reader.text, counter.end)
    said = hurt is not None and hurt["word"].lower() in noun_classes().casualties.words
    if said and counter.behind + 1 < len(counter.tokens) and counter.tokens[counter.behind + 1].tag in {"NN", "NNS"}:
        said = False
    if not said and not (reader.window(_KILLED, counter, left) and ENDS_THERE.match(reader.text, counter.end)):
        return None
    return reader.mention(_PEOPLE, counter, None, said=CountReading("people", "people"))


def _read_number_of(reader: Reader, counter: Counter) -> Mention | None:
    """`the total number of related businesses now exceeding 3,000`."""
    if counter.is_fraction:
        return None
    left = reader.left(counter)
    if left == counter.start and not reader.window(_REACHES, counter, left):
        return None
    far = max(counter.sentence_start, counter.start - _FAR)
    matches = list(_NUMBER_OF.finditer(reader.text, far, counter.start))
    if not matches or any(m.start > matches[-1].end() for m in reader.before(counter, larger=False)):
        return None
    match = matches[-1]
    at = counter.index_from(match.end())
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True) if at is not None else None
    if phrase is None or phrase.end > counter.start:
        return None
    item = " ".join(reader.text[phrase.start : phrase.end].split())
    return reader.mention(_SUBJECT, counter, None, said=CountReading(phrase.head, item))


def _read_collective(reader: Reader, counter: Counter) -> Mention | None:
    """`a workforce of 5,000`: the singular noun says what is counted."""
    match = reader.window(_COLLECTIVE_OF, counter, reader.left(counter))
    people = noun_classes().collective.get(match["noun"].lower()) if match else None
    if people is None:
        return None
    return reader.mention(_SUBJECT, counter, None, said=CountReading(people, people))


def _read_plural(reader: Reader, counter: Counter) -> Mention | None:
    """`deliveries of 495,570`: the plural before `of` is what is counted, where that can be counted."""
    large = counter.numeral.grouped or (counter.value or 0) >= _LARGE
    match = reader.window(_PLURAL_OF, counter, reader.left(counter)) if large and not counter.is_fraction else None
    noun = counter.token_at(match.start("noun")) if match else None
    if noun is None or noun.tag != "NNS" or not _ends_phrase(reader, counter):
        return None
    before = counter.tokens[noun.index - 1].text.lower() if noun.index else ""
    if singular(noun.text) in classes_of_no_things() and before not in noun_classes().number_modifiers.words:
        return None
    first = noun.index
    while first > 0 and counter.tokens[first - 1].tag in {"JJ", "NN"} and counter.tokens[first - 1].head == noun.index:
        first -= 1
    item = " ".join(reader.text[counter.tokens[first].start : noun.end].split())
    return reader.mention(_PLURAL, counter, None, said=CountReading(noun.text, item))


def _ends_phrase(reader: Reader, counter: Counter) -> bool:
    behind = counter.tokens[counter.behind].tag if counter.behind < len(counter.tokens) else ""
    return behind in {"VBD", "VBZ", "VBP", "MD"} or ENDS_THERE.match(reader.text, counter.end) is not None


def _read_verb(reader: Reader, counter: Counter) -> Mention | None:
    """`Subscribers rose to 2.3 million`: the subject is a plural that can be counted, or a word of number."""
    if counter.is_fraction:
        return None
    # "topped" is a bound and the verb too
    left = reader.left(counter)
    match = reader.window(_GIVES, counter, left, 72) or reader.window(_GIVES, counter, counter.start, 72)
    if match is None or (
        not ENDS_THERE.match(reader.text, counter.end) and not reader.text[counter.end :][:1].isspace()
    ):
        return None
    verb = counter.token_at(match.start("verb"))
    subject = subject_of(counter.tokens, verb) if verb is not None else None
    if verb is None or subject is None or subject.tag not in {"NNS", "NNPS", "NN", "NNP", "VB"}:
        return None
    return _of_subject(reader, counter, subject, verb)


def _read_changed_level(reader: Reader, counter: Counter) -> Mention | None:
    """`Users grew by 12% to 455,764`: the verb stands before the change that it tells, by the parse."""
    large = counter.numeral.grouped or (counter.value or 0) >= _LARGE
    if (
        not large
        or reader.window(_TO_BEFORE, counter, reader.left(counter)) is None
        or not _ends_phrase(reader, counter)
    ):
        return None
    at = counter.first
    for _ in range(_STEPS_UP):
        if counter.tokens[at].tag.startswith("V") or counter.tokens[at].head == at:
            break
        at = counter.tokens[at].head
    verb = counter.tokens[at]
    if verb.index > counter.first or _MOVED.fullmatch(verb.text) is None:
        return None
    subject = subject_of(counter.tokens, verb)
    return _of_subject(reader, counter, subject, verb) if subject is not None else None


def _of_subject(reader: Reader, counter: Counter, subject: Token, verb: Token) -> Mention | None:
    counted = counted_by(reader.text, counter.tokens, subject.index)
    if counted is not None:
        return reader.mention(_SUBJECT, counter, None, said=CountReading(counted.head, counted.item))
    if subject.text.lower() in _ANAPHOR and ENDS_THERE.match(reader.text, counter.end):
        bare = subject.index and counter.tokens[subject.index - 1].text.lower() in {"the", "this", "that"}
        of = next(iter(reader.before(counter, larger=False, back=1)), None) if bare else None
        return None if of is None else reader.mention(_SUBJECT, counter, of)
    small_word = counter.numeral.words and (counter.value or 0) < 1000
    if small_word or not is_plural(subject.text) or verb.text.lower() in {"is", "are"}:
        return None
    before = counter.tokens[subject.index - 1].text.lower() if subject.index else ""
    if singular(subject.text) in noun_classes().not_by_number.words | noun_classes().time.words and (
        before not in noun_classes().number_modifiers.words
    ):
        return None
    item = _noun_of_subject(reader, counter, subject.index, verb.start)
    return reader.mention(_SUBJECT, counter, None, said=CountReading(subject.text, item))


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
    by = _BY.match(reader.text, max(0, last.start - 32), last.start)
    if last.rule != _SUBJECT.name and not came_from and not by:
        return None
    return reader.mention(_LEVEL, counter, last)


def _read_level(reader: Reader, counter: Counter) -> Mention | None:
    """`targets 2.05 million in the year`: the sentence has named what is counted, and nothing else stands between."""
    left = reader.left(counter)
    large = counter.numeral.scale >= 1000 or counter.numeral.grouped or reader.window(_TOTAL_TO, counter, left)
    if not large or not reader.window(_LEVEL_CUE, counter, left) or not ENDS_THERE.match(reader.text, counter.end):
        return None
    of = next(iter(reader.before(counter, larger=False)), None)
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


LEVEL_READINGS = (
    _read_prior,
    _read_people,
    _read_number_of,
    _read_collective,
    _read_plural,
    _read_verb,
    _read_changed_level,
    _read_second_level,
    _read_level,
)
