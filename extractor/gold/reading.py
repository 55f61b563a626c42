"""Gold from wherever a team keeps it: folders, single files, lines of cases, and other tools' annotation formats.

What a source is is told by its name, and for `.json` and `.jsonl` by its first document:

- a folder with `NAME.gold.json` beside `NAME.txt`, or with brat's `NAME.ann` beside `NAME.txt`;
- one `NAME.gold.json` or `NAME.ann`;
- `.jsonl`: cases with `facts`, Prodigy-style rows with `spans`, doccano rows with `label` or `entities`;
- `.json`: a Label Studio export;
- `.spacy`: a `DocBin`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from extractor.errors import GoldError, InputError, SettingsError
from extractor.gold.annotations import KINDS, GoldRelease
from extractor.gold.checking import Origin, check_release
from extractor.gold.faults import Fault, FaultyGoldError, refuse
from extractor.gold.files import Document, Item, Labels, json_lines, json_text, text_of
from extractor.gold.jsontext import Located

__all__ = ["SUFFIX", "Gold", "parse_labels", "read_gold", "read_sources"]

SUFFIX = ".gold.json"

TextReader = Callable[[Path], str]
"""Gives the text of the one release in a file of another form than plain text; raises InputError where it cannot."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Everything that was read: releases in the order of the sources, every fault, and where each release stands."""

    releases: tuple[GoldRelease, ...]
    faults: tuple[Fault, ...]
    origins: Mapping[str, Origin]


def read_gold(
    sources: Sequence[Path], *, labels: Labels | None = None, reader: TextReader | None = None
) -> tuple[GoldRelease, ...]:
    """The releases of all sources, in order. Raises FaultyGoldError with every fault, InputError for a missing file.

    With a `reader` the text of `NAME.gold.json` may stand beside it in a file of another form, as `NAME.html`.
    """
    gold = read_sources(sources, labels=labels, reader=reader)
    refuse(gold.faults)
    return gold.releases


def parse_labels(texts: Iterable[str]) -> dict[str, str]:
    """Labels as they are written on a command line: `MONEY=money`, `ORG=`. Raises SettingsError for another shape."""
    labels: dict[str, str] = {}
    for text in texts:
        label, sign, kind = (part.strip() for part in text.partition("="))
        if not sign or not label or (kind and kind not in KINDS):
            raise SettingsError(
                f"--label {text!r}: write LABEL=KIND, the kinds are {', '.join(KINDS)}, or LABEL= to skip"
            )
        labels[label] = kind
    return labels


def read_sources(sources: Sequence[Path], *, labels: Labels | None = None, reader: TextReader | None = None) -> Gold:
    """The releases and the faults of all sources; raises InputError only where a source cannot be read at all."""
    releases: list[GoldRelease] = []
    faults: list[Fault] = []
    seen: dict[str, Origin] = {}
    for source in sources:
        for item in documents(source, labels or {}, reader):
            if isinstance(item, Fault):
                faults.append(item)
                continue
            release, found = check_release(item.data, ident=item.id, text=item.text, origin=item.origin, case=item.case)
            faults += found
            if release is None:
                continue
            if release.id in seen:
                message = (
                    f'a release "{release.id}" was read from {seen[release.id].source} already; ids are scored once'
                )
                faults.append(
                    Fault(
                        code="duplicate-release", source=item.origin.source, line=item.origin.line(()), message=message
                    )
                )
                continue
            seen[release.id] = item.origin
            releases.append(release)
    return Gold(tuple(releases), tuple(faults), seen)


def documents(source: Path, labels: Labels, reader: TextReader | None = None) -> Iterator[Item]:
    """The documents of one source, by what it is."""
    if not source.exists():
        raise InputError(f"{source}: there is no such file or folder")
    if source.is_dir():
        return folder(source, labels, reader)
    if source.name.endswith(SUFFIX):
        return iter([gold_file(source, reader)])
    if source.suffix == ".ann":
        return foreign("brat", source, labels)
    if source.suffix == ".spacy":
        return foreign("docbin", source, labels)
    if source.suffix == ".jsonl":
        return lines_file(source, labels)
    if source.suffix == ".json":
        return json_file(source, labels)
    message = f"a folder, a NAME{SUFFIX}, .jsonl, .json (Label Studio), .ann (brat) or .spacy (DocBin)"
    raise InputError(f"{source}: this is no gold that is known; give {message}")


def folder(source: Path, labels: Labels, reader: TextReader | None = None) -> Iterator[Item]:
    """A folder of gold files, or of brat's annotation files."""
    files = sorted(source.glob(f"*{SUFFIX}"))
    if files:
        return (gold_file(path, reader) for path in files)
    notes = sorted(source.glob("*.ann"))
    if notes:
        return (document for path in notes for document in foreign("brat", path, labels))
    raise GoldError(f"{source}: the folder has no NAME{SUFFIX} (with NAME.txt beside it) and no NAME.ann")


def gold_file(path: Path, reader: TextReader | None = None) -> Item:
    """One `NAME.gold.json` with its `NAME.txt`, or with what a reader makes of the file of that name."""
    name = path.name.removesuffix(SUFFIX)
    beside = path.with_name(f"{name}.txt")
    try:
        raw = text_of(path).removeprefix("\ufeff")
        text = text_of(beside) if beside.exists() else _other_text(path, name, reader)
        data = json_text(raw, str(path))
    except FaultyGoldError as error:
        return error.faults[0]
    if text is None:
        message = f"the release's text {beside.name} is missing beside it; offsets need it"
        return Fault(code="no-text", source=str(path), message=message)
    return Document(data=data, origin=Origin(source=str(path), text=Located(raw)), id=name, text=text)


def _other_text(path: Path, name: str, reader: TextReader | None) -> str | None:
    """The text of the one other file `NAME.…` beside a gold file."""
    others = [each for each in sorted(path.parent.glob(f"{escape(name)}.*")) if not each.name.endswith(SUFFIX)]
    return reader(others[0]) if reader is not None and len(others) == 1 else None


def json_file(source: Path, labels: Labels) -> Iterator[Item]:
    """A `.json` file: a Label Studio export, or a gold file under another name (with its text beside it)."""
    try:
        data = json_text(text_of(source), str(source))
    except FaultyGoldError as error:
        return iter(error.faults)
    if isinstance(data, dict) and "facts" in data:
        message = f"name a gold file NAME{SUFFIX}, with its text in NAME.txt; or a line of cases NAME.jsonl"
        return iter([Fault(code="file-name", source=str(source), message=message)])
    return foreign("label-studio", source, labels)


def lines_file(source: Path, labels: Labels) -> Iterator[Item]:
    """A `.jsonl` file: cases, or Prodigy's or doccano's rows, as its first row says."""
    rows = list(json_lines(source))
    first = next((row.data for row in rows if isinstance(row, Document)), None)
    if isinstance(first, dict) and "facts" not in first:
        if "spans" in first:
            return foreign("prodigy", source, labels)
        if first.keys() & {"label", "labels", "entities"}:
            return foreign("doccano", source, labels)
    return iter(rows)


def foreign(name: str, source: Path, labels: Labels) -> Iterator[Item]:
    """The documents of another tool's file."""
    from extractor.gold import formats

    return formats.reader(name)(source, labels)
