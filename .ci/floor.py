"""The quality floor: the shared scorers' figures may rise; they fall only a little, and only where a commit says why.

`python .ci/floor.py` scores the installed factwire over ../shared and compares with floor.json beside it; exit code 1
where a figure fell. All gold releases are scored together, the worn ones with the others, so that tuning on few of them
gains little. A fall of up to 0.3 is let pass where a commit since the floor was written has a line `Floor: why`.
`--write` stores the figures as the new floor.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
FLOOR = HERE / "floor.json"
KEPT = ("detection F1", "value F1", "fact F1")
FIELDS = ("metric", "subject", "period", "direction", "basis", "status", "role", "item", "relation")
LEEWAY = 0.3
"""By so much a figure may fall where a commit says why."""


def scorers() -> Iterator[tuple[str, list[str], str]]:
    """Each scorer's name, its arguments, and the command that it is to run."""
    batch = f"{Path(sys.executable).with_name('factwire')} batch"
    quiet = "--out {out} --quiet"
    gold, bench = SHARED / "gold", SHARED / "bench"
    yield "gold", [f"{bench}/gold.py", f"{gold}/dev", f"{gold}/train"], f"{batch} {{cases}} {quiet}"
    cases = [str(path) for path in sorted((SHARED / "cases").glob("*.jsonl"))]
    yield "cases", [f"{bench}/gold.py", *cases], f"{batch} {{cases}} {quiet}"
    yield "tables", [f"{bench}/tables.py", f"{gold}/tables"], f"{batch} {{folder}} {quiet}"
    yield "reports", [f"{SHARED}/reports/check.py", f"{SHARED}/reports/checks.jsonl"], f"{batch} {{cases}} {quiet}"


def scores() -> dict[str, float]:
    """Figure -> percent with one decimal."""
    out: dict[str, float] = {}
    for name, arguments, command in scorers():
        scorer = [sys.executable, *arguments, "--json", "--cmd", command]
        found = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)["figures"]
        out |= {f"{name}: {figure}": round(value, 1) for figure, value in found.items() if is_kept(name, figure)}
    return out


def is_kept(name: str, figure: str) -> bool:
    """Whether a figure is part of the floor: of gold and cases the F1s and the fields, of the others all."""
    chosen = figure.endswith(KEPT) or figure.removeprefix("field ") in FIELDS
    return chosen or name not in {"gold", "cases"}


def reasons() -> list[str]:
    """The `Floor: why` lines of the commits since the floor was last written."""
    written = git("log", "-1", "--format=%H", "--", str(FLOOR))
    messages = git("log", "--format=%B", f"{written}..HEAD") if written else ""
    return [line.removeprefix("Floor:").strip() for line in messages.splitlines() if line.startswith("Floor: ")]


def git(*arguments: str) -> str:
    """What git says; nothing where there is no repository."""
    said = subprocess.run(["git", "-C", str(HERE), *arguments], check=False, capture_output=True, text=True)
    return said.stdout.strip() if said.returncode == 0 else ""


def fallen(floor: Mapping[str, float], now: Mapping[str, float], *, excused: bool) -> dict[str, str]:
    """What is said of each figure that fell: `fell`, `FELL` where that is not allowed, `GONE` where it is missing."""
    said: dict[str, str] = {}
    for name, before in floor.items():
        if name not in now:
            said[name] = "GONE"
        elif now[name] < before:
            little = before - now[name] <= LEEWAY + 1e-9
            said[name] = "fell" if little and excused else "FELL"
    return said


def table(floor: Mapping[str, float], now: Mapping[str, float], said: Mapping[str, str]) -> list[str]:
    """All figures, with what moved."""
    lines = [f"| {'figure':<32} | floor |   now |  change |", f"|{'-' * 34}|------:|------:|--------:|"]
    for name in dict.fromkeys([*floor, *now]):
        before, after = floor.get(name), now.get(name)
        change = f"{after - before:+.1f}" if before is not None and after is not None and after != before else ""
        cells = [f"{value:.1f}" if value is not None else "-" for value in (before, after)]
        lines.append(f"| {name:<32} | {cells[0]:>5} | {cells[1]:>5} | {change:>7} | {said.get(name, '')}".rstrip())
    return lines


def main() -> int:
    """Score, then compare or write."""
    now = scores()
    if "--write" in sys.argv:
        FLOOR.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        print(f"{len(now)} figures written to {FLOOR.name}")
        return 0
    if not FLOOR.exists():
        print(f"no quality floor yet; {len(now)} figures were measured, --write stores them")
        return 0
    floor = json.loads(FLOOR.read_text(encoding="utf-8"))
    why = reasons()
    said = fallen(floor, now, excused=bool(why))
    print("\n".join([*table(floor, now, said), *(f"Floor: {reason}" for reason in why)]))
    refused = sum(word != "fell" for word in said.values())
    print(f"quality floor: {len(floor)} figures, {len(said)} fell, {refused} of them without leave")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
