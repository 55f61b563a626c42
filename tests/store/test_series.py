"""Series and conflicts of the embedded store, and the command that shows them."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.pages.series import as_page
from extractor.store.reading import open_reader
from extractor.store.sqlite import open_store
from tests.store.series_cases import FIRST, SECOND, check, fill
from tests.store.series_making import Said, Told, add


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    opened = open_store(path)
    fill(opened)
    opened.close()
    return path


def test_series_and_conflicts(store: Path) -> None:
    with open_reader(str(store)) as reader:
        check(reader)


def filled(path: Path, releases: list[tuple[Told, str]]) -> Path:
    opened = open_store(path)
    add(opened, releases)
    opened.close()
    return path


def test_a_later_release_that_disagrees_restates(tmp_path: Path) -> None:
    """Without the correction, the second release's figures of the year before are the newest that there are."""
    path = filled(tmp_path / "s.db", [(FIRST, "id:a"), (SECOND, "id:b")])
    with open_reader(str(path)) as reader:
        values = {(r["metric_key"], r["segment_key"], r["period_end"]): r["value"] for r in reader.series([], [])}
        assert values["net_income", "", "2024-03-31"] == 80000
        assert values["net_income", "", "2025-03-31"] == -5000  # a net loss counts with the other sign
        assert values["revenue", "", "2024-03-31"] == 1200400  # agrees with 1,200 thousand, and is more exact
        assert not any(metric == "cash" for metric, _, _ in values)  # the release names parts alike: none is sure
        (conflict,) = reader.conflicts([], [])
        assert (conflict["kind"], conflict["value"], conflict["other_value"]) == ("restated", 80000, 90000)


def test_prose_that_rounds_a_cell_is_no_conflict_and_prose_that_does_not_is_one(tmp_path: Path) -> None:
    def told(prose: str) -> Told:
        said = (Said("revenue", "1249000", (2024, 1)), Said("revenue", prose, (2024, 1), -5, prose=True))
        return Told("a", FIRST.published, said)

    for prose, kinds in (("1200000", []), ("1400000", ["within"]), ("400000", []), ("2900000", [])):
        path = filled(tmp_path / f"{prose}.db", [(told(prose), "id:a")])
        with open_reader(str(path)) as reader:
            assert [row["kind"] for row in reader.conflicts([], [])] == kinds


def invoked(*words: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, ["series", *words])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_figure_that_the_other_release_gives_for_another_time_contradicts_nothing(tmp_path: Path) -> None:
    """Columns that are one off: what is called 2024-Q1 is what the other release says of 2024-Q2."""
    first = Told(
        "a", FIRST.published, (Said("goodwill", "52600000", (2024, 1)), Said("goodwill", "52700000", (2024, 2)))
    )
    for value, kinds in (("52700000", []), ("52900000", ["restated"])):
        second = Told("b", SECOND.published, (Said("goodwill", value, (2024, 1)),))
        path = filled(tmp_path / f"{value}.db", [(first, "id:a"), (second, "id:b")])
        with open_reader(str(path)) as reader:
            assert [row["kind"] for row in reader.conflicts([], [])] == kinds


def test_a_compared_figure_with_the_time_of_the_current_one_contradicts_nothing(tmp_path: Path) -> None:
    prior = Said("revenue", "1400000", (2024, 1), -5, prose=True,
                 more={"relation": {"type": "prior_of", "to": "f1"}})  # fmt: skip
    path = filled(
        tmp_path / "s.db", [(Told("a", FIRST.published, (Said("revenue", "1249000", (2024, 1)), prior)), "id:a")]
    )
    with open_reader(str(path)) as reader:
        assert reader.conflicts([], []) == []


def test_reconciliations_of_two_releases_are_compared_under_the_same_words(tmp_path: Path) -> None:
    def told(name: str, day: date, value: str, words: str) -> Told:
        cell = {"index": 1, "row": 0, "column": 1, "row_label": words, "kind": "reconciliation"}
        metric = {"text": words, "start": 9, "end": 17, "key": "adjusted_ebitda", "basis_of_accounting": "non_gaap"}
        return Told(name, day, (Said("adjusted_ebitda", value, (2024, 1), more={"table": cell, "metric": metric}),))

    for words, kinds in (("Adjusted EBITDA", ["restated"]), ("Segment adjusted EBITDA", [])):
        releases = [(told("a", FIRST.published, "50000", "Adjusted EBITDA"), "id:a"),
                    (told("b", SECOND.published, "60000", words), "id:b")]  # fmt: skip
        with open_reader(str(filled(tmp_path / f"{words}.db", releases))) as reader:
            assert [row["kind"] for row in reader.conflicts([], [])] == kinds


def test_the_command(store: Path) -> None:
    rows = invoked("--store", str(store), "--subject", "Larch Inc", "--metric", "revenue", "--by", "quarter")
    assert [(r["period_end"], r["segment"], r["value"], r["change"]) for r in rows] == [
        ("2024-03-31", None, 1200000, None), ("2025-03-31", None, 1510000, 25.8), ("2024-03-31", "boats", 700000, None),
    ]  # fmt: skip
    assert not invoked("--store", str(store), "--by", "year")
    (row,) = invoked("--store", str(store), "--conflicts")
    assert (row["kind"], row["value"], row["other_value"]) == ("correction", 1510000, 1500000)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--subject", "Larc"), "there are larch"),
        (("--subject", "Zelkova"), "none begins so"),
        (("--metric", "revenu"), "did you mean revenue"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(store: Path, words: tuple[str, str], said: str) -> None:
    result = CliRunner().invoke(main, ["series", "--store", str(store), *words])
    assert result.exit_code == 2
    assert said in result.stderr


def test_one_subject_is_found_by_an_index_and_nothing_else_is_read(store: Path) -> None:
    question = "EXPLAIN QUERY PLAN SELECT * FROM series WHERE subject_key = 'larch'"
    with sqlite3.connect(store) as connection:
        plan = " ".join(str(row) for row in connection.execute(question))
    assert "SEARCH f USING INDEX facts_points (subject_key=?" in plan
    assert "'SCAN f" not in plan


def test_others_read_series_while_one_writes(store: Path) -> None:
    opened = open_store(store)
    with opened.transaction(), open_reader(str(store)) as reader:
        opened.execute("DELETE FROM facts")
        assert len(reader.series(["larch"], [])) == 4
    opened.close()


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet", "html"])
def test_the_answer_as_a_file(store: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"series.{suffix}"
    words = ["series", "--store", str(store), "--subject", "Larch", "--metric", "revenue"]
    done = CliRunner().invoke(main, [*words, "--out", str(out)])
    assert (done.exit_code, done.output) == (0, "")
    if suffix == "parquet":
        table = pytest.importorskip("pyarrow.parquet").read_table(out)
        assert table.column("value").to_pylist() == [1200000, 1510000, 700000]
        assert table.column("period_end").to_pylist() == ["2024-03-31", "2025-03-31", "2024-03-31"]
    elif suffix == "html":
        page = out.read_text(encoding="utf-8")
        assert page.count("<svg") == 2
        assert page.count("<circle") == 3
        assert "default-src 'none'" in page
    else:
        printed = CliRunner().invoke(main, [*words, "--format", suffix]).stdout
        assert out.read_text(encoding="utf-8").splitlines() == printed.splitlines()


@pytest.mark.parametrize("words", [["--out", "s.xlsx"], ["--conflicts", "--out", "s.html"]])
def test_files_of_other_forms_are_refused(store: Path, words: list[str]) -> None:
    done = CliRunner().invoke(main, ["series", "--store", str(store), *words])
    assert done.exit_code == 2
    assert "--out" in done.output


def test_words_of_releases_are_no_markup_in_plots() -> None:
    line = {
        "subject_key": "<b>x", "metric_key": "revenue", "segment_key": "a&b", "unit": "USD", "per": "", "span": "day",
        "period_end": "2025-03-31", "value": 5.0, "text": "<script>", "source": None, "release_id": "r",
    }  # fmt: skip
    page = as_page([line])
    assert "&lt;b&gt;x" in page
    assert "<script>" not in page.split("</figure>")[0].split("<figure>")[1]
    assert "There are no figures" in as_page([])
