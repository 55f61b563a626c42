"""What a date is in its release: when it was published, a period of figures, the time of an event, a deadline."""

import regex

from extractor.documents import Document
from extractor.mentions import Mention
from extractor.normalise.calendar import When
from extractor.normalise.dates_scene import Scene
from extractor.normalise.times import times
from extractor.values import Role

__all__ = ["in_dateline", "role_of"]

_ARTICLES = r"(?:(?:the|its|our|about|approximately|or before|or around) )*"
_DEADLINE = regex.compile(
    rf"(?r)(?<!\w)(?:by|no later than|not later than|until|till|before|deadline(?: is| of| for)?|due(?: on| by)?|expires?(?: on)?|closes? on|ends on|at the latest by) {_ARTICLES}(?:\w+day,? )?"
)
_AT_DATE = regex.compile(
    r"(?r)(?<!\w)(?:(?:as )?(?:of|at)|ended|ending|to|from|through|compared (?:with|to)|since|than|versus) (?:the )?(?:\w+day,? )?"
)
_MARK = regex.compile(r"\s*(?:[-:(/|]|,? ?\w*newswire|\)|$|\n|[a-z]{2,12}, [a-z ]{2,20}(?:--?|/))")
_WORD = regex.compile(r"[a-z]+")
#: How far the opening lines of a release reach, in code points, where no section says so.
OPENING = 700


def in_dateline(document: Document, folded: str, mention: Mention) -> bool:
    """Whether a date stands in a header or dateline section, or where a dateline would in a release without them."""
    if document.dateline is not None and document.dateline.overlaps(mention):
        return True
    kinds = [s.kind for s in document.sections if s.start <= mention.start < s.end]
    if kinds and kinds[0] in {"header", "dateline"}:
        return True
    if document.dateline is not None or mention.start > OPENING:
        return False
    line = folded.rfind("\n", 0, mention.start) + 1
    before = folded[line : mention.start]
    if regex.search(r"release[d]?:? *$|date:? *$|published:? *$", before):
        return True
    if (
        len(before) > 90
        or regex.search(r"[a-z]{3,}\. ", before)
        or regex.search(r" (?:the|in|on|of|by|was|is|said|ended) ", before)
    ):
        return False
    return _MARK.match(folded, mention.end, min(len(folded), mention.end + 40)) is not None


def role_of(scene: Scene, i: int, when: When) -> Role | None:
    """The role of a date; lengths have none."""
    mention = scene.mentions[i]
    if when.grain == "length" or when.value is None:
        return None
    exact = mention.rule in {"date.iso-day", "date.month-day", "date.day-month", "date.numeric"}
    if (
        exact
        and in_dateline(scene.document, scene.folded, mention)
        and (scene.published is None or when.first == scene.published)
    ):
        return "published"
    before = scene.folded[max(0, mention.start - 40) : mention.start]
    ahead = scene.published is not None and when.last is not None and when.last > scene.published
    if ahead and _DEADLINE.match(scene.folded, max(0, mention.start - 60), mention.start):
        return None if before.endswith("not before ") else "deadline"
    if mention.rule in {"date.day-word", "date.weekday"}:
        return "event"
    if when.grain == "day":
        if (
            mention.parts.get("edge")
            or mention.rule == "date.year-end"
            or _AT_DATE.match(scene.folded, max(0, mention.start - 30), mention.start)
        ):
            return "period"
        return "event"
    if (
        mention.rule == "date.range"
        and mention.parts["from.rule"] in {"date.month-day", "date.day-month"}
        or mention.rule.endswith("-day-range")
        or mention.rule == "date.day-month-range"
    ):
        return "period" if _has_figure(scene, i) and not _happens(scene, i) and not ahead else "event"
    if mention.rule in {"date.month", "date.iso-month", "date.shifted-month", "date.range"}:
        return "event" if _happens(scene, i) or not _has_figure(scene, i) else "period"
    if mention.rule in {"date.year", "date.quarter", "date.quarter-code"} and _happens(scene, i, near=4):
        return "event"
    return "period"


def _happens(scene: Scene, i: int, *, near: int = 8) -> bool:
    """Whether a word of an event stands shortly before the date."""
    start, _ = scene.sentence(i)
    mention = scene.mentions[i]
    words = _WORD.findall(scene.folded, max(start, mention.start - 70), mention.start)[-near:]
    return any(w in times().events.words for w in words)


_FIGURE = regex.compile(
    r"\d[\d.,]* ?(?:%|percent|per cent|million|billion|crore)|[$€£¥₹]|(?<![\w-])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\w-])\d+ (?!\d)[a-z]+s(?!\w)"
)


def _has_figure(scene: Scene, i: int) -> bool:
    start, end = scene.sentence(i)
    return (
        _FIGURE.search(scene.folded, max(start, scene.mentions[i].start - 250), min(end, scene.mentions[i].end + 250))
        is not None
    )
