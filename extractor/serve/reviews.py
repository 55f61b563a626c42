"""Corrected releases: one gold file a release in a folder, as `factwire validate` and learning read them.

What is not looked at to the end is kept as a draft, `NAME.draft.json`, which nobody takes for gold; once every fact is
accepted or corrected it becomes `NAME.gold.json`, with the text beside it. Files appear whole or not at all.
"""

import contextlib
import os
import re
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from extractor.errors import InputError
from extractor.gold.annotations import GoldRelease
from extractor.gold.checking import Origin, check_release
from extractor.gold.drafting import draft
from extractor.gold.faults import Fault
from extractor.gold.found import annotations_of
from extractor.gold.jsontext import encode, load_json
from extractor.gold.writing import file_name, gold_row, gold_text

__all__ = ["ConflictError", "Review", "Reviews", "Sent", "Stored", "WrongError"]

State = Literal["new", "draft", "done"]

ENDINGS: Mapping[State, str] = {"draft": ".draft.json", "done": ".gold.json"}
NUMBERS = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class Stored:
    """A release of the store: its text and the facts as the store has them (their JSON, decoded)."""

    id: str
    text: str
    published: date | None
    facts: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Review:
    """The facts of a release while they are corrected; `open` are the ids that nobody has looked at.

    `version` names what is on the disk: who saves must have seen it.
    """

    release: GoldRelease
    open: tuple[str, ...]
    state: State = "new"
    version: str = ""
    reviewer: str = ""
    at: str = ""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The facts as they stand in a gold file, numbers as their digits."""
        return [
            {k: format(v, "f") if isinstance(v, Decimal) else v for k, v in gold_row(fact).items()}
            for fact in self.release.facts
        ]


@dataclass(frozen=True, slots=True)
class Sent:
    """Corrected facts as a page sends them: rows of a gold file, numbers as their digits; `open` are not looked at."""

    rows: Sequence[Any]
    open: Sequence[str]
    version: str
    reviewer: str


class ConflictError(Exception):
    """Somebody else has saved the release meanwhile."""


class WrongError(Exception):
    """Facts that are no gold: each fault with its words."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


@dataclass(slots=True)
class Reviews:
    """A folder of corrected releases."""

    folder: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def name(self, ident: str) -> str:
        """The file name of a release, without its ending: no path, and no two ids alike."""
        name = file_name(ident)[:80]
        return (
            name
            if name == ident == ident.casefold()
            else f"{name}-{sha256(ident.encode('utf-8', 'replace')).hexdigest()[:10]}"
        )

    def state(self, ident: str) -> State:
        """How far the review of a release is."""
        name = self.name(ident)
        return next((state for state in ("done", "draft") if self._path(name, state).exists()), "new")

    def done(self) -> int:
        """How many releases are reviewed to the end."""
        try:
            with os.scandir(self.folder) as entries:
                return sum(entry.name.endswith(ENDINGS["done"]) for entry in entries)
        except FileNotFoundError:
            return 0

    def _path(self, name: str, state: State) -> Path:
        return self.folder / f"{name}{ENDINGS[state]}"

    def load(self, stored: Stored) -> Review:
        """What was saved of a release, or else its facts as a draft to begin with.

        Raises InputError where the saved file cannot be read, or is of another text.
        """
        name, state = self.name(stored.id), self.state(stored.id)
        if state == "new":
            facts = annotations_of(stored.facts, stored.id)
            begun = draft(stored.text, facts, ident=name, published=stored.published)
            return Review(begun, tuple(fact.id for fact in begun.facts))
        path = self._path(name, state)
        raw = _read(path)
        try:
            data = load_json(raw)
        except ValueError as error:
            raise InputError(f"{path}: cannot be read: {error}") from error
        head = data.get("release", {}) if isinstance(data, dict) else {}
        still_open = data.pop("open", []) if isinstance(data, dict) else []
        release, faults = check_release(data, ident=name, text=stored.text, origin=Origin(source=str(path)))
        if release is None or faults:
            raise InputError(f"{path}: does not fit the release ({faults[0].message if faults else 'no facts'})")
        reviewed = head.get("reviewed", {})
        return Review(
            release, tuple(still_open), state, _version(raw), str(reviewed.get("by", "")), str(reviewed.get("at", ""))
        )

    def save(self, stored: Stored, sent: Sent, *, at: str) -> Review:
        """Write the facts, as gold if none is open, else as a draft; `at` is the time that is noted.

        Raises WrongError where they are no gold, ConflictError where `sent.version` is not what is on the disk.
        """
        name = self.name(stored.id)
        data = {"release": {}, "facts": [_numbers(row) for row in sent.rows]}
        release, faults = check_release(data, ident=name, text=stored.text, origin=Origin(source=stored.id))
        if release is None or faults:
            raise WrongError(faults)
        ordered = tuple(sorted(release.facts, key=lambda fact: (fact.start, fact.end)))
        release = replace(release, facts=ordered, published=stored.published)
        known = {fact.id for fact in ordered}
        left = tuple(ident for ident in sent.open if ident in known)
        state: State = "draft" if left else "done"
        text = gold_text(release, reviewed={"by": sent.reviewer, "at": at})
        if left:
            text = text.replace("{", f'{{"open": {encode(list(left))},\n ', 1)
        with self._lock:
            before = self.state(stored.id)
            if sent.version != (_version(_read(self._path(name, before))) if before != "new" else ""):
                raise ConflictError
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / f"{name}.txt", stored.text)
            _write(self._path(name, state), text)
            if before not in ("new", state):
                self._path(name, before).unlink(missing_ok=True)
        return Review(release, left, state, _version(text), sent.reviewer, at)


def _numbers(row: Any) -> Any:
    """A row whose numbers came as their digits, with the numbers; what is no number stays, and is told."""
    if not isinstance(row, dict):
        return row
    return {key: _number(key, value, row.get("kind")) for key, value in row.items()}


def _number(key: str, value: Any, kind: object) -> Any:
    plain = key in NUMBERS and not (key == "value" and kind == "date") and isinstance(value, str)
    return Decimal(value) if plain and re.fullmatch(r"-?\d{1,60}(?:\.\d{1,60})?", value, re.ASCII) else value


def _version(raw: str) -> str:
    return sha256(raw.encode()).hexdigest()[:16]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _write(path: Path, text: str) -> None:
    """Write a file beside its place and put it there at once."""
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
