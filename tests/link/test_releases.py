"""Whole releases: what only the document says (issuer, frames of time, names, parts, repeats, arithmetic)."""

from datetime import date

import pytest

from extractor.documents import Release
from extractor.facts import Quantity, ReleaseFacts
from extractor.pipeline import Extractor

EARNINGS = """\
Bramble Foods Reports Third Quarter 2022 Results

YORK, England, Nov. 3, 2022 /PRNewswire/ -- Bramble Foods plc (LSE: BRMB) ("Bramble" or the "Company"), \
a maker of jam, today announced results for the third quarter ended September 30, 2022.

Net sales were £48.0 million, up 20% from £40.0 million in the prior-year quarter. We earned £6.0 million before tax. \
Total debt was £11.0 million.

"Bramble sold 9 million jars," said Ada Poole, chief executive. It also opened two shops.

Outlook

For the full year 2022, the Company expects net sales of £190 million.

About Bramble Foods

Bramble Foods employs 800 people.
"""


@pytest.fixture(scope="module")
def earnings(extractor: Extractor) -> ReleaseFacts:
    return extractor.extract(Release(EARNINGS, "earnings"))


def _one(facts: ReleaseFacts, text: str) -> Quantity:
    found = [f for f in facts.facts if f.text == text]
    assert len(found) == 1, f"{len(found)} facts {text!r} among {[f.text for f in facts.facts]}"
    assert isinstance(found[0], Quantity)
    return found[0]


def _subject(fact: Quantity) -> str | None:
    return fact.subject.text if fact.subject else None


def _period(fact: Quantity) -> str | None:
    return fact.period.value if fact.period else None


def _relation(facts: ReleaseFacts, fact: Quantity) -> tuple[str, str] | None:
    text = {f.id: f.text for f in facts.facts}
    return (fact.relation.type, text[fact.relation.to]) if fact.relation else None


# ------------------------------------------------------------------------------------------ whose


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("£48.0 million", "the issuer by default"),
        ("£6.0 million", "we"),
        ("9 million jars", "the defined term"),
        ("two shops", "it"),
        ("£190 million", "the Company"),
        ("800 people", "the name of the about-section"),
    ],
)
def test_every_way_of_naming_the_issuer_gives_its_full_name(earnings: ReleaseFacts, text: str, by: str) -> None:
    assert _subject(_one(earnings, text)) == "Bramble Foods plc", by


def test_an_about_section_is_about_the_name_in_its_heading(extractor: Extractor) -> None:
    text = EARNINGS + "\nAbout Pike Retail\n\nIt runs 90 stores.\n"
    assert _subject(_one(extractor.extract(Release(text, "x")), "90 stores")) == "Pike Retail"


def test_an_abbreviation_stands_for_the_name_before_its_bracket(extractor: Extractor) -> None:
    text = "The Nordvik Housing Agency (NHA) met on Monday. In its report the NHA counted 400 empty flats."
    assert _subject(_one(extractor.extract(Release(text, "x")), "400 empty flats")) == "Nordvik Housing Agency"


def test_a_surname_stands_for_the_person(extractor: Extractor) -> None:
    text = "Mara Lindqvist was convicted on Monday in Oslo. Lindqvist must pay $4,000."
    assert _subject(_one(extractor.extract(Release(text, "x")), "$4,000")) == "Mara Lindqvist"


def test_a_rate_that_an_office_reports_is_its_country_s(extractor: Extractor) -> None:
    text = (
        "The Office for Forecasts published its report on Monday.\n\n"
        "Norland's GDP will grow by 2.1%.\n\nInflation is set to fall to 1.3%.\n"
    )
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert [_subject(_one(facts, t)) for t in ("2.1%", "1.3%")] == ["Norland", "Norland"]


def test_a_first_name_that_opens_a_sentence_stays_in_the_name(extractor: Extractor) -> None:
    text = "Mara Lindqvist, 49, was sentenced on Monday. On July 27, Lindqvist was ordered to pay $4,000."
    assert _subject(_one(extractor.extract(Release(text, "x")), "$4,000")) == "Mara Lindqvist"


def test_a_change_without_a_measure_has_that_of_the_sentence_before(extractor: Extractor) -> None:
    text = "Factory output was flat at $3 million. From May there was an increase of 2%."
    fact = _one(extractor.extract(Release(text, "x", None, date(2022, 8, 1))), "2%")
    assert fact.metric is not None
    assert fact.metric.text == "Factory output"


def test_a_release_that_names_nobody_gives_no_subject(extractor: Extractor) -> None:
    fact = _one(extractor.extract(Release("the price was $4 in march.", "x")), "$4")
    assert fact.subject is None


# ------------------------------------------------------------------------------------------- when


def test_the_paragraph_and_the_release_frame_the_time(earnings: ReleaseFacts) -> None:
    assert _period(_one(earnings, "£48.0 million")) == "2022-Q3"
    assert _period(_one(earnings, "£6.0 million")) == "2022-Q3"


def test_a_balance_is_of_the_last_day(earnings: ReleaseFacts) -> None:
    assert _period(_one(earnings, "£11.0 million")) == "2022-09-30"


def test_a_prior_figure_is_of_the_period_compared_with(earnings: ReleaseFacts) -> None:
    assert _period(_one(earnings, "£40.0 million")) == "2021-Q3"


def test_a_period_points_to_the_date_that_names_it(earnings: ReleaseFacts) -> None:
    period = _one(earnings, "£190 million").period
    assert period is not None
    assert [f.text for f in earnings.facts if f.id == period.date] == ["full year 2022"]


def test_a_heading_frames_what_follows_until_the_next_one(extractor: Extractor) -> None:
    text = (
        "Dale Mills Inc. sells flour.\n\nSecond Quarter 2021\n\nRevenue was $3 million.\n\n"
        "Full Year 2021\n\nRevenue was $9 million.\n"
    )
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert [_period(_one(facts, t)) for t in ("$3 million", "$9 million")] == ["2021-Q2", "2021"]


# ------------------------------------------------------------------------------- changes and status


def test_guidance_is_expected_and_results_are_actual(earnings: ReleaseFacts) -> None:
    assert _one(earnings, "£190 million").status == "expected"
    assert {_one(earnings, t).status for t in ("£48.0 million", "20%", "£6.0 million")} == {"actual"}


def test_a_change_its_level_and_the_prior_one(earnings: ReleaseFacts) -> None:
    change = _one(earnings, "20%")
    assert (change.direction, change.basis, _relation(earnings, change)) == (
        "up", "year_over_year", ("change_of", "£48.0 million"),
    )  # fmt: skip
    assert _relation(earnings, _one(earnings, "£40.0 million")) == ("prior_of", "£48.0 million")
    assert {f.metric.text for t in ("£48.0 million", "20%", "£40.0 million") if (f := _one(earnings, t)).metric} == {
        "Net sales"
    }


def test_the_amount_of_change_the_level_and_the_prior_are_three_facts(extractor: Extractor) -> None:
    text = "Selling expenses increased $1.2 million to $24.7 million, from $23.5 million in the same period of 2021."
    facts = extractor.extract(Release(text, "x", None, date(2022, 8, 1)))
    change, level, prior = (_one(facts, t) for t in ("$1.2 million", "$24.7 million", "$23.5 million"))
    assert (change.direction, level.direction, prior.direction) == ("up", None, None)
    assert _relation(facts, change) == ("change_of", "$24.7 million")
    assert _relation(facts, prior) == ("prior_of", "$24.7 million")
    assert facts.diagnostics == ()


def test_respectively_like_pairs_are_compared_pairwise(extractor: Extractor) -> None:
    text = "Net income was $17 million, or $1.59 per share, compared with $10 million, or $0.98 per share, a year ago."
    facts = extractor.extract(Release(text, "x", None, date(2022, 8, 1)))
    assert _relation(facts, _one(facts, "$10 million")) == ("prior_of", "$17 million")
    assert _relation(facts, _one(facts, "$0.98")) == ("prior_of", "$1.59")


# ------------------------------------------------------------------------------- across sentences


def test_a_repeat_points_to_its_first_mention(extractor: Extractor) -> None:
    text = "Dale Mills Inc. Earns $9.4 Million\n\nDale Mills Inc. said on Monday that it earned $9.4 million.\n"
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert _relation(facts, _one(facts, "$9.4 million")) == ("same_as", "$9.4 Million")


def test_bullets_below_including_are_parts(extractor: Extractor) -> None:
    text = (
        "Dale Mills Inc. returned $18 million to its owners, including:\n\n"
        "• Dividends of $11 million\n• Buybacks of $7 million\n"
    )
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert _relation(facts, _one(facts, "$11 million")) == ("part_of", "$18 million")
    assert _relation(facts, _one(facts, "$7 million")) == ("part_of", "$18 million")


def test_a_change_in_the_next_sentence_finds_its_level(extractor: Extractor) -> None:
    text = "Dale Mills Inc. makes flour. Its net sales were $8 million. Net sales rose 12%."
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert _relation(facts, _one(facts, "12%")) == ("change_of", "$8 million")


# ------------------------------------------------------------------------------------- arithmetic


def test_a_change_that_contradicts_its_levels_is_told_and_not_repaired(extractor: Extractor) -> None:
    text = "Net sales rose 50% to $12 million, from $10 million."
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert [(d.code, d.facts) for d in facts.diagnostics] == [("change-contradicts-levels", ("f1", "f2", "f3"))]
    assert _one(facts, "50%").value == 50
    assert _relation(facts, _one(facts, "50%")) == ("change_of", "$12 million")


def test_rounding_is_no_contradiction(extractor: Extractor) -> None:
    text = "Net sales rose 19% to $1.2 billion, from $1.0 billion."
    assert extractor.extract(Release(text, "x", None, date(2022, 2, 1))).diagnostics == ()


def test_a_hedged_change_is_not_held_to_account(extractor: Extractor) -> None:
    text = "Net sales rose about 50% to $12 million, from $10 million."
    assert extractor.extract(Release(text, "x", None, date(2022, 2, 1))).diagnostics == ()


def test_a_guessed_level_is_given_up_where_the_arithmetic_is_against_it(extractor: Extractor) -> None:
    text = "Net sales were $12 million, from $10 million. Net sales rose 50%."
    facts = extractor.extract(Release(text, "x", None, date(2022, 2, 1)))
    assert _relation(facts, _one(facts, "50%")) is None
    assert facts.diagnostics == ()


def test_a_share_that_contradicts_part_and_whole_is_told(extractor: Extractor) -> None:
    text = "The ministry reported 20 cases, including five cases (55%) in the north."
    codes = [d.code for d in extractor.extract(Release(text, "x", None, date(2022, 2, 1))).diagnostics]
    assert codes == ["share-contradicts-parts"]


# ------------------------------------------------------------------------------- a change said twice


@pytest.mark.parametrize(
    ("sentence", "amount", "percent"),
    [
        ("Pay was £3,412 in the first quarter of 2024, an increase of £118, or 3.6%, on the first quarter of 2023.",
         "£118", "3.6%"),
        ("Compared with June 2023, sales rose by £61,200, or about 2.6%, in June 2024.", "£61,200", "2.6%"),
        ("Sales rose by £61,200 (2.6%) year on year.", "£61,200", "2.6%"),
    ],
)  # fmt: skip
def test_a_percentage_that_restates_a_change_shares_its_links(
    extractor: Extractor, sentence: str, amount: str, percent: str
) -> None:
    facts = extractor.extract(Release(sentence, "restated"))
    first, second = _one(facts, amount), _one(facts, percent)
    assert first.direction == second.direction == "up"
    assert first.basis == second.basis == "year_over_year"
    assert _period(first) == _period(second)


def test_an_alternative_share_is_no_restated_change(extractor: Extractor) -> None:
    facts = extractor.extract(Release("Sales rose to £5 million, or 40% of the total, last year.", "share"))
    assert _one(facts, "40%").direction is None
