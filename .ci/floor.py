"""The quality floor: the shared scorer's figures may rise, never fall.

`python .ci/floor.py` scores the installed factwire over ../shared and compares with floor.json beside it; exit code 1
where a figure fell. `--write` stores the figures as the new floor.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
FLOOR = HERE / "floor.json"
KEPT = ("detection F1", "value F1", "fact F1")
FIELDS = ("metric", "subject", "period", "direction", "basis", "status", "role", "item", "relation")


def scores() -> dict[str, float]:
    """Figure -> percent with one decimal, for the gold releases and each file of cases."""
    command = f"{Path(sys.executable).with_name('factwire')} batch {{cases}} --out {{out}} --quiet"
    out: dict[str, float] = {}
    for gold in (SHARED / "gold" / "dev", *sorted((SHARED / "cases").glob("*.jsonl"))):
        scorer = [sys.executable, str(SHARED / "bench" / "gold.py"), str(gold), "--json", "--cmd", command]
        figures = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)["figures"]
        for name, value in figures.items():
            if name.endswith(KEPT) or name.removeprefix("field ") in FIELDS:
                out[f"{gold.stem}: {name}"] = round(value, 1)
    return out


def compare(floor: dict[str, float], now: dict[str, float]) -> int:
    """Print what rose and what fell; 1 where something fell."""
    if not floor:
        print(f"no quality floor yet; {len(now)} figures were measured, --write stores them")
        return 0
    for name, value in now.items():
        if value > floor.get(name, -1.0):
            print(f"rose  {name}: {floor.get(name, 'new')} -> {value}")
    fell = [(name, value, now.get(name, 0.0)) for name, value in floor.items() if now.get(name, 0.0) < value]
    for name, before, value in fell:
        print(f"FELL  {name}: {before} -> {value}")
    print(f"quality floor: {len(floor)} figures, {len(fell)} fell")
    return 1 if fell else 0


def main() -> int:
    """Score, then compare or write."""
    now = scores()
    if "--write" in sys.argv:
        FLOOR.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        print(f"{len(now)} figures written to {FLOOR.name}")
        return 0
    return compare(json.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}, now)


if __name__ == "__main__":
    sys.exit(main())
