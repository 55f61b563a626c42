"""The issuer of a release, by evidence that adds up, and whether it speaks of itself or of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import Document, Release
from extractor.link.entities import Entities
from extractor.link.issuer import Issuer, country_of, find_issuer
from extractor.link.names import Names
from extractor.segment import segment


def _issuer(text: str) -> tuple[Document, Issuer]:
    document = segment(Release(text, "issuer"))
    names = Names(document)
    return document, find_issuer(document, names, Entities(document, names))


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        (
            'OSLO, March 3, 2024 -- Halden Copper Corporation ("Halden" or the "Company") sold $4 million,'
            " and Osel Steel AS, its unit, earned $3 million.",
            "Halden Copper Corporation",
            "defined",
        ),
        ("Osel Steel AS sold a mill. Brightwater plc (LSE: BRW) bought it.", "Brightwater plc", "ticker"),
        (
            "Osel Steel AS sold a mill. It was old Harle that bought it, said Harle.\n\nAbout Harle\n\nIt saws.",
            "Harle",
            "about",
        ),
        ("Lyon was sunny. In Lyon it met Harle Tools. Write to press@harletools.com.", "Harle Tools", "site"),
        (
            "Harle Tools Opens a Mill in Lyon\n\nLYON, March 3, 2024 (Newsfile) - Harle Tools, a maker of saws, today "
            "announced that it has opened a mill.",
            "Harle Tools",
            "announces",
        ),
        ("Dear Shareholders: it was a year in which we grew. Our Harle Tools grew, a maker of saws. We saw Harle Tools "
         "grow, and it was Harle Tools, a maker of many saws, with our Harle Tools.", "Harle Tools", "often-4"),
        ("CFO Commentary\n\nRevenue was $4 million. Saw Blades grew, Hand Tools fell, Mill Parts fell.\n\nHarle Tools"
         " disclaims any obligation to update these statements.", "Harle Tools", "notice"),
        ("CFO Commentary\n\nRevenue was $4 million. Saw Blades grew, Hand Tools fell, Mill Parts fell.\n\n© 2024 Harle"
         " Tools. All rights reserved.", "Harle Tools", "notice"),
    ],
)  # fmt: skip
def test_an_organisation_speaks_of_itself(text: str, name: str, evidence: str) -> None:
    document, issuer = _issuer(text)
    assert issuer.name is not None
    assert issuer.name.of(document.text) == name
    assert evidence in issuer.evidence
    assert issuer.of_itself
    assert not issuer.of_others


@pytest.mark.parametrize(
    "text",
    [
        "The Federal Office of Harbours (FOH) counted ships. Osel Steel AS was there.",
        "Sen. Mara Lindqvist (D-ME) praised Harle Tools, a maker of saws. Harle Tools announced a mill.",
        "The Department of Justice and the Attorney General said that Osel Steel AS must pay.",
    ],
)
def test_an_office_or_an_official_speaks_of_others(text: str) -> None:
    _, issuer = _issuer(text)
    assert issuer.of_others
    assert not issuer.of_itself


@pytest.mark.parametrize(
    "text",
    [
        "It was a sunny day.",
        "Osel Province grew.\n\nOsel Province, a region, announced it.",
        "Osel and Harle signed eight pacts. Mara Lind met Jon Berg in Varn, at the yard of Orvel Steel Company.",
    ],
)
def test_nobody_or_a_place_says_neither(text: str) -> None:
    _, issuer = _issuer(text)
    assert not issuer.of_itself
    assert not issuer.of_others


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Norwegian ports grew, and the Norwegian fleet. Ports in Norway grew; Sweden did not.", "Norway"),
        ("Norwegian ports grew, and the Norwegian fleet.", None),
        ("It was a sunny day.", None),
    ],
)
def test_the_country_is_the_one_most_spoken_of(text: str, country: str | None) -> None:
    document = segment(Release(text, "issuer"))
    found = country_of(document, Names(document))
    assert (found and found.of(document.text)) == country


@given(st.text(alphabet='AB ab.,()\n“”":@/', max_size=200))
def test_any_text_has_one_issuer_of_one_sort_at_most(text: str) -> None:
    document, issuer = _issuer(text)
    assert not (issuer.of_itself and issuer.of_others)
    assert issuer.name is None or document.text[issuer.name.start : issuer.name.end]
