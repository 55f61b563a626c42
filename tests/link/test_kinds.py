"""What brackets, tolerances, complements and restated figures say: sentences of each kind in varied words."""

import pytest

from extractor.facts import Fact, Quantity
from extractor.pipeline import Extractor

#: Texts with the printed figure and the one that it is compared with, or None where it is another reading of the same.
BRACKETS = [
    ("Basic earnings were $0.55 per share ($0.53 diluted).", "$0.53", None),
    ("Net earnings per share came to $1.20 ($1.14 on a diluted basis).", "$1.14", None),
    ("The mill wrote down $3 million (after tax $2 million).", "$2 million", None),
    ("The mill wrote down $3 million ($2 million net of tax).", "$2 million", None),
    ("Sales grew to €410 million (€402 million at constant exchange rates).", "€402 million", None),
    ("Like-for-like sales were £12.4 million (including the new shops £14.1 million).", "£14.1 million", None),
    ("Operating profit was SEK 41 million (adjusted SEK 46 million).", "SEK 46 million", None),
    ("Turnover reached $31.5 million (excluding Norway: $29.0 million).", "$29.0 million", None),
    ("The charge came to $14.0 million ($11.2 million for the mills alone).", "$11.2 million", None),
    ("The margin was 14.6% (before one-off items 16.2%).", "16.2%", None),
    ("EBIT was €12 million (last year: €11 million).", "€11 million", "€12 million"),
    ("EBIT was €12 million (previous year €11 million).", "€11 million", "€12 million"),
    ("EBIT was €12 million (€11 million in the same quarter of 2023).", "€11 million", "€12 million"),
    ("EBIT was €12 million (H1 2023: €11 million; H2 2022: €9 million).", "€9 million", "€12 million"),
    ("EBIT was €12 million (€11 million a year earlier).", "€11 million", "€12 million"),
    ("EBIT was €12 million (11).", "11", "€12 million"),
    ("EBIT is expected at €12 million (earlier guidance: €14 million).", "€14 million", "€12 million"),
    ("Cash was $40 million (31 December 2023: $38 million).", "$38 million", "$40 million"),
    ("The vacancy rate stood at 4.2% (Q4 2023: 4.6%).", "4.6%", "4.2%"),
]
#: Texts with a tolerance.
TOLERANCES = [
    ("We expect sales of $410 million, plus or minus 2%.", "2%"),
    ("The plant should make 500 tonnes, give or take 20 tonnes.", "20 tonnes"),
    ("Gross margin is guided to 71.5% ± 50 basis points.", "50 basis points"),
    ("Fourth-quarter turnover will be €90 million, plus or minus €3 million.", "€3 million"),
    ("Shipments are seen at 12 million units, plus or minus 5 per cent.", "5 per cent"),
    ("Its estimate of costs is $3 billion +/- 10%.", "10%"),
    ("Operating expenses should be about $80 million, plus or minus $2 million.", "$2 million"),
    ("The forecast for revenue is $25 million plus/minus $1 million.", "$1 million"),
    ("The tax rate is expected to be 16.5%, plus or minus 1%.", "1%"),
]
#: Texts with a figure and what it measures.
MEASURES = [
    ("Return on average assets of 1.42%; return on average equity of 10.8%.", "1.42%", "Return on average assets"),
    ("Gain on sale of loans of $1.9 million.", "$1.9 million", "Gain on sale of loans"),
    ("Return on invested capital was 12.4%.", "12.4%", "Return on invested capital"),
    ("The firm had revenue from subscriptions of $5 million.", "$5 million", "revenue from subscriptions"),
    ("Yield on loans of 5.1%; cost of funds of 1.25%.", "5.1%", "Yield on loans"),
    ("GAAP diluted EPS was $0.71.", "$0.71", "GAAP diluted EPS"),
    ("Non-GAAP diluted EPS was $0.84.", "$0.84", "Non-GAAP diluted EPS"),
]
#: Texts with a change, its direction and basis.
CHANGES = [
    ("Operating income rose 9% (at constant rates 7%).", "9%", "up", None),
    ("Operating income rose 9% (at constant rates 7%).", "7%", "up", "constant_currency"),
    ("Operating income rose 9% (7% at constant exchange rates).", "7%", "up", "constant_currency"),
    ("Sales were down 4% (organic 2%).", "2%", "down", None),
    ("Wages rose 4% (1% of which was bonuses).", "1%", None, None),
    ("The port cut 25% of its staff, or 900 jobs.", "900 jobs", "down", None),
    ("The swap spread tightened 12bps.", "12bps", "down", None),
    ("Orders exceeded those of the previous year's quarter by 30%.", "30%", "up", "year_over_year"),
    ("Repairs negatively impacted net income by $3 million.", "$3 million", "down", None),
    ("Growth of up to 7% compared to the previous year is expected.", "7%", "up", "year_over_year"),
    (
        "Deposits were $7 million at June 30, 2023, up 5% compared to March 31, 2023.",
        "5%",
        "up",
        "quarter_over_quarter",
    ),
    ("Deposits were up 5% to $7 million at June 30, 2023 compared to June 30, 2022.", "5%", "up", "year_over_year"),
    ("Relative to March 2022, exports in March 2023 grew by 5%.", "5%", "up", "year_over_year"),
]


def _one(extractor: Extractor, text: str, figure: str) -> tuple[Quantity, dict[str, Fact]]:
    facts = extractor.extract(text).facts
    (found,) = [fact for fact in facts if fact.text == figure]
    assert isinstance(found, Quantity)
    return found, {fact.id: fact for fact in facts}


@pytest.mark.parametrize(("text", "figure", "compared"), BRACKETS)
def test_a_bracket_says_whether_it_compares(extractor: Extractor, text: str, figure: str, compared: str | None) -> None:
    found, facts = _one(extractor, text, figure)
    relation = found.relation
    assert (relation.type if relation else None) == ("prior_of" if compared else None)
    assert (facts[relation.to].text if relation else None) == compared


@pytest.mark.parametrize(("text", "figure"), TOLERANCES)
def test_a_tolerance_measures_nothing(extractor: Extractor, text: str, figure: str) -> None:
    found, _ = _one(extractor, text, figure)
    assert (found.metric, found.direction) == (None, None)
    assert found.value is not None
    assert found.value > 0


@pytest.mark.parametrize(("text", "figure", "measure"), MEASURES)
def test_a_measure_is_kept_whole(extractor: Extractor, text: str, figure: str, measure: str) -> None:
    found, _ = _one(extractor, text, figure)
    assert found.metric is not None
    assert found.metric.text == measure


@pytest.mark.parametrize(("text", "figure", "direction", "basis"), CHANGES)
def test_how_and_against_what(
    extractor: Extractor, text: str, figure: str, direction: str | None, basis: str | None
) -> None:
    found, _ = _one(extractor, text, figure)
    assert (found.direction, found.basis) == (direction, basis)
