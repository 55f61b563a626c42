"""Whether a date stands where a release says its day of publication: in its dateline or header, or in their place."""

import regex

from extractor.documents import Document
from extractor.mentions import Mention

__all__ = ["OPENING", "in_dateline"]

#: How far the opening lines of a release reach, in code points, where no section says so.
OPENING = 700
_MARK = regex.compile(r"\s*(?:[-:(/|]|,? ?\w*newswire|\)|$|\n|[a-z]{2,12}, [a-z ]{2,20}(?:--?|/))")
#: "as of", "ended", "due" before a day, and what a day is that is said to be for something else.
_OF_SOMETHING = regex.compile(
    r"(?<!\w)(?:as (?:of|at)|ended|ending|ends?|due|until|till|effective|expires?|record date|payable|from|since"
    r"|through|before|after|updated|modified|revised|copyright|webcast|conference|call|meeting|when|hearing|deadline)"
    r"(?!\w)[^\n]*$|[©]"
)
_OTHER_DAY = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: One of the next lines has cells (not "FIRST QUARTER  2023 RESULTS"), or the next says when and where something is.
_ROW = regex.compile(
    r"(?:\n[^\n]{0,60}){0,3}?\n[^\S\n]*+[^\n\t]{1,120}?(?:\t|[ ]{2,})[^\S\n]*+(?!(?:19|20)\d\d [a-z])"
    r"[$€£¥(-]*+\d[\d.,]*+[)%]*+(?:\s|$)",
    regex.IGNORECASE,
)
_PROGRAMME = regex.compile(r"\n\s*(?:time|where|location|place|venue|dial-in|webcast|webcast link|who|what)\s*:")


def in_dateline(document: Document, folded: str, mention: Mention) -> bool:
    """Whether a date stands in a dateline or header, or where one would in a release without them.

    Outside of a dateline its line must have no other figures before it and no other day behind it, and must be neither
    the head of a table nor a line of the programme of a call or a meeting.
    """
    if document.dateline is not None and document.dateline.overlaps(mention):
        return True
    kind = next((s.kind for s in document.sections if s.start <= mention.start < s.end), None)
    if kind == "dateline":
        return True
    if kind == "table" or not _stands_alone(document.text, folded, mention):
        return False
    if kind == "header":
        return True
    if document.dateline is not None or mention.start > OPENING or _follows_prose(document, mention):
        return False
    before = folded[folded.rfind("\n", 0, mention.start) + 1 : mention.start]
    if regex.search(r"release[d]?:? *$|date:? *$|published:? *$", before):
        return True
    if (
        len(before) > 90
        or regex.search(r"[a-z]{3,}\. (?![-(])", before)
        or regex.search(r" (?:the|in|on|of|by|was|is|said|ended) ", before)
    ):
        return False
    return _MARK.match(folded, mention.end, min(len(folded), mention.end + 40)) is not None


def _stands_alone(text: str, folded: str, mention: Mention) -> bool:
    """Whether a day is neither one of several on its line, nor the head of a column, nor the day of something else."""
    start = folded.rfind("\n", 0, mention.start) + 1
    end = folded.find("\n", mention.end)
    before = folded[max(start, mention.start - 200) : mention.start]
    behind = folded[mention.end : min(end if end >= 0 else len(folded), mention.end + 80)]
    if _OTHER_DAY.search(before) or _OF_SOMETHING.search(before):
        return False
    if text[mention.end : mention.end + 2].startswith(("\t", "  ")) and _OTHER_DAY.search(behind):
        return False
    if end < 0:
        return True
    return not _ROW.match(text, end, end + 400) and not _PROGRAMME.match(folded, end, end + 60)


def _follows_prose(document: Document, mention: Mention) -> bool:
    """Whether a sentence of the story stands before a day."""
    before = (s for s in document.sentences[:30] if s.end <= mention.start)
    return any(s.section == "body" and not s.bullet and document.text[s.end - 1] in ".!?" for s in before)
