"""What stands on every page of a PDF and is no text of the release: running heads and feet, page numbers."""

from collections.abc import Sequence

import regex

__all__ = ["joined", "without_heads"]

FEWEST = 3
"""Pages: of two nothing is sure."""

_NUMBER = regex.compile(r"\d{1,4}")
_FIGURE = regex.compile(r"[%\p{Sc}]")
_GOES_ON = regex.compile(r"\p{Ll}")
_ENDS = regex.compile(r"[.:;!?)\]\"”]\s*$|\t")


def without_heads(pages: Sequence[str]) -> list[str]:
    """The pages without the first and last lines that all of them share from the second on, but for the page's number.

    What the first page says above its text stays: it may be the only place that names the company. A row of a table,
    whose columns are told by tabs, is no running head.
    """
    lines = [page.split("\n") for page in pages]
    if len(pages) < FEWEST:
        return list(pages)
    while _drop(lines, 0):
        pass
    while _drop(lines, -1):
        pass
    return ["\n".join(page).strip("\n") for page in lines]


def _drop(lines: list[list[str]], at: int) -> bool:
    """Drop the first (0) or last (-1) lines of the pages, where they are one line but for a page number."""
    if any(len(page) < 2 for page in lines[1:]):
        return False
    edges = [page[at].strip() for page in lines]
    if not _same(edges[1:], 2) or any("\t" in edge for edge in edges[1:]):
        return False
    for number, page in enumerate(lines):
        if number or (at and len(page) > 1 and _same(edges[:2], 1)):
            del page[at]
    return True


def _same(edges: Sequence[str], first: int) -> bool:
    """Whether lines say the same, with no number in them or with the pages' own, from `first` on by any offset."""
    if len({_NUMBER.sub("#", edge) for edge in edges}) != 1 or not edges[0] or _FIGURE.search(edges[0]):
        return False
    numbers = [[int(n) for n in _NUMBER.findall(edge)] for edge in edges]
    steps = [[n - page for n in found] for page, found in enumerate(numbers, first)]
    # Each number of the line is the page's, or one that does not change ("Page 2 of 9").
    return all(
        len(set(column)) == 1 or len(set(step)) == 1
        for column, step in zip(zip(*numbers, strict=True), zip(*steps, strict=True), strict=True)
    )


def joined(pages: Sequence[str]) -> str:
    """The pages as one text, a blank line between them, but none inside a sentence."""
    out: list[str] = []
    for page in filter(None, pages):
        if out:
            inside = _GOES_ON.match(page) and not _ENDS.search(out[-1].rpartition("\n")[2])
            out.append("\n" if inside else "\n\n")
        out.append(page)
    return "".join(out)
