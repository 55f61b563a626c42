"""What a store should say of series and conflicts: the same for SQLite and PostgreSQL."""

from datetime import date
from typing import Any

from extractor.store.database import Store
from extractor.store.growth import with_changes
from extractor.store.reading import Reader
from tests.store.series_making import Said, Told, add

__all__ = ["check", "fill"]

FIRST = Told("q1-2024", date(2024, 5, 2), (
    Said("revenue", "1200000", (2024, 1)),
    Said("revenue", "1200000", (2024, 1), -5, prose=True),
    Said("net_income", "90000", (2024, 1)),
    Said("revenue", "700000", (2024, 1), segment="Boats"),
    Said("revenue", "1300000", (2024, 2), prose=True, more={"status": "expected"}),
    Said("revenue", "100000", (2024, 1), prose=True, more={"direction": "up"}),
))  # fmt: skip
SECOND = Told("q1-2025", date(2025, 5, 2), (
    Said("revenue", "1500000", (2025, 1)),
    Said("revenue", "1200400", (2024, 1), -2),
    Said("net_income", "80000", (2024, 1)),
    Said("net_income", "5000", (2025, 1), more={"metric": {"text": "net loss", "start": 9, "end": 17,
                                                           "key": "net_income", "negated": True}}),
    Said("cash", "1", (2025, 1), prose=True), Said("cash", "3000000", (2025, 1), prose=True),
))  # fmt: skip
OTHER = Told("other", date(2025, 5, 2), (Said("revenue", "7000", (2025, 1)),), "Birch plc", "birch", None)
CORRECTED = Told("corrected", date(2025, 5, 3), (Said("revenue", "1510000", (2025, 1)),))


def fill(store: Store) -> None:
    """Two years, another company, and a correction of the second."""
    add(store, [(FIRST, "id:a"), (SECOND, "id:b"), (OTHER, "id:c"), (CORRECTED, "id:b")])


def lines(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return sorted(tuple(row[name] for name in names) for row in rows)


def check(reader: Reader) -> None:
    """The lines and conflicts of these releases."""
    found = list(with_changes(reader.series(["larch"], [])))
    assert lines(found, "metric_key", "segment_key", "period_end", "value") == [
        ("net_income", "", "2024-03-31", 90000.0),
        ("revenue", "", "2024-03-31", 1200000.0),
        ("revenue", "", "2025-03-31", 1510000.0),
        ("revenue", "boats", "2024-03-31", 700000.0),
    ]
    changes = {(r["metric_key"], r["segment_key"], r["period_end"]): r["change"] for r in found}
    assert str(changes["revenue", "", "2025-03-31"]) == "25.8"
    assert changes["revenue", "", "2024-03-31"] is None
    assert [row["figures"] for row in found if row["period_end"] == "2024-03-31" and not row["segment_key"]] == [1, 2]
    assert lines(reader.series([], ["revenue"]), "subject_key", "period_end", "value")[0] == (
        "birch", "2025-03-31", 7000.0,
    )  # fmt: skip
    assert lines(reader.conflicts(["larch"], []), "kind", "metric_key", "value", "other_value") == [
        ("correction", "revenue", 1510000.0, 1500000.0)
    ]
    assert reader.subjects("LARCH INC", "larch") == ["larch"]
    assert reader.subjects("lch", "lch") == ["larch"]
    assert reader.subjects("Elm", "elm") == []
