"""JSON lines: each line is a release or a bad line with its reason, and the rest goes on."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.jsonlines import BadLine, read_cases


def read(data: bytes | str) -> list[Release | BadLine]:
    return list(read_cases(io.BytesIO(data.encode() if isinstance(data, str) else data)))


def test_lines_in_order_with_their_ids_and_dates() -> None:
    got = read(
        '\ufeff{"id": "a", "text": "One\\nTwo", "published": "2022-05-27", "kind": "x"}\r\n\n'
        '  \n{"id": 7, "text": "", "published": null}\n{"text": "x"}'
    )
    assert [(r.id, r.text, r.published) for r in got if isinstance(r, Release)][:2] == [
        ("a", "One\nTwo", date(2022, 5, 27)),
        ("7", "", None),
    ]
    assert isinstance(got[2], Release)
    assert got[2].id.startswith("sha256:")


BAD = {
    "no JSON": ("{nope", None, "is not JSON"),
    "cut off": ('{"id": "a", "text": "x', None, "is not JSON"),
    "a list": ("[1]", None, "is no JSON object"),
    "no text": ('{"id": "a"}', "a", "has no text"),
    "text null": ('{"id": "a", "text": null}', "a", "has no text"),
    "text a number": ('{"id": "a", "text": 5}', "a", "no string but int"),
    "id a list": ('{"id": [], "text": "x"}', None, "its id is no string"),
    "id a truth value": ('{"id": true, "text": "x"}', None, "its id is no string"),
    "date in words": ('{"id": "a", "text": "x", "published": "May 5"}', "a", "no ISO date"),
    "no such day": ('{"id": "a", "text": "x", "published": "2023-02-30"}', "a", "no ISO date"),
    "date a number": ('{"id": "a", "text": "x", "published": 2023}', "a", "no ISO date"),
    "lone surrogate": ('{"id": "a", "text": "x\\ud83d"}', "a", "character at 1 of its text is half"),
    "lone surrogate in the id": ('{"id": "\\ud83d", "text": "x"}', None, "its id holds half"),
    "nested for ever": ("[" * 100_000, None, "is not JSON"),
    "a number without end": ('{"id": "a", "text": "x", "n": ' + "9" * 5000 + "}", None, "is not JSON"),
}


@pytest.mark.parametrize(("line", "name", "message"), BAD.values(), ids=BAD)
def test_a_bad_line_is_reported_and_the_rest_goes_on(line: str, name: str | None, message: str) -> None:
    bad, good = read(f'{line}\n{{"id": "next", "text": "x"}}\n')
    assert isinstance(bad, BadLine)
    assert (bad.number, bad.id) == (1, name)
    assert message in bad.message
    assert isinstance(good, Release)
    assert good.id == "next"


def test_bytes_that_are_not_utf8() -> None:
    bad, good = read(b'{"id": "a", "text": "\xe9"}\n{"id": "b", "text": "x"}')
    assert isinstance(bad, BadLine)
    assert "is not UTF-8" in bad.message
    assert isinstance(good, Release)


def test_a_line_that_is_too_long_is_passed_over() -> None:
    stream = io.BytesIO(b'{"id": "a", "text": "' + b"x" * 5000 + b'"}\n{"id": "b", "text": "x"}\n')
    bad, good = read_cases(stream, max_bytes=1000)
    assert isinstance(bad, BadLine)
    assert "longer than 1,000 bytes" in bad.message
    assert isinstance(good, Release)
    assert good.id == "b"


def test_files_and_what_is_none(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "x"}))
    (only,) = read_cases(path)
    assert isinstance(only, Release)
    assert only.source == f"{path}:1"
    with pytest.raises(InputError, match="no such file"):
        list(read_cases(tmp_path / "absent.jsonl"))
    with pytest.raises(InputError, match="is a directory"):
        list(read_cases(tmp_path))


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_give_one_result_a_line(lines: list[bytes]) -> None:
    data = b"\n".join(lines)
    solid = sum(bool(line.strip()) for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n"))
    assert len(read(data)) == solid
