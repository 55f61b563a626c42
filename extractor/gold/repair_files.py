"""Gold files with their offsets repaired, as text to be written back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import GoldError, InputError
from extractor.gold.faults import Fault, FaultyGoldError
from extractor.gold.files import json_lines, json_text, text_of
from extractor.gold.reading import SUFFIX
from extractor.gold.repairing import Move, edited, repair

__all__ = ["Repaired", "repair_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """One file: its text before and after, and the moves, each with its line in a file of cases."""

    path: Path
    old: str
    new: str
    moves: tuple[Move, ...]
    lines: tuple[int, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.old != self.new

    def told(self) -> Iterator[str]:
        """Each move with where it was made: the file, and the line of a case."""
        for i, move in enumerate(self.moves):
            yield f"{self.path}:{self.lines[i]}: {move}" if self.lines else f"{self.path}: {move}"


def repair_source(source: Path) -> Iterator[Repaired]:
    """The files of a source; raises GoldError where one cannot be read, InputError where the source is none of ours."""
    if source.is_dir():
        paths = sorted(source.glob(f"*{SUFFIX}"))
        if not paths:
            raise GoldError(f"{source}: the folder has no NAME{SUFFIX}")
        return map(repair_file, paths)
    if not source.exists():
        raise InputError(f"{source}: there is no such file or folder")
    if source.name.endswith(SUFFIX):
        return iter([repair_file(source)])
    if source.suffix == ".jsonl":
        return iter([repair_cases(source)])
    raise InputError(
        f"{source}: offsets are repaired in NAME{SUFFIX} and CASES.jsonl; `factwire gold convert` makes them"
    )


def repair_file(path: Path) -> Repaired:
    """One gold file with its text beside it."""
    beside = path.with_name(f"{path.name.removesuffix(SUFFIX)}.txt")
    if not beside.exists():
        raise InputError(f"{path}: the release's text {beside.name} is missing beside it")
    raw = text_of(path)
    json = raw.removeprefix("\ufeff")
    moves = repair(facts_in(json_text(json, str(path)), path), text_of(beside))
    return Repaired(path=path, old=raw, new=edited(json, moves) if moves else raw, moves=tuple(moves))


def repair_cases(path: Path) -> Repaired:
    """A file of cases, line by line."""
    raw = text_of(path)
    lines = raw.split("\n")
    moves: list[Move] = []
    at: list[int] = []
    for item in json_lines(path):
        if isinstance(item, Fault):
            raise FaultyGoldError([item])
        number = item.origin.first_line
        data = item.data
        text = data.get("text") if isinstance(data, dict) else None
        if not isinstance(text, str):
            raise GoldError(f'{path}:{number}: a case is an object with "text" and "facts"')
        found = repair(facts_in(data, path), text)
        lines[number - 1] = edited(lines[number - 1], found)
        moves += found
        at += [number] * len(found)
    return Repaired(path=path, old=raw, new="\n".join(lines), moves=tuple(moves), lines=tuple(at))


def facts_in(data: object, path: Path) -> Sequence[object]:
    """The rows of a document."""
    rows = data.get("facts") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise GoldError(f'{path}: there is no "facts" list')
    return rows
