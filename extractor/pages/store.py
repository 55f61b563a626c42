"""The releases of a store as a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from extractor.emit.printing import printable
from extractor.gold.annotations import KINDS
from extractor.pages.parts import page

__all__ = ["store_page"]


def store_page(asked: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], *, total: int, **told: Any) -> str:
    """A page of releases (or of what failed), as `asked`; `told` has what else the page says."""
    data = {"kinds": KINDS, "rows": [_row(row) for row in rows], "total": total, **asked, **told}
    return page("store", title="Releases", data=data)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose words steer nothing, with the name that people call it by."""
    shown = {k: printable(v, one_line=True) if isinstance(v, str) and k != "release_id" else v for k, v in row.items()}
    own = row["release_id"] if not row["release_id"].startswith("sha256:") else ""
    return shown | {"name": shown.get("headline") or own or shown.get("source") or row["release_id"]}
