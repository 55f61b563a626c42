"""Releases with their facts as one self-contained page."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from extractor.documents import Document
from extractor.emit.printing import printable
from extractor.facts import Diagnostic, ReleaseFacts, ReleaseInfo
from extractor.gold.annotations import KINDS
from extractor.pages.fields import data_of_fact
from extractor.pages.grids import drawn_grids
from extractor.pages.parts import page
from extractor.pages.reasons import Reasons

__all__ = ["as_page", "data_of", "served_page"]

TEXT = ("text", "release")

LONGEST_NAME = 300

PLAIN = {"back": "", "review": ""}
"""The page's slots where nobody serves it."""


def as_page(releases: Sequence[Mapping[str, Any]], *, title: str | None = None) -> str:
    """The page of these releases, each as `data_of` gives it, as HTML.

    What a release says is data only: the script puts it on the page as text, never as markup.
    """
    named = title or (releases[0]["name"] if len(releases) == 1 else f"{len(releases)} releases")
    data = {"kinds": KINDS, "releases": releases}
    return page("release", title=f"{named} – facts", data=data, scripts=TEXT, slots=PLAIN)


def served_page(release: Mapping[str, Any], review: Mapping[str, Any] | None) -> str:
    """The page of one release of a store; with a `review` its facts can be corrected there."""
    slots = {"back": '<a id="back" href="/">All releases</a>', "review": REVIEW if review else ""}
    data = {"kinds": KINDS, "releases": [release], "review": review}
    scripts = (*TEXT, "review") if review else TEXT
    return page("release", title=f"{release['name']} – facts", data=data, scripts=scripts, slots=slots)


REVIEW = """<div id="review" role="group" aria-label="Review"></div>"""


def data_of(facts: ReleaseFacts, document: Document, reasons: Mapping[str, Reasons] | None = None) -> dict[str, Any]:
    """One release as the page has it; `document` is what its text was segmented into, all places are code points."""
    release, view = document.release, document.view
    rows = [data_of_fact(fact) for fact in facts.facts]
    for row in rows:
        why = (reasons or {}).get(row["id"])
        if why is not None:
            row |= {"why": why.rules, "else": why.candidates}
    return {
        "id": facts.release.id,
        "name": _name(facts.release),
        "about": _about(facts.release),
        "text": release.text,
        "sections": [(part.kind, view.start(part.start), view.end(part.end)) for part in document.sections],
        "tables": drawn_grids(document.grids, view, facts.facts),
        "facts": rows,
        "said": [_said(diagnostic) for diagnostic in facts.diagnostics],
    }


def _name(info: ReleaseInfo) -> str:
    """What people call the release: its headline, else its file, else its id."""
    name = info.headline or (PurePath(info.source).name if info.source else "") or info.id
    shown = printable(" ".join(name.split()), one_line=True)
    return shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1].rstrip()}…"


def _about(info: ReleaseInfo) -> list[tuple[str, str]]:
    """What is known about the release, for the line below its name."""
    day = info.published.isoformat() if info.published else None
    by = f"{day} (from its {info.published_from})" if day and info.published_from else day
    filer = info.filer.name if info.filer else None
    told = {"published": by, "place": info.place, "wire": info.wire, "filer": filer, "source": info.source}
    shown = [(name, printable(said, one_line=True)) for name, said in told.items() if said]
    return [*shown, ("length", f"{info.characters:,} characters")]


def _said(diagnostic: Diagnostic) -> dict[str, Any]:
    told: dict[str, Any] = {"severity": diagnostic.severity, "t": printable(diagnostic.message)}
    if diagnostic.start is not None and diagnostic.end is not None:
        told["at"] = (diagnostic.start, diagnostic.end)
    return told | ({"facts": diagnostic.facts} if diagnostic.facts else {})
