"""Corrections: the same release again under another name; what is only alike stays apart."""

import json
from pathlib import Path
from typing import Any

import pytest

from extractor import Extractor
from extractor.archive.run import InProcess, run
from extractor.archive.store_target import StoreTarget
from extractor.archive.work import Extraction
from extractor.documents import Release
from extractor.read.plain import release_of
from extractor.settings import Settings
from extractor.store.likeness import correction, likeness_of
from extractor.store.sqlite import ask, open_store

HEADLINE = "Halden Tidewater Reports Third Quarter 2025 Results"
BODY = """
HALDEN, Norway, Oct. 30, 2025 (Newswire) -- Halden Tidewater ASA today reported net sales of NOK 4.2 billion for the
third quarter ended September 30, 2025, up 11.2% from NOK 3.8 billion a year earlier.

The company sold 1,250 pumps in the quarter, and its order backlog stood at NOK 9.7 billion. Operating profit was NOK
410 million, which the board attributes to lower freight rates and to the new plant in Larvik, where 230 people work on
the large valves that the shipyards of the west coast ordered in spring. "We are pleased with what our people have done
in a market that gave nothing away," said Kari Moen, who has led the company since it was listed. "Our yards are full,
our customers pay on time, and the order of the coast guard shows that service counts again."

Halden Tidewater ASA makes pumps and valves for ships. It has yards in three countries and is listed in Oslo.
"""


def text(body: str = BODY, headline: str = HEADLINE) -> str:
    return f"{headline}\n{body}"


def fill(store: Path, *releases: Release) -> None:
    target = StoreTarget(open_store(store), fingerprint="x", command="x")
    try:
        run(releases, target, InProcess(Extraction(Settings(with_text=True))))
    finally:
        target.close()


def rows(store: Path, question: str) -> list[tuple[Any, ...]]:
    return list(ask(store, question)[1])


ORIGINAL = release_of(text(), source="a.txt")
NOTE = "CORRECTION -- In the release issued earlier today by Halden Tidewater ASA, the number of pumps was wrong.\n"
CORRECTED = release_of(text(BODY.replace("1,250", "1,520")), source="b.txt")
MARKED = release_of(text(NOTE + BODY.replace("1,250", "1,520"), f"CORRECTING and REPLACING {HEADLINE}"), source="b.txt")
WIRE = release_of(
    "/C O R R E C T I O N -- Halden Tidewater ASA/\n\n"
    f"In the news release, {HEADLINE}, issued 30-Oct-2025 by Halden Tidewater ASA, the number of pumps should read "
    '"1,520" rather than "1,250" as originally issued. The complete, corrected release follows:\n\n'
    + text(BODY.replace("1,250", "1,520")),
    source="b.txt",
)


@pytest.mark.parametrize("second", [CORRECTED, MARKED, WIRE], ids=["silent", "marked", "by the wire"])
def test_a_correction_under_another_name_is_a_version_with_its_reason(tmp_path: Path, second: Release) -> None:
    store = tmp_path / "s.db"
    fill(store, ORIGINAL, second)
    found = rows(store, "SELECT name, came_as, version, latest, reason FROM releases ORDER BY version")
    assert [row[:4] for row in found] == [("file:a.txt", "file:a.txt", 1, 0), ("file:a.txt", "file:b.txt", 2, 1)]
    assert found[0][4] is None
    assert found[1][4].startswith("as a.txt: same headline and issuer, ")
    assert ("says that it is a correction" in found[1][4]) == (second is not CORRECTED)
    assert rows(store, "SELECT DISTINCT reason FROM latest") == [(found[1][4],)]
    assert rows(store, "SELECT text FROM latest WHERE unit = 'pump'") == [("1,520 pumps",)]


def test_a_correction_of_the_correction_goes_on_with_it(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    fill(store, ORIGINAL, CORRECTED)
    fill(store, release_of(text("It was withdrawn. " + BODY[:200]), source="b.txt"))
    assert rows(store, "SELECT name, version, latest FROM releases ORDER BY version") == [
        ("file:a.txt", n, int(n == 3)) for n in (1, 2, 3)
    ]


def test_the_original_that_comes_again_or_later_is_not_the_latest(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    named = [Release(ORIGINAL.text, "PR-1", "x:1"), Release(MARKED.text, "PR-2", "x:2")]
    fill(store, *named, Release(ORIGINAL.text, "PR-1", "y:1"))
    fill(store, Release(ORIGINAL.text, "PR-1", "z:1"))
    assert rows(store, "SELECT came_as, version, latest FROM releases ORDER BY version") == [
        ("id:PR-1", 1, 0),
        ("id:PR-2", 2, 1),
    ]
    other = tmp_path / "t.db"
    fill(other, *reversed(named))
    assert rows(other, "SELECT name, came_as, version, latest FROM releases ORDER BY version") == [
        ("id:PR-2", "id:PR-2", 1, 1),
        ("id:PR-2", "id:PR-1", 2, 0),
    ]


def test_an_exact_copy_is_no_version(tmp_path: Path) -> None:
    fill(tmp_path / "s.db", ORIGINAL, release_of(ORIGINAL.text, source="b.txt"))
    assert rows(tmp_path / "s.db", "SELECT name, version, latest FROM releases") == [("file:a.txt", 1, 1)]


APART = {
    "another period": text(BODY.replace("September 30", "June 30").replace("third quarter", "second quarter")),
    "another day, as of a notice of every day": text(
        BODY.replace("listed in Oslo", "listed in Oslo since May 3, 2001")
    ),
    "another issuer": text(BODY.replace("Halden Tidewater ASA", "Larvik Pumps ASA")),
    "another headline": text(headline="Halden Tidewater Opens a Plant"),
    "other words": text(BODY[: len(BODY) // 2] + "The rest of the story is told in another way by the company."),
    "no headline": BODY,
}


@pytest.mark.parametrize("other", APART.values(), ids=APART)
def test_what_is_only_alike_stays_apart(tmp_path: Path, other: str) -> None:
    fill(tmp_path / "s.db", ORIGINAL, release_of(other, source="b.txt"))
    assert rows(tmp_path / "s.db", "SELECT version, latest FROM releases") == [(1, 1), (1, 1)]


def test_likeness_needs_a_headline_and_a_text() -> None:
    found = Extractor(Settings(with_text=True)).extract(ORIGINAL)
    document = json.loads(found.model_dump_json())
    whole = likeness_of(document)
    assert whole is not None
    assert correction(whole, whole) is not None
    for field in ("headline", "text"):
        assert likeness_of(document | {"release": document["release"] | {field: None}}) is None
