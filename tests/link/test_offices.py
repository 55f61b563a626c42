"""Offices and sources: what is counted of an illness is a place's, what is gathered or reckoned is nobody's of them."""

import pytest

from extractor.documents import Release
from extractor.facts import Quantity
from extractor.pipeline import Extractor


def owners(extractor: Extractor, text: str) -> list[str | None]:
    """Whose the figures are whose first characters are marked, in order."""
    marks = [i - 2 * n for n, i in enumerate(i for i, c in enumerate(text) if c == "⟦")]
    facts = extractor.extract(Release(text.replace("⟦", "").replace("⟧", ""), "offices")).facts
    found = {f.start: f for f in facts}
    quantities = [found[mark] for mark in marks]
    assert all(isinstance(f, Quantity) for f in quantities)
    return [f.subject.text if isinstance(f, Quantity) and f.subject else None for f in quantities]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("On 3 May, the Ministry of Health of Norway reported ⟦40 cases⟧ of cholera, including ⟦6 deaths⟧.", "Norway"),
        ("On 3 May, the Ministry of Health (MoH) of Norway reported ⟦40 cases⟧ of cholera.", "Norway"),
        ("On 3 May, the Ministry of Health in Norway reported ⟦40 cases⟧ of cholera.", "Norway"),
        ("On 3 May, the Ministry of Health, Norway, has confirmed ⟦40 cases⟧ of cholera.", "Norway"),
        ("On 3 May, the Norway Centre for Disease Control reported ⟦40 cases⟧ of cholera.", "Norway"),
        ("Cholera has come to Norway. On 3 May, the Norwegian Ministry of Health reported ⟦40 cases⟧.", "Norway"),
        ("On 3 May, the National Focal Point for Norway notified WHO of ⟦40 cases⟧ of cholera.", "Norway"),
    ],
)
def test_what_an_office_counts_of_the_ill_is_its_places(extractor: Extractor, text: str, owner: str) -> None:
    assert set(owners(extractor, text)) == {owner}


@pytest.mark.parametrize(
    "text",
    [
        "Globally, WHO has been informed of ⟦40 cases⟧ of cholera, including ⟦6 deaths⟧.",
        "Three samples of cholera were tested by the Institute of Virology in Osel; ⟦six deaths⟧ were seen.",
        "The fever has spread. In all ⟦40 cases⟧ of Middle East respiratory syndrome were seen.",
    ],
)
def test_whom_someone_tells_has_none_of_the_ill_and_an_office_without_a_place_neither(
    extractor: Extractor, text: str
) -> None:
    assert set(owners(extractor, text)) == {None}


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # no illness; who speaks of itself; what an office has itself
        ("On 3 May, the Ministry of Trade of Norway reported ⟦40 cases⟧ of fraud.", "Ministry of Trade of Norway"),
        (
            "OSLO, May 3, 2024 /PRNewswire/ -- Norway Health Center Inc. (OSE: NHC) today announced that it treated"
            " ⟦40 cases⟧ of cholera.",
            "Norway Health Center Inc.",
        ),
        ("Cholera is back. The Ministry of Health of Norway runs ⟦40 clinics⟧.", "Ministry of Health of Norway"),
    ],
)
def test_other_things_that_an_office_counts_are_its_own(extractor: Extractor, text: str, owner: str) -> None:
    assert set(owners(extractor, text)) == {owner}


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Real turnover in the retail sector adjusted for sales days and holidays fell by ⟦3%⟧.", None),
        ("The structure of the ⟦572,000 shops⟧ by size and economic sectors remains stable.", None),
        ("The Producer and Import Price Index fell in May 2021 by ⟦0.1%⟧, reaching ⟦105.1 points⟧.", None),
        ("Consumer Price Index in May 2013 – Prices fall\n\nThe Consumer Price Index fell by ⟦0.3%⟧ in May.", None),
        ("A rise of 2% was recorded in the construction price index, reaching ⟦104.1 points⟧.", None),
        ("The rate as defined by the Labour Organisation rose in Norway to ⟦4%⟧.", "Norway"),
        ("Inflation will move back to ⟦2%⟧ over the medium term.", None),
    ],
)
def test_how_a_figure_is_reckoned_and_who_gathers_it_own_nothing(
    extractor: Extractor, text: str, owner: str | None
) -> None:
    assert set(owners(extractor, text)) == {owner}


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "The Reserve Bank today cut the Official Cash Rate (OCR) to ⟦3%⟧. Norway grew. Norway is open.",
            "Reserve Bank",
        ),
        ("The Monetary Board of Osel lowered its policy rate to ⟦4%⟧.", "Monetary Board of Osel"),
        ("The board left the cash rate unchanged at ⟦4%⟧. Growth in Norway was weak. Norway is open.", None),
        ("The Official Cash Rate (OCR) will remain at ⟦8%⟧. The OCR was reviewed in July.", None),
    ],
)
def test_a_rate_that_a_bank_sets_is_no_countrys(extractor: Extractor, text: str, owner: str | None) -> None:
    assert set(owners(extractor, text)) == {owner}


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("In 2013, ⟦6%⟧ of people who had a job were hurt.", "people"),
        ("There were 134 deaths (CFR 2%) in ⟦six regions⟧ of the country.", None),
    ],
)
def test_shares_of_people_are_of_them_and_no_number_of_things_is_a_rate(
    extractor: Extractor, text: str, metric: str | None
) -> None:
    facts = extractor.extract(Release(text.replace("⟦", "").replace("⟧", ""), "shares")).facts
    fact = next(f for f in facts if f.start == text.index("⟦"))
    assert isinstance(fact, Quantity)
    assert (fact.metric and fact.metric.text) == metric
