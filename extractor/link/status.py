"""Status: whether a figure is a fact or an expectation (guidance, forecast, plan, target, contingency)."""

from datetime import date

import regex

from extractor.link.changes import squeeze
from extractor.link.draft import Draft
from extractor.link.lines import Line

__all__ = ["find_status"]

#: Words in front of a figure that make it an expectation, up to the next clause.
_AHEAD = regex.compile(
    r"""\b(?:
      (?<!as\ )(?<!than\ )(?<!previously\ )(?<!we\ had\ )expect(?:s|ed|ing|ation|ations)?(?!\ credit)
    | will(?!\ (?:smith|ing))|won['’]t|shall|would|could|may(?!\ \d)|might
    | forecast(?:s|ed|ing)?|guidance|outlook|project(?:ed|ing|ion|ions)|projects(?=\ (?:that|to|a|an|the|revenue|sales|growth))
    | anticipat(?:e|es|ed|ing)|plans?\ (?:to|for|on|of|call)|planned|planning\ to|plans(?=\ [\d$€£a-z]+)|intend(?:s|ed)?\ to|aim(?:s|ed|ing)?\ (?:to|for|at)
    | target(?:s|ed|ing)?|goals?\ (?:of|to|is)|set\ to|seek(?:s|ing)?\ to|hopes?\ to|scheduled|slated|due\ to\ (?:be|open|reach|start)
    | agreed\ to\ (?:buy|acquire|invest)|on\ track\ (?:to|for)|wants?\ to|wants(?=\ )|estimates?\ (?:that|for|of|the)|estimated\ to|budget(?:s|ed)?\ (?:for|of)|poised\ to
    | likely\ to|potential(?:ly)?|proposes?|proposed|commit(?:s|ted)\ to|pledge[sd]?|assum(?:es|ed|ing)|up\ to\ an\ additional|under\ which|milestones?
    | is\ to|are\ to|to\ be\ (?:paid|completed|built|invested|created)|next\ (?:year|quarter|five|three|two|decade)|by\ 20[2-9]\d
    )\b""",
    regex.VERBOSE,
)
_BEHIND = regex.compile(
    r"^(?:[^.;,:]{0,70}\b(?:will|is\ expected|are\ expected|is\ projected|is\ forecast|would\ be|is\ planned|are\ planned|to\ be\ paid)\b|[^.;:]{0,40}\ in\ (?:potential|development|regulatory|commercial|sales|contingent)[\w ,]*\ (?:milestones?|payments))"
)
#: Where a new clause begins, so that what was expected before it does not reach past it.
_BREAK = regex.compile(
    r";|\.\s|,\ (?:while|whereas|but|after|following|compared|versus|from)\b|\b(?:compared\ (?:with|to)|versus|up\ from|down\ from|against)\b"
)
_ACTUAL_AFTER = regex.compile(
    r"\b(?:reported|posted|recorded|generated|achieved|raised|paid|sold|earned|was|were|had|has|have|declared|repurchased|delivered)\b"
)


def find_status(line: Line, draft: Draft, published: date | None) -> None:
    """Set `expected` on a quantity that its clause, its sentence or its period puts ahead."""
    before = squeeze(line.lowered[line.start : draft.start])
    cut = 0
    for sign in _BREAK.finditer(before):
        cut = sign.end()
    compared = regex.search(
        r"(?:compared (?:with|to)|versus|against|up from|down from)\W", before[max(cut - 16, 0) : cut + 1]
    )
    clause = before[cut:]
    cues = list(_AHEAD.finditer(clause))
    if cues and not _overtaken(clause[cues[-1].end() :]):
        _expect(draft, "status.cue-before")
    elif _BEHIND.match(squeeze(line.lowered[draft.end : line.end])):
        _expect(draft, "status.cue-behind")
    elif draft.when is not None and published is not None and draft.when.value.first is not None:
        if draft.when.value.first > published and not compared:
            _expect(draft, "status.future-period")


def _overtaken(words: str) -> bool:
    """Whether a later past tense with a subject of its own takes over from the cue."""
    return bool(regex.search(r",? and (?:\w+ ){1,4}(?:was|were|reported|posted|recorded|raised|paid|sold)\b", words))


def _expect(draft: Draft, rule: str) -> None:
    draft.status = "expected"
    draft.note("status", rule)
