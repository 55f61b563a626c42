"""Bare numbers that a verb, or `of`, gives to what they count: `Subscribers rose to 2.3 million`."""

from extractor.documents import Token
from extractor.mentions import CountReading, Mention
from extractor.recognise.counts.antecedents import ENDS_THERE, Reader
from extractor.recognise.counts.counters import Counter
from extractor.recognise.counts.phrases import noun_phrase
from extractor.recognise.counts.subjects import classes_of_no_things, counted_by, subject_of
from extractor.recognise.rule import Rule
from extractor.words.beside import words_before, words_behind
from extractor.words.nouns import is_plural, noun_classes, singular

__all__ = [
    "SUBJECT", "SUBJECT_RULES", "read_changed_level", "read_collective", "read_number_of", "read_plural", "read_verb",
]  # fmt: skip

SUBJECT = Rule(
    name="count.of-subject",
    says="A bare number that the verb gives to a plural subject, or to the `number of` something.",
    examples=(
        "The total number of related firms now exceeds ⟦3,000⟧.",
        "Subscribers rose to ⟦2.3 million⟧ in the year.",
        "The number of polio cases was reported to be ⟦661⟧ by then.",
        "It has a workforce of ⟦5,000⟧ in Oslo.",
        "The town has a population of only ⟦2,500⟧ today.",
        "It has a subscriber base of more than ⟦50,000⟧ there.",
        "Targets assume a diluted share count of about ⟦445 million⟧ there.",
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
_PLURAL = Rule(
    name="count.of-plural",
    says="A large bare number behind `of` and the plural of what is counted.",
    examples=(
        "It reported deliveries of ⟦495,570⟧ in the quarter.",
        "Paid net additions of ⟦5.1 million⟧ were a record.",
        "It ended with subscribers of ⟦2.3m⟧ in all.",
        "It had weighted-average shares outstanding of ⟦5,714 million⟧ in all.",
        "It had shares outstanding of ⟦4,640,537⟧ and ⟦4,666,349⟧ in the two years.",
    ),
    not_examples=(
        "It had revenues of 310,000 in the year.",
        "There were sales of 12,400 in the year.",
        "It has hopes of 2030, and games of 12.",
    ),
)
SUBJECT_RULES = (SUBJECT, _PLURAL)

_MOVES = r"{moved}|swollen|edged (?:up|down)|doubled|tripled|dwindled|rebounded"
_LEVELS = (
    r"reach(?:ed|es|ing)?|hit|exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|top(?:ped|s|ping)|total(?:ed|led|s)|pass(?:ed|es)"
    r"|cross(?:ed|es)"
)
_MOVED = words_behind(rf"(?i){_MOVES}")
#: From a number to the verb of its clause: over its preposition, and the change that this hangs on.
_STEPS_UP = 5
#: The subject of a verb stands no further before its number.
_FAR = 240
_NUMBER_OF = words_behind(r"(?i)(?:number|total|count|tally)s? of (?:the |its |our )?")
_REACHES = words_before(rf"\b(?:to|to be|at|of|was|were|is|are|now|currently|stands|stood|{_LEVELS}) ")
_GIVES = words_before(
    rf"\b(?P<verb>{_MOVES}|{_LEVELS}|was|were|is|are|stands|stood|number(?:ed|s)?|amounted|came|comes|averaged"
    r"|now|currently|(?:ended|closed|finished|began|started|opened)(?: \p{L}++){1,4})"
    r" (?:(?:by|to|at|from|with) )?"
)
_ANAPHOR = frozenset(["number", "figure", "total", "tally", "count"])
_TO_BEFORE = words_before(r"\bto (?:{hedge}|(?:the|a record) )?")
_COLLECTIVE_OF = words_before(r"\b(?P<noun>\p{L}+) of (?:{hedge}|a record )?")
_PLURAL_OF = words_before(
    r"\b(?P<noun>\p{L}{3,}s)(?P<issued> outstanding)? of (?:{hedge}|a record )?"
    r"(?:\d[\d.,]{0,14}(?: (?:million|billion|thousand))? and {hedge}?)?"
)
_ARTICLE = words_behind(r"(?i)(?:the|its|our|their|total|of) ")


def read_number_of(reader: Reader, counter: Counter) -> Mention | None:
    """`the total number of related businesses now exceeding 3,000`."""
    left = reader.left(counter)
    if left == counter.start and not reader.window(_REACHES, counter, left):
        return None
    far = max(counter.sentence_start, counter.start - _FAR)
    matches = list(_NUMBER_OF.finditer(reader.text, far, counter.start))
    if not matches or any(m.start > matches[-1].end() for m in reader.before(counter)):
        return None
    match = matches[-1]
    at = counter.index_from(match.end())
    phrase = noun_phrase(reader.text, counter.tokens, at, plural=True) if at is not None else None
    if phrase is None or phrase.end > counter.start:
        return None
    item = " ".join(reader.text[phrase.start : phrase.end].split())
    return reader.mention(SUBJECT, counter, None, said=CountReading(phrase.head, item))


def read_collective(reader: Reader, counter: Counter) -> Mention | None:
    """`a workforce of 5,000`, `a customer base of 50,000`: the singular noun says what is counted."""
    match = reader.window(_COLLECTIVE_OF, counter, reader.left(counter))
    noun = counter.token_at(match.start("noun")) if match else None
    said = counted_by(reader.text, counter.tokens, noun.index) if noun is not None else None
    return reader.mention(SUBJECT, counter, None, said=CountReading(said.head, said.item)) if said else None


def read_plural(reader: Reader, counter: Counter) -> Mention | None:
    """`deliveries of 495,570`: the plural before `of` is what is counted, where that can be counted."""
    match = reader.window(_PLURAL_OF, counter, reader.left(counter)) if counter.is_large else None
    noun = counter.token_at(match.start("noun")) if match else None
    if noun is None or noun.tag != "NNS" or not _ends_phrase(reader, counter):
        return None
    before = counter.tokens[noun.index - 1].text.lower() if noun.index else ""
    things = before in noun_classes().number_modifiers.words or (match is not None and match["issued"])
    if singular(noun.text) in classes_of_no_things() and not things:
        return None
    first = noun.index
    while first > 0 and counter.tokens[first - 1].tag in {"JJ", "NN"} and counter.tokens[first - 1].head == noun.index:
        first -= 1
    item = " ".join(reader.text[counter.tokens[first].start : noun.end].split())
    return reader.mention(_PLURAL, counter, None, said=CountReading(noun.text, item))


def read_verb(reader: Reader, counter: Counter) -> Mention | None:
    """`Subscribers rose to 2.3 million`: the subject is a plural that can be counted, or a word of number."""
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


def read_changed_level(reader: Reader, counter: Counter) -> Mention | None:
    """`Users grew by 12% to 455,764`: the verb stands before the change that it tells, by the parse."""
    if (
        not counter.is_large
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
        return reader.mention(SUBJECT, counter, None, said=CountReading(counted.head, counted.item))
    if subject.text.lower() in _ANAPHOR and ENDS_THERE.match(reader.text, counter.end):
        bare = subject.index and counter.tokens[subject.index - 1].text.lower() in {"the", "this", "that"}
        of = next(iter(reader.before(counter, back=1)), None) if bare else None
        return reader.mention(SUBJECT, counter, of)
    small_word = counter.numeral.words and not counter.is_large
    if small_word or not is_plural(subject.text) or verb.text.lower() in {"is", "are"}:
        return None
    before = counter.tokens[subject.index - 1].text.lower() if subject.index else ""
    if singular(subject.text) in noun_classes().not_by_number.words | noun_classes().time.words and (
        before not in noun_classes().number_modifiers.words
    ):
        return None
    item = _noun_of_subject(reader, counter, subject.index, verb.start)
    return reader.mention(SUBJECT, counter, None, said=CountReading(subject.text, item))


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


def _ends_phrase(reader: Reader, counter: Counter) -> bool:
    return counter.next_tag in {"VBD", "VBZ", "VBP", "MD"} or ENDS_THERE.match(reader.text, counter.end) is not None
