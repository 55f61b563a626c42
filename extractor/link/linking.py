"""The order of the linking rules: sentence by sentence, then over the whole release."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractor.cells import CELL_RULE
from extractor.documents import Document, Parse
from extractor.facts import Diagnostic
from extractor.link import bases, directions, discourse, metrics, relations, status, subjects
from extractor.link.arithmetic import contradictions
from extractor.link.draft import Draft
from extractor.link.entities import Entities
from extractor.link.issuer import Issuer, find_issuer
from extractor.link.lines import Line, lines_of
from extractor.link.metrics.candidates import Around
from extractor.link.names import Names
from extractor.link.period.anchors import TimeLine
from extractor.link.period.finding import find_periods
from extractor.link.period.frames import Frames, own_periods
from extractor.link.period.relatives import RELATIVE_RULES, settle_relatives
from extractor.link.period.sure import SURE_RULES
from extractor.link.requests import MOST_FIGURES
from extractor.link.rule import LinkRule
from extractor.link.stated_bases import STATED_RULES, settle_stated
from extractor.link.subjects.sections import SectionOwners
from extractor.link.subjects.topics import Topics
from extractor.mentions import Figure
from extractor.scene.time import ReleaseTime, release_time

__all__ = ["RULES", "Linked", "link"]

#: Every linking rule, in the order of the fields; inside a field the first rule that finds something speaks.
RULES: tuple[LinkRule[Callable[..., object]], ...] = (
    *directions.RULES,
    *relations.RULES,
    *discourse.RULES,
    *metrics.RULES,
    *subjects.RULES,
    *SURE_RULES,
    *RELATIVE_RULES,
    *bases.RULES,
    *STATED_RULES,
    *status.RULES,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """The drafts of a release with all their links, in text order, its time, who is who in it, and what is odd."""

    drafts: tuple[Draft, ...]
    time: ReleaseTime
    names: Names
    entities: Entities
    issuer: Issuer
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def link(
    document: Document, figures: Sequence[Figure], parses: Mapping[int, Parse], *, published: date | None
) -> Linked:
    """Give each figure its metric, subject, period, change, status and relations.

    `figures` are in text order; `parses` holds the parses of sentences by sentence index (a sentence may lack one).
    Figures in tables and in long runs of figures are left as they are: no sentence says what they measure. The subject
    of a table's cells is the issuer.
    """
    drafts = [Draft(index, figure) for index, figure in enumerate(figures)]
    relations.take_told_relations(drafts)
    names = Names(document, drafts)
    read = lines_of(document, parses, drafts, names.spans)
    lines = [line for line in read if _is_prose(line)]
    entities = Entities(document, names)
    issuer = find_issuer(document, names, entities)
    topics = Topics(document, names, issuer, entities, SectionOwners(document, names, entities))
    subjects.settle_issuer(topics)
    around = Around(document)
    timelines = [TimeLine(line) for line in lines]
    headings = [TimeLine(line) for line in read if line.sentence.section == "table" and not line.quantities]
    told = sorted([*timelines, *headings], key=lambda timeline: timeline.line.start)
    time = release_time(list(own_periods(told)), published)
    for timeline in timelines:
        timeline.know(time.reported)
    frames = Frames.of(time, document)
    for line, timeline in zip(lines, timelines, strict=True):
        directions.find_changes(line)
        relations.find_relations(line)
        metrics.find_metrics(line, around)
        directions.settle_improvements(line)
        bases.find_bases(line)
        subjects.find_subjects(line, topics)
        find_periods(timeline, frames, published)
        for draft in line.quantities:
            status.find_status(line, draft, published)
    if not issuer.of_itself:
        subjects.settle_economies(lines, topics)
    discourse.link_across(lines)
    settle_relatives(lines)
    for line in lines:
        bases.find_bases_by_dates(line)
    settle_stated(lines, document)
    if issuer.of_itself:
        for draft in drafts:
            if draft.figure.mention.rule == CELL_RULE:
                draft.subject = issuer.name
    return Linked(tuple(drafts), time, names, entities, issuer, tuple(contradictions(document.text, drafts)))


def _is_prose(line: Line) -> bool:
    return line.sentence.section != "table" and len(line.drafts) <= MOST_FIGURES
