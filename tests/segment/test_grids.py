"""Grids of tables in plain text: heads over their columns, labels, figures in their columns, and what is no table."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.grids import Grid, rows_of
from extractor.read.plain import release_of
from extractor.segment import segment


def grids(text: str) -> tuple[Grid, ...]:
    return segment(release_of(text)).grids


def rows(text: str, grid: Grid) -> list[str]:
    """A line a row: each cell with its column, or the columns that it covers."""
    out = []
    for row in rows_of(grid):
        cells = []
        for cell in row:
            over = f"-{cell.column + cell.columns - 1}" if cell.columns > 1 else ""
            cells.append(f"{cell.column}{over} {' '.join(text[cell.start : cell.end].split())}")
        out.append(" | ".join(cells))
    return out


def only(text: str) -> list[str]:
    (grid,) = grids(text)
    return rows(text, grid)


BODY = """Larch Foods Inc. today announced its results for the quarter. Sales rose on strong demand.

Statements of Income
(in millions, except per share data)
{heads}
{rows}

About Larch Foods
Larch Foods makes soups.
"""


def table(heads: str, body: str) -> list[str]:
    return only(BODY.format(heads=heads, rows=body))


TWO = "Net sales $ 155.7 $ 143.3\nCost of sales 101.2 95.5\nNet income $ 17.1 $ 12.0"
FOUR = "Net sales $ 155.7 $ 143.3 $ 301.5 $ 280.2\nCost of sales 101.2 95.5 200.7 190.1\nNet income 17.1 12.0 30.4 22.2"


def heads_of(heads: str, body: str) -> list[str]:
    return [row for row in table(heads, body) if not row.startswith("0 ")]


@pytest.mark.parametrize(
    ("heads", "body", "expected"),
    [
        (
            "Three Months Ended June 30, 2023 2022",
            TWO,
            ["1-2 Three Months Ended June 30,", "1 2023 | 2 2022"],
        ),
        (
            "Three Months Ended Six Months Ended\nJune 30, June 30,\n2023 2022 2023 2022",
            FOUR,
            [
                "1-2 Three Months Ended | 3-4 Six Months Ended",
                "1-2 June 30, | 3-4 June 30,",
                "1 2023 | 2 2022 | 3 2023 | 4 2022",
            ],
        ),
        (
            "Three Months Ended\nJune 30, Six Months Ended\nJune 30,\n2023 2022 2023 2022",
            FOUR,
            ["1-2 Three Months Ended June 30, | 3-4 Six Months Ended June 30,", "1 2023 | 2 2022 | 3 2023 | 4 2022"],
        ),
        (
            "13 Weeks Ended 26 Weeks Ended\nJuly 1, 2023 July 2, 2022 July 1, 2023 July 2, 2022",
            FOUR,
            [
                "1-2 13 Weeks Ended | 3-4 26 Weeks Ended",
                "1 July 1, 2023 | 2 July 2, 2022 | 3 July 1, 2023 | 4 July 2, 2022",
            ],
        ),
        (
            "July 1,\n2023 December 31,\n2022",
            TWO,
            ["1 July 1, 2023 | 2 December 31, 2022"],
        ),
        (
            "Q2 FY24 Q1 FY24",
            TWO,
            ["1 Q2 FY24 | 2 Q1 FY24"],
        ),
        (
            "2023 2022\nQtr 2 Qtr 1 Qtr 4 Qtr 3",
            FOUR,
            ["1-2 2023 | 3-4 2022", "1 Qtr 2 | 2 Qtr 1 | 3 Qtr 4 | 4 Qtr 3"],
        ),
        (
            "Net Sales Operating Income\nQ2 2023 Q2 2022 Q2 2023 Q2 2022",
            FOUR,
            ["1-2 Net Sales | 3-4 Operating Income", "1 Q2 2023 | 2 Q2 2022 | 3 Q2 2023 | 4 Q2 2022"],
        ),
        (
            "Three Months Ended June 30, 2023\nGAAP Adjustments Non-GAAP Change",
            FOUR,
            ["1-4 Three Months Ended June 30, 2023", "1 GAAP | 2 Adjustments | 3 Non-GAAP | 4 Change"],
        ),
        (
            "13 Weeks 13 Weeks\nComparable*",
            TWO,
            ["1 13 Weeks | 2 13 Weeks", "2 Comparable*"],
        ),
        (
            "Fiscal Year 2024 Guidance\nLow High",
            TWO,
            ["1-2 Fiscal Year 2024", "1 Low | 2 High"],
        ),
    ],
)
def test_heads_stand_over_their_columns(heads: str, body: str, expected: list[str]) -> None:
    assert heads_of(heads, body) == expected


SIX = (
    "Net sales $ 155.7 $ 143.3 9 $ 301.5 $ 280.2 8\nCost of sales 101.2 95.5 6 200.7 190.1 6\n"
    "Net income 17.1 12.0 43 30.4 22.2 37"
)


def test_heads_whose_last_word_is_shortened_end_no_sentence() -> None:
    heads = "Third-Quarter % Incr. / Nine Months % Incr. /\n2025 2024 (Decr.) 2025 2024 (Decr.)"
    assert heads_of(heads, SIX)[-1] == "1 2025 | 2 2024 | 3 (Decr.) | 4 2025 | 5 2024 | 6 (Decr.)"


def test_years_and_changes_that_come_again_on_the_next_line_stand_beside_those_above() -> None:
    heads = "Third-Quarter Nine Months\n2025 2024 % Change\n2025 2024 % Change"
    assert heads_of(heads, SIX)[-1] == "1 2025 | 2 2024 | 3 % Change | 4 2025 | 5 2024 | 6 % Change"


def test_names_of_groups_over_two_lines() -> None:
    days = "June 28,\n2024 June 30,\n2023 % Fav. / (Unfav.) June 28,\n2024 June 30,\n2023 % Fav. / (Unfav.)"
    heads = f"Three Months Ended\nNet Revenues1\nOperating Income (Loss)\n{days}"
    assert "1-3 Net Revenues1 | 4-6 Operating Income (Loss)" in heads_of(heads, SIX)


def test_a_caption_before_years_stands_over_the_labels() -> None:
    body = "Cash $ 155.7 $ 143.3 9 %\nStock 101.2 95.5 6 %\nTotal assets $ 256.9 $ 238.8 8 %"
    heads = "August 31, August 31, % Change\n(Dollars in millions) 2025 2024"
    assert table(heads, body)[1] == "0 (Dollars in millions) | 1 2025 | 2 2024 | 3 % Change"


def test_words_that_nothing_parts_head_no_column() -> None:
    heads = "Year Ended December 31, 2024\nVolume Price Currency Other Changes Reported Growth Organic"
    assert heads_of(heads, SIX) == ["1-6 Year Ended December 31, 2024"]


def test_cells_of_a_row_over_lines_of_several() -> None:
    row = "\n$ 155.7 $ 143.3\n9 %\n$ 301.5 $ 280.2\n8 %\n"
    body = "".join(f"{label}{row}" for label in ("Net sales", "Cost of sales", "Net income"))
    heads = "Quarters Ended June 30,\nSix Months Ended June 30,\n2023\n2022\nChange\n2023\n2022\nChange"
    assert table(heads, body)[-1].startswith("0 Net income | 1 $ 155.7 | 2 $ 143.3 | 3 9 % | 4 $ 301.5")


def test_empty_cells_may_have_a_unit() -> None:
    assert table("2023 2022", f"{TWO}\nMargin — pts 1.1 pts")[-1] == "0 Margin | 1 — pts | 2 1.1 pts"


def test_a_length_over_groups_of_unlike_size() -> None:
    heads = "Three Months Ended Six Months Ended\nJuly 1, April 1, July 2, July 1, July 2,\n2023 2023 2022 2023 2022"
    body = "Net sales $ 155.7 $ 145.8 $ 143.3 $ 301.5 $ 280.2\nNet income 17.1 13.3 12.0 30.4 22.2"
    assert heads_of(heads, body)[0] == "1-3 Three Months Ended | 4-5 Six Months Ended"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Income taxes (b) 2.5 1.8", "0 Income taxes (b) | 1 2.5 | 2 1.8"),
        ("Other income, net 1 2.5 1.8", "0 Other income, net 1 | 1 2.5 | 2 1.8"),
        ("Restructuring — 4.0", "0 Restructuring | 1 — | 2 4.0"),
        ("Restructuring - 4.0", "0 Restructuring | 1 - | 2 4.0"),
        ("Loss on sale (3.1 ) $ (0.2)", "0 Loss on sale | 1 (3.1 ) | 2 $ (0.2)"),
        ("Gross margin 35.0 % 33.4 %", "0 Gross margin | 1 35.0 % | 2 33.4 %"),
        ("Tax rate\n25.0 % n/m", "0 Tax rate | 1 25.0 % | 2 n/m"),
        ("Income before\nincome taxes 19.6 13.8", "0 Income before income taxes | 1 19.6 | 2 13.8"),
        ("Stock, $0.01 par; 90,000 shares 132 132", "0 Stock, $0.01 par; 90,000 shares | 1 132 | 2 132"),
        ("Outlook $650 - $670 $600", "0 Outlook | 1 $650 - $670 | 2 $600"),
        ("Up on the year Up 3.1 pts Down 2 pts", "0 Up on the year | 1 Up 3.1 pts | 2 Down 2 pts"),
    ],
)  # fmt: skip
def test_a_row_between_rows(line: str, expected: str) -> None:
    body = f"Net sales $ 155.7 $ 143.3\n{line}\nNet income $ 17.1 $ 12.0"
    assert expected in table("Three Months Ended June 30, 2023 2022", body)


def test_blank_cells_stand_where_changes_do() -> None:
    found = table(
        "Three Months Ended June 30, 2023 2022 % Change",
        "Net sales $ 155.7 $ 143.3 8.7 %\nInterest 2.5 1.8\nNet income $ 17.1 $ 12.0 42.5",
    )
    assert "0 Interest | 1 2.5 | 2 1.8" in found


def test_a_cell_that_may_stand_in_several_columns_covers_them() -> None:
    found = table(
        "Three Months Ended June 30, 2023 2022",
        "Net sales $ 155.7 $ 143.3\nGain on sale 2.5\nNet income $ 17.1 $ 12.0",
    )
    assert "0 Gain on sale | 1-2 2.5" in found


def test_tables_one_after_the_other_part_at_their_heads() -> None:
    text = BODY.format(
        heads="Three Months Ended June 30,\n2023 2022",
        rows=f"{TWO}\nBalance Sheets\n(in millions)\nJune 30, 2023 December 31, 2022\nCash $ 12.0 $ 11.0\nDebt 40.0 41",
    )
    first, second = grids(text)
    assert rows(text, first)[-1] == "0 Net income | 1 $ 17.1 | 2 $ 12.0"
    assert rows(text, second) == [
        "1 June 30, 2023 | 2 December 31, 2022",
        "0 Cash | 1 $ 12.0 | 2 $ 11.0",
        "0 Debt | 1 40.0 | 2 41",
    ]


def test_a_table_goes_on_after_the_number_of_a_page() -> None:
    found = table("June 30, 2023 December 31, 2022", f"{TWO}\n\n7\n\nDividends 2.0 1.9\nBuybacks 3.0 2.7")
    assert found[-2:] == ["0 Dividends | 1 2.0 | 2 1.9", "0 Buybacks | 1 3.0 | 2 2.7"]
    assert not any("7" in row.split() for row in found)


@pytest.mark.parametrize(
    "text",
    [
        "Board of Directors\nAnna Bakker 61\nJan de Vries 58\nPiet Smit 47\n",
        "Contents\nOverview 2\nResults 5\nOutlook 11\n",
        "Contact\nAnna Bakker\n+31 10 555 0199\n4\n",
        "The call is on May 5, 2023 at 9:00 a.m.\nDial-in: 800 555 0199\nPasscode: 1234567\n",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert grids(f"Larch Foods Inc. today announced its results.\n\n{text}") == ()


PIECES = st.sampled_from(
    ["Net sales", "$", "1,234", "(5.6 )", "—", "%", "2023", "2022", "June 30,", "Three Months Ended", "\n", "\n", " ",
     "|", "n/m", "(in millions)", "Q1 2024", "Change", "a label of some words", "."]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60))
@settings(max_examples=150, deadline=None)
def test_cells_of_any_text_stand_in_order_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for grid in grids(text):
        assert end <= grid.start
        end = grid.start
        for cell in sorted(grid.cells, key=lambda cell: cell.start):
            assert end <= cell.start < cell.end <= grid.end
            assert text[cell.start : cell.end] == text[cell.start : cell.end].strip()
            end = cell.end
        assert end == grid.end
        assert list(grid.cells) == sorted(grid.cells, key=lambda cell: cell.start)


def test_a_markdown_table() -> None:
    text = """Larch Foods Inc. today announced its results.

| (in millions) | Q2 2023 | Q2 2022 |
|---|---:|---:|
| Net sales | $ 155.7 | $ 143.3 |
| Gain on sale | | 2.5 |
| Net loss | (17.1 | 12.0 |
"""
    (grid,) = grids(text)
    assert rows(text, grid) == [
        "0 (in millions) | 1 Q2 2023 | 2 Q2 2022",
        "0 Net sales | 1 $ 155.7 | 2 $ 143.3",
        "0 Gain on sale | 2 2.5",
        "0 Net loss | 1 (17.1 | 2 12.0",
    ]
    assert [cell.heading for cell in grid.cells[:4]] == [True, True, True, False]


def test_signs_between_bars_belong_to_their_figures() -> None:
    text = """Larch Foods Inc. today announced its results.

| Sales | $ | 155.7 | | $ | 143.3 | |
| Loss | | (17.1 | ) | | (12.0 | ) |
"""
    (grid,) = grids(text)
    assert rows(text, grid) == ["0 Sales | 2 $ | 155.7 | 5 $ | 143.3", "0 Loss | 2 (17.1 | ) | 5 (12.0 | )"]


def test_cells_between_tabs_stand_under_heads_over_several_columns() -> None:
    text = """Larch Foods Inc. today announced its results.

Statements of Income
(in millions)
\tThree Months Ended\t\tSix Months Ended\t
\tJune 30,\t\tJune 30,\t
\t2023\t2022\t2023\t2022
Net sales\t155.7\t143.3\t301.0\t288.2
Expenses:
\tRent\t12.0\t11.5\t24.1\t23.0
Net loss\t(17.1)\t12.0\t(3.0)\t20.4
"""
    (grid,) = grids(text)
    assert rows(text, grid) == [
        "1-2 Three Months Ended | 3-4 Six Months Ended",
        "1-2 June 30, | 3-4 June 30,",
        "1 2023 | 2 2022 | 3 2023 | 4 2022",
        "0 Net sales | 1 155.7 | 2 143.3 | 3 301.0 | 4 288.2",
        "0 Expenses:",
        "0 Rent | 1 12.0 | 2 11.5 | 3 24.1 | 4 23.0",
        "0 Net loss | 1 (17.1) | 2 12.0 | 3 (3.0) | 4 20.4",
    ]


def test_a_head_of_one_row_covers_its_own_column_alone() -> None:
    text = """Larch Foods Inc. today announced its results.

| | Q2 2023 | | Change |
|---|---|---|---|
| Net sales | 155.7 | * | 12.1% |
| Net loss | (17.1) | | 3.0% |
"""
    (grid,) = grids(text)
    assert rows(text, grid)[0] == "1 Q2 2023 | 3 Change"


def test_leaders_are_no_part_of_a_label() -> None:
    found = table(
        "June 30, 2023 December 31, 2022", "Cash ........ $ 12.0 $ 11.0\nDebt ........ 40.0 41.5\n------- -------"
    )
    assert found[1:] == ["0 Cash | 1 $ 12.0 | 2 $ 11.0", "0 Debt | 1 40.0 | 2 41.5"]


def test_contacts_between_bars_are_no_table() -> None:
    text = "Larch Foods said so.\n\nAnna Bakker | Larch Foods | (401) 555-0127 | anna@larch.example\nJan Smit | Larch | (401) 555-0128 | jan@larch.example\n"  # noqa: E501
    assert grids(text) == ()


ONE_LINE = """Larch Foods Inc. today announced its results.

{}

About Larch Foods
Larch Foods makes soups.
"""


def test_a_table_in_one_line() -> None:
    cells = (
        "Revenues$ 9,476,140$ 4,777,101$ 14,532,256$ 9,654,479Costs and expenses:Cost of revenues6,228,169 1,806,918 "
        "6,359,79110,310,275Research and development 675,731 307,201 1,281,968697,090Legal settlements-942,311- "
        "1,151,276Sale of a plant- - - 48,612Other costs - net (2,970) (12) (1,348,589) (4,742)Interest income 347,968 "
        "618,316676,8161,293,473Earnings per share$ 0.01$ (0.08)$ (0.03)$ (0.12)Shares outstanding 31,202,312 "
        "31,098,497 31,163,13731,049,647 Net income (loss) $ 224,793 $ (2,553,259)$ (901,069)$ (3,765,874)"
    )
    heads = "For the Three Months Ended June 30,For the Six Months Ended June 30, 2025202420252024"
    found = only(ONE_LINE.format(f"{heads} {cells}"))
    assert found == [
        "1-2 For the Three Months Ended June 30, | 3-4 For the Six Months Ended June 30,",
        "1 2025 | 2 2024 | 3 2025 | 4 2024",
        "0 Revenues | 1 $ 9,476,140 | 2 $ 4,777,101 | 3 $ 14,532,256 | 4 $ 9,654,479",
        "0 Costs and expenses:",
        "0 Cost of revenues | 1 6,228,169 | 2 1,806,918 | 3 6,359,791 | 4 10,310,275",
        "0 Research and development | 1 675,731 | 2 307,201 | 3 1,281,968 | 4 697,090",
        "0 Legal settlements | 1 - | 2 942,311 | 3 - | 4 1,151,276",
        "0 Sale of a plant | 1 - | 2 - | 3 - | 4 48,612",
        "0 Other costs - net | 1 (2,970) | 2 (12) | 3 (1,348,589) | 4 (4,742)",
        "0 Interest income | 1 347,968 | 2 618,316 | 3 676,816 | 4 1,293,473",
        "0 Earnings per share | 1 $ 0.01 | 2 $ (0.08) | 3 $ (0.03) | 4 $ (0.12)",
        "0 Shares outstanding | 1 31,202,312 | 2 31,098,497 | 3 31,163,137 | 4 31,049,647",
        "0 Net income (loss) | 1 $ 224,793 | 2 $ (2,553,259) | 3 $ (901,069) | 4 $ (3,765,874)",
    ]


def test_figures_inside_of_labels_of_a_table_in_one_line() -> None:
    cells = (
        "ASSETS Cash and cash equivalents $ 22,136,319 $ 30,125,944 Inventory4,761,483 3,937,854 Accounts due - "
        "related parties 440,720 19,655 Total assets38,967,04545,066,481LIABILITIES Common stock: 20,000,000 shares "
        "authorized; 11,391,000 and 11,292,000 issued $ 1,391,000 $ 1,292,000 Stock payable- 5,711,807 Training "
        "costs 295212 Other debt 64,965 41,216 Total liabilities$ 85,291,979 $ 104,767,013"
    )
    found = only(ONE_LINE.format(f"As of June 30, 2025 As of December 31, 2024 {cells}"))
    assert [row for row in found if "|" in row][1:] == [
        "0 ASSETS Cash and cash equivalents | 1 $ 22,136,319 | 2 $ 30,125,944",
        "0 Inventory | 1 4,761,483 | 2 3,937,854",
        "0 Accounts due - related parties | 1 440,720 | 2 19,655",
        "0 Total assets | 1 38,967,045 | 2 45,066,481",
        "0 20,000,000 shares authorized; 11,391,000 and 11,292,000 issued | 1 $ 1,391,000 | 2 $ 1,292,000",
        "0 Stock payable | 1 - | 2 5,711,807",
        "0 Other debt | 1 64,965 | 2 41,216",
        "0 Total liabilities | 1 $ 85,291,979 | 2 $ 104,767,013",
    ]


def test_prose_before_the_heads_of_a_table_in_one_line() -> None:
    note = "Note: Totals may not sum due to rounding 1 Estimated for the period, see note 1 on slide 11 2 See slide 12 "
    cells = (
        "Revenue $1,258.5 $1,251.3 $1,227.9 Margin 15.0% 15.1% 13.8% Stores 11 12 13 Loans 1,715.8 1,671.1 1,646.7 "
        "Deposits 1,680.2 1,668.3 1,633.1 Bonds 1,280.4 1,268.8 1,233.0 Assets $2,680.0 $2,668.9 $2,633.4"
    )
    found = only(ONE_LINE.format(f"Strong in all trades {2 * note}1Q24 4Q23 1Q23 {cells}"))
    assert found[:2] == ["1 1Q24 | 2 4Q23 | 3 1Q23", "0 Revenue | 1 $1,258.5 | 2 $1,251.3 | 3 $1,227.9"]
    assert found[3] == "0 Stores | 1 11 | 2 12 | 3 13"
