"""The dateline: place, date and wire before the first words of the story, in the many orders that they come in."""

from dataclasses import dataclass
from functools import cache

import regex

from extractor.spans import Span
from extractor.words.segments import vocabulary, word_pattern

__all__ = ["Dateline", "date_pattern", "dateline_at", "header_date_at"]

# A blank inside a dateline: one line end at most, never an empty line.
_BLANKS = r"(?:[^\S\n\r]|\r?\n(?![^\S\n]*+\r?\n))*+"
_BLANK = r"(?:[^\S\n\r]|\r?\n(?![^\S\n]*+\r?\n))"
_SAME_LINE = r"[^\S\n\r]*+"
_MONTH = (
    r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b\.?|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?)"
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_TIME = (
    r"(?:[,@\s]|at\s)*\d{1,2}[:.]\d\d\s*(?:[AaPp]\.?\s?[Mm]\b\.?)?"
    r"(?:\s*\(?(?:[A-Z]{2,5}|Eastern|Central|Pacific|Mountain|[A-Z]\w+/\w+)\b"
    r"(?:\s(?:Time|Daylight Time|Standard Time))?\)?)?"
)
_LONGEST = 400
"""A dateline is looked for in so many characters from its line's start."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """What was read from a dateline: `span` runs from its first word to the sign that ends it."""

    span: Span
    place: Span | None = None
    date: Span | None = None
    wire: Span | None = None


@cache
def date_pattern() -> regex.Pattern[str]:
    """A day, as datelines and headers print it; the year may be missing."""
    b, month = _BLANK + "*+", _MONTH.replace(r"\b\.?", r"\b\.?")
    return regex.compile(
        rf"(?i:{_WEEKDAY})?+,?{b}"
        rf"(?P<day>(?i:{month}){b}{_DAY}(?!\d)(?:,?{b}{_YEAR}(?!\d))?"
        rf"|{_DAY}(?!\d)(?:{b}of)?{b}(?i:{month}),?(?:{b}{_YEAR}(?!\d))?"
        rf"|{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d)"
        rf"|(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])[/.]{_YEAR}(?!\d))"
    )


@cache
def _date() -> regex.Pattern[str]:
    """A date with the brackets and the time of day that may stand around it."""
    return regex.compile(rf"\(?{date_pattern().pattern}(?:{_TIME})?\)?")


@cache
def _known_wire() -> regex.Pattern[str]:
    """A wire of the lexicon, in brackets, slashes or bare; a link or a note in brackets may follow."""
    names = word_pattern(vocabulary().wires)
    return regex.compile(
        rf"(?:/{_SAME_LINE}(?P<a>(?i:{names})(?:[-\w. ]{{0,30}}))/"
        rf"|[(\[]{_SAME_LINE}(?:via{_BLANK}+)?(?P<b>(?i:{names})(?:[-/][\w .]{{1,20}}|{_BLANK}via[\w .]{{1,30}})?){_SAME_LINE}[)\]](?:\(https?://[^\s)]{{1,200}}\))?"
        rf"|--?(?P<d>(?i:News Direct|PRNewswire|BUSINESS WIRE))--?"
        rf"|(?P<c>(?:{names}))(?![\w'’])(?:{_SAME_LINE}\([^()\n]{{1,90}}\))?)"
    )


@cache
def _other_wire() -> regex.Pattern[str]:
    """A name in slashes or brackets that no lexicon knows: taken only beside a place and a date."""
    return regex.compile(
        r"/[^\S\n\r]*+(?P<a>[\p{L}\d][^/\n]{1,60}?)[^\S\n\r]*+/"
        r"|[(\[](?P<b>\p{Lu}[\p{L}\d .&'’/-]{1,40})[)\]]|(?P<note>\([^()\n]{1,80}\))"
    )


@cache
def _separator() -> regex.Pattern[str]:
    """What ends a dateline or parts its members."""
    return regex.compile(
        r"(?P<strong>--++|-(?=[\s(\[/]|$)|[–—―]++|\.[^\S\n]\.[^\S\n]\.|\.\.\.++|…)|(?P<weak>[:/|;•])|(?P<comma>,)"
    )


@cache
def _place() -> regex.Pattern[str]:
    """Capitalised words, with commas between town and region; never a month or a weekday before a day."""
    word = r"\p{Lu}(?:[\p{L}\p{M}]|[.'’](?=\p{L})|-(?=\p{L}))*+\.?"
    not_date = rf"(?!(?i:{_MONTH}){_BLANK}*\d|(?i:{_WEEKDAY})\b|(?:Q[1-4]|FY)\b)"
    particle = r"(?:de|del|della|di|do|da|dos|la|le|les|am|an der|upon|of|on|the|sur|y)"
    slash = rf"(?<!\s)/(?!\s)|[^\S\n\r]/[^\S\n\r](?!(?i:{word_pattern(vocabulary().wires)})\b)"
    part = rf"{not_date}{word}(?:[^\S\n\r]+(?:{particle}[^\S\n\r]+)?{not_date}{word}){{0,4}}+"
    return regex.compile(
        rf"{part}(?:,{_BLANKS}{part}){{0,3}}+(?:[^\S\n\r]*(?:\band\b|&|{slash})[^\S\n\r]*{part}(?:,{_BLANKS}{part}){{0,2}}+){{0,2}}+"
    )


@cache
def _city() -> regex.Pattern[str]:
    """A city of the lexicon, in capitals, or as written where a comma and a region, or two dashes, follow."""
    return regex.compile(rf"(?:{word_pattern(vocabulary().cities)})(?:(?![\w'’-])|(?=\p{{Lu}}\p{{Ll}}))")


@cache
def _story_word() -> regex.Pattern[str]:
    """The story's first word right after a city in capitals, with no sign between them."""
    return regex.compile(r"(?:[^\S\n]+\p{Lu}(?:\p{Ll}[\p{L}'’-]*+)?(?=[^\S\n])|\p{Lu}\p{Ll}+(?=[^\S\n]))")


@cache
def _region() -> regex.Pattern[str]:
    return regex.compile(rf"(?i:{word_pattern(vocabulary().regions)})$")


@cache
def _header_word() -> regex.Pattern[str]:
    words = word_pattern(vocabulary().header_date_words)
    return regex.compile(rf"(?i:{words})(?!\w)[\s:–—―-]*+(?=\S)")


def header_date_at(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Where `text[start:end]` opens with a header's date: the span of words and date, and that of the date alone.

    "date 2022-05-27", "FOR IMMEDIATE RELEASE: 7 February 2023", "27 December 2007".
    """
    word = _header_word().match(text, start, end)
    at = word.end() if word else start
    found = date_pattern().match(text, at, min(end, at + 60))
    if found is None:
        return (Span(start, at), Span(at, at)) if word else None
    close = found.end() + (text[found.end() : found.end() + 1] == ")")
    return Span(start, min(close, end)), Span(*found.span("day"))


@dataclass(slots=True)
class _Reading:
    """The members read so far and where they end."""

    at: int
    end: int
    last: str = ""
    place: Span | None = None
    date: Span | None = None
    wire: Span | None = None
    members: int = 0


def dateline_at(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens `text[start:end]`, or None: one member after the other, then a judgement of the whole."""
    limit = min(end, start + _LONGEST)
    reading = _Reading(start, start)
    while reading.members < 14:
        reading.members += 1
        if not _step(text, reading, limit):
            break
    return _judged(text, start, limit, reading) or _agency_at(text, start, limit)


@cache
def _agency() -> regex.Pattern[str]:
    return regex.compile(r"\(\p{Lu}[\p{Lu}.]{1,7}\)[^\S\n\r]*+[-–—―]{1,2}(?=\s)")


def _agency_at(text: str, start: int, limit: int) -> Dateline | None:
    """An office's initials in brackets with a dash, as statistics offices open their releases: no wire."""
    found = _agency().match(text, start, limit)
    return Dateline(Span(*found.span())) if found else None


def _step(text: str, reading: _Reading, limit: int) -> bool:
    """Read one more member; False where none follows."""
    at = _skip_blanks(text, reading.at, limit)
    if at >= limit:
        return False
    if reading.last not in {"", "comma", "strong", "weak"} and "\n" in text[reading.at : at]:
        # a line that ends after a member: another line goes on with it only by a wire or a dash
        return _take_wire(text, reading, at, limit) or (
            reading.place is not None
            and reading.date is not None
            and not text.startswith("- ", at)
            and _take_separator(text, reading, at, limit)
        )
    return (
        _take_wire(text, reading, at, limit)
        or _take_date(text, reading, at, limit)
        or _take_separator(text, reading, at, limit)
        or _take_place(text, reading, at, limit)
    )


@cache
def _blanks() -> regex.Pattern[str]:
    return regex.compile(_BLANKS)


def _skip_blanks(text: str, at: int, limit: int) -> int:
    found = _blanks().match(text, at, limit)
    return found.end() if found else at


def _take_wire(text: str, reading: _Reading, at: int, limit: int) -> bool:
    if reading.wire is not None:
        return False
    known = _known_wire().match(text, at, limit)
    if known is not None and (known["c"] is None or _separated_or_final(text, reading, known.end(), limit)):
        group = next(name for name in "abcd" if known[name] is not None)
        first, last = known.span(group)
        reading.wire = Span(first, first + len(text[first:last].rstrip()))
    elif reading.place is not None and (other := _other_wire().match(text, at, limit)):
        if reading.date is None and other["a"] is None:
            return False
        group = "a" if other["a"] is not None else "b"
        if other["note"] is None:
            reading.wire = Span(*other.span(group))
        known = other
    else:
        return False
    reading.at = reading.end = known.end()
    reading.last = "wire"
    return True


def _separated_or_final(text: str, reading: _Reading, end: int, limit: int) -> bool:
    """A bare wire name counts between separators only: "– PRISM MediaWire –"."""
    if reading.last not in {"strong", "weak"}:
        return False
    return _separator().match(text, _skip_blanks(text, end, limit), limit) is not None


def _take_date(text: str, reading: _Reading, at: int, limit: int) -> bool:
    found = _date().match(text, at, limit)
    if found is None or (reading.date is not None and reading.last != "comma"):
        return False
    bracketed = found[0].startswith("(")
    if reading.last == "strong" and not bracketed and not _goes_on(text, found.end(), limit):
        return False
    reading.date = reading.date or Span(*found.span("day"))
    reading.at = reading.end = found.end()
    reading.last = "bracketed date" if bracketed else "date"
    return True


def _goes_on(text: str, at: int, limit: int) -> bool:
    """Whether a separator or a wire follows: then what stands before it belongs to the dateline."""
    after = _skip_blanks(text, at, limit)
    mark = _separator().match(text, after, limit)
    return (
        (mark is not None and mark["comma"] is None)
        or _known_wire().match(text, after, limit) is not None
        or text[after : after + 1] in {"(", "["}
    )


def _take_separator(text: str, reading: _Reading, at: int, limit: int) -> bool:
    found = _separator().match(text, at, limit)
    if found is None:
        return False
    if found["comma"]:
        if not reading.last or reading.last == "comma":
            return False
        reading.last = "comma"
    else:
        if not reading.last and found["strong"] != "--":
            return False
        reading.last = "strong" if found["strong"] else "weak"
        reading.end = found.end()
    reading.at = found.end()
    return True


def _take_place(text: str, reading: _Reading, at: int, limit: int) -> bool:
    if reading.place is not None or (reading.last == "comma" and reading.date is None):
        return False
    city = _city().match(text, at, limit)
    if city is not None and not reading.last and _story_word().match(text, city.end(), limit):
        reading.place = Span(at, city.end())
        reading.at = reading.end = city.end()
        return False
    found = _place().match(text, at, limit)
    if found is None or _first_word(found[0]) in vocabulary().not_places or _headline_before().match(found[0]):
        return False
    end = found.end()
    if not _may_follow(text, end, limit):
        if city is None or reading.last not in {"", "strong"}:
            return False
        end = city.end()
    elif reading.last in {"strong", "weak", "wire"} and not _is_capitals(found[0]) and not _region_of(found[0]):
        return False
    reading.place = Span(at, end)
    reading.at = reading.end = end
    reading.last = "place"
    return True


@cache
def _headline_before() -> regex.Pattern[str]:
    """Words of a headline that run into a town in capitals: "Acme Adds Jobs OSLO"."""
    return regex.compile(r"\p{Lu}\p{Ll}[^,]*?[^\S\n]\p{Lu}{4}")


def _first_word(words: str) -> str:
    """The first word in small letters, without what stands after it."""
    return regex.split(r"[\s,/-]", words, maxsplit=1)[0].rstrip(".").lower()


def _may_follow(text: str, at: int, limit: int) -> bool:
    """Whether what stands after a place may stand there: a separator, a bracket, a slash or a date."""
    after = _skip_blanks(text, at, limit)
    return (
        text[after : after + 1] in set(",-–—―(/[|:;…")
        or text.startswith(". . .", after)
        or _date().match(text, after, limit) is not None
    )


def _is_capitals(place: str) -> bool:
    """Whether the town is printed in capitals."""
    town = place.split(",", 1)[0]
    return town.upper() == town and sum(char.isalpha() for char in town) >= 3


def _region_of(place: str) -> bool:
    """Whether a known state or country follows the town."""
    town, comma, rest = place.partition(",")
    return bool(comma and town and any(_region().match(part.strip()) for part in rest.split(",")))


def _judged(text: str, start: int, limit: int, reading: _Reading) -> Dateline | None:
    """The dateline if its members make one."""
    if reading.end <= start or not _convinces(text, reading, limit):
        return None
    return Dateline(Span(start, reading.end), reading.place, reading.date, reading.wire)


def _convinces(text: str, reading: _Reading, limit: int) -> bool:
    """Whether place, date, wire and the sign at their end are a dateline, and no sentence that opens like one."""
    ended = text[reading.end - 1] in "-–—―:/|.…)]•;" or reading.last in {"wire", "bracketed date"}
    if reading.wire is not None:
        if reading.date is None and reading.last == "wire" and text[reading.end - 1] in ")]":
            return False
        return ended and (reading.place is not None or reading.date is not None or _is_clean_wire(text, reading))
    place = text[reading.place.start : reading.place.end] if reading.place else ""
    if reading.date is not None:
        if reading.place is None:
            return ended and text[reading.end - 1] not in "/.;" and _has_year_or_dash(text, reading)
        return ended or (_is_capitals(place) and text[reading.end : limit].lstrip()[:1].isupper())
    if reading.place is None:
        return False
    strong = text[reading.end - 1] in "-–—―…" or text[reading.end - 3 : reading.end] == ". ."
    if strong:
        story = text[reading.end : limit].lstrip()[:1]
        if not story or story.islower():
            return False
        return _is_capitals(place) or _region_of(place) or _city().match(place.upper()) is not None
    return _city().fullmatch(place) is not None and _story_word().match(text, reading.end, limit) is not None


def _is_clean_wire(text: str, reading: _Reading) -> bool:
    """A wire alone: followed by a dash, or alone on its line."""
    return text[reading.end - 1] in "-–—―" or text[reading.end : reading.end + 1] in {"", "\n", "\r"}


def _has_year_or_dash(text: str, reading: _Reading) -> bool:
    """A date without a place: with its year, and a dash or brackets at its end."""
    assert reading.date is not None
    words = text[reading.date.start : reading.date.end]
    return regex.search(_YEAR, words) is not None and text[reading.end - 1] in "-–—―:)"
