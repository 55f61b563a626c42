"""Tables of pages as grids: which cell stands where, and where its words are in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.grids import rows_of
from extractor.read.html import html_page


def rows(markup: str) -> list[list[tuple[str, int, int]]]:
    """Words, column and width of the cells of the one grid of a page."""
    text, (grid,) = html_page(markup)
    return [[(text[c.start : c.end], c.column, c.columns) for c in row] for row in rows_of(grid)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<tr><td>A<td>1<td>2", [[("A", 0, 1), ("1", 1, 1), ("2", 2, 1)]]),
        ("<tr><td>A<td><td>$<td>(1,5<td>)<td>%", [[("A", 0, 1), ("$(1,5)%", 2, 4)]]),
        ("<tr><td colspan=3>Head<tr><td>A<td colspan=x>1", [[("Head", 0, 3)], [("A", 0, 1), ("1", 1, 1)]]),
        ("<tr><td rowspan=2>A<td>1<tr><td>2", [[("A", 0, 1), ("1", 1, 1)], [("2", 1, 1)]]),
        ("<tr><td>A<td>1<sup>2</sup><td>N/M", [[("A", 0, 1), ("1(2)", 1, 1), ("N/M", 2, 1)]]),
        ("<tr><td>A<td>5<td>pts", [[("A", 0, 1), ("5 pts", 1, 2)]]),
        ("<tr><td>\u200bA<td>\u200b$<td>\u200b5<td>\u200b", [[("A", 0, 1), ("$5", 1, 2)]]),
        ("<tr><td>A<td>HK$<td>5", [[("A", 0, 1), ("HK$5", 1, 2)]]),
        ("<tr><td>A<td>$<td><td><td><td>$<td>5", [[("A", 0, 1), ("$", 1, 1), ("$5", 5, 2)]]),
        ("<tr><td>A<td>(117)<td><td>(9)", [[("A", 0, 1), ("(117)", 1, 1), ("(9)", 3, 1)]]),
        ("<tr><td>A<td>—<td>%", [[("A", 0, 1), ("—%", 1, 2)]]),
        ("<tr><td>&nbsp;<td>  <tr><td>A<td>B<br>C", [[("A", 0, 1), ("B C", 1, 1)]]),
    ],
)
def test_cells(markup: str, expected: list[list[tuple[str, int, int]]]) -> None:
    assert rows(f"<p>Words before.</p><table>{markup}</table>") == expected


def test_indentation_by_style_and_by_blanks() -> None:
    markup = (
        "<table><tr><td>A<td>1<tr><td style='padding:0 1pt 0 19pt'>B<td>2"
        "<tr><td><p style='margin-left:2em;text-indent:-1em'>C</p><td>3<tr><td>&nbsp;&nbsp;D<td>4</table>"
    )
    _, (grid,) = html_page(markup)
    assert [row[0].indent for row in rows_of(grid)] == [0, 19, 10, 6]


def test_heads_that_the_page_marks() -> None:
    _, (grid,) = html_page("<table><tr><th>A<th>2024<tr><td>B<td>1</table>")
    assert [cell.heading for cell in grid.cells] == [True, True, False, False]


def test_a_table_in_a_table_and_what_stands_round_it_are_grids_of_their_own() -> None:
    inner = "<table><tr><td>B<td>2</table>"
    text, grids = html_page(f"<table><tr><td>A<td>1<tr><td>{inner}<tr><td>C<td>3</table>")
    assert [text[grid.start : grid.end] for grid in grids] == ["A\t1", "B\t2", "C\t3"]


def test_nested_tables_of_any_depth() -> None:
    text, grids = html_page("<table><tr><td>" * 3_000 + "5%" + "</td></tr></table>")
    assert (text, len(grids)) == ("5%", 1)


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<td colspan=3>", "<td rowspan=2>", "<li>",
             "<pre>", "\n", "$", "5", "%", "word", "•", "&nbsp;", "<h1>"]
        ),
        max_size=60,
    )
)  # fmt: skip
def test_every_cell_says_what_stands_there(parts: list[str]) -> None:
    text, grids = html_page("".join(parts))
    at = 0
    for grid in grids:
        assert grid.start >= at
        for cell in grid.cells:
            assert at <= cell.start < cell.end <= grid.end
            assert text[cell.start : cell.end].strip() == text[cell.start : cell.end]
            assert "\n" not in text[cell.start : cell.end]
            at = cell.end
