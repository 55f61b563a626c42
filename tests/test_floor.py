"""The quality floor: what may fall, and what is said of it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def floor() -> ModuleType:
    path = Path(__file__).parents[1] / ".ci" / "floor.py"
    if not path.exists():
        pytest.skip("this checkout has no .ci folder")
    spec = importlib.util.spec_from_file_location("floor", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("now", "excused", "said"),
    [
        (80.0, False, None),
        (80.1, False, None),
        (79.9, False, "FELL"),
        (79.9, True, "fell"),
        (79.7, True, "fell"),
        (79.6, True, "FELL"),
        (None, True, "GONE"),
    ],
)
def test_a_figure_falls_a_little_and_with_a_reason(
    floor: ModuleType, now: float | None, *, excused: bool, said: str | None
) -> None:
    figures = {} if now is None else {"gold: all: fact F1": now}
    assert floor.fallen({"gold: all: fact F1": 80.0}, figures, excused=excused).get("gold: all: fact F1") == said


def test_the_table_shows_every_figure_and_what_moved(floor: ModuleType) -> None:
    lines = floor.table({"a": 80.0, "b": 5.0}, {"a": 79.8, "c": 1.0}, {"a": "FELL", "b": "GONE"})
    assert lines[2:] == [
        f"| {'a':<32} |  80.0 |  79.8 |    -0.2 | FELL",
        f"| {'b':<32} |   5.0 |     - |         | GONE",
        f"| {'c':<32} |     - |   1.0 |         |",
    ]
