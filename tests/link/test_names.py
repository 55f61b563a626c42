"""Names by themselves: where one begins and ends, and which full name a short form stands for."""

import pytest

from extractor.link.names import Names, find_names
from tests.building import document_of

NAMES = [
    ("Halden Copper Corp. said sales rose.", ["Halden Copper Corp."]),
    ("The Ministry of Finance of Norland reported growth.", ["Ministry of Finance of Norland"]),
    ("In March Norland's exports rose.", ["Norland"]),
    ("Mr. Erik Halden joined Bank of Osel.", ["Erik Halden", "Bank of Osel"]),
    ("This Friday Varn Motors opens.", ["Varn Motors"]),
    ("Our net sales in Europe rose.", ["Europe"]),
    ("shares of Osel Valley Bank fell", ["Osel Valley Bank"]),
    ("net sales rose", []),
    (
        "PT Bank Orvel (Persero) Tbk grew, as did Hale Foods (Osel) PCL.",
        ["PT Bank Orvel (Persero) Tbk", "Hale Foods (Osel) PCL"],
    ),
    ("Hale Foods (Osel) grew.", ["Hale Foods", "Osel"]),
    ("aid from Osel Co-Founder Mara Lind Ness and Orvel Capital", ["Mara Lind Ness", "Orvel Capital"]),
    ("It wrote to Osel Bank AS Osel Bank AS.", ["Osel Bank AS", "Osel Bank AS"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_where_names_begin_and_end(text: str, names: list[str]) -> None:
    assert [name.span.of(text) for name in find_names(text)] == names


@pytest.mark.xfail(strict=True, reason="a post and a company joined by `of` stay in the person's name")
def test_a_person_and_a_company() -> None:
    text = "CEO Anna Berg of Larkspur Grocers Inc. said so."
    assert [name.span.of(text) for name in find_names(text)] == ["Anna Berg", "Larkspur Grocers Inc."]


@pytest.mark.xfail(strict=True, reason="two companies joined by `and` look like one with a partner's name")
def test_two_companies_joined() -> None:
    text = "Harlan Sons and Osel Steel merged."
    assert [name.span.of(text) for name in find_names(text)] == ["Harlan Sons", "Osel Steel"]


RELEASE = (
    'OSLO, March 3, 2024 -- Halden Copper Corporation ("Halden" or the "Company") said net sales rose to $40 million. '
    "Osel Steel AS, its unit, earned $3 million."
)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Halden", "Halden Copper Corporation"),
        ("Halden Copper", "Halden Copper Corporation"),
        ("Osel Steel", "Osel Steel AS"),
        ("Osel", "Osel Steel AS"),
        ("Steel", None),  # the end of a name is no short form
        ("Norland", None),
    ],
)
def test_a_short_form_stands_for_the_full_name(short: str, full: str | None) -> None:
    names = Names(document_of(RELEASE))
    found = names.full(short)
    assert (found and found.of(RELEASE)) == full


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        # a company's own short form is not its subsidiary's
        (
            "It is Osel & Hale that grew. With Osel & Hale it was Osel & Hale Subsidiary KTW Management LLC.",
            "Osel & Hale",
            "Osel & Hale",
        ),
        # the company with the fewest words more
        ("Hadley Shoe Holdings, Inc. bought Hadley, Inc. It was Hadley that grew.", "Hadley", "Hadley, Inc."),
        # a head alone is the one name that it heads
        ("At the 3rd Osel Water Summit it rained. The Summit ended.", "Summit", "Osel Water Summit"),
        # capitals of a headline are no abbreviation
        ("REID URGES ACTION ON ROADS AND RAIL\n\nHarry Reid spoke. REID spoke again.", "REID", "Harry Reid"),
    ],
)
def test_the_full_name_is_the_nearest_one(text: str, short: str, full: str) -> None:
    found = Names(document_of(text)).full(short)
    assert found is not None
    assert found.of(text) == full


def test_a_head_of_two_names_stands_for_neither() -> None:
    text = "The Osel Water Summit met the Hale Summit. The Summit ended."
    found = Names(document_of(text)).full("Summit")
    assert found is None or found.of(text) == "Summit"


@pytest.mark.parametrize("text", ["The Norwegian and European banks grew.", "It was said by Sen. Mara Lindqvist."])
def test_adjectives_of_places_and_titles_alone_are_no_names(text: str) -> None:
    assert not {"Norwegian", "European", "Sen"} & {name.text for name in Names(document_of(text)).all}
