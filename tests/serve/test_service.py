"""The service for programs: facts over HTTP, the store, limits, and what it refuses."""

import logging
import os
import random
import signal
import string
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from click.testing import CliRunner

from extractor import Extractor
from extractor.archive.pool import Limits
from extractor.archive.work import Done, Work
from extractor.cli import main
from extractor.documents import Release
from extractor.emit.json import from_json, to_json
from extractor.read.html import read_html
from extractor.read.plain import release_of
from extractor.serve.app import Config
from extractor.serve.desk import BusyError, Desk
from extractor.serve.openapi import openapi
from extractor.store.browsing import Browsing
from tests.serve.serving import Service, serving, store_of

HOSTILE = "</script><i>evil</i>/../../etc"
TEXTS = {
    "mill": "LEEDS, 3 March 2025 – Revenue of Aldmill plc rose 8% to £48.2 million in 2024.",
    "orchard": "OSLO, May 5, 2025 – Larch Foods sold 30,000 cakes for $1.23 million in 2023.",
    HOSTILE: "BERGEN, June 1, 2025 – <script>alert(1)</script> Profit of Halden Ltd. fell to $5 million.",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("serve")
    store = store_of(folder / "facts.db", TEXTS)
    with serving(Config(store=store, gold=folder / "gold", workers=1, limit=200_000)) as running:
        yield running


def extracted(text: str, **known: Any) -> Any:
    return from_json(to_json(Extractor().extract(release_of(text, **known))))


def test_a_record_gives_what_the_extractor_gives(service: Service) -> None:
    body = b'{"text": "Revenue rose 5% to $2 million.", "id": "a", "published": "2024-05-02"}'
    answer = service.ask("/extract", body, content_type="application/json")
    assert answer.status == 200
    found = from_json(answer.body)
    assert (found.release.id, str(found.release.published)) == ("a", "2024-05-02")
    assert [fact.text for fact in found.facts] == ["5%", "$2 million"]
    with_text = service.ask("/extract?with_text=1", body, content_type="application/json").json
    assert with_text["release"]["text"] == "Revenue rose 5% to $2 million."


def test_texts_and_pages_are_told_by_their_content(service: Service) -> None:
    text = TEXTS["mill"]
    answer = service.ask("/extract", text.encode(), content_type="text/plain")
    assert from_json(answer.body).facts == extracted(text).facts
    page = b"<html><body><h1>Larch grows</h1><p>Sales rose <b>5%</b> to $3 million.</p></body></html>"
    answer = service.ask("/extract?published=2024-05-02&id=larch", page, content_type="text/html")
    found = from_json(answer.body)
    assert (found.release.id, [fact.text for fact in found.facts]) == ("larch", ["5%", "$3 million"])
    assert found.release.characters == len(read_html(page, source="larch").text)


def test_lines_are_answered_in_order_and_a_bad_one_costs_no_other(service: Service) -> None:
    body = b'{"id": "a", "text": "Up 1%."}\nno json\n\n{"id": "c"}\n{"id": "d", "text": "Up 2%."}'
    answer = service.ask("/extract", body, content_type="application/x-ndjson")
    assert answer.status == 200
    assert [line["release"]["id"] for line in answer.lines] == ["a", "line-2", "line-4", "d"]
    assert [[fact["text"] for fact in line["facts"]] for line in answer.lines] == [["1%"], [], [], ["2%"]]
    assert [line["diagnostics"][0]["severity"] for line in answer.lines[1:3]] == ["error", "error"]


@pytest.mark.parametrize(
    ("body", "media", "status", "code"),
    [
        (b"", "text/plain", 422, "empty"),
        (b"{", "application/json", 400, "json"),
        (b"[" * 100_000, "application/json", 400, "json"),
        (b"[]", "application/json", 422, "record"),
        (b'{"text": ""}', "application/json", 422, "record"),
        (b'{"text": 5}', "application/json", 422, "record"),
        (b'{"text": "a", "txt": "b"}', "application/json", 422, "record"),
        (b'{"text": "a", "published": "yesterday"}', "application/json", 422, "published"),
        (b'{"text": "Up 1%."}\n{"text": "Up 2%."}', "text/plain", 422, "several"),
        (b"%PDF-1.7 broken", "application/pdf", 422, "unreadable"),
        (b"\x00\xff" * 50, "application/octet-stream", 422, "unreadable"),
        (b"x" * 200_001, "text/plain", 413, "too-large"),
    ],
)
def test_bad_input_is_told_in_words(service: Service, body: bytes, media: str, status: int, code: str) -> None:
    answer = service.ask("/extract", body, content_type=media)
    assert (answer.status, answer.json["error"]["code"]) == (status, code), answer.body
    assert "Traceback" not in answer.body.decode()
    assert answer.headers["x-request-id"]


def test_the_store_is_listed_searched_and_read(service: Service) -> None:
    listed = service.ask("/releases").json
    assert [row["release_id"] for row in listed["releases"]] == [HOSTILE, "orchard", "mill"]
    assert listed["releases"][1]["facts"]["money"] == 1
    assert [row["release_id"] for row in service.ask("/releases?q=LEEDS").json["releases"]] == ["mill"]
    assert service.ask("/releases?q=100%25_").json == {"total": 0, "releases": []}
    assert service.ask("/releases?failed=1").json == {"total": 0, "failed": []}
    one = service.ask(f"/releases/{quote(HOSTILE, safe='')}?with_text=1")
    assert one.json["release"]["text"] == TEXTS[HOSTILE]
    assert from_json(service.ask("/releases/mill").body).facts == extracted(TEXTS["mill"], id="mill").facts
    assert service.ask("/releases/none").status == 404


def test_a_browser_is_told_what_went_wrong_on_a_page(service: Service) -> None:
    gone = service.ask("/view/none<b>", accept="text/html,*/*;q=0.8")
    assert (gone.status, gone.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "content-security-policy" in {name.lower() for name in gone.headers}
    assert "The store has no release of this id." in gone.body.decode()
    assert 'href="/"' in gone.body.decode()
    assert service.ask("/view/none").json["error"]["code"] == "not-found"


def test_a_service_without_a_store_says_what_it_is() -> None:
    with serving(Config(token="0123456789abcdef")) as running:
        bearer = "Bearer 0123456789abcdef"
        assert b"factwire is running" in running.ask("/", authorization=bearer).body
        assert running.ask("/releases", authorization=bearer).status == 404
        refused = running.ask("/", accept="text/html")
        assert (refused.status, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert b"A token is needed" in refused.body


def test_facts_are_found_by_their_fields(service: Service) -> None:
    (row,) = service.ask("/facts?metric=REVENUE&unit=GBP").json["facts"]
    assert (row["release_id"], row["value"], row["period"]) == ("mill", 48200000, "2024")
    assert service.ask("/facts?subject=larch&kind=money").json["facts"][0]["value"] == 1230000
    assert service.ask("/facts?period=1999").json == {"facts": []}
    assert service.ask("/facts?colour=red").status == 422
    assert service.ask("/facts?limit=5000").status == 422
    assert len(service.ask("/facts?limit=2&skip=1").json["facts"]) == 2


def test_pages_of_other_places_may_not_write(service: Service) -> None:
    evil = {"origin": "http://evil.example"}
    assert service.ask("/extract", b"Up 5%.", **evil).status == 403
    assert service.ask("/review/mill", b"{}", method="PUT", **evil).status == 403
    assert service.ask("/extract", b"Up 5%.", sec_fetch_site="cross-site").status == 403
    assert service.ask("/extract", b"Up 5%.", origin=service.address).status == 200
    assert service.ask("/health", host="evil.example").status == 421
    headers = service.ask("/").headers
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_a_thousand_malformed_requests_are_no_fault_of_the_service(service: Service) -> None:
    chance = random.Random(5)
    paths = [
        "/extract",
        "/releases",
        "/releases/",
        "/facts",
        "/view/x",
        "/review/mill",
        "/nope",
        "/%00%ff",
        "//",
        "/..%2f",
    ]
    media = ["application/json", "text/plain", "text/html", "application/pdf", "application/x-ndjson", "x/y", ""]
    statuses = []
    for number in range(1000):
        text = "".join(chance.choices(string.printable, k=chance.randrange(60)))
        body = chance.choice([text.encode(), chance.randbytes(40), b'{"text":', b'{"rows": [1], "open": 5}', b""])
        query = chance.choice(
            ["", "?limit=-1", "?q=" + quote(text), "?published=32", "?page=0&x=%", "?skip=99999999999"]
        )
        answer = service.ask(
            chance.choice(paths) + query,
            body if number % 3 else None,
            method=chance.choice(["GET", "POST", "PUT", "DELETE", "OPTIONS"]),
            content_type=chance.choice(media),
        )
        statuses.append(answer.status)
    assert max(statuses) < 500
    assert service.ask("/health").json["unfinished"] == 0
    assert service.ask("/extract", b"Up 5%.").status == 200


def test_the_description_is_served_and_fits_what_is_answered(service: Service) -> None:
    described = service.ask("/openapi.json").json
    assert described == openapi()
    schemas = described["components"]
    for path, media, body, name in (
        ("/extract", "application/json", b'{"text": "Revenue rose 5% to $2 million."}', "ReleaseFacts"),
        ("/extract", "application/json", b"{", "Error"),
    ):
        answer = service.ask(path, body, content_type=media).json
        jsonschema.validate(answer, {"$ref": f"#/components/schemas/{name}", "components": schemas})
    health = {"$ref": "#/components/schemas/Health", "components": schemas}
    jsonschema.validate(service.ask("/health").json, health)
    for path, ways in described["paths"].items():
        for way in ways:
            answer = service.ask(path.replace("{id}", "mill"), b"{}" if way == "post" else None, method=way.upper())
            assert str(answer.status) in ways[way]["responses"], path


def test_a_token_is_asked_for_and_never_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    token = "t0ken-t0ken-t0ken"
    store = store_of(tmp_path / "facts.db", {"mill": TEXTS["mill"]})
    caplog.set_level(logging.INFO, logger="factwire.serve")
    logging.getLogger("factwire.serve").propagate = True
    with serving(Config(store=store, token=token, workers=1)) as running:
        assert running.ask("/releases").status == 401
        assert running.ask("/releases", authorization="Bearer wrong").status == 401
        assert running.ask("/releases?token=wrong").status == 401
        assert running.ask("/health").status == 200
        assert running.ask("/releases", authorization=f"Bearer {token}").status == 200
        assert running.ask("/releases", cookie=f"a=b; factwire={token}").status == 200
        assert running.ask("/health", host="desk.example").status == 200
        assert running.ask(f"/releases?token={token}&q=x").status == 401, (
            "the answer sets a cookie and leads on without it"
        )
    assert len(caplog.messages) >= 7
    assert token not in caplog.text


def test_another_address_needs_a_token(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FACTWIRE_TOKEN", raising=False)
    done = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"])
    assert (done.exit_code, "give a token" in done.stderr) == (2, True)
    monkeypatch.setenv("FACTWIRE_TOKEN", "short")
    done = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"])
    assert (done.exit_code, "16 or more" in done.stderr) == (2, True)
    done = CliRunner().invoke(main, ["serve", "--token-file", str(tmp_path / "none")])
    assert (done.exit_code, "cannot be read" in done.stderr) == (2, True)
    done = CliRunner().invoke(main, ["serve", "--store", str(tmp_path / "none.db")])
    assert done.exit_code == 2


# ------------------------------------------------------------------------------------------------------ the workers


@dataclass(frozen=True, slots=True)
class Fragile:
    """Work whose worker dies of the text "die", hangs on "hang", and waits on "wait" until a file is there."""

    go: str = ""

    def __call__(self) -> Work:
        def work(releases: Any, /) -> list[Done]:
            for release in releases:
                if release.text == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                while release.text == "hang" or (release.text == "wait" and not Path(self.go).exists()):
                    threading.Event().wait(0.02)
            return [Done(release.text.encode()) for release in releases]

        return work


def test_a_worker_that_dies_loses_no_other_request() -> None:
    desk = Desk(Fragile(), 1, 40)
    desk.open()
    try:
        futures = [desk.submit(Release("die" if n == 3 else f"{n}", str(n))) for n in range(12)]
        done = [future.result(120) for future in futures]
        assert [each.fault.code if each.fault else each.json.decode() for each in done] == [
            "worker-died" if n == 3 else str(n) for n in range(12)
        ]
        assert desk.submit(Release("after", "a")).result(120).json == b"after"
    finally:
        desk.close()
    assert desk.unfinished == 0


def test_what_takes_too_long_is_told() -> None:
    desk = Desk(Fragile(), 1, 40, Limits(seconds=1))
    desk.open()
    try:
        hanging, other = desk.submit(Release("hang", "h")), desk.submit(Release("b", "b"))
        fault = hanging.result(120).fault
        assert fault is not None
        assert fault.code == "timeout"
        assert other.result(120).json == b"b"
    finally:
        desk.close()


def test_a_full_desk_sends_clients_away_until_there_is_room(tmp_path: Path) -> None:
    desk = Desk(Fragile(str(tmp_path / "go")), 1, 3)
    desk.open()
    try:
        waiting = [desk.submit(Release("wait", str(n))) for n in range(3)]
        with pytest.raises(BusyError, match="3 releases wait"):
            desk.submit(Release("late", "late"))
        (tmp_path / "go").touch()
        assert [future.result(120).json for future in waiting] == [b"wait"] * 3
        assert desk.submit(Release("late", "late")).result(120).json == b"late"
    finally:
        desk.close()


def test_under_load_clients_are_told_to_come_again() -> None:
    with serving(Config(workers=1, waiting=1)) as narrow:
        text = ("Revenue rose 5% to $2 million in 2024. " * 400).encode()
        answers: list[Any] = []
        clients = [threading.Thread(target=lambda: answers.append(narrow.ask("/extract", text))) for _ in range(6)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        statuses = sorted(answer.status for answer in answers)
        assert set(statuses) == {200, 429}
        refused = next(answer for answer in answers if answer.status == 429)
        assert (refused.headers["retry-after"], refused.json["error"]["code"]) == ("1", "busy")


def test_the_least_sure_release_comes_first(tmp_path: Path) -> None:
    sure, unsure = "Revenue rose 5% to $2 million in 2024.", "It was 5 to 7, or 12, of some 40 that 3 of 9 had."
    store = Browsing(store_of(tmp_path / "facts.db", {"sure": sure, "unsure": unsure, "none": "Nothing."}))

    def least(ident: str) -> float:
        document = store.release(ident)
        assert document is not None
        sures = [sure for fact in from_json(document[0]).facts if (sure := fact.confidence) is not None]
        return float(min(sures, default=2))

    rows = [row["release_id"] for row in store.releases(order="unsure").rows]
    assert rows == sorted(rows, key=least)
    assert rows[-1] == "none"
