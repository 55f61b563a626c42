"""Tables of pages as facts: heads, scale, units, labels, changes, and what is no table of figures."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
import regex

from extractor import Extractor
from extractor.normalise.dates.fiscal import FiscalCalendar
from extractor.tables import cells
from extractor.tables.facts import Told
from tests.tables.reading import read_page, read_text, table

INCOME = "<p>CONDENSED STATEMENTS OF OPERATIONS</p><p>(In millions, except per share data)</p>"


def test_what_looks_like_cents_shares_and_ratios() -> None:
    read = read_page(
        "<p>STATEMENTS OF CASH FLOWS</p><p>(In millions)</p>"
        + table(
            "|Year Ended December 31,//3",
            "|2025||2024",
            "Net cash provided by operating activities (GAAP)|9,383||8,120",
            "Shares repurchased|(11.3)||(7.5)",
            "Debt / other financing|(4,511)||(754)",
            "Free cash flow per share, basic|1.25||1.10",
            "Diluted|1.24||1.09",
        )
    )
    assert read.values("Net cash provided by operating activities (GAAP)")[0] == "9383000000 USD"
    assert read.values("Shares repurchased")[0] == "-11300000 USD"
    assert read.values("Debt / other financing") == ["-4511000000 USD", "-754000000 USD"]
    assert [fact.name for fact in read.of("Diluted")] == ["Free cash flow per share: Diluted"] * 2


def test_differences_whose_head_is_lost_are_of_no_earlier_time() -> None:
    names = ("Sales", "Fees", "Costs", "Loans", "Rent", "Tax", "Gains", "Wages", "Fuel", "Profit")
    signed = zip(range(1, 11), names, "--+++-+++-", strict=True)
    rows = [f"{name} {10 * at}.5 {sign}0.{at} (0.{at})" for at, name, sign in signed]
    read = read_text("Results of the quarter ($ in millions)\n\n4Q24 3Q24 4Q23\n" + "\n".join(rows) + "\n")
    assert read.periods("Fees") == ["2024-Q4", None, None]
    assert read.values("Fees")[1] == "-200000 USD"


def test_a_statement() -> None:
    read = read_page(
        INCOME
        + table(
            "|Three Months Ended//5||Six Months Ended//5",
            "|June 30,//2||June 30,//2||June 30,//2||June 30,//2",
            "|2025//2||2024//2||2025//2||2024//2",
            "Net sales|$|1,204.5||$|1,100||$|2,300||$|2,000",
            "Cost of sales||(800||(700)|||(1,500)|||(1,400)",
            "Net income|$|88||$|(12)||$|100||$|40",
            "Net income per share:",
            ">Basic|$|0.52||$|(0.07)||$|0.59||$|0.24",
            ">Diluted||0.51|||(0.07)|||0.58|||0.23",
            "Weighted average shares:",
            ">Basic||170.1|||169|||170|||169",
        )
    )
    assert read.values("Net sales")[0] == "1204500000 USD"
    assert read.periods("Net sales") == ["2025-Q2", "2024-Q2", "2025-H1", "2024-H1"]
    assert [read.words(fact) for fact in read.of("Cost of sales")][:2] == ["(800", "(700)"]
    assert read.values("Cost of sales")[:2] == ["-800000000 USD", "-700000000 USD"]
    assert read.values("Basic")[:2] == ["0.52 USD/share", "-0.07 USD/share"]
    assert read.values("Basic")[4] == "170100000 share"
    assert [fact.name for fact in read.of("Basic")][::4] == [
        "Net income per share: Basic",
        "Weighted average shares: Basic",
    ]
    place = read.of("Diluted")[0].place
    assert (place.kind, place.title) == ("income", "CONDENSED STATEMENTS OF OPERATIONS")
    assert place.column_label == "Three Months Ended June 30, 2025"
    assert not read.diagnostics
    # the earlier quarter's cell is the prior of the later quarter's, the half year's of the half year's
    sales = read.of("Net sales")
    assert [sales.index(fact.relation[1]) if fact.relation else None for fact in sales] == [None, 0, None, 2]


def test_changes_and_their_relations() -> None:
    read = read_page(
        "<p>Results</p><p>($ in thousands)</p>"
        + table(
            "|Q2 2025|Q1 2025|Q2 2024|Q/Q|Y/Y",
            "Revenue|$1,200|$1,100|$1,000|9%|20%",
            "Margin|40.0%|38.0%|41.0%|2.0 pts|(1.0) pts",
        )
    )
    revenue = read.of("Revenue")
    assert [(f.direction, f.basis) for f in revenue[3:]] == [("up", "quarter_over_quarter"), ("up", "year_over_year")]
    assert [(*f.relation[:1], revenue.index(f.relation[1])) if f.relation else None for f in revenue] == [
        None, ("prior_of", 0), ("prior_of", 0), ("change_of", 0), ("change_of", 0)
    ]  # fmt: skip
    assert read.values("Margin") == [
        "40 percent", "38 percent", "41 percent", "2 percentage_point", "-1 percentage_point"
    ]  # fmt: skip
    assert read.periods("Revenue")[3] == "2025-Q2"


def test_changes_over_the_time_that_they_compare() -> None:
    rows = ("Loans|110|100|80|10|38", "Deposits|200|220|160|(9)|25", "Cards|30|24|20|25|50")
    read = read_page("<p>Trends (in millions)</p>" + table("||||1Q25 Change//2", "|1Q25|4Q24|1Q24|4Q24|1Q24", *rows))
    assert [(f.direction, f.basis) for f in read.of("Loans")[3:]] == [
        ("up", "quarter_over_quarter"),
        ("up", "year_over_year"),
    ]
    assert read.periods("Loans") == ["2025-Q1", "2024-Q4", "2024-Q1", "2025-Q1", "2025-Q1"]
    assert read.values("Deposits")[3:] == ["-9 percent", "25 percent"]


def test_titles_that_say_that_all_figures_are_changes() -> None:
    grid = table("|2025|2024", "Boats|5|(2)", "Trains|11|4")
    assert read_page("<p>Percent Change in Volume</p>" + grid).values("Boats") == ["5 percent", "-2 percent"]


def test_changes_without_a_sign_are_what_the_figures_show() -> None:
    rows = ("Rent|110|100|10", "Pay|90|120|(25)", "Power|55|50|10", "Food|30|20|50")
    read = read_page("<p>Costs</p><p>(in millions of dollars)</p>" + table("|2025|2024|Change", *rows))
    assert [read.values(name)[2] for name in ("Rent", "Pay")] == ["10 percent", "-25 percent"]
    rows = ("Rent|110|100|10", "Pay|90|120|(30)", "Power|55|50|5", "Food|30|20|10")
    read = read_page("<p>Costs</p><p>(in millions of dollars)</p>" + table("|2025|2024|Change", *rows))
    assert read.values("Pay")[2] == "-30000000 USD"
    # and columns that the figures contradict are no changes of these
    rows = ("Rent|110|100|77", "Pay|90|120|(31)", "Power|55|50|91", "Food|30|20|4")
    read = read_page("<p>Costs</p><p>(in millions of dollars)</p>" + table("|2025|2024|Change", *rows))
    assert [(f.direction, f.relation, f.period) for f in (read.of("Pay")[2],)] == [(None, None, None)]


def test_a_scale_that_is_not_known_gives_no_value_and_says_so() -> None:
    grid = table("|2025|2024", "Sales|$1,204|$1,101", "Profit|$88|$(12)", "Margin|7.3%|(1.1)%")
    read = read_page("<p>Overview</p>" + grid)
    assert read.values("Sales") == [None, None]
    assert read.values("Margin") == ["7.3 percent", "-1.1 percent"]
    assert [d.code for d in read.diagnostics] == ["table-scale-unknown"]
    # the prose knows
    read = read_page("<p>Overview</p>" + grid, Told(amounts=[Decimal(1_204_000_000), Decimal(1_101_000_000)]))
    assert read.values("Profit") == ["88000000 USD", "-12000000 USD"]
    # so does another table that prints the same figures
    other = "<p>(in thousands)</p>" + table("|2025|2024", "Net sales|$1,204|$1,101")
    assert read_page(f"{other}<p>More words stand here.</p>{grid}").values("Sales") == ["1204000 USD", "1101000 USD"]


def _statement(caption: str, rows: str) -> str:
    return f"{caption}\nThree Months Ended June 30,\n2025 2024\n{rows}\n\n"


ROWS = "Net sales $ 1,557 $ 1,433\nCost of sales 1,012 955\nNet income 171 120"
PROSE = (
    "The table below shows what we paid for our buildings in both of the quarters, without any scale of its own.\n\n"
)


def test_a_table_right_under_another_goes_on_in_its_scale() -> None:
    more = _statement("", "Capital expenditures $ 312 $ 298\nDividends paid 44 41")
    assert read_text(_statement("(in thousands)", ROWS) + more).values("Dividends paid") == ["44000 USD", "41000 USD"]


def test_a_table_takes_the_one_scale_of_all_others() -> None:
    alone = _statement("", "Rent $ 312 $ 298\nUpkeep 44 41")
    known = _statement("Net sales\n(in thousands)", ROWS)
    assert read_text(known * 3 + PROSE + alone).values("Upkeep") == ["44000 USD", "41000 USD"]
    assert read_text(known + PROSE + alone).values("Upkeep") == [None, None]
    exact = _statement("", "Rent $ 312.4 $ 298.1\nUpkeep 44.2 41.7")  # printed otherwise: perhaps in millions
    assert read_text(known * 3 + PROSE + exact).values("Upkeep") == [None, None]


def test_a_scale_of_other_tables_is_none_of_what_is_no_money() -> None:
    more = _statement("", "Jets delivered 12 14\nJets ordered 33 41")
    assert read_text(_statement("(in thousands)", ROWS) + more).values("Jets delivered") == ["12", "14"]


def test_a_caption_counts_through_the_sentence_that_leads_to_the_table() -> None:
    lead = "(Dollars in thousands)\n(Unaudited)\n\nOur revenue by geography is set out in the table below.\n"
    assert read_text(_statement(f"Geography\n{lead}", ROWS)).values("Net income") == ["171000 USD", "120000 USD"]


def test_scales_of_rows_and_columns() -> None:
    read = read_page(
        "<p>(in millions, except per share and share data)</p>"
        + table(
            "|Amount|Shares (in thousands)",
            "Common stock|$5|1,200",
            "Shares outstanding|1,204,111|",
            "Deposits (in billions)|$2|",
            "Dividend per share|$0.10|",
        )
    )
    assert read.values("Common stock") == ["5000000 USD", "1200000 share"]
    assert read.values("Shares outstanding") == ["1204111 share"]
    assert read.values("Deposits (in billions)") == ["2000000000 USD"]
    assert read.values("Dividend per share") == ["0.1 USD/share"]


def test_shares_in_another_scale_than_the_caption_says_are_seen_by_the_earnings_per_share() -> None:
    read = read_page(
        "<p>(in millions, except share and per share data)</p>"
        + table(
            "|2025|2024",
            "Net income|$500|$400",
            "Earnings per share|$2.00|$1.60",
            "Weighted average shares|250,000|250,000",
        )
    )
    assert read.values("Weighted average shares") == ["250000000 share", "250000000 share"]


def test_ratios_counts_and_rates_are_not_scaled() -> None:
    read = read_page(
        "<p>(in millions, except ratios and store data)</p>"
        + table(
            "|2025|2024",
            "Sales|$1,204|$1,101",
            "Number of stores|412|398",
            "Employees|12,400|12,100",
            "Current ratio|1.5|1.4",
            "Net debt to EBITDA|2.1x|2.3x",
            "Average price per ton|$84.10|$80.00",
            "Net sales per-share|$2.10|$2.00",
            "Interest rate|4.5|4.1",
        )
    )
    assert read.values("Number of stores")[0] == "412 store"
    assert read.values("Employees")[0] == "12400 employee"
    assert [read.values(name)[0] for name in ("Current ratio", "Net debt to EBITDA")] == ["1.5 x", "2.1 x"]
    assert read.values("Average price per ton")[0] == "84.1 USD/ton"
    assert read.values("Net sales per-share")[0] == "2.1 USD/share"


@pytest.mark.parametrize(
    ("caption", "sign", "value"),
    [
        ("(€ in millions)", "", "5000000 EUR"),
        ("£'000", "", "5000 GBP"),
        ("RMB million", "", "5000000 CNY"),
        ("Rs. in crore", "", "50000000 INR"),
        ("(in millions)", "HK$", "5000000 HKD"),
    ],
)
def test_currencies(caption: str, sign: str, value: str) -> None:
    read = read_page(f"<p>{caption}</p>" + table("|2025|2024", f"Revenue|{sign}5|{sign}4", "Profit|2|1"))
    assert read.values("Revenue")[0] == value
    assert read.values("Profit")[0] == value.replace("5", "2", 1)


def test_segments_in_columns_and_in_rows() -> None:
    columns = read_page(
        "<p>(in millions)</p>"
        + table("|Boats//2|Trains//2", "|Q1 2025|Q1 2024|Q1 2025|Q1 2024", "Revenue|$5|$4|$8|$7", "Costs|2|1|3|3")
    )
    assert [fact.segment and fact.segment.of(columns.text) for fact in columns.of("Revenue")] == [
        "Boats", "Boats", "Trains", "Trains"
    ]  # fmt: skip
    rows = read_page("<p>(in millions)</p>" + table("|Net sales//2", "|Q1 2025|Q1 2024", "North|$5|$4", "South|8|7"))
    (first, *_) = rows.of("South")
    assert first.metric is not None
    assert first.segment is not None
    assert (first.metric.of(rows.text), first.segment.of(rows.text)) == ("Net sales", "South")


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("Sales......", "Sales"),
        ("Sales . . . .", "Sales"),
        ("U.S.", "U.S."),
        ("Sales:", "Sales"),
        ("Sales (a)", "Sales"),
    ],
)
def test_labels_without_leaders_and_marks(printed: str, label: str) -> None:
    read = read_page("<p>(in millions)</p>" + table("|2025|2024", f"{printed}|$5|$4"))
    assert [fact.place.row_label for fact in read.facts] == [label, label]


def test_heads_right_under_heads() -> None:
    read = read_page(
        "<p>(in thousands, except per share data)</p>"
        + table(
            "|2025|2024",
            "Profit|$500|$400",
            "Per Common Share",
            "Net Earnings",
            "Basic|$0.51|$0.21",
            "Dividends|$0.68|$0.6",
        )
    )
    assert read.values("Basic") == ["0.51 USD/share", "0.21 USD/share"]
    assert read.of("Basic")[0].name == "Per Common Share: Net Earnings: Basic"


def test_rows_that_are_times() -> None:
    read = read_page(
        "<p>Equity</p><p>(in millions)</p>"
        + table(
            "|Common stock|Retained earnings",
            "Balance at December 31, 2024|$5|$40",
            "Net income||12",
            "Notes due 2030|3|1",
        )
    )
    assert read.periods("Balance at December 31, 2024") == ["2024-12-31"] * 2
    assert read.periods("Notes due 2030") == [None, None]
    sections = read_page(
        "<p>(in millions)</p>"
        + table(
            "|2025|2024", "Three Months Ended June 30:", ">Sales|$5|$4", "Six Months Ended June 30:", ">Sales|$9|$8"
        )
    )
    assert sections.periods("Sales") == ["2025-Q2", "2024-Q2", "2025-H1", "2024-H1"]


def test_signs_over_columns_of_changes() -> None:
    rows = ("Sales|$|110||$|100||$|10||10|%", "Rent||90|||120|||(30|)|(25|)%", "Power||55|||50|||5||10|%")
    read = read_page("<p>(in millions)</p>" + table("|2025//3|2024//3|Change//5", "||||||||$||%", *rows))
    assert read.values("Rent") == ["90000000 USD", "120000000 USD", "-30000000 USD", "-25 percent"]
    assert [(f.direction, f.basis) for f in read.of("Rent")[2:]] == [("down", "year_over_year")] * 2


def test_two_currencies_in_columns() -> None:
    read = read_page(
        "<p>CONSOLIDATED STATEMENTS OF INCOME</p>"
        + table(
            "|2025|2024|2025", "|RMB'000|RMB'000|US$'000", "Revenue|1,000|900|140", "Loss per ADS|(1.50)|(1.20)|(0.21)"
        )
    )
    assert read.values("Revenue") == ["1000000 CNY", "900000 CNY", "140000 USD"]
    assert read.values("Loss per ADS") == ["-1.5 CNY/share", "-1.2 CNY/share", "-0.21 USD/share"]


def test_small_figures_among_percentages_are_such() -> None:
    rows = "North 6 % (2) 4 %\nSouth 8 % 1 9 %\nWest 3 % — 3 %\nEast 7 % (3) (1) %"
    heads = "Three Months Ended June 30, 2025\nGAAP Adjustments Non-GAAP"
    read = read_text(f"Operating profit\n(in millions)\n{heads}\n{rows}\n")
    assert read.values("East") == ["7 percent", "-3 percent", "-1 percent"]


def test_heads_in_a_table_of_their_own() -> None:
    heads = table("|Year Ended//2", "(in € million)|31 Dec 2024|31 Dec 2023")
    read = read_page(heads + table("Revenue|1,204.1|1,150.9", "Profit|210.0|190.4"))
    assert (read.values("Profit"), read.periods("Profit")) == (["210000000 EUR", "190400000 EUR"], ["2024", "2023"])


def test_shares_of_a_column_are_of_its_time() -> None:
    rows = table("|2025|% of sales|2024|% of sales", "Sales|912|100.0|801|100.0", "Costs|401|44.0|360|45.0")
    read = read_page(f"<p>Income for the three months ended June 30, (in millions)</p>{rows}")
    assert read.periods("Costs") == ["2025-Q2", "2025-Q2", "2024-Q2", "2024-Q2"]


def test_guidance() -> None:
    read = read_page(
        "<p>Fiscal 2026 Outlook</p><p>($ in millions, except per share data)</p>"
        + table("|Low|High", "Revenue|$500|$520", "Diluted EPS|$1.20|$1.30")
        + table("|FY 2026 Guidance", "Capital expenditures|$40 - $45", "Tax rate|21% to 23%")
    )
    assert {fact.status for fact in read.facts} == {"expected"}
    assert read.values("Diluted EPS") == ["1.2 USD/share", "1.3 USD/share"]
    assert read.values("Tax rate") == ["21..23 percent"]


def test_labels_over_two_rows_and_heads_of_rows() -> None:
    read = read_page(
        "<p>(in thousands)</p>"
        + table("|2025|2024", "Net income attributable to", "common shareholders|$5|$4", "Other:", ">Other|1|2", "|6|6")
    )
    assert read.values("Net income attributable to common shareholders") == ["5000 USD", "4000 USD"]
    (last, _) = [fact for fact in read.facts if fact.place.row_label is None]
    assert last.metric is not None
    assert last.metric.of(read.text) == "Other"


def test_a_table_continued_without_heads_takes_those_before() -> None:
    first = "<p>(in thousands)</p>" + table("|2025|2024", "Sales|$5,000|$4,000")
    read = read_page(first + table("Costs|$2,000|$1,000"))
    assert read.periods("Costs") == ["2025", "2024"]
    assert read.values("Costs") == ["2000000 USD", "1000000 USD"]


def test_columns_of_notes_and_marks_are_no_figures() -> None:
    read = read_page(
        "<p>(in millions)</p>"
        + table("|Note|2025||2024", "Sales|4|$500||$400", "Costs|12|200|(1)|100", "Tax|13|30||20")
    )
    assert read.values("Sales") == ["500000000 USD", "400000000 USD"]
    assert read.values("Costs") == ["200000000 USD", "100000000 USD"]


def test_a_row_that_looks_like_years_is_none_under_years() -> None:
    read = read_page("<p>(in millions)</p>" + table("|2025|2024", "Sales|$5|$4", "Costs|2019|1998"))
    assert read.values("Costs") == ["2019000000 USD", "1998000000 USD"]


@pytest.mark.parametrize(
    "markup",
    [
        table("Contents|Page", "Overview|3", "Results|7", "Outlook|12"),
        table("Ann Example|Bo Sample", "Investor Relations|Media", "+1 555 010 2000|+1 555 010 3000"),
        table("Date|5 May 2025", "Time|10:00", "Telephone|555 0100"),
        table("(1)|Words of a note that stand beside its mark."),
        table("|1"),
        table("Words in one cell|and in another"),
    ],
)
def test_what_is_no_table_of_figures(markup: str) -> None:
    assert read_page(markup).facts == []


def test_every_fact_stands_where_it_says() -> None:
    read = read_page(INCOME + table("|2025|2024", "Sales(1)|$ 1,204|$(1,100)(2)", "Rate|5.5|%|4.5|%"))
    for fact in read.facts:
        assert any(char.isdigit() for char in read.words(fact))
        assert not read.words(fact).endswith("(2)")
    assert read.of("Sales")


@pytest.mark.parametrize(
    "rows",
    [
        lambda n: ["|2025|2024"] * n,
        lambda n: [f"{'>' * k}Head" for k in range(n)],
        lambda n: ["Some words"] * n,
        lambda n: ["|".join(["Sales"] + ["5.5"] * n)],
    ],
)
def test_odd_tables_of_any_size_are_read(rows: Callable[[int], list[str]]) -> None:
    read = read_page("<p>(in millions)</p>" + table(*rows(400), "Sales|$5|$4", "Costs|$3|$2"))
    assert all(read.words(fact) for fact in read.facts)


def test_work_grows_with_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times the rows are read with ten times the cells: each is read once."""
    real = cells._one
    calls: list[int] = []

    def counted() -> regex.Pattern[str]:
        calls[-1] += 1
        return real()

    monkeypatch.setattr(cells, "_one", counted)
    for rows in (20, 200):
        cells.read_cell.cache_clear()
        calls.append(0)
        read_page("<p>(in millions)</p>" + table("|2025|2024", *(f"Row {n}|{n + 1}.{n}|{n}.5" for n in range(rows))))
    assert calls[1] <= 12 * calls[0]


def test_a_name_of_a_fiscal_quarter_is_not_dated_by_the_day_above_it() -> None:
    read = read_page(
        "<p>Second quarter ended July 27, 2025</p><p>($ in millions)</p>"
        + table("|Q2 FY26|Q1 FY26|Q2 FY25|Q/Q|Y/Y", "Revenue|$46.7|$44.1|$30.0|6%|56%"),
        Told(fiscal=FiscalCalendar(1, 0, True, True, {(2026, "q", 2): (date(2025, 4, 28), date(2025, 7, 27))})),
    )
    latest = "2025-04-28/2025-07-27"
    assert read.periods("Revenue") == [latest, "FY2026-Q1", "FY2025-Q2", latest, latest]
    revenue = read.of("Revenue")
    assert [fact.basis for fact in revenue[3:]] == ["quarter_over_quarter", "year_over_year"]


def test_amounts_in_pence_and_negatives_by_a_triangle() -> None:
    read = read_page(
        "<p>Half-year results (in \u00a3 millions)</p>"
        + table(
            "|30 June 2025|30 June 2024",
            "Operating profit (loss)|8.1|\u25b31.2",
            "Basic earnings per share (pence)|12.4|(0.8)",
            "Dividend per share|4.2p|4.0p",
        )
    )
    assert read.values("Operating profit (loss)") == ["8100000 GBP", "-1200000 GBP"]
    assert read.values("Basic earnings per share (pence)") == ["0.124 GBP/share", "-0.008 GBP/share"]
    assert read.values("Dividend per share") == ["0.042 GBP/share", "0.04 GBP/share"]


def test_a_head_over_rates_holds_for_figures_without_sign() -> None:
    read = read_page(
        "<p>Average balances (dollars in thousands)</p>"
        + table(
            "|Average Balance|Interest|Yield/Rate",
            "Loans|$4,120|$60|5.85%",
            "Securities|801|7|3.56",
        )
    )
    assert read.values("Securities") == ["801000 USD", "7000 USD", "3.56 percent"]


def test_what_has_run_to_date_stands_beside_a_quarter() -> None:
    """`Year To Date` is a length of its own: no `Year To` a date, and no quarter either."""
    text = (
        "Larch, Inc.\nCONSOLIDATED STATEMENTS OF INCOME\n(In millions, unaudited)\n\n"
        "Quarter Ended September 30, Year To Date September 30,\n2024 2025 2024 2025\n\n"
        "Revenues $ 310 $ 330 $ 905 $ 980\nCost of revenues 200 210 610 650\nNet income 60 70 180 200\n"
    )
    facts = Extractor().extract(text, published=date(2025, 10, 20)).facts
    times = [
        f.period and f.period.value for f in facts if f.kind == "money" and f.table and f.table.row_label == "Revenues"
    ]
    assert times == ["2024-Q3", "2025-Q3", "2024-01-01/2024-09-30", "2025-01-01/2025-09-30"]


def test_rows_with_and_without_gaap_are_a_reconciliation() -> None:
    text = (
        "Larch, Inc.\nThe following table shows how results are reckoned.\n\n(In millions)\nThree Months Ended\n"
        "May 31, 2025 May 31, 2024\n\nGAAP net income $ 310 $ 330\nAmortization of intangibles 20 21\n"
        "Income tax adjustments (6) (5)\nNon-GAAP net income $ 324 $ 346\n"
    )
    facts = Extractor().extract(text, published=date(2025, 6, 20)).facts
    assert {f.table.kind for f in facts if f.kind == "money" and f.table} == {"reconciliation"}


def test_only_the_first_row_below_a_head_has_the_sign_of_percent() -> None:
    text = (
        "Segment results\n(In millions)\n"
        "Three Months Ended March 31,\n2025 2024\n"
        "North\nNet sales $ 1,204 $ 1,100\nSouth\nNet sales 310 290\n"
        "Net sales growth:\nNorth 9 % 11 %\nSouth 7 6\nTotal 8 10\n"
        "Net sales mix:\nNorth 80 % 79 %\nSouth 20 21\n"
    )
    found = Extractor().extract(text, published=date(2025, 5, 2)).facts
    said = {fact.text: fact for fact in found}
    assert (said["310"].kind, said["310"].value) == ("money", Decimal(310_000_000))
    assert {said[words].kind for words in ("7", "6", "8", "10", "20", "21")} == {"percent"}
    assert said["7"].value == Decimal(7)


def test_a_statement_in_percent_of_revenue_has_the_sign_at_its_ends() -> None:
    read = read_text(
        "Statements of operations, as a percentage of revenue\n(in millions)\n\n"
        "Three Months Ended March 31,\n2025 2024\n"
        "Revenue 100 % 100 %\nCost of revenue 38 41\nGross profit 62 59\nOperating expenses 50 52\nNet income 9 % 5 %\n"
    )
    assert read.values("Gross profit") == ["62 percent", "59 percent"]
    assert read.values("Operating expenses") == ["50 percent", "52 percent"]


def test_rows_of_percentages_without_a_head_end_where_a_measure_of_its_own_follows() -> None:
    page = "<p>(in millions)</p>" + table(
        "|2025|2024", "Tax rate|21 %|23 %", "Return on equity|18|17", "Net income|12|11", "Other|7|6"
    )
    read = read_page(page)
    assert read.values("Return on equity") == ["18 percent", "17 percent"]
    assert read.values("Net income") == ["12000000 USD", "11000000 USD"]


def test_rows_that_lead_from_one_amount_per_share_to_another() -> None:
    page = table(
        "|2025|2024",
        "GAAP diluted earnings per share|$ 1.20|$ 1.05", "Restructuring|0.14|0.02", "Tax effects|(0.03)|—",
        "Non-GAAP diluted earnings per share|$ 1.31|$ 1.07",
    )  # fmt: skip
    assert read_page(page).values("Restructuring") == ["0.14 USD/share", "0.02 USD/share"]


def test_two_statements_side_by_side() -> None:
    page = "<p>NORWICK FOODS LTD (in millions)</p>" + table(
        "|Three Months Ended March 31,//2||March 31,//2", "|2025|2024||2025|2024",
        "Net sales|$1,204|$1,110|Cash|$310|$298", "Cost of sales|804|750|Inventories|410|398",
        "Gross profit|400|360|Total assets|2,310|2,298",
    )  # fmt: skip
    read = read_page(page)
    assert (read.values("Net sales"), read.periods("Net sales")) == (
        ["1204000000 USD", "1110000000 USD"], ["2025-Q1", "2024-Q1"],
    )  # fmt: skip
    assert (read.values("Inventories"), read.periods("Inventories")) == (
        ["410000000 USD", "398000000 USD"], ["2025-03-31", "2024-03-31"],
    )  # fmt: skip


LINES = {
    "changes beside the years": (
        ["Three Months Ended June 30,", "% Change", "2025", "2024", "Revenue", "$", "41.2", "$", "38.0", "8 %",
         "Costs", "30.1", "29.0", "4 %", "Net income", "6.2", "5.0", "24 %"],
        {"Revenue": ["2025-Q2", "2024-Q2", "2025-Q2"]},
    ),
    "quarters still to come": (
        ["Fiscal 2024", "Fiscal 2025", "Q1", "Q2", "Q3", "Q4", "TOTAL", "Q1", "Q2", "Q3", "Q4", "TOTAL",
         "Licences", "$", "10", "$", "11", "$", "12", "$", "13", "$", "46", "$", "14", "$", "15", "$", "29",
         "Support", "20", "21", "22", "23", "86", "24", "25", "49",
         "Total revenue", "30", "32", "34", "36", "132", "38", "40", "78"],
        {"Support": ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024", "2025-Q1", "2025-Q2", "2025"]},
    ),
    "the day of several years": (
        ["As of September 30,", "2025", "2024", "Cash", "310", "298", "Inventories", "410", "398",
         "Total assets", "2,310", "2,298", "Total liabilities", "900", "880"],
        {"Cash": ["2025-09-30", "2024-09-30"]},
    ),
    "days broken over lines": (
        ["September 27,", "2025", "September 28,", "2024", "Cash", "310", "298", "Inventories", "410", "398",
         "Total assets", "2,310", "2,298", "Total liabilities", "900", "880"],
        {"Inventories": ["2025-09-27", "2024-09-28"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", LINES, ids=str)
def test_heads_and_cells_one_a_line(lines: str) -> None:
    source, periods = LINES[lines]
    read = read_text("HARPER LANE INC.\n\n(in millions)\n\n" + "\n\n".join(source) + "\n")
    assert {row: read.periods(row) for row in periods} == periods


def test_a_day_is_none_of_what_runs_over_a_time() -> None:
    page = "<p>Capital and other items (in millions)</p>" + table(
        "|June 30, 2025|December 31, 2024", "Equity|2,310|2,298", "Net income applicable to common equity|310|298"
    )
    read = read_page(page)
    assert (read.periods("Equity"), read.periods("Net income applicable to common equity")) == (
        ["2025-06-30", "2024-12-31"],
        [None, None],
    )


def test_a_label_between_its_cells_and_changes_from_named_times() -> None:
    read = read_text(
        "Results Summary\n3Q24 2Q24 Change\nvs\n2Q24\nDollars in millions (except per share data) YTD 2024\nYTD 2023\n"
        "Change\nvs YTD\n2023\n"
        "8,610 9,240 -630 Earnings 26,070 28,380 -2,310\n"
        "7,159 7,039 +120 Capital Expenditures 20,037 18,568 +1,469\n"
        "2,100 2,000 +100 Exploration 6,000 5,800 +200\n"
        "1.92 2.14 -0.22 Earnings Per Share 3\n6.12 6.98 -0.86\n"
    )
    year, before = "2024-01-01/2024-09-30", "2023-01-01/2023-09-30"
    assert read.periods("Earnings") == ["2024-Q3", "2024-Q2", "2024-Q3", year, before, year]
    assert read.values("Earnings")[:3] == ["8610000000 USD", "9240000000 USD", "-630000000 USD"]
    assert [fact.basis for fact in read.of("Earnings")[2::3]] == ["quarter_over_quarter", "year_over_year"]
    assert read.periods("Exploration")[3:5] == [year, before]


def test_a_change_compares_with_the_time_that_it_names() -> None:
    read = read_text(
        "Highlights (in millions)\n1Q25 4Q24 Change\nvs\n4Q24 1Q24 Change\nvs\n1Q24\n"
        "Earnings 7,713 7,610 +103 8,220 -507\nCosts 7,500 7,394 +106 8,000 -500\nCash 5,100 5,000 +100 6,000 -900\n"
    )
    assert read.periods("Costs") == ["2025-Q1", "2024-Q4", "2025-Q1", "2024-Q1", "2025-Q1"]
    assert read.values("Costs")[4] == "-500000000 USD"


def test_a_change_whose_other_side_is_not_shown() -> None:
    rows = "Clients $7.3 billion down 7%\nServers $3.3 billion up 9%\nNetworks $1.5 billion up 4%\n"
    read = read_text("Unit Revenue Q3 2024 vs. Q3 2023\n" + rows)
    assert read.periods("Servers") == ["2024-Q3", "2024-Q3"]


def test_the_day_of_the_release_ends_no_year() -> None:
    read = read_text(
        "RELEASE OF JANUARY 31, 2025\n\nResults Summary (in millions)\n4Q24 3Q24 2024 2023\n"
        "Earnings 7,713 7,610 30,103 28,220\nCosts 7,500 7,394 29,106 28,000\nCash 5,100 5,000 5,100 6,000\n"
    )
    assert read.periods("Costs") == ["2024-Q4", "2024-Q3", "2024", "2023"]


def test_marks_and_years_run_into_days() -> None:
    rows = "Cash 1,310 1,298\nInventories 2,410 2,398\nTotal assets 12,310 12,298\n"
    assert read_text("Balances (in millions)\nJuly 29, 20231 July 30, 20221\n" + rows).periods("Cash") == [
        "2023-07-29", "2022-07-30",
    ]  # fmt: skip
    assert read_text("Balances (in millions)\nDecember 31,2024 2023\n" + rows).periods("Cash") == [
        "2024-12-31", "2023-12-31",
    ]  # fmt: skip


def test_a_table_of_changes_has_the_time_of_its_title_or_section() -> None:
    rows = ("|Reported % change|Organic % change", "Beverages|(2)|5", "Bakery|18|8", "Total|(0.5)|4.5")
    page = "<p>Summary Fourth-Quarter 2023 Performance</p>" + table(*rows) + "<p>Operating Profit</p>" + table(*rows)
    assert read_page(page).periods("Bakery") == ["2023-Q4"] * 4


def test_a_line_that_is_a_range_is_one_cell() -> None:
    read = read_text(
        "Outlook per share\nQ2 FY24\nFull Year FY24\nDiluted earnings per share\n$0.79 - $0.80\n$2.67 - $2.69\n"
        "Adjusted earnings per share\n$1.89 - $1.90\n$7.41 - $7.43\nDividend per share\n$0.10\n$0.40\n"
    )
    assert read.values("Diluted earnings per share") == ["0.79..0.8 USD/share", "2.67..2.69 USD/share"]


def test_units_behind_labels_and_under_heads() -> None:
    read = read_text(
        "Highlights\n2Q24 1Q24\nEarnings $ MM $ 1,858 $ 1,420\nNet Production MBOED 1,636 1,646\n"
        "Realization $/BBL $ 55.26 $ 53.12\n"
        "\nOperations\n2Q24 1Q24\nGas sales, kt\nNorth 1,746 1,702\nSouth 450 463\nTotal gas sales 2,196 2,165\n"
    )
    assert read.values("Net Production MBOED") == ["1636 Mboe/d", "1646 Mboe/d"]
    assert (read.values("North"), read.values("Total gas sales")) == (["1746 kt", "1702 kt"], ["2196 kt", "2165 kt"])


def test_a_statement_named_on_the_line_of_its_heads_is_no_column() -> None:
    read = read_text(
        "ORVEL INC. CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS For the Three Months Ended September 30, "
        "For the Nine Months Ended September 30,\n2024 2023 2024 2023\n"
        "Revenue $ 4,686,312 $ 5,348,469 $ 14,340,791 $ 15,112,398\n"
        "Cost of revenue 1,402,920 1,362,555 4,913,195 3,891,482\n"
        "Gross profit 3,283,392 3,985,914 9,427,596 11,220,916\n"
    )
    assert read.periods("Revenue") == ["2024-Q3", "2023-Q3", "2024-01-01/2024-09-30", "2023-01-01/2023-09-30"]


def test_a_quarter_of_as_many_weeks_as_prose_says() -> None:
    read = read_text(
        "Our fourth quarter 2022 includes 17 weeks of results and our 2022 fiscal year includes 53 weeks.\n\n"
        "Statement of Income (in millions)\nQuarter Ended Year Ended\n12/31/2022 12/25/2021 12/31/2022 12/25/2021\n"
        "Net revenue 27,996 25,248 86,392 79,474\nCost of sales 13,420 12,130 40,576 37,075\n"
        "Net income 535 1,341 8,978 7,679\n"
    )
    assert read.periods("Net income")[:2] == ["2022-09-04/2022-12-31", "2021-09-05/2021-12-25"]


def test_heads_over_the_same_measures_again_are_segments() -> None:
    rows = ("Net sales|82,546|90,033", "Operating expenses|79,335|84,968", "Operating income|3,211|5,065")
    read = read_page("<p>(in millions)</p>" + table("|2Q24|2Q23", "North Coast||", *rows, "Orvel Cloud||", *rows))
    segments = [fact.segment.of(read.text) if fact.segment else None for fact in read.of("Net sales")]
    assert segments == ["North Coast", "North Coast", "Orvel Cloud", "Orvel Cloud"]


def test_heads_of_times_over_a_row_with_a_head_of_labels() -> None:
    read = read_text(
        "FREE CASH FLOW\n4Q24\n3Q24\nDollars in millions (unless otherwise noted) 2024 2023\n"
        "12,229 17,569 Cash Flow from Operating Activities 55,022 55,369\n"
        "(6,837) (6,160) Additions to property (24,306) (21,919)\n1,615 1,087 Other investing activities 1,926 1,562\n"
    )
    assert read.periods("Additions to property") == ["2024-Q4", "2024-Q3", "2024", "2023"]
    assert read.values("Additions to property")[0] == "-6837000000 USD"


def test_powers_of_ten_and_heads_on_lines_of_their_own() -> None:
    read = read_text(
        "Our outlook is set out below.\n\nQ3 FY26 \nOutlook \n\nFull Year FY26 \nOutlook \n\n"
        "Revenue \n$2.51 - $2.53 \nBillion \n\n"
        "$9.5 - $9.7 \nBillion \n\nRevenue Growth \n~10% \n\n~11% \n\n"
        "Earnings per Share \n$0.79 - $0.80 \n\n$2.67 - $2.69 \n\n"
        "Operating Margin \n28.1% \n\n27.5% \n\nTax Rate \n21.0% \n\n22.0% \n"
    )
    assert read.values("Revenue") == ["2510000000..2530000000 USD", "9500000000..9700000000 USD"]
    assert read.values("Earnings per Share") == ["0.79..0.8 USD/share", "2.67..2.69 USD/share"]
    assert [fact.place.column_label for fact in read.of("Tax Rate")] == ["Q3 FY26 Outlook", "Full Year FY26 Outlook"]


def test_labels_that_come_again_under_measures_are_segments() -> None:
    page = table(
        "|2025|2024", "Treasury|11|10",
        "NET REVENUE", ">Retail & Commercial|$ 310|$ 290", ">Investment Services|210|205",
        ">Treasury|12|9",
        "NONINTEREST EXPENSE", ">Retail & Commercial|190|188", ">Investment Services|120|119", ">Treasury|4|5",
    )  # fmt: skip
    read = read_page(f"<p>Segment results</p><p>($ in millions)</p>{page}")
    assert [f.metric.of(read.text) for f in read.of("Investment Services") if f.metric] == [
        "NET REVENUE", "NET REVENUE", "NONINTEREST EXPENSE", "NONINTEREST EXPENSE",
    ]  # fmt: skip
    assert all(fact.segment for fact in read.of("Retail & Commercial"))


def test_heads_of_words_over_lines_end_where_known_names_do() -> None:
    read = read_text(
        "Three Months Ended June 30, 2025\nPercent Change Unit Shipments\n"
        "Price/Mix Currency Impact Acquisitions, Closures and Other Changes, Net Reported Net Revenues "
        "Organic Revenues\n"
        "Case Volume\nConsolidated 1 11 (6) (5) 3 12 2\nNorth America 2 10 0 0 12 12 1\nEurope 3 9 (7) 1 6 12 4\n"
    )
    heads = [fact.place.column_label or "" for fact in read.of("Europe")]
    assert [head.partition("2025 ")[2] for head in heads] == [
        "Unit Shipments", "Price/Mix", "Currency Impact", "Acquisitions, Closures and Other Changes, Net",
        "Reported Net Revenues", "Organic Revenues", "Case Volume",
    ]  # fmt: skip


def test_a_sentence_with_a_colon_leads_to_another_table() -> None:
    read = read_text(
        "Fair value of assets was as follows (in millions):\nJune 30, 2025\nLevel 1 Level 2 Level 3 Total\n"
        "Bonds $ 120 $ 10 $ 5 $ 135\nFunds 20 30 40 90\nTotal $ 140 $ 40 $ 45 $ 225\n\n"
        "Goodwill by segment changed as follows (in millions):\n\nIndustrial Medical Total\n\n"
        "Balance at December 31, 2024 $ 611 $ 402 $ 1,013\nAcquisitions — 31 31\n"
        "Balance at June 30, 2025 $ 611 $ 433 $ 1,044\n"
    )
    balance = read.of("Balance at December 31, 2024")
    assert [read.text[fact.segment.start : fact.segment.end] for fact in balance if fact.segment] == [
        "Industrial",
        "Medical",
    ]
    assert read.periods("Balance at June 30, 2025") == ["2025-06-30"] * 3


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Interest expense (A/T)", "USD"),
        ("Dilutive effect of restricted stock units", "share"),
        ("Ore grade (g/t)", "g/t"),
    ],
)
def test_letters_that_are_no_units_and_units_that_are_no_partnerships(label: str, unit: str) -> None:
    page = table("|2025|2024", "Net sales|$ 310|$ 290", f"{label}|111|113")
    assert [fact.value.unit for fact in read_page(f"<p>(in millions)</p>{page}").of(label)] == [unit, unit]


def test_growth_under_an_amount_is_none_of_it() -> None:
    page = table("|2025|2024", "Net Sales", ">Services|$ 310|$ 290", ">Services growth, excluding currency|7 %|8 %")
    read = read_page(f"<p>(in millions)</p>{page}")
    row = read.of("Services growth, excluding currency")
    assert [fact.metric.of(read.text) for fact in row if fact.metric] == [row[0].place.row_label] * 2
