"""Sections: what each line of a release is part of, from its head down to its contacts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.documents import SectionKind
from extractor.segment.dateline import Dateline, dateline_at, header_date_at
from extractor.segment.lines import Line
from extractor.segment.paragraphs import goes_on
from extractor.spans import Span
from extractor.words.segments import any_line, opening, vocabulary, word_pattern

__all__ = ["Layout", "layout_of"]

_DATELINE_LINES = 150
_DATELINE_REACH = 15_000
_DATELINE_PROSE = 6
"""A dateline is looked for in so many lines, characters and paragraphs of prose."""
_GLUED_LINES, _GLUED_REACH = 3, 300
"""A dateline behind a headline on the same line is looked for in so many lines and characters."""
_LONGEST_HEAD = 130
"""Characters in the head of a section."""
_MOST_SUBHEADS = 4


@dataclass(slots=True)
class Layout:
    """The kind of each line, the title's span, and the dateline with its line and what stands before it there."""

    kinds: list[SectionKind]
    title: Span | None = None
    dateline: Dateline | None = None
    dateline_line: int = -1
    prefix: Span | None = None
    prefix_kind: SectionKind = "header"


def layout_of(text: str, lines: Sequence[Line], tables: Sequence[bool]) -> Layout:
    """Label the lines: first what stands before the story, then the story and what follows it."""
    layout = Layout(["body"] * len(lines))
    _find_dateline(text, lines, tables, layout)
    if layout.dateline is None:
        _find_dateline_inside(text, lines, layout)
    story = layout.dateline_line if layout.dateline else _first_prose(text, lines, tables)
    if len(lines) > 1 or layout.dateline:
        _label_head(text, lines, tables, layout, story)
    _label_story(text, lines, tables, layout, story)
    return layout


# --- the dateline -----------------------------------------------------------------------------------------------


def _find_dateline(text: str, lines: Sequence[Line], tables: Sequence[bool], layout: Layout) -> None:
    """The first line that a dateline opens; a weak one (no date, or no place) only before any prose."""
    prose = 0
    for at, line in enumerate(lines[:_DATELINE_LINES]):
        if line.start > _DATELINE_REACH or prose >= _DATELINE_PROSE:
            return
        if tables[at] or line.heading:
            continue
        if _take_dateline(text, lines, at, layout, prose == 0 and not line.bullet):
            return
        prose += not line.bullet and _is_sentence(text, line)


def _take_dateline(text: str, lines: Sequence[Line], at: int, layout: Layout, weak_too: bool) -> bool:
    """Try the line's start, then what follows a header's date on it."""
    line = lines[at]
    end = lines[at + 1].end if at + 1 < len(lines) and not lines[at + 1].gap else line.end
    prefix: Span | None = None
    found = dateline_at(text, line.start, end)
    if found is None and (header := header_date_at(text, line.start, line.end)):
        prefix = header[0]
        rest = regex.compile(r"[\s:,|–—-]*+").match(text, prefix.end, line.end)
        begin = rest.end() if rest else prefix.end
        found = dateline_at(text, begin, end) if begin < line.end else None
        if found is None and header[1].end > header[1].start and _is_story(text, begin, line.end):
            # a header's date with the story on the same line
            found, prefix = Dateline(prefix, date=header[1]), None
    if found is None or not (weak_too or _is_strong(found)):
        return False
    if not _is_strong(found) and found.span.end + 30 > end:
        return False
    layout.dateline, layout.dateline_line, layout.prefix = found, at, prefix
    return True


@cache
def _inner_start() -> regex.Pattern[str]:
    """Where a dateline may start inside a line: a word in capitals, or a city, after a blank."""
    cities = word_pattern(vocabulary().cities)
    return regex.compile(rf"(?<=(?P<before>\S)[^\S\n])(?:(?P<city>(?i:{cities}))(?![\w'’])|\p{{Lu}}{{3}})")


def _find_dateline_inside(text: str, lines: Sequence[Line], layout: Layout) -> None:
    """A dateline behind the headline on the same line, where the text lost its line ends."""
    for at, line in enumerate(lines[:_GLUED_LINES]):
        reach = min(line.end, line.start + _GLUED_REACH)
        for start in _inner_start().finditer(text, line.start + 10, reach):
            before = text[line.start : start.start()].rstrip()
            if before[-1:] in ".,;:" or (start["city"] is None and before.rsplit(None, 1)[-1].isupper()):
                continue
            found = dateline_at(text, start.start(), line.end)
            if found is None or found.place is None or found.span.end + 30 > line.end:
                continue
            if _is_strong(found) or (start["city"] and text[found.span.end - 2 : found.span.end] == "--"):
                layout.dateline, layout.dateline_line = found, at
                layout.prefix, layout.prefix_kind = Span(line.start, line.start + len(before)), "headline"
                layout.title = layout.title or layout.prefix
                return


def _is_strong(found: Dateline) -> bool:
    """Whether nothing but a dateline looks like this."""
    return found.wire is not None or (found.place is not None and found.date is not None)


def _is_story(text: str, start: int, end: int) -> bool:
    """Whether a sentence of some length stands here."""
    return end - start > 60 and text[start].isupper() and ". " in text[start : end + 1] + " "


# --- before the story -------------------------------------------------------------------------------------------


@cache
def _stop_at_end() -> regex.Pattern[str]:
    return regex.compile(r"[.;][\"'”’»)\]*_]*$|[!?][\"'”’»)\]*_]+$")


@cache
def _address_line() -> regex.Pattern[str]:
    """A street, a post box or a postal code after a state."""
    return regex.compile(
        r"(?i:\b(?:p\.?\s?o\.?\s?box|\d+\s[\w. ]{2,40}\b(?:street|st|avenue|ave|road|rd|blvd|boulevard|drive|dr|lane|"
        r"way|plaza|parkway|pkwy)\b))"
        r"|\b[A-Z]{2}\.?,?\s\d{5}(?:-\d{4})?\b|^\d{1,5}\s\p{Lu}[\w. ]{3,40}$"
    )


@cache
def _reachable() -> regex.Pattern[str]:
    """An address of a contact: mail, web, telephone."""
    return regex.compile(
        r"@|https?://|www\.|\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b|\+\d[\d\s().-]{7,}|(?i:\b(?:tel|phone|telephone|fax|mobile|e-?mail)\b\s*[:.])"
    )


def _is_sentence(text: str, line: Line) -> bool:
    """Prose: it ends with a stop that is none of an abbreviation, or is too long for a head."""
    if line.heading:
        return False
    if line.end - line.start > 250:
        return True
    tail = text[max(line.start, line.end - 40) : line.end]
    if not _stop_at_end().search(tail):
        return False
    last = tail.rsplit(None, 1)[-1].rstrip(".")
    words = vocabulary().abbreviations
    return not (last in words.names or last in words.titles or "." in last) or line.end - line.start > 160


def _first_prose(text: str, lines: Sequence[Line], tables: Sequence[bool]) -> int:
    """The first line of a release without a dateline that belongs to its story."""
    for at, line in enumerate(lines):
        if tables[at] or (line.bullet and at) or (_is_sentence(text, line) and not _is_header(text, line)):
            return at
        if at + 1 < len(lines) and goes_on(text, line, lines[at + 1], None) and _reads_on(text, lines, at):
            return at
    return len(lines) if len(lines) > 1 else 0


def _reads_on(text: str, lines: Sequence[Line], at: int) -> bool:
    """Whether a wrapped paragraph starts here: lines that go on until one ends with a stop."""
    for line, following in zip(lines[at : at + 12], lines[at + 1 : at + 13], strict=False):
        if following.gap or following.bullet:
            return False
        if _stop_at_end().search(text[max(following.start, following.end - 20) : following.end]) or _is_sentence(
            text, line
        ):
            return lines[at].length >= 40
    return False


def _is_header(text: str, line: Line) -> bool:
    """A kicker, a date alone, a link, a file name, what a wire says of its own."""
    if not line.heading and any_line("header_notes").match(text[line.start : min(line.end, line.start + 2500)]):
        return True
    if line.heading or line.end - line.start > 200:
        return False
    if any_line("header_lines").match(text[line.start : line.end]):
        return True
    found = header_date_at(text, line.start, line.end)
    if found is None or found[1].end == found[1].start:
        return False
    rest = text[found[0].end : line.end].split()
    return len(rest) <= 6 and not _is_sentence(text, line)


def _label_head(text: str, lines: Sequence[Line], tables: Sequence[bool], layout: Layout, story: int) -> None:
    """Header, contacts and headline above the story."""
    state: SectionKind = "header"
    subheads = 0
    for at in range(min(story, len(lines))):
        line = lines[at]
        state = _head_state(text, lines, at, state, layout)
        if tables[at]:
            state = "body" if layout.title else "header"
            layout.kinds[at] = "table"
        elif state == "headline" and layout.title is None:
            layout.title = Span(line.start, line.end)
            layout.kinds[at] = "headline"
        elif state == "headline" and _continues_title(text, lines, at, layout):
            assert layout.title is not None
            layout.title = Span(layout.title.start, line.end)
            layout.kinds[at] = "headline"
        else:
            subheads += state == "headline"
            if subheads > _MOST_SUBHEADS and layout.dateline is None:
                state = "body"
            layout.kinds[at] = state


def _head_state(text: str, lines: Sequence[Line], at: int, state: SectionKind, layout: Layout) -> SectionKind:
    """The kind of one line above the story, given that of the line before."""
    line = lines[at]
    content = text[line.start : min(line.end, line.start + 300)]
    words = content.split()
    if any_line("contact_heads").match(content) and len(words) <= 12:
        return "contacts"
    if _is_header(text, line):
        return "contacts" if state == "contacts" and _reachable().search(content) else "header"
    if state == "contacts" and (len(words) < 4 or _reachable().search(content) or _next_reachable(text, lines, at)):
        return "contacts"
    if layout.title is None:
        if _reachable().search(content) or _address_line().search(content) or _next_is_address(text, lines, at):
            return "header"
        if line.bullet:
            return "body"
        return "headline" if line.heading or len(words) >= 3 or _is_only_title(text, lines, at, layout) else "header"
    if line.bullet or _is_sentence(text, line) or state == "body":
        return "body"
    return "headline"


def _is_only_title(text: str, lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """A short title: the only line between the headers and the story."""
    return bool(
        at == 0 and len(lines) > 1 and lines[1].gap and (layout.dateline_line == 1 or _is_sentence(text, lines[1]))
    )


def _next_reachable(text: str, lines: Sequence[Line], at: int) -> bool:
    if at + 1 >= len(lines) or lines[at + 1].gap > 1:
        return False
    return _reachable().search(text, lines[at + 1].start, min(lines[at + 1].end, lines[at + 1].start + 300)) is not None


def _next_is_address(text: str, lines: Sequence[Line], at: int) -> bool:
    """A short line above a street or a postal code: the company's letterhead."""
    if at + 1 >= len(lines) or lines[at].end - lines[at].start > 50 or lines[at].heading:
        return False
    following = lines[at + 1].of(text)
    return len(following) < 100 and _address_line().search(following) is not None


def _continues_title(text: str, lines: Sequence[Line], at: int, layout: Layout) -> bool:
    """The title's next line: it goes on, or both are in capitals with no empty line between them."""
    line, before = lines[at], lines[at - 1]
    if layout.title is None or layout.title.end != before.end or line.gap or line.end - layout.title.start > 400:
        return False
    return goes_on(text, before, line, None) or (before.of(text).isupper() and line.of(text).isupper())


# --- the story and what follows it ------------------------------------------------------------------------------


def _label_story(text: str, lines: Sequence[Line], tables: Sequence[bool], layout: Layout, story: int) -> None:
    """Body, tables, boilerplate and contacts, each until a head or a change of matter says otherwise."""
    state: SectionKind = "body"
    for at in range(story, len(lines)):
        if tables[at]:
            layout.kinds[at] = "table"
            state = "body"
            continue
        if at != layout.dateline_line:
            state = _story_state(text, lines, at, state)
        layout.kinds[at] = state


def _story_state(text: str, lines: Sequence[Line], at: int, state: SectionKind) -> SectionKind:
    """The kind of one line of the story, given that of the line before."""
    line = lines[at]
    opens = bool(line.gap or line.heading or at == 0 or not goes_on(text, lines[at - 1], line, None))
    content = text[line.start : min(line.end, line.start + 300)].strip("*_ ")
    if opens and len(content) <= _LONGEST_HEAD:
        if any_line("contact_heads").match(content) and not _is_sentence(text, line):
            return "contacts"
        if any_line("boilerplate_heads").match(content.rstrip(":")) and _is_head(text, lines, at):
            return "boilerplate"
    if opens and opening("boilerplate_openings").match(content):
        return "boilerplate"
    if state == "contacts":
        return "contacts" if _stays_contact(text, line, content) else "body"
    if state == "boilerplate" and opens and _is_head(text, lines, at) and not _reachable().search(content):
        return "body"
    return state


def _is_head(text: str, lines: Sequence[Line], at: int) -> bool:
    """A head: a few words that start with a capital, do not end with a stop and do not go on in the next line."""
    line = lines[at]
    content = text[line.start : min(line.end, line.start + _LONGEST_HEAD + 1)].strip("*_ ")
    if line.bullet or len(content) > _LONGEST_HEAD or len(content.split()) > 14:
        return False
    if not content[:1].isupper() or content[-1:] in ".,;!?":
        return False
    return at + 1 == len(lines) or not goes_on(text, line, lines[at + 1], None)


def _stays_contact(text: str, line: Line, content: str) -> bool:
    """Whether a line under a contact's head still says how to reach somebody."""
    if _reachable().search(content):
        return True
    return len(content.split()) <= 8 and not _is_sentence(text, line)
