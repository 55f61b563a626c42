"""The page: nothing in a release can leave its place as text, and a person can step through the errors in a browser."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.gold.annotations import GoldRelease
from extractor.gold.baseline import compare
from extractor.gold.found import Found
from extractor.gold.validation import Validation, validate
from extractor.pages.parts import script_safe
from extractor.pages.validation import as_page
from tests.gold.making import fact, found_in, mill, orchard, release, same_as_gold
from tests.pages.browser import Browser, browser, missing

ATTACK = (
    "</script><script>document.title='taken'</script><!--<img src=x onerror=\"document.title='taken'\"> "
    "& &lt;b&gt;\u2028 sales of $5 million </textarea><h1>5%</h1>"
)


def attack() -> GoldRelease:
    """A release that tries to be markup."""
    return release(
        ATTACK,
        fact("<b>", "money", "$5 million", ATTACK, value=Decimal(5000000), metric="<img src=x onerror=alert(1)>"),
        fact("g2", "percent", "<h1>5%</h1>", ATTACK, value=Decimal(5)),
        ident="</script><i>evil</i>",
    )


def scored() -> Validation:
    """Five errors in three releases: two missed, one spurious, two wrong."""
    first, second, third = mill(), orchard(), attack()
    found = list(same_as_gold(first))
    found[1] = replace(found[1], period="2022", direction="down")
    del found[2]
    found.append(fact("f9", "count", "a fourth", first.text, value=Decimal(4)))
    changed = (replace(same_as_gold(third)[0], metric="<script>alert(2)</script>"),)
    outputs = {first.id: tuple(found), second.id: same_as_gold(second), third.id: changed}
    return validate([first, second, third], Found(outputs), resamples=20)


def test_json_in_a_script_cannot_end_it() -> None:
    text = '</script><!-- <script> & ]]>\u2028\u2029"\\'
    safe = script_safe(json.dumps({"a": text}, ensure_ascii=False))
    assert not set(safe) & set("<>&\u2028\u2029")
    assert json.loads(safe) == {"a": text}


def test_the_page_stands_alone() -> None:
    page = as_page(scored())
    assert len(re.findall(r"<script\b", page)) == 2
    assert len(re.findall(r"</script>", page)) == 2
    assert "evil</i>" not in page
    assert not re.findall(r"(?:src|href)\s*=|https?://|@import|url\(", page.partition('id="data"')[0])
    assert re.search(r"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'", page)


def test_the_script_writes_text_only() -> None:
    script = as_page(scored()).rpartition("<script>")[2]
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest", script
    )


def test_the_page_is_the_same_every_time() -> None:
    assert as_page(scored()) == as_page(scored())


# --------------------------------------------------------------------------------------------------- in a browser

needs_browser = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Path]]:
    path = tmp_path_factory.mktemp("page") / "report.html"
    now = scored()
    gold = [mill(), orchard(), attack()]
    path.write_text(as_page(now, compare(validate(gold, found_in(gold)), now)), encoding="utf-8")
    with browser() as window:
        yield window, path


@pytest.fixture
def page(shown: tuple[Browser, Path]) -> Iterator[Browser]:
    window, path = shown
    window.open(path.parent / "report.html")
    window.run("location.hash = ''; location.reload()")
    window.open(path)
    yield window
    assert window.log() == [], "no script fails and nothing is loaded"


def position(page: Browser) -> str:
    return page.texts("#position")[0]


@needs_browser
def test_text_is_shown_as_text(page: Browser) -> None:
    page.press("]]")
    assert page.texts("#gold") == [ATTACK]
    assert page.texts("#found") == [ATTACK]
    assert page.texts("#name") == ["</script><i>evil</i>"]
    assert page.run(
        "return [document.title, document.images.length, document.querySelectorAll('main h1, main i').length]"
    ) == ["Validation", 0, 0]
    page.press("n")
    assert page.texts("#detail tbody tr.bad td")[:2] == ["<img src=x onerror=alert(1)>", "<script>alert(2)</script>"]


@needs_browser
def test_keys_step_from_error_to_error_and_round(page: Browser) -> None:
    seen = []
    for _ in range(6):
        page.press("n")
        seen.append((position(page), page.texts("#detail .badge")[0], page.texts("#detail b")[0]))
    assert seen[:5] == [
        ("error 1 of 5", "wrong", "percent “12.5%”"),
        ("error 2 of 5", "missed", "money “£48.2 million”"),
        ("error 3 of 5", "spurious", "count “a fourth”"),
        ("error 4 of 5", "wrong", "money “$5 million”"),
        ("error 5 of 5", "missed", "percent “<h1>5%</h1>”"),
    ]
    assert seen[5] == seen[0]
    page.press("p")
    assert position(page) == "error 5 of 5"
    assert page.texts("#name") == ["</script><i>evil</i>"]


@needs_browser
def test_both_sides_mark_what_differs(page: Browser) -> None:
    page.press("n")
    assert page.texts("mark.chosen") == ["12.5%", "12.5%"]
    assert page.texts("#detail tr.bad th") == ["period", "direction", "relation"]
    assert page.texts("#detail tr.bad td")[:2] == ["2023", "2022"]
    page.press("n")
    assert (page.texts("#gold mark.chosen.missed"), page.texts("#found mark.chosen"), page.texts("#found .ghost")) == (
        ["£48.2 million"], [], ["£48.2 million"],
    )  # fmt: skip
    page.press("n")
    assert (page.texts("#gold .ghost"), page.texts("#found mark.chosen.spurious")) == (["a fourth"], ["a fourth"])


@needs_browser
def test_offsets_are_code_points(page: Browser) -> None:
    page.press("]")
    assert page.texts("#name") == ["orchard/1"]
    assert page.texts("#gold mark") == ["€3.5 million to €4 million", "40 acres"]


@needs_browser
def test_filters_by_kind_class_and_field(page: Browser) -> None:
    assert page.texts("#classes .chip") == ["missed 2", "spurious 1", "wrong 2"]
    page.press("m")
    assert position(page) in {"3 errors", "error 1 of 3"}
    page.press("1")
    assert "of 2" in position(page) or position(page) == "2 errors"
    page.press("0")
    page.run("const s = document.querySelector('#field'); s.value = 'period'; s.dispatchEvent(new Event('change'))")
    page.press("n")
    assert position(page) == "error 1 of 1"
    assert page.texts("#releases .number") == ["1"]


@needs_browser
def test_confusion_leads_to_its_facts(page: Browser) -> None:
    page.click("#tab-confusion")
    assert page.texts("#matrix thead th")[-1] == "(missed)"
    page.run("const s = document.querySelector('#confused'); s.value = 'period'; s.dispatchEvent(new Event('change'))")
    page.click("#matrix td.differs button")
    assert position(page) == "fact 1 of 1"
    assert page.texts("mark.chosen") == ["12.5%", "12.5%"]
    assert page.texts("#pair") == ["period: 2023 → 2022 ✕"]
    page.click("#pair")
    assert position(page) == "error 1 of 5"


@needs_browser
def test_changes_since_the_baseline_lead_to_their_facts(page: Browser) -> None:
    page.click("#tab-changes")
    assert page.texts("#changed h2") == ["worse: 5", "better: 0", "other: 0"]
    page.click("#changed li:nth-child(2) button")
    assert page.texts("#gold mark.chosen") == ["£48.2 million"]


@needs_browser
def test_a_link_to_a_fact_opens_it(page: Browser) -> None:
    page.press("nn")
    assert page.run("return location.hash") == f"#mill/{mill().facts[2].start}"
    page.run("location.reload()")
    assert page.texts("#gold mark.chosen") == ["£48.2 million"]


@needs_browser
def test_search_and_help(page: Browser) -> None:
    page.press("/")
    page.run("const s = document.querySelector('#search'); s.value = 'ORCH'; s.dispatchEvent(new Event('input'))")
    assert page.texts("#releases button span:first-child") == ["orchard/1"]
    page.press("n")
    assert position(page) == "5 errors", "typing in the search is no step"
    page.press("\ue00c")  # Escape
    page.press("?")
    assert page.run("return document.querySelector('#help').open") is True
