"""Reading plain text: what is kept, what is refused, and with which words."""

import hashlib
import io
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import InputError
from extractor.read.plain import MAX_BYTES, read_bytes, read_file, release_of

CHINESE = "The park (来宾市) in 广西壮族自治区 grew 5 percent, 南宁市 said; Guilin (桂林市) too. 国家统计局 says so."
CASES = {
    "plain": (b"Sales rose 5%.\n", "Sales rose 5%.\n"),
    "crlf and blanks are kept": (" a\r\n\tb\xa0c \n".encode(), " a\r\n\tb\xa0c \n"),
    "typography is kept": ("“€1–2 m” … ½".encode(), "“€1–2 m” … ½"),
    "byte order mark of UTF-8": (b"\xef\xbb\xbfSales", "Sales"),
    "UTF-16, little end first": ("Gewinn: 5 €".encode("utf-16"), "Gewinn: 5 €"),
    "UTF-16, big end first": (b"\xfe\xff" + "5 €".encode("utf-16-be"), "5 €"),
    "UTF-32": ("5 €".encode("utf-32"), "5 €"),
    "Windows-1252": (
        "Net sales were £4 million – “a record”".encode("cp1252"),
        "Net sales were £4 million – “a record”",
    ),
    "GB 18030 among English": (CHINESE.encode("gb18030"), CHINESE),
    "Latin-1 letters": ("Société Générale and Nestlé grew.".encode("latin-1"), "Société Générale and Nestlé grew."),
    "Shift-JIS": (
        ("四半期の売上高は過去最高となりました。" * 9).encode("shift_jis"),
        "四半期の売上高は過去最高となりました。" * 9,
    ),
    "nothing at all": (b"", ""),
    "form feed and vertical tab": (b"a\x0cb\x0bc", "a\x0cb\x0bc"),
}


@pytest.mark.parametrize(("data", "text"), CASES.values(), ids=CASES)
def test_decodes(data: bytes, text: str) -> None:
    release = read_bytes(data, source="x.txt")
    assert release.text == text
    assert release.id == "sha256:" + hashlib.sha256(text.encode()).hexdigest()


REFUSED = {
    "NUL bytes": (b"Sales\0rose", "binary (a NUL byte at 5)"),
    "PDF": (b"%PDF-1.7\n...", "is a PDF, not plain text; extract its text first"),
    "zip": (b"PK\x03\x04rest", "zip archive or an Office document"),
    "image": (b"\x89PNG\r\n\x1a\n", "an image"),
    "gzip": (b"\x1f\x8b\x08", "unpack it first"),
    "rich text": (b"{\\rtf1 Sales}", "rich text"),
    "UTF-8 with a broken byte": (
        "Größe, Übermaß, Äcker, Öl, Straße".encode() + b"\xff",
        "not valid utf-8 (byte 0xff at",
    ),
    "half of UTF-16": (b"\xff\xfea", "not valid utf-16"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_refuses(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(data, source="in.txt")
    assert message in str(caught.value)
    assert str(caught.value).startswith("in.txt: ")


def test_the_callers_encoding_is_not_second_guessed() -> None:
    assert read_bytes("5 Kč".encode("iso8859-2"), source="x", encoding="iso-8859-2").text == "5 Kč"
    assert read_bytes(b"\xef\xbb\xbfx", source="x", encoding="utf8").text == "x"
    with pytest.raises(InputError, match="unknown encoding 'klingon'"):
        read_bytes(b"x", source="x", encoding="klingon")
    with pytest.raises(InputError, match="is not valid ascii"):
        read_bytes("é".encode(), source="x", encoding="ascii")


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(b" date 2022-05-27\r\nSales")
    release = read_file(path, published=date(2022, 5, 27))
    assert (release.text, release.source, release.published) == (
        " date 2022-05-27\r\nSales",
        str(path),
        date(2022, 5, 27),
    )


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file; check the path"):
        read_file(tmp_path / "absent.txt")
    with pytest.raises(InputError, match="is a directory"):
        read_file(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_file("bad\0name")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Sales rose.")))
    release = read_file("-")
    assert (release.text, release.source) == ("Sales rose.", "-")


def test_the_limit_is_said(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"a" * 11)
    assert read_file(path, max_bytes=11).text == "a" * 11
    with pytest.raises(InputError, match=r"longer than 10 bytes.*raise the limit"):
        read_file(path, max_bytes=10)
    assert MAX_BYTES >= 10_000_000


def test_ids() -> None:
    assert release_of("a", id="given").id == "given"
    assert release_of("a").id == release_of("a", source="elsewhere").id != release_of("b").id
    with pytest.raises(InputError, match="character at 1 is half of a surrogate pair"):
        release_of("a\ud800")


@given(st.text())
def test_utf8_comes_back_as_it_is(text: str) -> None:
    if "\0" in text or text.startswith(("\ufeff", "%PDF-", "BZh", "GIF8", "Rar!", "{\\rtf")):
        return
    assert read_bytes(text.encode(), source="x").text == text


@given(st.binary(max_size=400))
def test_any_bytes_give_a_release_or_a_message(data: bytes) -> None:
    try:
        said = f"x: {read_bytes(data, source='x').text}"
    except InputError as error:
        said = str(error)
    assert said.startswith("x: ")
