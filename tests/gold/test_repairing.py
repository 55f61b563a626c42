"""Offsets that were counted in another way are moved back; what stands nowhere is told and left."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.gold.jsontext import load_json
from extractor.gold.repair_files import repair_source
from extractor.gold.repairing import edited, repair
from extractor.gold.writing import gold_row
from tests.gold.making import mill, orchard, put

TEXT = "Größe €5: 5%\r\n15% of 😀 1,5 t, 5% again,\r\nthen 5% at “Höhe 7”.\r\n"
WORDS = ["5%", "15%", "1,5 t", "5%", "5%", "“Höhe 7”"]


def right() -> list[dict[str, object]]:
    """Facts at their places in TEXT."""
    rows: list[dict[str, object]] = []
    position = 0
    for number, words in enumerate(WORDS):
        position = TEXT.index(words, position)
        rows.append(
            {"id": f"g{number}", "kind": "percent", "text": words, "start": position, "end": position + len(words)}
        )
        position += len(words)
    return rows


def counted(offset: int, unit: Callable[[str], int]) -> int:
    """An offset into TEXT counted by the length of what stands before it."""
    return unit(TEXT[:offset])


WAYS: dict[str, tuple[Callable[[str], int], str]] = {
    "bytes": (lambda before: len(before.encode()), "UTF-8 bytes"),
    "utf-16": (lambda before: len(before.encode("utf-16-le")) // 2, "UTF-16 units|1 shorter|1 longer"),
    "lf": (lambda before: len(before.replace("\r\n", "\n")), "CRLF was counted as one|longer"),
    "byte order mark": (lambda before: len(before) + 1, "the text before it is 1 shorter"),
    "inserted": (lambda before: len(before) - 4, "the text before it is 4 longer"),
}


@pytest.mark.parametrize("way", list(WAYS))
def test_each_way_of_counting_is_undone(way: str) -> None:
    unit, _ = WAYS[way]
    rows = [
        {**row, "start": counted(int(str(row["start"])), unit), "end": counted(int(str(row["end"])), unit)}
        for row in right()
    ]
    moves = {move.index: move.after for move in repair(rows, TEXT)}
    assert [moves.get(i, (row["start"], row["end"])) for i, row in enumerate(rows)] == [
        (row["start"], row["end"]) for row in right()
    ]


def test_the_reason_is_told() -> None:
    rows = [{**row, "start": len(TEXT[: int(str(row["start"]))].encode())} for row in right()]
    told = str(repair(rows, TEXT)[0])
    assert told.startswith('fact g0 "5%": ')
    assert "(-4; offsets were counted in UTF-8 bytes)" in told


def test_right_offsets_are_left_alone() -> None:
    assert repair(right(), TEXT) == []


def test_two_facts_never_get_one_place() -> None:
    rows = [{**row, "start": 0, "end": 2} for row in right() if row["text"] == "5%"]
    places = [move.after for move in repair(rows, TEXT)]
    assert len(set(places)) == 3
    rows.append({"id": "x", "kind": "percent", "text": "5%", "start": 0, "end": 2})
    assert repair(rows, TEXT)[-1].after is None


def test_a_number_is_not_found_inside_another() -> None:
    (move,) = repair([{"id": "g", "text": "5", "start": 60, "end": 61}], "In 15 of 1,5 and 5.2 it is 5.")
    assert move.after == (27, 28)
    (only,) = repair([{"id": "g", "text": "24", "start": 60, "end": 62}], "In FY24 it fell.")
    assert only.after == (5, 7), "unless there is no other place"


def test_other_quotes_blanks_and_case_are_found_and_printed() -> None:
    row = {"id": "g", "text": '"höhe 7"', "start": 0, "end": 8}
    (move,) = repair([row], TEXT)
    assert (move.words, move.after) == ("“Höhe 7”", (52, 60))
    raw = json.dumps({"facts": [row]}, ensure_ascii=False)
    assert load_json(edited(raw, [move]))["facts"] == [{"id": "g", "text": "“Höhe 7”", "start": 52, "end": 60}]


def test_what_has_no_offsets_is_passed_over() -> None:
    assert (
        repair([5, {"id": "g"}, {"text": "5%", "start": "1", "end": 2}, {"text": "", "start": 1, "end": 2}], TEXT) == []
    )


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6), st.integers(-9, 9)), max_size=6))
def test_moved_facts_stand_in_the_text(text: str, picked: list[tuple[int, int, int]]) -> None:
    rows = [
        {
            "id": str(i),
            "kind": "count",
            "text": text[start : start + size],
            "start": start + shift,
            "end": start + shift + size,
        }
        for i, (start, size, shift) in enumerate(picked)
        if text[start : start + size]
    ]
    for move in repair(rows, text):
        if move.after is not None:
            assert text[slice(*move.after)] == (move.words if move.words is not None else move.text)


def test_only_offsets_change_in_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, mill())
    good = path.read_text(encoding="utf-8")
    bad = good.replace('"start": 59', '"start":   61').replace('"end": 64', '"end": 66')
    path.write_text("\ufeff" + bad, encoding="utf-8")
    (repaired,) = repair_source(tmp_path)
    assert repaired.new == good.replace('"start": 59', '"start":   59')
    assert [line.startswith(f"{path}: fact g2") for line in repaired.told()] == [True]


def test_cases_are_repaired_line_by_line(tmp_path: Path) -> None:
    lines = []
    for gold in (mill(), orchard()):
        rows = [gold_row(each) for each in gold.facts]
        rows[0]["start"] += 3
        rows[0]["end"] += 3
        lines.append(json.dumps({"id": gold.id, "text": gold.text, "facts": rows}, default=float))
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (repaired,) = repair_source(path)
    assert [line.split(": ")[0] for line in repaired.told()] == [f"{path}:1", f"{path}:2"]
    starts = [json.loads(line)["facts"][0]["start"] for line in repaired.new.splitlines()]
    assert starts == [mill().facts[0].start, orchard().facts[0].start]
