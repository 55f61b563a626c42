"""Facts as a data frame and in a notebook."""

import sys
from decimal import Decimal
from html.parser import HTMLParser

import pandas as pd
import pytest

from extractor import Extractor, Settings, to_frame
from extractor.columns import FACT_COLUMNS, RELEASE_COLUMNS
from extractor.errors import InputError
from extractor.facts import ReleaseFacts

TEXT = "OSLO, 5 May 2024 – Larch & Sons <b>sold</b> 30,000 cakes for $1.23 million in 2023, up 5% from \u202e2022."


@pytest.fixture(scope="module")
def found() -> ReleaseFacts:
    return Extractor(Settings(with_text=True)).extract(TEXT)


def test_a_frame_has_a_row_a_figure_and_every_digit(found: ReleaseFacts) -> None:
    frame = to_frame(found)
    assert list(frame["text"]) == [fact.text for fact in found.facts]
    assert set(frame.columns) == {c.name for c in (*RELEASE_COLUMNS, *FACT_COLUMNS)} | {"release_text"}
    money = frame[frame["kind"] == "money"].iloc[0]
    assert (money["value"], money["value_exact"], money["unit"]) == (1230000.0, Decimal(1230000), "USD")
    assert money["period_start"] == pd.Timestamp("2023-01-01")
    assert frame["start_offset"].dtype == "Int64"
    assert frame["value"].isna().sum() == sum(fact.kind == "date" for fact in found.facts)
    assert all(row.release_text[row.start_offset : row.end_offset] == row.text for row in frame.itertuples())


def test_many_releases_are_one_frame_and_none_is_an_empty_one() -> None:
    plain = Extractor().extract(TEXT)
    frame = to_frame([plain, plain])
    assert len(frame) == 2 * len(plain.facts)
    assert "release_text" not in frame.columns
    assert list(to_frame([]).columns) == list(frame.columns)


def test_a_day_of_any_year_is_kept() -> None:
    frame = to_frame(Extractor().extract("The guild was founded on 4 May 1520 and has 12 members."))
    assert str(frame["date_start"].dropna().iloc[0].date()) == "1520-05-04"


def test_without_pandas_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, found: ReleaseFacts) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=r"pip install 'factwire\[pandas\]'"):
        to_frame(found)


class Shown(HTMLParser):
    """The words and elements of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.marks = "", list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.tags[-1] == "mark":
            self.marks.append(data)
            self.tags.append("")


def test_a_notebook_shows_the_marked_text(found: ReleaseFacts) -> None:
    shown = Shown(found._repr_html_())
    assert shown.words.startswith(TEXT.replace("\u202e", "\ufffd"))
    assert shown.marks == [fact.text for fact in found.facts]
    assert "b" not in shown.tags


def test_without_its_text_a_notebook_shows_a_table(found: ReleaseFacts) -> None:
    without = found.model_copy(update={"release": found.release.model_copy(update={"text": None})})
    html = without._repr_html_()
    assert html.startswith("<table>")
    assert "<td>1,230,000 USD</td>" in html
    assert "Larch &amp; Sons" in html
