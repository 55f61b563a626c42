"""JSON lines as a batch reads them: every line gives a release or a fault that names it."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Release
from extractor.read.plain import MAX_BYTES
from extractor.read.records import Columns, Fault, read_records


def read(data: bytes, max_bytes: int = MAX_BYTES) -> list[Release | Fault]:
    return list(read_records(io.BytesIO(data), source="x", max_bytes=max_bytes))


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        (b"no json", "line-1", "no JSON"),
        (b'{"id": "a"}', "a", "'text' is missing (there is 'id')"),
        (b'{"id": "a", "text": null}', "a", "'text' is not a string but NoneType"),
        (b'{"id": "a", "text": 5}', "a", "is not a string but int"),
        (b'{"id": ["a"], "text": "5%"}', "line-1", "'id' is list"),
        (b'{"id": "a", "text": "5%", "published": "27 May 2022"}', "a", "not an ISO date"),
        (b'{"id": "a", "text": "5%", "published": 20220527}', "a", "not an ISO date"),
        (b'{"id": "a", "text": "\\ud800 5%"}', "a", "surrogate"),
        (b'{"id": "a", "text": "\xff 5%"}', "a", "utf-8"),
        (b'["a"]', "line-1", "a JSON object is needed, not list"),
        (b'{"id": "a", "text": "5%"', "line-1", "no JSON"),
        (b"[" * 100_000, "line-1", "no JSON"),
        (b'{"id": true, "text": "5%"}', "line-1", "'id' is bool"),
        (b'{"id": "a", "text": "5%", "published": "2023-02-30"}', "a", "not an ISO date"),
        (b'{"id": "\\ud83d", "text": "5%"}', "line-1", "surrogate"),
        (b'{"id": "a", "text": "5%", "n": ' + b"9" * 5000 + b"}", "line-1", "no JSON"),
    ],
)
def test_a_bad_line_is_a_fault_with_its_place_and_id(line: bytes, name: str, said: str) -> None:
    first, second = read(line + b'\n{"id": "b", "text": "7%"}')
    assert isinstance(first, Fault)
    assert (first.source, first.id) == ("x:1", name)
    assert said.lower() in first.message.lower()
    assert (second.source, second.id) == ("x:2", "b")


@pytest.mark.parametrize(
    ("line", "id_", "published"),
    [
        ({"id": "a", "text": "5%"}, "a", None),
        ({"id": 7, "text": "5%", "published": ""}, "7", None),
        ({"id": "a", "text": "5%", "published": "2022-05-27"}, "a", date(2022, 5, 27)),
        ({"id": "a", "text": "5%", "published": "2022-05-27T12:00:00Z"}, "a", date(2022, 5, 27)),
        ({"id": "a", "text": "5%", "score": float("nan")}, "a", None),
    ],
)
def test_a_good_line(line: dict[str, object], id_: str, published: date | None) -> None:
    (release,) = read(json.dumps(line).encode())
    assert isinstance(release, Release)
    assert (release.text, release.id, release.published, release.source) == ("5%", id_, published, "x:1")


def test_a_line_without_an_id_has_that_of_its_content() -> None:
    one, two = read(b'{"text": "5%"}\n{"text": "5%", "id": null}\n')
    assert one.id == two.id
    assert one.id.startswith("sha256:")


def test_blank_lines_marks_and_line_ends() -> None:
    data = b'\xef\xbb\xbf{"id":"a","text":"5%"}\r\n\r\n  \n{"id":"b","text":"7%"}'
    assert [(item.id, item.source) for item in read(data)] == [("a", "x:1"), ("b", "x:4")]


def test_a_line_that_is_too_long_is_passed_over_in_pieces() -> None:
    data = b'{"id":"a","text":"' + b"x" * 5000 + b'"}\n{"id":"b","text":"7%"}\n' + b"y" * 300
    items = read(data, max_bytes=200)
    assert [(item.id, getattr(item, "code", "fine")) for item in items] == [
        ("line-1", "too-large"),
        ("b", "fine"),
        ("line-3", "too-large"),
    ]


def test_other_names_for_the_fields() -> None:
    (release,) = read_records(
        io.BytesIO(b'{"n":1,"body":"5%","day":"2022-05-27"}'), source="x", columns=Columns("body", "n", "day")
    )
    assert isinstance(release, Release)
    assert (release.id, release.text, str(release.published)) == ("1", "5%", "2022-05-27")


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line), max_size=8))
def test_any_bytes_give_one_item_a_line_that_is_not_blank(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    kept = [n for n, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1) if line.strip()]
    assert [item.source for item in read(data)] == [f"x:{n}" for n in kept]
