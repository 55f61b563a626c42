"""Every form a source may have gives the same releases; what is broken, locked or hostile gives a fault and no more."""

import bz2
import csv
import gzip
import io
import json
import lzma
import os
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from extractor.archive.sources import Sources
from extractor.documents import Release
from extractor.errors import InputError
from extractor.read.containers import Bounds
from extractor.read.records import Columns, Fault

TEXTS = ["Sales rose 5% to $2 million.\nMore “words”.", "Nine plants, 12 MW.", "Näin 7 €."]


def releases(source: Sources) -> list[Release]:
    items = list(source)
    assert [item for item in items if isinstance(item, Fault)] == []
    return [item for item in items if isinstance(item, Release)]


def faults(*names: object, bounds: Bounds | None = None) -> list[Fault]:
    source = Sources([str(name) for name in names], bounds=bounds or Bounds())
    return [item for item in source if isinstance(item, Fault)]


def json_lines(texts: list[str]) -> bytes:
    rows = ({"id": f"r{i}", "text": text, "published": "2022-05-27"} for i, text in enumerate(texts))
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def json_list(texts: list[str]) -> bytes:
    return json.dumps({"n": 3, "releases": [json.loads(line) for line in json_lines(texts).splitlines()]}).encode()


def csv_rows(texts: list[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["id", "published", "text", "more"])
    writer.writerows([f"r{i}", "2022-05-27", text, ""] for i, text in enumerate(texts))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def parquet_rows(texts: list[str]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    days = [pyarrow.scalar("2022-05-27").cast(pyarrow.date32())] * len(texts)
    columns = {"id": [f"r{i}" for i in range(len(texts))], "text": texts, "published": days, "more": [1] * len(texts)}
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


FORMS: dict[str, Callable[[list[str]], bytes]] = {
    ".jsonl": json_lines,
    ".json": json_list,
    ".csv": csv_rows,
    ".parquet": parquet_rows,
}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".zst": zstandard.compress,
    ".xz": lzma.compress,
}


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("form", FORMS)
def test_records_of_every_form_and_packing(tmp_path: Path, form: str, packing: str) -> None:
    path = tmp_path / f"all{form}{packing}"
    path.write_bytes(PACKERS[packing](FORMS[form](TEXTS)))
    got = releases(Sources([str(path)]))
    assert [r.text for r in got] == TEXTS
    assert [r.id for r in got] == ["r0", "r1", "r2"]
    assert {str(r.published) for r in got} == {"2022-05-27"}
    assert all((r.source or "").startswith(f"{path}:") for r in got)


def test_json_lines_in_a_file_called_json(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_bytes(json_lines(TEXTS))
    assert [r.text for r in releases(Sources([str(path)]))] == TEXTS


def test_one_record_printed_over_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"id": "a", "text": TEXTS[0]}, indent=1), encoding="utf-8")
    assert [(r.id, r.text, r.source) for r in releases(Sources([str(path)]))] == [("a", TEXTS[0], str(path))]


def test_columns_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nr,words,day\n7,Up 5%.,2022-05-27\n", encoding="utf-8")
    (got,) = releases(Sources([str(path)], columns=Columns("words", "nr", "day", ("day", "nr"))))
    assert (got.text, got.id, str(got.published)) == ("Up 5%.", "7", "2022-05-27")
    assert got.kept == (("day", "2022-05-27"), ("nr", "7"))
    (fault,) = faults(path)
    assert "no column 'text' (there is 'nr', 'words', 'day')" in fault.message


def test_a_column_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Up 5%.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Up 5%."}\n{"text": "Up 7%.", "ticker": "X"}\n', encoding="utf-8")
    (tmp_path / "c.json").write_text('{"data": [{"text": "Up 5%.", "ticker": "X"}]}', encoding="utf-8")
    Sources([str(tmp_path)], Columns(keep=("ticker",))).check()
    (tmp_path / "d.csv").write_bytes(csv_rows(TEXTS))
    for columns in (Columns(keep=("ticker",)), Columns(text="ticker"), Columns(published="ticker")):
        with pytest.raises(InputError, match=r"d\.csv: no column 'ticker'; there is 'id', 'published', 'text', 'more'"):
            Sources([str(tmp_path)], columns).check()
    (tmp_path / "d.csv").unlink()
    (tmp_path / "e.parquet.gz").write_bytes(gzip.compress(parquet_rows(TEXTS)))
    (tmp_path / "f.parquet").write_bytes(parquet_rows(TEXTS))
    with pytest.raises(InputError, match=r"f\.parquet: no column 'ticker'"):
        Sources([str(tmp_path)], Columns(keep=("ticker",))).check()


def tree(root: Path) -> None:
    (root / "b" / "c").mkdir(parents=True)
    (root / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    (root / "b" / "c" / "d.html").write_text(f"<p>{TEXTS[1]}</p>", encoding="utf-8")
    (root / "b" / "x.docx").write_bytes(b"PK")
    (root / ".hidden.txt").write_text("no", encoding="utf-8")
    (root / "z.jsonl.gz").write_bytes(gzip.compress(json_lines([TEXTS[2]])))


def test_a_directory_is_walked_in_order_and_what_is_no_release_is_counted(tmp_path: Path) -> None:
    tree(tmp_path)
    source = Sources([str(tmp_path)])
    assert [r.text for r in releases(source)] == TEXTS
    assert source.skipped == {".docx": 1}
    assert [r.text for r in releases(Sources([f"{tmp_path}/**/*.html"]))] == [TEXTS[1]]


GOLD = b'{"version": 1, "facts": [{"text": "5%", "start": 11}]}'
SCHEMA = b'{\n  "$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {}}'


def test_gold_and_schemas_in_a_folder_are_left_out_and_counted_but_read_where_they_are_named(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    (root / "a.gold.json").write_bytes(GOLD)
    (root / "b.schema.json").write_bytes(SCHEMA)
    (root / "c.json").write_bytes(SCHEMA)
    (root / "d.json").write_bytes(b'{"words": "a record whose text has another name is a failure"}')
    (tmp_path / "in.zip").write_bytes(zipped(root))
    for name in (root, tmp_path / "in.zip"):
        source = Sources([str(name)])
        items = list(source)
        assert [getattr(item, "code", getattr(item, "text", "")) for item in items] == [TEXTS[0], "bad-record"]
        assert source.skipped == {".gold.json": 1, ".schema.json": 2}
    assert [fault.code for fault in faults(root / "b.schema.json", root / "c.json")] == ["bad-record"] * 2
    named = root / "e.gold.json"
    named.write_bytes(b'{"text": "Up 5%."}')
    assert [r.text for r in releases(Sources([str(named)]))] == ["Up 5%."]


def test_the_runs_own_files_are_left_alone(tmp_path: Path) -> None:
    tree(tmp_path)
    out = tmp_path / "facts.jsonl"
    out.write_text("{}\n", encoding="utf-8")
    (tmp_path / "facts.jsonl.quarantine.jsonl").write_text("{}\n", encoding="utf-8")
    assert len(releases(Sources([str(tmp_path)], exclude=[out]))) == 3


def zipped(root: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(root.rglob("*")):
            archive.write(path, path.relative_to(root))
    return out.getvalue()


def tarred(root: Path, mode: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{mode}") as archive:  # type: ignore[call-overload]
        archive.add(root, ".", filter=lambda info: info)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.zip", zipped),
        ("a.tar", lambda root: tarred(root, "")),
        ("a.tgz", lambda root: tarred(root, "gz")),
        ("a.tar.bz2", lambda root: tarred(root, "bz2")),
        ("a.tar.zst", lambda root: zstandard.compress(tarred(root, ""))),
        ("a.tar.gz", lambda root: gzip.compress(tarred(root, ""))),
    ],
)
def test_archives(tmp_path: Path, name: str, pack: Callable[[Path], bytes]) -> None:
    (tmp_path / "in").mkdir()
    tree(tmp_path / "in")
    path = tmp_path / name
    path.write_bytes(pack(tmp_path / "in"))
    got = releases(Sources([str(path)]))
    assert sorted(r.text for r in got if r.text != "no") == sorted(TEXTS)
    assert all((r.source or "").startswith(f"{path}!") for r in got)


def test_a_zip_in_a_tar_in_a_zip(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    tree(tmp_path / "in")
    data = zipped(tmp_path / "in")
    (tmp_path / "mid").mkdir()
    (tmp_path / "mid" / "in.zip").write_bytes(data)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mid.tar.gz").write_bytes(tarred(tmp_path / "mid", "gz"))
    (tmp_path / "a.zip").write_bytes(zipped(tmp_path / "out"))
    got = releases(Sources([str(tmp_path / "a.zip")]))
    assert len(got) == 4
    assert (got[0].source or "").count("!") == 3


def test_packing_without_end_is_refused(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(10):
        data = gzip.compress(data)
    path = tmp_path / ("a.txt" + ".gz" * 10)
    path.write_bytes(data)
    assert [fault.code for fault in faults(path)] == ["too-deep"]


@pytest.mark.parametrize("packing", [".gz", ".bz2", ".zst", ".xz"])
def test_a_truncated_stream_gives_what_was_whole_and_one_fault(tmp_path: Path, packing: str) -> None:
    lines = json_lines([f"{n} {os.urandom(40).hex()}" for n in range(2000)])
    data = PACKERS[packing](lines)
    path = tmp_path / f"a.jsonl{packing}"
    path.write_bytes(data[: len(data) * 2 // 3])
    items = list(Sources([str(path)]))
    assert [type(item) for item in items[:-1]] == [Release] * (len(items) - 1)
    assert isinstance(items[-1], Fault)
    assert "broken or cut off" in items[-1].message
    if packing != ".bz2":  # one block of bzip2 is all or nothing
        assert 500 < len(items) < 2000
        assert f"after {items[-2].source}" in items[-1].message


def test_a_broken_member_does_not_cost_the_next_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", "a " * 100)
        archive.writestr("b.txt", "Bee 5. " * 100)
        archive.writestr("c.txt", TEXTS[0])
    path.write_bytes(path.read_bytes().replace(b"Bee 5. Bee 5. ", b"Bee 6. Bee 5. ", 1))
    items = list(Sources([str(path)]))
    assert [getattr(item, "text", "fault")[:4] for item in items] == ["a a ", "faul", TEXTS[0][:4]]


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:/evil.txt", "..\\evil.txt"])
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo(name)
        info.size = 4
        archive.addfile(info, io.BytesIO(b"evil"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(name, "evil")
    assert [fault.code for fault in faults(path, tmp_path / "a.zip")] == ["path-escape"] * 2


def test_links_that_point_outside_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    root = tmp_path / "in"
    root.mkdir()
    (root / "own.txt").write_text("own", encoding="utf-8")
    (root / "good.txt").symlink_to(root / "own.txt")
    (root / "evil.txt").symlink_to(tmp_path / "secret.txt")
    (root / "loop").symlink_to(root)
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        link = tarfile.TarInfo("evil.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    items = list(Sources([str(root)]))
    assert [getattr(item, "text", getattr(item, "code", "")) for item in items] == ["path-escape", "own", "own"]
    assert [fault.code for fault in faults(tmp_path / "a.tar")] == ["path-escape"]


SMALL = Bounds(ratio=50, grace=1 << 16)


@pytest.mark.parametrize("packing", [".gz", ".bz2", ".zst", ".xz"])
def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path, packing: str) -> None:
    path = tmp_path / f"bomb.jsonl{packing}"
    path.write_bytes(PACKERS[packing](b"\n" * (1 << 22)))
    (fault,) = faults(path, bounds=SMALL)
    assert "more than 50 times its size" in fault.message


def test_a_zip_whose_members_share_their_bytes_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "bombs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "".join(f"{n} of {n * n} " for n in range(4000)))
        archive.filelist.extend(archive.filelist * 399)
    items = list(Sources([str(path)], bounds=SMALL))
    assert isinstance(items[-1], Fault)
    assert len(items) < 400
    # Later versions of Python refuse such a file by themselves.
    assert "bombs.zip: unpacks to more than" in items[-1].message or "overlap" in items[-1].message.lower()


def test_a_file_that_is_too_long_is_refused_by_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"5 " * 10_000)
        archive.writestr("b.txt", b"ok")
    items = list(Sources([str(tmp_path / "a.zip")], max_bytes=1000))
    assert [type(item) for item in items] == [Fault, Release]


def test_a_locked_zip_and_no_zip_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "b.tar").write_bytes(b"no tar" * 200)
    (tmp_path / "c.gz").write_bytes(b"no gzip")
    assert [fault.code for fault in faults(tmp_path / "a.zip", tmp_path / "b.tar")] == ["broken-archive"] * 2
    assert "broken or cut off" in faults(tmp_path / "c.gz")[0].message


def test_standard_input_is_read_by_how_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, want in [
        (json_lines(TEXTS), TEXTS),
        (gzip.compress(json_lines(TEXTS)), TEXTS),
        (json.dumps([{"text": TEXTS[0]}]).encode(), TEXTS[:1]),
        (b"<!DOCTYPE html><p>Up 5%.", ["Up 5%."]),
        (TEXTS[0].encode(), TEXTS[:1]),
        (zstandard.compress(parquet_rows(TEXTS)), TEXTS),
    ]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [r.text for r in releases(Sources(["-"]))] == want


def test_a_name_that_stands_for_nothing_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        Sources([str(tmp_path / "none.txt")]).check()
    with pytest.raises(InputError, match="no glob that matches"):
        Sources([str(tmp_path / "*.txt")]).check()


def test_a_csv_row_of_another_length_and_a_broken_quote(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,Up 5%.\n2\n3,"Down 6%."\n4,\xff\n5,"cut')
    items = list(Sources([str(path)]))
    assert [item.id for item in items] == ["1", "line-3", "3", "4", "line-6"]
    assert [type(item) for item in items] == [Release, Fault, Release, Fault, Fault]


HTML = b"<html><body><h1>Acme</h1><p>Sales rose 5%.</p><table><tr><td>A</td><td>1</td></tr></table></body></html>"
RSS = b"<rss><channel><item><title>Acme</title><description>Sales rose 5%.</description></item></channel></rss>"
EDGAR = b"<SEC-DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>a.htm\n<TEXT>\n" + HTML + b"\n</TEXT>\n</DOCUMENT>\n"


def whole_files() -> dict[str, bytes]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXTS[0])
        archive.writestr("b/c.jsonl.gz", gzip.compress(json_lines(TEXTS)))
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:bz2") as packed:
        info = tarfile.TarInfo("a.html")
        info.size = len(HTML)
        packed.addfile(info, io.BytesIO(HTML))
    files = {"a.html": HTML, "a.xml": RSS, "a.txt": EDGAR, "a.zip": out.getvalue(), "a.tar.bz2": tar.getvalue()}
    for form, build in FORMS.items():
        files.update({f"a{form}{packing}": pack(build(TEXTS)) for packing, pack in PACKERS.items()})
    return files


@pytest.mark.parametrize("name", whole_files())
def test_damage_of_any_kind_is_a_fault_and_never_an_error(tmp_path: Path, name: str) -> None:
    good = whole_files()[name]
    path = tmp_path / name
    rng = random.Random(name)
    for n in range(60):
        data = bytearray(good)
        if n % 3 == 0:
            del data[rng.randrange(len(data)) :]
        else:
            for _ in range(1 + n % 5):
                data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        items = list(Sources([str(path)]))
        assert all(isinstance(item, Release | Fault) for item in items)
        assert all(item.source and item.source.startswith(str(path)) for item in items)
