"""A validation as Markdown, for a pull request or a wiki."""

from itertools import islice

from extractor.gold.baseline import Comparison
from extractor.gold.report.tables import Table, differences, percent, tables
from extractor.gold.validation import Validation
from extractor.wording import counted

__all__ = ["as_markdown"]


def as_markdown(
    validation: Validation, shortfalls: list[str], comparison: Comparison | None = None, *, show: int = 50
) -> str:
    """The tables, what fell short, what changed, and the first `show` differences."""
    parts = [f"# Validation of {counted(validation.counts.releases, 'release')}"]
    parts += [f"> {escaped(note)}" for note in validation.notes]
    parts += [f"**Below what is required:** {escaped(shortfall)}" for shortfall in shortfalls]
    parts += [drawn(table) for table in tables(validation)]
    if comparison:
        parts.append(compared(comparison, show))
    rows = tuple(islice(differences(validation), show))
    if rows:
        parts.append(drawn(Table("Differences", ("where", "what", "expected and found"), rows), right=False))
    return "\n\n".join(parts) + "\n"


def drawn(table: Table, *, right: bool = True) -> str:
    """A table with its title as a heading."""
    if not table.rows:
        return f"## {escaped(table.title)}\n\nnothing"
    rule = ["---", *["---:" if right else "---"] * (len(table.head) - 1)]
    lines = ["| " + " | ".join(map(escaped, row)) + " |" for row in (table.head, *table.rows)]
    return "\n".join([f"## {escaped(table.title)}", "", lines[0], "| " + " | ".join(rule) + " |", *lines[1:]])


def compared(comparison: Comparison, show: int) -> str:
    """What got better and worse."""
    lines = [f"## Since the baseline ({counted(comparison.releases, 'release')} in both)", ""]
    for name, (before, now) in comparison.figures.items():
        if "." not in name:
            lines.append(f"- {name}: {percent(before)} → {percent(now)}")
    for way in ("worse", "better", "other"):
        changes = comparison.of(way)
        lines += ["", f"### {way}: {len(changes)}", ""] + [f"- {escaped(str(change))}" for change in changes[:show]]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text in which Markdown and HTML find nothing of theirs."""
    for sign in "\\`*_[]|":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
