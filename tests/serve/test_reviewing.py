"""Correcting facts: gold files that are whole and valid, and a reviewer who works in a browser."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from extractor.cli import main
from extractor.gold.reading import read_gold
from extractor.serve.app import Config
from extractor.serve.reviews import ConflictError, Reviews, Sent, Stored, WrongError
from tests.pages.browser import Browser, browser, missing, needs_axe, serious_faults
from tests.serve.serving import Service, serving, store_of

MILL = (
    "LEEDS, 3 March 2025 – Revenue of Aldmill plc rose 8% to £48.2 million in 2024. The group sold its Dover mill for "
    "£3 million. 𝒢 Nobody said a word about rooms 7 and 12."
)
HOSTILE = "../</script><i>x</i>"


def stored(ident: str = "mill") -> Stored:
    text = "Sales were $5 million, up 4%."
    facts = [
        {"id": "f1", "kind": "money", "text": "$5 million", "start": 11, "end": 21, "value": 5000000, "unit": "USD"},
        {"id": "f2", "kind": "percent", "text": "4%", "start": 26, "end": 28, "value": 4, "unit": "percent",
         "direction": "up", "relation": {"type": "change_of", "to": "f1"}},
    ]  # fmt: skip
    return Stored(ident, text, None, facts)


def sent(reviews: Reviews, release: Stored, **changes: Any) -> Sent:
    before = reviews.load(release)
    told = {"rows": before.rows, "open": before.open, "version": before.version, "reviewer": "Ada", **changes}
    return Sent(**told)


def test_a_draft_is_no_gold_until_every_fact_is_looked_at(tmp_path: Path) -> None:
    reviews, release = Reviews(tmp_path / "gold"), stored()
    first = reviews.load(release)
    assert ([row["id"] for row in first.rows], first.open, first.state) == (["g1", "g2"], ("g1", "g2"), "new")
    saved = reviews.save(release, sent(reviews, release, open=["g2"]), at="2026-01-02T03:04:05Z")
    assert (saved.state, reviews.state("mill"), reviews.done()) == ("draft", "draft", 0)
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["mill.draft.json", "mill.txt"]
    again = reviews.load(release)
    assert (again.open, again.reviewer, again.at) == (("g2",), "Ada", "2026-01-02T03:04:05Z")
    reviews.save(release, sent(reviews, release, open=[]), at="2026-01-02T03:04:05Z")
    assert sorted(path.name for path in (tmp_path / "gold").iterdir()) == ["mill.gold.json", "mill.txt"]
    assert reviews.done() == 1
    (gold,) = read_gold([tmp_path / "gold"])
    assert (gold.text, [fact.text for fact in gold.facts]) == (release.text, ["$5 million", "4%"])
    raw = json.loads((tmp_path / "gold" / "mill.gold.json").read_text(encoding="utf-8"))
    assert raw["release"]["reviewed"] == {"by": "Ada", "at": "2026-01-02T03:04:05Z"}


def test_exact_digits_and_code_points_survive(tmp_path: Path) -> None:
    reviews = Reviews(tmp_path)
    text = "𝒢 Sales were $1.10."
    release = Stored(
        "a", text, None, [{"id": "f", "kind": "money", "text": "$1.10", "start": 13, "end": 18, "unit": "USD"}]
    )
    row = reviews.load(release).rows[0] | {"value": "1.10", "optional": False}
    reviews.save(release, sent(reviews, release, rows=[row], open=[]), at="")
    assert '"value": 1.10' in (tmp_path / "a.gold.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": "five"}, "this is a number"),
        ({"unit": "dollars and cents", "direction": "sideways"}, "sideways"),
        ({"relation": {"type": "change_of", "to": "g9"}}, 'no fact has the id "g9"'),
        ({"start": 3}, "$5 million"),
        ({"colour": "red"}, "no such field"),
    ],
)
def test_what_is_no_gold_is_refused_and_nothing_written(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    reviews, release = Reviews(tmp_path / "gold"), stored()
    rows = reviews.load(release).rows
    with pytest.raises(WrongError) as caught:
        reviews.save(release, sent(reviews, release, rows=[rows[0] | change, rows[1]], open=[]), at="")
    assert words in str(caught.value)
    assert not (tmp_path / "gold").exists()


def test_who_saves_must_have_seen_what_is_there(tmp_path: Path) -> None:
    reviews, release = Reviews(tmp_path), stored()
    mine, yours = sent(reviews, release, open=[]), sent(reviews, release, open=[], reviewer="Grace")
    reviews.save(release, mine, at="")
    with pytest.raises(ConflictError):
        reviews.save(release, yours, at="")
    assert reviews.load(release).reviewer == "Ada"


@pytest.mark.parametrize("ident", ["../../etc/passwd", "a/b", "..", "", "C:\\x", "a\0b", "x" * 500, "é\u202e", "A"])
def test_no_id_leaves_the_folder(tmp_path: Path, ident: str) -> None:
    reviews, release = Reviews(tmp_path / "gold"), stored(ident)
    reviews.save(release, sent(reviews, release, open=[]), at="")
    assert {path.parent for path in tmp_path.rglob("*.gold.json")} == {tmp_path / "gold"}
    assert reviews.state(ident) == "done"
    assert [gold.text for gold in read_gold([tmp_path / "gold"])] == [release.text]


def test_ids_that_look_alike_have_files_of_their_own(tmp_path: Path) -> None:
    idents = ["a/b", "a_b", "a:b", "A_b", "x" * 200, "x" * 201]
    names = {Reviews(tmp_path).name(ident).casefold() for ident in idents}
    assert len(names) == len(idents)


# --------------------------------------------------------------------------------------------------- in a browser

needs_browser = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    folder = tmp_path_factory.mktemp("desk")
    store = store_of(folder / "facts.db", {"mill": MILL, HOSTILE: f"<img src=x onerror=alert(1)> {MILL}"})
    with serving(Config(store=store, gold=folder / "gold", workers=1)) as service:
        yield service, folder / "gold"


@pytest.fixture(scope="module")
def window() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def wait(window: Browser, script: str) -> Any:
    """What a script gives, once it gives something."""
    for _ in range(300):
        if (found := window.run(script)) not in (None, False, "", []):
            return found
        time.sleep(0.05)
    raise TimeoutError(script)


SELECT = """
const view = factwire.view.built();
const start = Array.from(factwire.view.here().text.slice(0, factwire.view.here().text.indexOf('%s'))).length;
const range = view.rangeOf([start, start + %d]);
getSelection().removeAllRanges(); getSelection().addRange(range);
"""


@needs_browser
def test_a_reviewer_walks_through_a_release(desk: tuple[Service, Path], window: Browser) -> None:
    service, folder = desk
    window.visit(service.address + "/")
    assert sorted(window.texts("#rows .name")) == ["<img src=x onerror=alert(1)>", "mill"]
    window.run("[...document.querySelectorAll('#rows a')].find(each => each.href.endsWith('/view/mill')).click()")
    wait(window, "return document.querySelector('#told') !== null")
    facts = window.texts("#list .figure-words")
    assert facts[:3] == ["3 March 2025", "8%", "£48.2 million"]

    window.press("nn")  # step to the percentage
    assert window.texts("mark.chosen") == ["8%"]
    window.press("a")  # accept it, and go on
    assert window.texts("mark.chosen") == ["£48.2 million"]
    window.press("e")  # change its metric
    assert window.run("return document.querySelector('#f-metric').value") == "Revenue"
    window.run("document.querySelector('#f-metric').value = 'Revenue of Aldmill plc'")
    window.click("#form .primary")
    assert window.texts("#detail dd")[0].strip() == "Revenue of Aldmill plc"

    window.run(SELECT % ("12.", 2))  # add a figure that was missed
    wait(window, "return document.querySelector('#adding')")
    window.click("#adding .count")
    window.run("document.querySelector('#f-value').value = '12'")
    window.click("#form .primary")
    assert window.texts("mark.chosen") == ["12"]
    added = len(facts) + ("12" not in facts)
    assert len(window.texts("#list .figure-words")) == added

    window.press("d")  # delete it, and undo that
    assert len(window.texts("#list .figure-words")) == added - 1
    window.press("z")
    assert len(window.texts("#list .figure-words")) == added

    window.press("s")
    assert "write your name" in window.texts("#told")[0]
    window.run("document.querySelector('#reviewer').value = 'Ada'; document.activeElement.blur()")
    window.press("s")
    wait(window, "return document.querySelector('#told').textContent.startsWith('draft saved')")
    assert [path.name for path in folder.glob("mill.*.json")] == ["mill.draft.json"]
    window.press("A")
    window.press("s")
    wait(window, "return document.querySelector('#told').textContent.startsWith('gold saved')")
    assert window.log() == [], "no script fails and nothing else is loaded"

    (gold,) = read_gold([folder / "mill.gold.json"])
    said = {fact.text: fact for fact in gold.facts}
    assert said["£48.2 million"].metric == "Revenue of Aldmill plc"
    assert (said["12"].kind, str(said["12"].value)) == ("count", "12")
    done = CliRunner().invoke(main, ["validate", str(folder / "mill.gold.json"), "--resamples", "0"])
    assert done.exit_code == 0, done.output
    assert "metric" in done.output
    window.visit(service.address + "/")
    assert window.texts(".state.done") == ["reviewed ✓"]


@needs_browser
def test_a_hostile_release_is_text_in_the_review(desk: tuple[Service, Path], window: Browser) -> None:
    service, folder = desk
    window.visit(f"{service.address}/view/{quote(HOSTILE, safe='')}")
    wait(window, "return document.querySelector('#told') !== null")
    assert window.run("return document.images.length") == 0
    assert window.texts("#text")[0].startswith("<img src=x onerror=alert(1)>")
    window.run("document.querySelector('#reviewer').value = 'Grace <b>'; document.activeElement.blur()")
    window.press("A")
    window.press("s")
    wait(window, "return document.querySelector('#told').textContent.startsWith('gold saved')")
    assert window.log() == []
    assert all(path.parent == folder for path in folder.parent.rglob("*.gold.json"))


@needs_browser
def test_candidates_come_by_themselves(desk: tuple[Service, Path], window: Browser) -> None:
    service, _ = desk
    window.visit(f"{service.address}/view/mill")
    wait(window, "return factwire.view.here().facts.some(fact => fact.why)")
    window.press("nnn")
    assert "found by" in window.texts("#detail details dt")


@needs_browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(desk: tuple[Service, Path], window: Browser, scheme: str) -> None:
    service, _ = desk
    window.prefer(scheme)
    window.visit(service.address + "/")
    assert serious_faults(window) == []
    window.visit(f"{service.address}/view/mill")
    wait(window, "return document.querySelector('#told') !== null")
    for keys in ("", "nn", "e"):
        window.press(keys)
        assert serious_faults(window) == []


@needs_browser
def test_two_reviewers_do_not_overwrite_each_other(desk: tuple[Service, Path], window: Browser) -> None:
    service, folder = desk
    window.visit(f"{service.address}/view/mill")
    wait(window, "return document.querySelector('#told') !== null")
    path = next(folder.glob("mill.*.json"))
    path.write_text(path.read_text(encoding="utf-8").replace("Ada", "Eve"), encoding="utf-8")
    window.press("nno")
    window.run("document.querySelector('#reviewer').value = 'Ada'; document.activeElement.blur()")
    window.press("s")
    wait(window, "return document.querySelector('#told').textContent.includes('somebody else')")
    assert "Eve" in path.read_text(encoding="utf-8")
    window.run("window.onbeforeunload = null; factwire.review.undo()")
