"""Releases as XBRL reports: a folder with one file a release and the taxonomy beside them."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from extractor.archive.targets import writing
from extractor.columns import decoded
from extractor.emit.xbrl.inline import inline_xbrl
from extractor.emit.xbrl.oim import xbrl_json
from extractor.emit.xbrl.taxonomy import LABELS_FILE, SCHEMA_FILE, labels, schema
from extractor.replacing import replacing

__all__ = ["XbrlForm", "export_xbrl"]

XbrlForm = Literal["xbrl-json", "ixbrl"]

_LONGEST = 80
"""Characters of a file's name."""


def export_xbrl(documents: Iterable[bytes], folder: Path, form: XbrlForm) -> int:
    """Write each release as one report into a folder, which is made if it is not there; how many there were."""
    with writing(folder):
        folder.mkdir(exist_ok=True)
        (folder / SCHEMA_FILE).write_text(schema(), encoding="utf-8")
        (folder / LABELS_FILE).write_text(labels(), encoding="utf-8")
        taken: set[str] = set()
        for document in documents:
            release = decoded(document)
            name = _name(release["release"]["id"], taken)
            if form == "ixbrl":
                with replacing(folder / f"{name}.xhtml") as part:
                    part.write_text(inline_xbrl(release), encoding="utf-8", newline="")
            else:
                with replacing(folder / f"{name}.json") as part:
                    part.write_bytes(xbrl_json(release))
    return len(taken)


def _name(release_id: str, taken: set[str]) -> str:
    """A name for a release's file that no other has, whatever the system thinks of capitals."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", release_id).strip(".-")[:_LONGEST] or "release"
    name, n = plain, 1
    while name.lower() in taken:
        n += 1
        name = f"{plain}-{n}"
    taken.add(name.lower())
    return name
