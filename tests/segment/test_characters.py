"""Characters that stand for others, line ends inside sentences, and the way back into the text as it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.pipeline import Extractor
from extractor.read.plain import release_of
from extractor.segment import segment
from extractor.segment.characters import LONGEST, view_of
from extractor.views import Edit, View
from tests.fuzz.texts import broken
from tests.growing import check_growth

READ_AS = [
    ("Oslo \x96 up 5% \x97 the group\x92s \x93best\x94 year\x85", "Oslo – up 5% — the group’s “best” year…"),
    ("reve\u00adnue of mil\u00ad\n   lions", "revenue of millions"),
    ("\ufeffa\u200b b\u2060c\u202e", "a bc"),
    ("＄１２．５ million, up ５％", "$12.5 million, up 5%"),
    ("beneﬁts of oﬃces", "benefits of offices"),
    ("𝟏𝟐 shops", "12 shops"),
    ("MİLLİON ſome fıve K", "MILLION some five K"),
    ("Cafe\u0301 Ma\u0301laga", "Café Málaga"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("$31.0&nbsp;million &ndash; up&#160;5% at AT&amp;T &lt; R&D;", "$31.0\u00a0million – up\u00a05% at AT&T < R&D;"),
    ("the groupâ€™s Â£5 and â‚¬6, Benzâ\x80\x99s", "the group’s £5 and €6, Benz’s"),
    ("twenty\u2010one non\u2011stop", "twenty-one non-stop"),
    ("EPS of $1.34², revenue¹ up 5%³ to 1,250⁴ shops", "EPS of $1.34, revenue up 5% to 1,250 shops"),
    ("12 km², 3 × 10⁶ m³ and 10³ of CO²", "12 km², 3 × 10⁶ m³ and 10³ of CO²"),
    ("plain — “text” at 5\u00a0% of €4", "plain — “text” at 5\u00a0% of €4"),
]


@pytest.mark.parametrize(("text", "read"), READ_AS)
def test_characters_are_read_as_what_they_stand_for(text: str, read: str) -> None:
    assert view_of(text).text == read


RUN = "$5" * LONGEST


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"Sales rose 5%. {RUN} Costs fell 2%.", "Sales rose 5%. … Costs fell 2%."),
        (f"ﬁrms\x92 {RUN}\x92ﬁ\r\nﬁrms", "firms’ …\nfirms"),
        (f"{RUN}\n{RUN}", "…\n…"),
        ("$5" * (LONGEST // 2 - 1), "$5" * (LONGEST // 2 - 1)),
        ("売上高は" * LONGEST, "売上高は" * LONGEST),
    ],
    ids=["between", "among others", "twice", "not long enough", "no blanks in its script"],
)
def test_what_has_no_blanks_for_long_is_left_out(text: str, read: str) -> None:
    view = view_of(text)
    assert view.text == read
    assert [text[view.start(i) : view.end(i + 1)] for i, c in enumerate(read) if c in "%."] == [
        c for c in read if c in "%."
    ]


def test_figures_that_are_not_read_for_want_of_blanks_are_told(extractor: Extractor) -> None:
    found = extractor.extract(f"Sales rose 5% to $2 million. {RUN} See https://x.test/{'a1' * LONGEST} {'=' * LONGEST}")
    assert [fact.text for fact in found.facts] == ["5%", "$2 million"]
    told = [(said.start, said.end) for said in found.diagnostics if said.code == "unbroken"]
    assert told == [(29, 29 + len(RUN))]


def test_a_text_without_them_is_its_own_view() -> None:
    assert view_of("Net sales — “best ever” — rose.").layers == ()


@given(st.lists(st.sampled_from(["a", "5", "ﬁ", "\u00ad", "&nbsp;", "\r\n", "\n", "İ", "\x92", "e\u0301", "\ufeff"])))
def test_every_character_leads_back(parts: list[str]) -> None:
    text = "".join(parts)
    view = view_of(text)
    starts = [view.start(i) for i in range(len(view.text))]
    ends = [view.end(i + 1) for i in range(len(view.text))]
    assert starts == sorted(starts)
    assert all(0 <= a < b <= len(text) for a, b in zip(starts, ends, strict=True))
    assert all(text[a:b] == c for a, b, c in zip(starts, ends, view.text, strict=True) if c in "a5")


@given(st.text("abc", min_size=1, max_size=12), st.data())
def test_two_layers_lead_back_as_one(text: str, data: st.DataObject) -> None:
    view = View(text)
    for _ in range(2):
        cuts = sorted(data.draw(st.lists(st.integers(0, len(view.text)), max_size=6, unique=True)))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        edits = [Edit(a, b, data.draw(st.sampled_from(["", "x", "yy"]))) for a, b in pairs]
        view = view.edited(edits)
    for i, character in enumerate(view.text):
        if character in "abc":
            assert text[view.start(i) : view.end(i + 1)] == character


WRAPPED = (
    "Halden Tidewater ASA today reported that net profit of the group was 4.5\nmillion euros for the six\n"
    "months ended 30 June 2024, and that its long-\nterm debt fell by 12 per\ncent to 5\n  million dollars.\n"
)


def test_a_line_end_inside_a_sentence_is_a_blank(extractor: Extractor) -> None:
    found = extractor.extract(WRAPPED)
    values = [(f.kind, " ".join(f.text.split()), str(f.value)) for f in found.facts]
    assert ("date", "six months ended 30 June 2024", "2024-H1") in values
    assert ("money", "4.5 million euros", "4500000") in values
    assert ("money", "5 million dollars", "5000000") in values
    assert ("percent", "12 per cent", "12") in values
    assert broken(WRAPPED, found) == []


def test_a_hyphen_at_a_line_end_stays_or_goes() -> None:
    text = "Revenue of the group rose while the long-\nterm reve-\nnue of others fell and revenue grew again today."
    document = segment(release_of(text))
    assert (
        document.text
        == "Revenue of the group rose while the long-term revenue of others fell and revenue grew again today."
    )
    assert len(document.sentences) == 1


@pytest.mark.parametrize("unit", ["a\n", "a\u00ad", "&amp;", "a-\nb ", "â€™", "a b c\r\n", "5¹ "])
def test_work_grows_with_the_text(unit: str) -> None:
    check_growth(lambda times: release_of("The group said " + unit * times), segment, size=2_000)
