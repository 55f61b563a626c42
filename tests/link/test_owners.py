"""Names: where they begin and end, and which of them a release is by."""

import pytest

from extractor.documents import Release
from extractor.facts import Quantity
from extractor.link.names import find_names
from extractor.pipeline import Extractor


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The St. Brannoc Company said so.", ["St. Brannoc Company"]),
        ("We met the Bank of St. Osric and Mt. Ellis Bank.", ["Bank of St. Osric and Mt. Ellis Bank"]),
        ("They live on Main St. The road is long.", ["Main St"]),
        ("It was Dr. Harlow Beverages Inc. that paid.", ["Dr. Harlow Beverages Inc."]),
        ("It was Dr. Mary Poole that paid.", ["Mary Poole"]),
        ("The A. O. Wexford Corporation paid.", ["A. O. Wexford Corporation"]),
        ("Hum! Brands, Inc. paid. Gosh! Norway paid too.", ["Hum! Brands, Inc.", "Gosh", "Norway"]),
        ("It was bought by E.QV SE. J.M. Alder plc sold it.", ["E.QV SE", "J.M. Alder plc"]),
        ("Today 7K Power AG paid.", ["7K Power AG"]),
        ("In 1H Power AG paid.", ["Power AG"]),
        ("Marlow plc (LSE: MRLW) paid.", ["Marlow plc"]),
        ("OSLO Norvik Foods Inc. paid.", ["Norvik Foods Inc."]),
        ("It was BRIM Norvik Foods Inc. that paid.", ["BRIM Norvik Foods Inc."]),
        ("It was the 7-HALE Alliance that paid.", ["7-HALE Alliance"]),
        ("OSE: NVK - Norvik ASA paid.", ["Norvik ASA"]),
    ],
)
def test_a_name_is_cut_at_no_abbreviation_and_takes_nothing_that_is_not_its_own(text: str, names: list[str]) -> None:
    assert [n.text for n in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # an account of no thing that another sentence speaks of, but a cost or a price may be
        (
            "Marlow Foods Inc. (OSE: MRL) gave an update. Its big Phase 3 trial has 700 patients. Quarterly R&D"
            " expenses were ⟦$5 million⟧.",
            "Marlow Foods Inc.",
        ),
        (
            "Marlow Foods Inc. (OSE: MRL) grew by 5%. The same goes for Hadley Foods Inc. (OSE: HDL). Its margin was"
            " ⟦9%⟧.",
            "Hadley Foods Inc.",
        ),
        ("Salmon Maker Marlow Grows Again\n\nMarlow had sales of ⟦$5 million⟧. We like Marlow.", "Marlow"),
        ("Marlow Foods Inc. grew.\n• Total Assets Increased ⟦5%⟧", "Marlow Foods Inc."),
    ],
)
def test_a_figure_is_of_whom_its_sentence_says_or_of_the_company(extractor: Extractor, text: str, owner: str) -> None:
    facts = extractor.extract(Release(text.replace("⟦", "").replace("⟧", ""), "owned"))
    fact = next(f for f in facts.facts if f.start == text.index("⟦"))
    assert isinstance(fact, Quantity)
    assert fact.subject is not None
    assert fact.subject.text == owner


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("listed on the Oslo Stock Exchange (OSE: NVK)", False),
        ("shares of Oslo Stock Exchange Holdings (OSE: OSX)", True),
        ("shares of Norvik (OSE: NVK)", True),
    ],
)
def test_a_ticker_marks_a_company_but_not_the_exchange_it_is_listed_on(text: str, company: bool) -> None:
    assert list(find_names(text))[-1].company is company


@pytest.mark.parametrize(
    "text",
    [
        "OSE: NVK - Norvik Brands ASA reported sales of $210 million.\n\nWe employ ⟦3,000 people⟧.",
        "OSLO, May 2, 2020 - Norvik Brands ASA had a good year.\n\nIts shares are listed on the Oslo Stock Exchange"
        " (OSE: NVK). The Company employs ⟦3,000 people⟧.",
    ],
)
def test_an_exchange_is_no_issuer(extractor: Extractor, text: str) -> None:
    facts = extractor.extract(Release(text.replace("⟦", "").replace("⟧", ""), "listed"))
    marked = text[text.index("⟦") + 1 : text.index("⟧")]
    fact = next(f for f in facts.facts if f.text == marked)
    assert isinstance(fact, Quantity)
    assert fact.subject is not None
    assert fact.subject.text == "Norvik Brands ASA"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (
            "Hadley Arranges Cheap Loans for Many Shoe Makers\n\nIt was made by Hadley.\n\nWe employ ⟦30 people⟧.",
            "Hadley",
        ),
        ("Dear Shareholders:\n\nThe year was good for Hadley.\n\nWe employ ⟦30 people⟧.", "Hadley"),
        ("It was Hadley that grew. Hadley's Outdoor Wear sales rose ⟦17%⟧.", "Hadley"),
        (
            "It was old Hadley's Outdoor Wear that grew. Hadley's Outdoor Wear sales rose ⟦17%⟧.",
            "Hadley's Outdoor Wear",
        ),
    ],
)
def test_a_name_ends_where_the_release_ends_it_elsewhere(extractor: Extractor, text: str, owner: str) -> None:
    facts = extractor.extract(Release(text.replace("⟦", "").replace("⟧", ""), "ends"))
    marked = text[text.index("⟦") + 1 : text.index("⟧")]
    fact = next(f for f in facts.facts if f.text == marked)
    assert isinstance(fact, Quantity)
    assert fact.subject is not None
    assert fact.subject.text == owner


OFFICE = "The Federal Office of Harbours (FOH) counts ships. "
ISSUER = "Hadley Tools, Inc. announced results today. "


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (OFFICE + "Foreign visitors made ⟦2.5 million stays⟧.", "Foreign visitors"),
        (ISSUER + "Dairy digester projects generated ⟦$18 million⟧ in cash.", "Dairy digester projects"),
        (ISSUER + "Dairy digester projects grew by 3%. Rent was ⟦$2 million⟧.", "Hadley Tools, Inc."),
        (ISSUER + "Hadley's stores sold ⟦300 saws⟧.", "Hadley Tools, Inc."),
        (OFFICE + "\n\nRent was ⟦$2 million⟧.", None),
        (
            OFFICE + "\n\nGrowth abroad, in Sweden and in Norway, and in Norway again, was weak. GDP rose by ⟦3%⟧.",
            "Norway",
        ),
        ("Under the scheme, the Government of Osel will pay ⟦$5 million⟧ to farmers.", "Government of Osel"),
    ],
)
def test_a_figure_is_its_doers_and_an_issuers_only_where_it_speaks_of_itself(
    extractor: Extractor, text: str, owner: str | None
) -> None:
    marked = text[text.index("⟦") + 1 : text.index("⟧")]
    facts = extractor.extract(Release(text.replace("⟦", "").replace("⟧", ""), "doers"))
    fact = next(f for f in facts.facts if f.text == marked)
    assert isinstance(fact, Quantity)
    assert (fact.subject and fact.subject.text) == owner
