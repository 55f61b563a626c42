"""Heads of columns in plain text: the phrases of a table's head lines, told apart and stacked in rows.

A head line such as `Three Months Ended June 30, Six Months Ended June 30,` is read as phrases of time, of change and
other words. What a phrase says of a column (a length, a day, a year) tells which phrases are one head, which stand
side by side, and which stand over several others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from itertools import groupby

import regex

from extractor.spans import Span
from extractor.words.grids import grid_words, loose, month_pattern

__all__ = ["Head", "Part", "head_rows", "is_head_line", "is_title", "names_period", "phrases"]


class Part(Enum):
    """What a phrase says of its column."""

    LENGTH = "length"
    DAY = "day"
    QUARTER = "quarter"
    YEAR = "year"
    CHANGE = "change"
    AGAINST = "against"  # a change from a named time: `vs 3Q23`
    SIGN = "sign"
    NAME = "name"
    CAPTION = "caption"

    __hash__ = object.__hash__  # by identity: sets of these are compared all the time


@dataclass(frozen=True, slots=True)
class Head:
    """A phrase of a head line; one without parts is words, perhaps of several columns.

    `over` counts the heads of the row below that it is known to stand over.
    """

    start: int
    end: int
    line: int
    parts: frozenset[Part]
    over: int = 0

    @property
    def timed(self) -> bool:
        """Whether it says anything of a period."""
        return bool(self.parts & _TIMES)


_TIMES = frozenset({Part.LENGTH, Part.DAY, Part.QUARTER, Part.YEAR})
_PARTS: dict[str, frozenset[Part]] = {
    "date": frozenset({Part.DAY, Part.YEAR}),
    "period": frozenset({Part.QUARTER, Part.YEAR}),
    "length": frozenset({Part.LENGTH}),
    "day": frozenset({Part.DAY}),
    "quarter": frozenset({Part.QUARTER}),
    "year": frozenset({Part.YEAR}),
    "change": frozenset({Part.CHANGE}),
    "against": frozenset({Part.CHANGE, Part.AGAINST}),
    "sign": frozenset({Part.SIGN}),
    "name": frozenset({Part.NAME}),
    "caption": frozenset({Part.CAPTION}),
    "word": frozenset(),
}


@cache
def _phrase() -> regex.Pattern[str]:
    words = grid_words()
    month, year = month_pattern(), "|".join(words.year_patterns)
    count = rf"(?:{loose(words.counts)}|\d{{1,2}})"
    length = "|".join(words.length_patterns).replace("{count}", count)
    quarter = "|".join(words.quarter_patterns)
    change = "|".join(words.change_patterns)
    to_date = r"(?:(?:YTD|year[\s-]to[\s-]date)\s+)?"
    # pages run words together: `Earnings SummaryThree Months Ended`, `As ofJune 30`, `2024BALANCE SHEET`
    glued = rf"(?!(?<=(?-i:\p{{Ll}}))(?=(?-i:\p{{Lu}}))(?:{length}|{month}\s*\d))"
    after_opener = r"(?:\s+|(?<=(?-i:\p{Ll}))(?=(?-i:\p{Lu})))"
    years = r"(?=(?:(?:19|20)\d\d)++(?!\d))"  # `20252024`
    more = rf"(?!\s+(?:{year})(?!\S))(?!{years})"  # several years share what stands before them
    return regex.compile(
        rf"""
        (?:(?<![^\s(|])|(?<=(?-i:[\p{{Ll}}\d]))(?=(?-i:\p{{Lu}}))|(?<=\d,)(?=(?:19|20)\d\d(?!\d)|(?-i:\p{{Lu}}))
           |(?<=(?:19|20)\d\d){years})(?:
          (?P<note>{"|".join(words.note_patterns)})
        | (?P<date>(?:(?:{loose(words.day_openers)}){after_opener})?(?:
              {month}\s*\d{{1,2}}(?:st|nd|rd|th)?(?:,\s*|\s+)(?:19|20)\d\d[AE]?{more}
            | \d{{1,2}}(?:st|nd|rd|th)?[\s-]{month},?[\s-](?:(?:19|20)\d\d|\d\d){more}
            | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}} | (?:19|20)\d\d-\d\d-\d\d
            | {month}(?:[\s-](?:19|20)\d\d|\s?[’'-]\d\d){more} ))
        | (?P<period>(?:{"|".join(words.period_patterns)}) | (?:YTD|year[\s-]to[\s-]date)[^\S\n]+(?:{year}){more}
            | (?:{quarter})[,\s]\s*(?:of\s+)?(?:{year}){more}
            | full[\s-]year[^\S\n]+(?:{year}){more}
            | (?:{year})\s+(?:{quarter})(?![^\S\n]+(?:{quarter})(?!\S)))
        | (?P<length>{length})
        | (?P<day>(?:(?:{loose(words.day_openers)}){after_opener})?
            (?:{month}\s*\d{{1,2}}(?:st|nd|rd|th)? | \d{{1,2}}[\s-]{month} | {month}))
        | (?P<quarter>{quarter})
        | (?P<against>(?:(?:{change})\s+)?(?:vs\.?|versus)\s+
            (?:{"|".join(words.period_patterns)}|{quarter}|{to_date}{year})(?!\S))
        | (?P<change>{change})
        | (?P<year>{year})
        | (?P<name>{loose(words.column_names)})
        | (?P<sign>{"|".join(words.unit_head_patterns)}|[{regex.escape("".join(words.sign_heads))}])
        )(?=[,:;]?[\d*†]?(?:\(\w{{1,2}}\))?(?:[\s|)]|$|(?-i:\p{{Lu}}\p{{Ll}})
            |(?<=\d,)(?=(?:19|20)\d\d(?!\d))|(?<=(?:19|20)\d\d){years}|(?<=(?:19|20)\d\d)(?=(?-i:\p{{Lu}}{{3}})|\((?:un)?audited\))))
          [,:;)]?(?:\d(?!\d)|[*†])?(?:\((?:\w{{1,2}}|(?:un)?audited)\))?
        | (?P<caption>\((?=[^()|]{{0,80}}(?:{"|".join(words.caption_patterns)}))[^()|]{{3,100}}+\))
        | (?P<word>(?:{glued}[^\s|])++)
        """,
        regex.VERBOSE | regex.IGNORECASE,
    )


def phrases(text: str, lines: Sequence[Span]) -> list[Head]:
    """The phrases of some lines, in order; words that stand together on a line are one phrase, notes are left out."""
    if len(lines) == 1:
        start = lines[0].start
        own = _phrases_of(lines[0].of(text))
        return [Head(head.start + start, head.end + start, 0, head.parts) for head in own]
    return _phrases(text, lines)


@lru_cache(maxsize=4096)
def _phrases_of(words: str) -> tuple[Head, ...]:
    """The phrases of one line, asked for again and again: what it is, what it says, whether it goes on."""
    return tuple(_phrases(words, [Span(0, len(words))]))


def _phrases(text: str, lines: Sequence[Span]) -> list[Head]:
    found: list[Head] = []
    at = 0
    for match in _phrase().finditer(text, lines[0].start, lines[-1].end):
        start = match.end() - len(match[0].lstrip())
        while start >= lines[at].end:
            at += 1
        kind = match.lastgroup or "word"
        if kind != "note" and not (kind == "caption" and _fills(match, lines[at])):
            found.append(Head(start, match.end(), at, _PARTS[kind]))
    by_line = [_with_words_joined(list(line)) for _, line in groupby(found, key=lambda head: head.line)]
    return [head for line in _with_names_among_words(by_line) for head in line]


def _with_names_among_words(lines: Sequence[list[Head]]) -> Iterator[list[Head]]:
    """The lines, a name of a column that is alone on its line between lines of words as one of them."""
    words = [len(line) == 1 and not line[0].parts for line in lines]
    for at, line in enumerate(lines):
        if len(line) == 1 and line[0].parts == _NAMED and any(words[max(0, at - 1) : at + 2]):
            yield [replace(line[0], parts=frozenset[Part]())]
        else:
            yield line


def _with_words_joined(line: Sequence[Head]) -> list[Head]:
    """The phrases of a line, words side by side as one; names of columns are words where others or a period stand."""
    plain = any(head.timed or not head.parts for head in line)
    out: list[Head] = []
    for head in line:
        is_words = (plain and head.parts == _NAMED) or (out and Part.CAPTION in head.parts)
        parts = frozenset[Part]() if is_words else head.parts
        if out and not parts and not out[-1].parts:
            first = out[-1]
            out[-1] = Head(first.start, head.end, first.line, parts)
        else:
            out.append(head if parts == head.parts else Head(head.start, head.end, head.line, parts))
    return out


def _with_title_told(text: str, line: list[Head]) -> list[Head]:
    """The phrases of a line, words before heads that name a statement told from those of columns."""
    first = line[0]
    if len(line) > 1 and not first.parts and is_title(text, first):
        return [replace(first, parts=frozenset({Part.CAPTION})), *line[1:]]
    return line


def is_title(text: str, words: Head | Span) -> bool:
    """Whether words name a statement."""
    return _statement().search(text, words.start, words.end) is not None


@cache
def _statement() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(grid_words().title_patterns)})", regex.IGNORECASE)


_NAMED = frozenset({Part.NAME})


def _fills(match: "regex.Match[str]", line: Span) -> bool:
    """Whether a caption is all that a line says; before heads it stands over the labels."""
    return match.start() == line.start and match.end() == line.end


def is_head_line(text: str, line: Span, *, alone: bool) -> bool:
    """Whether a line is one of column heads: phrases of time and change, and words only before them.

    `alone` says that nothing else shows that heads stand here: then words need two phrases after them.
    """
    found = [head for head in phrases(text, [line]) if Part.CAPTION not in head.parts]
    timed = [head for head in found if head.parts]
    if len(timed) == len(found) > alone and all(head.parts == _NAMED for head in timed):
        return True
    if len(timed) == len(found) >= 2 and all(Part.SIGN in head.parts for head in timed):
        return True
    if not any(head.timed or Part.CHANGE in head.parts for head in timed):
        return False
    words = [head for head in found if not head.parts]
    if not words:
        return True
    if not alone and sum(Part.YEAR in head.parts for head in found) >= 2 and text[line.end - 1] not in ".;":
        return True
    if len(words) > 1 or not found[-1].parts or len(text[words[0].start : words[0].end].split()) > 8:
        return False
    return len(timed) >= 2 or not alone


def names_period(text: str, line: Span) -> bool:
    """Whether a line names a period among words that are capitalised, as heads and titles are and sentences are not."""
    found = phrases(text, [line])
    words = [word for head in found if not head.parts for word in text[head.start : head.end].split()]
    small = sum(word[0].islower() and word not in grid_words().links for word in words)
    return any(head.timed for head in found) and small * 4 <= len(words)


def head_rows(text: str, lines: Sequence[Span]) -> list[list[Head]]:
    """The heads of some lines in rows, from the top."""
    rows: list[list[Head]] = []
    by_line = (list(line) for _, line in groupby(phrases(text, lines), key=lambda head: head.line))
    found = [head for line in by_line for head in _with_title_told(text, line)]
    for row in _rows(_joined(found, lines), lines):
        for own in _stacked(row):
            if rows and _is_again(text, rows[-1], own):
                rows[-1] = [*rows[-1], *own]
            else:
                rows.append(own)
    return rows


def _is_again(text: str, above: Sequence[Head], row: Sequence[Head]) -> bool:
    """Whether a row of years, and changes beside them, says what the one above says: they stand side by side."""
    if sum(head.parts == {Part.YEAR} for head in row) < 2:
        return False
    if any(head.parts not in ({Part.YEAR}, {Part.CHANGE}) for head in row):
        return False
    return [_said(text, head) for head in above] == [_said(text, head) for head in row]


def _said(text: str, head: Head) -> str:
    """The words of a head without its marks: a year's digits alone."""
    return text[head.start : head.start + 4] if head.parts == {Part.YEAR} else text[head.start : head.end]


def _rows(heads: Sequence[Head], lines: Sequence[Span]) -> Iterator[list[Head]]:
    """Heads on one line, or one a line and all of one kind; what follows the rest of a broken head is beside it."""
    row: list[Head] = []
    for at, head in enumerate(heads):
        after = heads[at + 1] if at + 1 < len(heads) else None
        if row and not _beside(row, head, after, lines):
            yield row
            row = []
        row.append(head)
    if row:
        yield row


def _beside(row: Sequence[Head], head: Head, after: Head | None, lines: Sequence[Span]) -> bool:
    last = row[-1]
    if head.start < lines[last.line].end or _goes_on(last, head, lines):
        return True
    first = next((other for other in row if Part.CAPTION not in other.parts), last)
    alone = last.end == lines[head.line - 1].end and (
        last.start == lines[last.line].start or (first is last and row[0].start == lines[last.line].start)
    )
    if after is not None and after.line == head.line and after.parts == head.parts:
        # a row of its own under a title, unless it goes on with heads one a line
        return len(row) > 1 and alone and all(other.parts == head.parts for other in row)
    if Part.AGAINST in head.parts and last.timed and last.end == lines[head.line - 1].end:
        return True
    if not alone or not head.parts:
        return False
    if Part.CHANGE in head.parts and head.end == lines[head.line].end:
        return last.timed or Part.CHANGE in last.parts  # one head a line: `2023`, `2022`, `Inc/(Dec)`
    times = [other for other in row if not other.parts & {Part.CHANGE, Part.CAPTION}]
    return all(other.parts == head.parts for other in times) and bool(times)


def _goes_on(last: Head, head: Head, lines: Sequence[Span]) -> bool:
    """Whether the head before was broken and ended on the line of this one, a change on the line before."""
    if last.end <= lines[last.line].end:
        return False
    ended = Part.CHANGE in last.parts and last.end == lines[head.line - 1].end  # `Change` / `vs` / `3Q23` / `4Q22`
    return ended or last.end > lines[head.line].start


def _joined(found: Sequence[Head], lines: Sequence[Span]) -> list[Head]:
    """Lengths joined with the days on which they end, unless several days side by side share the length."""
    out: list[Head] = []
    for at, head in enumerate(found):
        last = out[-1] if out else None
        if last is not None and last.parts == {Part.LENGTH} and Part.DAY in head.parts:
            after = next((other for other in found[at + 1 :] if other.timed or other.line > head.line), None)
            before = out[-2] if len(out) > 1 else None
            if not _is_shared(before, last, head, after, lines):
                out[-1] = replace(last, end=head.end, parts=last.parts | head.parts)
                continue
        out.append(head)
    return out


def _is_shared(before: Head | None, length: Head, day: Head, after: Head | None, lines: Sequence[Span]) -> bool:
    """Whether the day is one of several under the length, or one under several lengths."""
    same_line = length.line == day.line
    if before is not None and before.parts == {Part.LENGTH} and not (same_line and Part.YEAR in day.parts):
        return True
    if after is None or not _is_day(after):
        return False
    return not same_line or after.line == day.line or _goes_on(day, after, lines)


def _is_day(head: Head) -> bool:
    return Part.DAY in head.parts and Part.LENGTH not in head.parts


def _stacked(line: list[Head]) -> Iterator[list[Head]]:
    """One row, or two where a phrase stands over those after it: `Three Months Ended June 30, 2025 2024`."""
    over = [0] * len(line)
    for at in range(len(line)):
        first = at
        while first and line[first - 1].parts == line[at].parts:
            first -= 1
        share, rest = divmod(_children(line, at), at - first + 1)
        if share >= 2 and not rest:
            over[first : at + 1] = [share] * (at - first + 1)
    if not any(over):
        yield line
        return
    yield [replace(head, over=count) for head, count in zip(line, over, strict=True) if count]
    yield [head for head, count in zip(line, over, strict=True) if not count]


def _children(line: Sequence[Head], at: int) -> int:
    """How many heads after this one say what it leaves open; changes behind them stand beside them."""
    head = line[at]
    if not head.timed or Part.YEAR in head.parts:
        return 0
    first = line[at + 1].parts if at + 1 < len(line) else frozenset()
    if not first & _TIMES or first & head.parts:
        return 0
    count = timed = 0
    for other in line[at + 1 :]:
        if other.parts & head.parts or (other.timed and not other.parts & first) or not other.parts:
            break
        count, timed = count + 1, timed + other.timed
    return count if timed >= 2 else 0
