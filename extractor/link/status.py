"""Status: whether a figure is a fact or an expectation (guidance, forecast, plan, target, contingency)."""

from collections.abc import Sequence
from datetime import date
from functools import cache

import regex

from extractor.link.changes import squeeze
from extractor.link.draft import Draft
from extractor.link.lines import Line

__all__ = ["find_status"]

#: Words in front of a figure that make it an expectation, up to the next clause; `¤` stands for the figure.
_AHEAD = (
    r"(?<!as )(?<!than )(?<!previously )(?<!had )expect(?:s|ed|ing|ation|ations)?(?! credit)",
    r"will|won['’]t|shall|would|could|might",
    r"may (?:be|have|reach|exceed|receive|pay|total|cost|rise|fall|increase|earn)",
    r"forecast(?:s|ed|ing)?|guidance|outlook|project(?:ed|ing|ion|ions)",
    r"projects (?:that|to|an?|the|revenue|sales|growth|¤)",
    r"anticipat(?:e|es|ed|ing)|plans? (?:to|for|on|of|call|¤)|planned|planning to",
    r"(?:intend|aim|hope|want|seek)(?:s|ed)? (?:to|at|for|¤)|wants|target(?:s|ed|ing)?|goals? (?:of|to|is)|set to",
    r"scheduled|slated|due to (?:be|open|reach|start)|on track (?:to|for)|poised to|likely to|potential(?:ly)?",
    r"estimated to|estimates? (?:that|for)|budget(?:s|ed)? (?:for|of)|propos(?:es|ed)|assum(?:es|ed|ing)",
    r"commit(?:s|ted) to|pledge[sd]?|agreed to (?:buy|acquire|invest)|(?:re)?affirm(?:s|ed|ing)|reiterat(?:es|ed|ing)",
    r"up to an additional|milestones?|(?:is|are) to|to be (?:paid|completed|built|invested|created)",
    r"next (?:year|quarter|five|three|two|decade)|by 20[2-9]\d",
)
_BEHIND = (
    r"(?:(?!\band\b)[^.;,:]){0,70}\b(?:will|is expected|are expected|is projected|is forecast|would be|is planned"
    r"|are planned|to be paid)\b",
    r"[^.;:]{0,40} in (?:potential|development|regulatory|commercial|sales|contingent)[\w ,]* (?:milestones?|payments)",
    r" in (?:add-ons|milestones?|earn-?outs?|bonus(?:es)?|contingent)",
)
#: Where a new clause begins, so that what was expected before it does not reach past it.
_BREAK = (
    r";|\.\s|, (?:while|whereas|but|after|following|compared|versus|from)\b|\bof wh(?:ich|om)\b"
    r"|\b(?:compared (?:with|to)|versus|up from|down from|against)\b"
)
_OWN = frozenset({"period.after-figure", "period.before-figure", "period.later-in-clause", "period.of-comparison"})


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    ahead = regex.compile(r"(?<!\w)(?:" + "|".join(_AHEAD) + r")(?!\w)")
    return ahead, regex.compile("|".join(f"(?:{p})" for p in _BEHIND)), regex.compile(_BREAK)


def find_status(line: Line, draft: Draft, drafts: Sequence[Draft], published: date | None) -> None:
    """Set `expected` on a quantity that its clause, its sentence or its period puts ahead."""
    if _over(draft, published):
        return
    if draft.relation is not None and any(n.rule == "period.of-forecast" for n in draft.notes):
        if drafts[draft.relation.to].status == "expected":
            _expect(draft, "status.earlier-forecast")
        return
    ahead, behind, breaks = _patterns()
    before = squeeze(line.lowered[line.start : draft.start])
    cut = max((sign.end() for sign in breaks.finditer(before)), default=0)
    compared = regex.search(r"compared|versus|against|up from|down from", before[max(cut - 16, 0) : cut + 1])
    cues = list(ahead.finditer(before[cut:] + "¤"))
    if cues and not _overtaken(before[cut:][cues[-1].end() :]):
        _expect(draft, "status.cue-before")
    elif draft.kind != "count" and behind.match(squeeze(line.lowered[draft.end : line.end])):
        _expect(draft, "status.cue-behind")
    elif not compared and _ahead(draft, before, published):
        _expect(draft, "status.future-period")


def _over(draft: Draft, published: date | None) -> bool:
    """Whether the figure's own date lies wholly before the release: it cannot be ahead of it."""
    if published is None or draft.when is None or draft.when.value.last is None:
        return False
    return draft.when.value.last < published and any(n.field == "period" and n.rule in _OWN for n in draft.notes)


def _ahead(draft: Draft, before: str, published: date | None) -> bool:
    """Whether the figure's own period begins after the release, or ends after it where the words estimate."""
    if published is None or draft.when is None or not any(n.field == "period" and n.rule in _OWN for n in draft.notes):
        estimated = regex.search(r"\b(?:are|is) (?:currently )?estimated at (?:\w+ )?$", before)
        ends = draft.when.value.last if draft.when is not None else None
        return bool(estimated and published and ends and ends > published)
    first, last = draft.when.value.first, draft.when.value.last
    if first is not None and first > published:
        return True
    return last is not None and last > published and bool(regex.search(r"\bestimate[sd]?\b", before))


def _overtaken(words: str) -> bool:
    """Whether a later past tense with a subject of its own takes over from the cue."""
    return bool(regex.search(r",? and (?:\w+ ){1,4}(?:was|were|reported|posted|recorded|raised|paid|sold)\b", words))


def _expect(draft: Draft, rule: str) -> None:
    draft.status = "expected"
    draft.note("status", rule)
