"""The page of releases: what a release says stays text, every fact stands where it says, and people get around."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor import Extractor
from extractor.cli import main
from extractor.facts import ReleaseFacts
from extractor.pages.reasons import reasons_of
from extractor.pages.release import as_page, data_of
from extractor.read.html import read_html
from extractor.read.plain import release_of
from tests.pages.browser import Browser, browser, missing, needs_axe, serious_faults

ATTACK = (
    "OSLO, May 5, 2025 – </script><script>document.title='taken'</script> Sales of <img src=x onerror=\"document.title"
    "='taken'\"> Larch & Sons rose 5% to $5 million.\n\n"
    "<style>body{display:none}</style> <h1>Profit</h1> was $2 million &lt;b&gt; \u2028 and "
    "\u202esnoillim 3$\u202c cost.\n"
)
MILL = (
    "Mill grows\n\nLEEDS, 3 March 2025 – Revenue of Aldmill plc rose 8% to £48.2 million in 2024, from £44.6 million "
    "in 2023. 𝒢 It hired 120 people."
)
TABLE = b"""<h1>Halden results</h1><p>BERGEN, May 5, 2025 - Halden Ltd. reported its second quarter.</p>
<p>(in thousands)</p>
<table><tr><th></th><th colspan=2>Three months ended</th></tr><tr><td></td><td>Q2 2025</td><td>Q2 2024</td></tr>
<tr><td>Net sales</td><td>$1,204</td><td>$1,100</td></tr><tr><td>Loss</td><td>(12)</td><td>(9)</td></tr></table>
<p>It employs 45 people.</p>"""


def shown(*releases: Any) -> list[dict[str, Any]]:
    extractor = Extractor()
    made = [extractor.explain(release) for release in releases]
    return [data_of(each.facts, each.document, reasons_of(each)) for each in made]


def hostile() -> dict[str, Any]:
    release = release_of(ATTACK, id="</script><i>evil</i>", source="<b onclick=alert(1)>.txt")
    (data,) = shown(release)
    return data


@pytest.fixture(scope="module")
def everything() -> list[dict[str, Any]]:
    return [*shown(MILL, read_html(TABLE, source="halden.htm")), hostile()]


def test_every_place_holds_its_words(everything: list[dict[str, Any]]) -> None:
    for release in everything:
        places = [row["at"] for fact in release["facts"] for row in fact["rows"] if "at" in row]
        assert all(0 <= start < end <= len(release["text"]) for start, end in places)
        for fact in release["facts"]:
            metric = next((row for row in fact["rows"] if row["n"] == "metric"), None)
            if metric and "at" in metric:
                start, end = metric["at"]
                assert " ".join(release["text"][start:end].split()) in metric["t"]


def test_a_table_has_its_cells(everything: list[dict[str, Any]]) -> None:
    (table,) = everything[1]["tables"]
    text = everything[1]["text"]
    words = [[text[cell["s"] : cell["e"]] if "s" in cell else "" for cell in row] for row in table["rows"]]
    assert words == [
        ["", "Three months ended"],
        ["", "Q2 2025", "Q2 2024"],
        ["Net sales", "$1,204", "$1,100"],
        ["Loss", "(12)", "(9)"],
    ]
    assert table["rows"][0][1]["w"] == 2
    assert table["heads"] == 2


def test_the_page_stands_alone_and_is_the_same_every_time(everything: list[dict[str, Any]]) -> None:
    page = as_page(everything)
    assert page == as_page(everything)
    assert len(re.findall(r"<script\b", page)) == len(re.findall(r"</script>", page)) == 2
    assert "evil</i>" not in page
    head, _, rest = page.partition('id="data"')
    script = rest.rpartition("<script>")[2]
    assert not re.findall(r"(?:src|href)\s*=|https?://|@import|url\(", head)
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpReq", script)
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri", page)


def test_the_command_writes_a_page_of_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL, encoding="utf-8")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["view", str(tmp_path / "mill.txt"), "-o", str(out)])
    assert done.exit_code == 0, done.output
    assert re.fullmatch(r"1 release, \d+ facts written to .*page\.html\n", done.stderr)
    data = out.read_text(encoding="utf-8").partition('id="data">')[2].partition("</script>")[0]
    assert json.loads(data)["releases"][0]["text"] == MILL
    done = CliRunner().invoke(main, ["view", str(tmp_path / "mill.txt"), str(tmp_path / "no.txt"), "-o", str(out)])
    assert done.exit_code == 1
    assert "no such file" in done.stderr
    done = CliRunner().invoke(main, ["view", str(tmp_path / "no.txt"), "-o", str(tmp_path / "other.html")])
    assert (done.exit_code, (tmp_path / "other.html").exists()) == (2, False)
    done = CliRunner().invoke(main, ["view", str(tmp_path / "mill.txt"), "-o", str(tmp_path)])
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


# --------------------------------------------------------------------------------------------------- in a browser

needs_browser = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@pytest.fixture(scope="module")
def window(
    tmp_path_factory: pytest.TempPathFactory, everything: list[dict[str, Any]]
) -> Iterator[tuple[Browser, Path]]:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(as_page(everything), encoding="utf-8")
    with browser() as opened:
        yield opened, path


@pytest.fixture
def page(window: tuple[Browser, Path]) -> Iterator[Browser]:
    opened, path = window
    opened.blank()
    opened.open(path)
    yield opened
    assert opened.log() == [], "no script fails and nothing is loaded"


def position(page: Browser) -> str:
    return page.texts("#position")[0]


@needs_browser
def test_what_a_release_says_is_shown_as_text(page: Browser) -> None:
    page.press("[")
    assert page.texts("#name") == ["<b onclick=alert(1)>.txt"]
    text = page.texts("#text")[0]
    assert "</script><script>document.title='taken'</script>" in text
    assert "<style>body{display:none}</style> <h1>Profit</h1>" in text
    assert page.run("return [document.images.length, document.querySelectorAll('#text h1, #text script').length]") == [
        0,
        0,
    ]
    assert page.run("return document.title") == "<b onclick=alert(1)>.txt – facts"
    assert page.run("return [...document.querySelectorAll('.steer')].map(e => e.dataset.code)") == ["U+202E", "U+202C"]


@needs_browser
def test_marks_and_list_show_every_fact(page: Browser, everything: list[dict[str, Any]]) -> None:
    for release in everything:
        facts = release["facts"]
        own = [release["text"][fact["s"] : fact["e"]] for fact in facts]
        assert page.texts("#text mark") == own
        assert page.texts("#list .figure-words") == [" ".join(words.split()) for words in own]
        page.press("]")


@needs_browser
def test_keys_step_through_facts_with_their_fields_and_lines(page: Browser) -> None:
    page.press("nnn")
    assert position(page) == "fact 3 of 7"
    assert page.texts("mark.chosen") == ["£48.2 million"]
    assert page.texts("#detail h2") == ["“£48.2 million”"]
    assert page.texts("#detail .value") == ["48,200,000 GBP"]
    fields = dict(zip(page.texts("#detail > dl dt"), page.texts("#detail > dl dd"), strict=True))
    assert fields["metric"].startswith("Revenue ")
    assert fields["subject"].startswith("Aldmill plc ")
    assert fields["period"].startswith("2024")
    assert {"metric", "subject", "period", "its change", "compared figure"} <= set(page.texts("#lines text"))
    assert page.texts("mark.related") == ["8%", "£44.6 million"]
    assert page.run("return CSS.highlights.get('metric').size") == 1
    page.press("p")
    assert page.texts("mark.chosen") == ["8%"]
    page.press("r")
    assert page.texts("mark.chosen") == ["£48.2 million"]
    assert page.texts('#list [aria-current="true"] .figure-words') == ["£48.2 million"]
    page.press("\ue00c")  # Escape
    assert (page.texts("mark.chosen"), position(page), page.texts("#lines text")) == ([], "7 facts", [])


@needs_browser
def test_filters_by_kind_section_and_text(page: Browser, everything: list[dict[str, Any]]) -> None:
    page.press("]1")
    assert position(page) == f"{sum(fact['k'] != 'money' for fact in everything[1]['facts'])} facts"
    page.press("0")
    page.run("const s = document.querySelector('#section'); s.value = 'table'; s.dispatchEvent(new Event('change'))")
    assert "45 people" not in page.texts("#list .figure-words")
    page.press("0")
    page.run("const s = document.querySelector('#find'); s.value = 'NET sales'; s.dispatchEvent(new Event('input'))")
    assert page.texts("#list .figure-words") == ["$1,204", "$1,100"]


@needs_browser
def test_a_table_is_a_table(page: Browser) -> None:
    page.press("]")
    assert page.texts("#text thead th") == ["Three months ended", "Q2 2025", "Q2 2024"]
    assert page.texts("#text tbody th") == ["Net sales", "Loss"]
    assert page.texts("#text tbody td mark") == ["$1,204", "$1,100", "(12)", "(9)"]
    page.click("#text tbody td mark")
    assert page.texts("#detail .value") == ["1,204,000 USD"]
    assert page.texts("#text p")[-1] == "It employs 45 people."


@needs_browser
def test_a_link_opens_a_fact_and_search_finds_a_release(page: Browser, everything: list[dict[str, Any]]) -> None:
    page.press("]n")
    ident, fact = page.run("return decodeURIComponent(location.hash.slice(1)).split('/')")
    assert (ident, fact) == (everything[1]["id"], everything[1]["facts"][0]["id"])
    page.run("location.reload()")
    assert page.texts("mark.chosen") == [everything[1]["text"][slice(*[everything[1]["facts"][0][k] for k in "se"])]]
    page.run("const s = document.querySelector('#search'); s.value = 'EVIL'; s.dispatchEvent(new Event('input'))")
    assert page.texts("#releases button span:first-child") == ["<b onclick=alert(1)>.txt"]


@needs_browser
def test_selected_words_have_their_code_points(page: Browser) -> None:
    text = page.run("return factwire.view.here().text")
    start = MILL.index("120 people")
    span = page.run(f"return factwire.view.built().spanOf(factwire.view.built().rangeOf([{start - 1}, {start + 10}]))")
    assert text == MILL
    assert span == [start, start + 10]


@needs_browser
def test_facts_that_overlap_are_marked_and_clicked_through(tmp_path: Path) -> None:
    found = Extractor().explain("Sales of Larch were $5 million in May 2024.")
    first = found.facts.facts[0]
    wide = first.model_copy(update={"id": "w", "text": "were $5 million in", "start": 15, "end": 33})
    crossing = first.model_copy(update={"id": "x", "text": "million in May", "start": 23, "end": 37})
    facts = ReleaseFacts.model_validate({**dict(found.facts), "facts": (wide, first, crossing)})
    path = tmp_path / "page.html"
    path.write_text(as_page([data_of(facts, found.document)]), encoding="utf-8")
    with browser() as window:
        window.open(path)
        assert "".join(window.texts("#text mark")) == "were $5 million in May"
        window.run("document.querySelectorAll('#text mark')[2].click()")
        seen = [window.texts("#detail .top span")[1]]
        for _ in range(2):
            window.run("document.querySelectorAll('#text mark')[2].click()")
            seen.append(window.texts("#detail .top span")[1])
        assert seen == [first.id, "x", "w"]
        assert "".join(window.texts("mark.chosen")) == "were $5 million in"


@needs_browser
@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page: Browser, scheme: str) -> None:
    page.prefer(scheme)
    for keys in ("", "nnn", "]nnnn"):
        page.press(keys)
        page.run("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert serious_faults(page) == []


@needs_browser
def test_many_facts_stay_smooth(tmp_path: Path) -> None:
    """Choosing a fact touches its own marks, not the whole page: 2,000 facts are stepped through in one go."""
    text = " ".join(f"Plant {n} made ${n + 2} million." for n in range(2000))
    facts = Extractor().explain("Plant made $2 million.")
    one = facts.facts.facts[0]
    spans = [(m.start(), m.end()) for m in re.finditer(r"\$\d+ million", text)]
    many = tuple(
        one.model_copy(update={"id": f"f{i}", "start": s, "end": e, "text": text[s:e], "metric": None})
        for i, (s, e) in enumerate(spans)
    )
    document = Extractor().explain("Nothing.").document
    document = replace(document, release=release_of(text), sections=())
    path = tmp_path / "page.html"
    made = facts.facts.model_copy(update={"facts": many})
    path.write_text(as_page([data_of(made, document)]), encoding="utf-8")
    with browser() as window:
        window.open(path)
        touched = window.run(
            "let n = 0; const o = new MutationObserver(r => { n += r.length });"
            "o.observe(document.querySelector('#text'), {subtree: true, childList: true, attributes: true});"
            "for (let i = 0; i < 50; i += 1) factwire.view.step(1);"
            "return new Promise(done => setTimeout(() => done(n), 50))"
        )
        assert len(window.texts("#text mark")) == 2000
        assert 50 <= touched <= 200
