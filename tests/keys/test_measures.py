"""What figures measure gets its standard name where it is sure, and none where it is not."""

from decimal import Decimal
from itertools import islice

import pytest

from extractor import Extractor
from extractor.facts import CountFact, Metric, MoneyFact, PercentFact, Phrase, Quantity, TableCell, TableKind
from extractor.keys.measures import Context, context_of, keyed_metric
from extractor.keys.standards import adjusted_words, standard_of
from extractor.read.html import read_html
from extractor.words.measure_keys import MeasureKey, measure_keys, spelt_out


def fact(
    label: str, kind: str = "money", *, table: TableKind | None = None, column: str | None = None, change: bool = False
) -> Quantity:
    """A figure of prose, or of a cell of a table of a kind."""
    shared = {"id": "f1", "text": "1", "start": 0, "end": 1, "section": "body", "sentence": 0, "rule": "r"}
    place = TableCell(index=0, row=1, column=1, row_label=label, column_label=column, kind=table)
    shared |= {"value": Decimal(1), "metric": Metric(text=label, start=0, end=len(label))}
    shared |= {"table": place if table else None, "basis": "year_over_year" if change else None}
    if kind == "percent":
        return PercentFact.model_validate({**shared, "unit": "percent"})
    if kind == "count":
        return CountFact.model_validate({**shared, "unit": "share"})
    per = "share" if kind == "per_share" else None
    return MoneyFact.model_validate({**shared, "unit": "USD", "currency_from": "explicit", "per": per})


def key(figure: Quantity, context: Context | None = None) -> str | None:
    metric = keyed_metric(figure, context or Context())
    assert metric is not None
    return metric.key


PROSE = [
    ("Revenue", "money", "revenue"),
    ("third-quarter net sales", "money", "revenue"),
    ("Revenue", "percent", None),
    ("gross margin", "percent", "gross_margin"),
    ("gross margin", "money", "gross_profit"),
    ("Net loss", "money", "net_income"),
    ("net income", "per_share", "eps"),
    ("diluted earnings per share", "per_share", "eps_diluted"),
    ("Basic and diluted loss per share", "per_share", "eps_basic_and_diluted"),
    ("Adjusted EBITDA", "money", "adjusted_ebitda"),
    ("EBITDA", "money", "ebitda"),
    ("non-GAAP diluted EPS", "per_share", "adjusted_eps_diluted"),
    ("Non-GAAP operating income", "money", "adjusted_operating_income"),
    ("Operating income (non-GAAP)", "money", "adjusted_operating_income"),
    ("Free cash flow (non-GAAP)", "money", "free_cash_flow"),
    ("Adjusted free cash flow", "money", "adjusted_free_cash_flow"),
    ("Comparable sales", "percent", "comparable_sales"),
    ("core inflation", "percent", "core_inflation"),
    ("unemployment rate", "percent", "unemployment_rate"),
    ("quarterly dividend", "per_share", "dividend_per_share"),
    # What is not sure stays without a key.
    ("Cloud revenue", "money", None),
    ("revenue per employee", "money", None),
    ("cost savings", "money", None),
    ("GAAP and non-GAAP gross margins", "percent", None),
    ("diluted earnings per share from continuing operations", "per_share", None),
    ("discontinued operations, diluted earnings per share", "per_share", None),
    ("total", "money", None),
    ("effect of dilutive securities", "count", None),
]


@pytest.mark.parametrize(("label", "kind", "expected"), PROSE)
def test_keys_of_prose(label: str, kind: str, expected: str | None) -> None:
    assert key(fact(label, kind)) == expected


STATEMENTS: list[tuple[str, TableKind, str | None, str | None]] = [
    ("Inventories", "balance_sheet", "inventory", "InventoryNet"),
    ("Inventories", "cash_flow", "change_in_inventories", "IncreaseDecreaseInInventories"),
    ("Accounts payable", "cash_flow", "change_in_accounts_payable", "IncreaseDecreaseInAccountsPayable"),
    ("Net cash (used in) provided by operating activities", "cash_flow", "operating_cash_flow",
     "NetCashProvidedByUsedInOperatingActivities"),
    ("Gross profit", "income", "gross_profit", "GrossProfit"),
    ("Total assets", "balance_sheet", "assets", "Assets"),
    ("Total revenues", "income", "revenue", "Revenues"),
    ("Receivables, net", "cash_flow", "change_in_receivables", "IncreaseDecreaseInReceivables"),
    ("Cash paid during the year for interest", "cash_flow", "interest_paid", "InterestPaidNet"),
    ("Cash paid for income taxes, net", "cash_flow", "income_taxes_paid", "IncomeTaxesPaidNet"),
    ("Payment of interest and taxes withheld", "cash_flow", None, None),
    ("Cash and cash equivalents: Ending", "cash_flow", "cash_at_end", "CashAndCashEquivalentsAtCarryingValue"),
    ("Cash, cash equivalents and restricted cash at end of year", "cash_flow", "cash_at_end",
     "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"),
    ("Other (expense), net", "income", None, None),  # only beside operating income
    ("Furniture, equipment and leasehold improvements, net", "balance_sheet", "property_plant_equipment",
     "PropertyPlantAndEquipmentNet"),
    ("Other", "cash_flow", None, None),
    ("Common stock, $0.01 par value; 100 shares authorized", "balance_sheet", "common_stock", "CommonStockValue"),
    ("Common stock dividends", "cash_flow", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "table", "expected", "element"), STATEMENTS)
def test_rows_of_statements(label: str, table: TableKind, expected: str | None, element: str | None) -> None:
    metric = keyed_metric(fact(label, table=table), Context())
    assert metric is not None
    assert (metric.key, metric.us_gaap) == (expected, element)


def test_what_stands_beside_a_row_decides_what_it_is() -> None:
    alone = fact("Net income", table="income")
    minority = fact("Net income attributable to noncontrolling interests", table="income")
    assert key(alone, context_of([alone], None, None)) == "net_income"
    assert key(alone, context_of([alone, minority], None, None)) == "net_income_with_noncontrolling"
    other, current = fact("Other assets", table="balance_sheet"), fact("Total current assets", table="balance_sheet")
    for rows, element in (([other], "OtherAssets"), ([other, current], "OtherAssetsNoncurrent")):
        metric = keyed_metric(other, context_of(rows, "gaap", 2025))
        assert metric is not None
        assert metric.us_gaap == element
    sales, total = fact("Net sales", table="income"), fact("Total revenue", table="income")
    assert key(sales, context_of([sales], None, None)) == "revenue"
    assert key(sales, context_of([sales, total], None, None)) == "net_sales"


def test_columns_of_adjusted_figures() -> None:
    assert key(fact("Operating income", table="reconciliation", column="GAAP")) == "operating_income"
    assert key(fact("Operating income", table="reconciliation", column="Non-GAAP")) == "adjusted_operating_income"
    for column in ("Adjustments", "2025 Adj.", "GAAP Non-GAAP", "RECONCILIATION OF GAAP TO NON-GAAP MEASURES"):
        assert key(fact("Operating income", table="reconciliation", column=column)) is None
    for column in ("Non-GAAP", "RECONCILIATION OF GAAP TO NON-GAAP MEASURES"):  # the row says itself which it is
        assert key(fact("GAAP operating income", table="reconciliation", column=column)) == "operating_income"
        assert key(fact("Non-GAAP operating income", table="reconciliation", column=column)) == (
            "adjusted_operating_income"
        )


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (", excluding hedging effects, for the year", None),
        (" before working capital changes", None),
        (" on a constant currency basis", None),
        (" of $5 million", "revenue"),
        (" on Monday", "revenue"),
        (" exceeded", "revenue"),
    ],
)
def test_what_stands_behind_a_measure_may_make_another_of_it(behind: str, expected: str | None) -> None:
    assert key(fact("Revenue"), context_of([], None, None, text=f"Revenue{behind}")) == expected


def test_a_row_that_prints_signs_is_not_turned() -> None:
    """`Cash used in investing activities | (5) | 3` is an outflow and an inflow; `| 5 | 3` are two outflows."""
    first = fact("Net cash used in investing activities", table="cash_flow")
    below = first.model_copy(update={"value": Decimal(-5)})
    for row, negated in (([first, below], None), ([first, first], True)):
        metric = keyed_metric(first, context_of(row, None, None))
        assert metric is not None
        assert (metric.key, metric.negated) == ("investing_cash_flow", negated)


def test_a_row_without_a_label_is_not_what_its_head_says() -> None:
    figure = fact("Current assets", table="balance_sheet")
    assert figure.table is not None
    total = figure.model_copy(update={"table": figure.table.model_copy(update={"row_label": None})})
    assert key(total) is None


def test_elements_are_those_of_the_standards_that_a_release_names() -> None:
    row, prose = fact("Gross profit", table="income"), fact("Gross profit")
    said = [
        (row, "gaap", "GrossProfit", None),
        (row, "ifrs", None, "GrossProfit"),
        (row, None, "GrossProfit", "GrossProfit"),
    ]
    said += [(prose, "gaap", "GrossProfit", None), (prose, None, None, None)]
    for figure, standard, us_gaap, ifrs in said:
        metric = keyed_metric(figure, Context(standard))  # type: ignore[arg-type]
        assert metric is not None
        assert (metric.us_gaap, metric.ifrs) == (us_gaap, ifrs)
        assert metric.basis_of_accounting == (standard or "unknown")


def test_a_change_has_the_key_of_what_changes_and_no_element() -> None:
    metric = keyed_metric(fact("Gross profit", "percent", change=True), Context("gaap"))
    assert metric is not None
    assert (metric.key, metric.us_gaap) == ("gross_profit", None)


USED: list[tuple[str, TableKind, str | None, str | None, str | None]] = [
    ("Interest expense", "income", "InterestExpense", "InterestExpenseNonoperating", None),
    ("Net change in cash", "cash_flow", "CashAndCashEquivalentsPeriodIncreaseDecrease",
     "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect",
     None),
    ("Net sales", "income", "Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "table", "before", "since", "undated"), USED)
def test_an_element_is_given_in_the_years_in_which_it_is_used(
    label: str, table: TableKind, before: str | None, since: str | None, undated: str | None
) -> None:
    row, rows = fact(label, table=table), frozenset({"operating_income"})
    told = [keyed_metric(row, Context("gaap", year, rows)) for year in (2017, 2025, None)]
    assert [metric and metric.us_gaap for metric in told] == [before, since, undated]


def test_a_segment_has_no_element_of_the_whole() -> None:
    row = fact("Revenues", table="income").model_copy(update={"segment": Phrase(text="Boats", start=0, end=5)})
    metric = keyed_metric(row, Context("gaap", 2025))
    assert metric is not None
    assert (metric.key, metric.us_gaap) == ("revenue", None)


SIGNS: list[tuple[str, TableKind, int, bool | None]] = [
    ("Net loss", "income", 5, True),
    ("Net loss", "income", -5, None),  # the brackets say it already
    ("Net (loss) income", "income", 5, None),
    ("Net income", "income", 5, None),
    ("Operating loss", "income", 5, True),
    ("Net cash used in operating activities", "cash_flow", 5, True),
    ("Net cash provided by (used in) operating activities", "cash_flow", 5, None),
    ("Capital expenditures", "cash_flow", -5, True),
    ("Capital expenditures", "cash_flow", 5, None),
    ("Allowance for credit losses", "balance_sheet", 5, None),
    ("Accumulated deficit", "balance_sheet", 5, True),
    ("Retained earnings (accumulated deficit)", "balance_sheet", 5, None),
]


@pytest.mark.parametrize(("label", "table", "number", "negated"), SIGNS)
def test_the_sign_with_which_a_number_counts(label: str, table: TableKind, number: int, negated: bool | None) -> None:
    figure = fact(label, table=table).model_copy(update={"value": Decimal(number)})
    metric = keyed_metric(figure, Context())
    assert metric is not None
    assert metric.negated is negated


SPOKEN = [("under US GAAP", "gaap"), ("IFRS and non-GAAP measures", "ifrs"), ("IFRS and US GAAP", None), ("", None)]


@pytest.mark.parametrize(("text", "standard"), SPOKEN)
def test_standards(text: str, standard: str | None) -> None:
    assert standard_of(text) == standard


def test_adjusted_words_are_whole_words() -> None:
    assert adjusted_words("Adjusted net income, non-GAAP") == {"adjusted", "non gaap"}
    assert not adjusted_words("Foreign currency translation adjustments; corebridge")


LEXICON = measure_keys()


@pytest.mark.parametrize("measure", LEXICON.measures, ids=lambda m: m.key)
def test_every_row_of_the_lexicon_is_found_by_its_own_words(measure: MeasureKey) -> None:
    """No row is hidden by one before it: in its own place and company each leads to its key."""
    place = min((t for t in measure.tables if t != "prose"), default=None)
    rows = frozenset(min(group) for group in measure.beside)
    kind = "money" if measure.kind == "any" else measure.kind
    assert not any("(" in label or "|" in label for pattern in measure.says for label in spelt_out(pattern))
    labels = [label.rstrip("*") for pattern in measure.says for label in islice(spelt_out(pattern), 40)]
    assert labels or measure.bags
    found = {key(fact(label, kind, table=place), Context("gaap", 2020, rows)) for label in labels if label.strip()}
    assert not labels or measure.key in found or f"adjusted_{measure.key}" in found
    assert measure.source.strip()
    assert measure.tables <= {"income", "balance_sheet", "cash_flow", "segment", "reconciliation", "key_figures",
                              "guidance", "prose"}  # fmt: skip


def test_one_key_has_one_kind_and_one_name() -> None:
    for attribute in ("kind", "time", "label"):
        said: dict[str, set[str]] = {}
        for measure in LEXICON.measures:
            said.setdefault(measure.key, set()).add(getattr(measure, attribute))
        several = {key: values for key, values in said.items() if len(values) > 1}
        assert not several or attribute == "label", several


def test_a_statement_from_text_to_keys() -> None:
    page = (
        "<p>Larch, Inc. (NYSE: LCH) reports under U.S. GAAP.</p><p>CONDENSED STATEMENTS OF INCOME (in thousands, "
        "except per share data)</p><table><tr><td><td colspan=2>Three Months Ended March 31,<tr><td><td>2025<td>2024"
        "<tr><td>Net sales<td>$1,204<td>$1,100<tr><td>Gross profit<td>600<td>500<tr><td>Net income<td>90<td>80"
        "<tr><td>Diluted earnings per share<td>$0.90<td>$0.80</table>"
    )
    found = Extractor().extract(read_html(page.encode(), source="larch.htm"))
    keys = [f.metric.key for f in found.facts if f.kind != "date" and f.table and f.metric]
    assert keys == [name for name in ("revenue", "gross_profit", "net_income", "eps_diluted") for _ in range(2)]
