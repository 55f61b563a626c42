"""Validations: notes, intervals, shards, gates, baselines, and the forms in which they are written."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from extractor.errors import InputError, SettingsError
from extractor.gold.annotations import Annotation, GoldRelease
from extractor.gold.baseline import compare
from extractor.gold.counts import Counts, FieldCounts, KindCounts, ModeCounts, total
from extractor.gold.figures import figures_of
from extractor.gold.found import Found
from extractor.gold.gates import parse_requirements, shortfalls
from extractor.gold.intervals import bootstrap, lanes_of, pack, unpack
from extractor.gold.report.as_json import as_json, read_validation
from extractor.gold.report.as_junit import as_junit
from extractor.gold.report.as_markdown import as_markdown
from extractor.gold.report.tables import context, differences, tables
from extractor.gold.scoring import score_release
from extractor.gold.validation import Validation, validate
from tests.gold.making import fact, found_in, mill, orchard, release, same_as_gold


def half(gold: GoldRelease) -> tuple[Annotation, ...]:
    """Every other fact, and one that is not there."""
    extra = Annotation(id="x", kind="count", start=0, end=4, text=gold.text[:4], value=Decimal(1))
    return (*same_as_gold(gold)[::2], extra)


@pytest.fixture
def poor() -> Validation:
    gold = [mill(), orchard()]
    return validate(gold, Found({each.id: half(each) for each in gold}), resamples=50)


@pytest.fixture
def perfect() -> Validation:
    gold = [mill(), orchard()]
    return validate(gold, found_in(gold), resamples=50)


def test_notes() -> None:
    ungrounded = Annotation(id="f", kind="date", start=0, end=3, text="no!")
    found = Found({"mill": (ungrounded,), "other": ()}, failed={"mill"})
    notes = " | ".join(validate([mill(), orchard()], found).notes)
    assert "1 of 2 releases are not in the output, all missed: orchard/1" in notes
    assert "for 1 releases the output has an error instead of facts: mill" in notes
    assert "1 releases of the output have no gold and are not scored: other" in notes
    assert "1 found facts do not stand at their offsets" in notes


# -------------------------------------------------------------------------------------------------------- intervals


def many(right: int, wrong: int) -> list[Counts]:
    """Releases with one money fact each, found or not."""
    gold = release("It paid $5.", fact("g", "money", "$5", "It paid $5.", value=Decimal(5)))
    return [score_release(gold, same_as_gold(gold) if i < right else ()).counts for i in range(right + wrong)]


def test_packed_counts_unpack_to_their_sum() -> None:
    counts = [score_release(each, half(each)).counts for each in (mill(), orchard(), mill())]
    lanes = lanes_of(counts)
    summed = unpack(sum(pack(each, lanes) for each in counts), lanes)
    expected = total(iter(counts))
    assert summed.kinds == expected.kinds
    assert figures_of(summed) == figures_of(expected)


def test_intervals_hold_the_figure_and_narrow_with_more_releases() -> None:
    few, lots = bootstrap(many(15, 5))["recall"], bootstrap(many(300, 100))["recall"]
    assert few[0] < lots[0] < 0.75 < lots[1] < few[1]


def test_intervals_are_what_the_binomial_says() -> None:
    low, high = bootstrap(many(300, 100), resamples=2000)["recall"]
    error = 1.96 * (0.75 * 0.25 / 400) ** 0.5
    assert low == pytest.approx(0.75 - error, abs=0.01)
    assert high == pytest.approx(0.75 + error, abs=0.01)


def test_the_same_seed_gives_the_same_intervals() -> None:
    counts = many(15, 5)
    assert bootstrap(counts, seed=3) == bootstrap(counts, seed=3)
    assert bootstrap(counts, seed=3) != bootstrap(counts, seed=4)
    assert bootstrap(counts, resamples=0) == {}
    assert bootstrap(counts[:1]) == {}


# ----------------------------------------------------------------------------------------------------- gates and base


def test_gates(poor: Validation, perfect: Validation) -> None:
    wanted = parse_requirements(["value=0.97, fact=0.80", "date.value=0.99"])
    assert shortfalls(wanted, perfect.figures) == []
    short = {each.name: str(each) for each in shortfalls(wanted, poor.figures)}
    assert set(short) == {"value", "fact", "date.value"}
    assert short["value"].endswith("below 0.97")


def test_a_gate_over_nothing_is_not_passed() -> None:
    (short,) = shortfalls(parse_requirements(["measure.value=0"]), validate([mill()], found_in([mill()])).figures)
    assert "nothing to score" in str(short)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("value", "write FIGURE=NUMBER"),
        ("valeu=0.9", 'did you mean "value"'),
        ("zzz=0.9", "there are precision, recall"),
        ("value=97", "from 0 to 1"),
        ("value=high", "from 0 to 1"),
        ("value=nan", "from 0 to 1"),
    ],
)
def test_requirements_that_make_no_sense(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        parse_requirements([text])


def test_what_changed_fact_by_fact(poor: Validation, perfect: Validation) -> None:
    better = compare(poor, perfect)
    assert {change.way for change in better.changes} == {"better"}
    assert [str(change) for change in better.of("better")][:2] == [
        'mill 0 count "HARW": spurious, now not there',
        'mill 59 percent "12.5%": missed, now right',
    ]
    assert {change.way for change in compare(perfect, poor).changes} == {"worse"}
    assert compare(poor, poor).changes == ()
    assert better.figures["recall"] == (poor.figures["recall"], 1.0)


def test_fields_that_got_better_and_worse() -> None:
    gold = mill()

    def with_money(**changes: Any) -> Validation:
        found = tuple(replace(each, **changes) if each.kind == "money" else each for each in same_as_gold(gold))
        return validate([gold], Found({gold.id: found}), resamples=0)

    def way(before: dict[str, str], now: dict[str, str]) -> list[str]:
        return [f"{c.way}: {c.before}, {c.now}" for c in compare(with_money(**before), with_money(**now)).changes]

    assert way({"period": "2022"}, {}) == ["better: wrong period, right"]
    assert way({"period": "2022"}, {"period": "2022", "unit": "EUR"}) == ["worse: wrong period, wrong unit, period"]
    assert way({"period": "2022"}, {"unit": "EUR"}) == ["other: wrong period, wrong unit"]


# ------------------------------------------------------------------------------------------------------------ written


def test_json_and_back(poor: Validation, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(as_json(poor), encoding="utf-8")
    back = read_validation(path)
    assert back.counts == poor.counts
    assert back.figures == poor.figures
    assert back.intervals == poor.intervals
    assert compare(back, poor).changes == compare(poor, back).changes == ()
    assert as_json(back) == as_json(poor)


def test_shards_merge_to_the_whole(poor: Validation) -> None:
    shards = [Validation((each,), (), poor.resamples, poor.seed) for each in poor.releases]
    whole = shards[0] + shards[1]
    assert as_json(whole) == as_json(Validation(poor.releases, (), poor.resamples, poor.seed))


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "[]",
        '{"format": "factwire validation 1"}',
        '{"format": "factwire validation 1", "documents": [5], "notes": [], "resamples": 1, "seed": 0}',
        "x",
    ],
)
def test_what_is_no_validation(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.json"):
        read_validation(path)


def test_junit(poor: Validation) -> None:
    root = ET.fromstring(as_junit(poor, ["value is 0.5, below 0.9"]))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["mill", "orchard/1", "gates"]
    for suite, scored in zip(suites, poor.releases, strict=False):
        assert (
            len(suite.findall("testcase"))
            == int(suite.get("tests", ""))
            == sum(o.verdict != "optional" for o in scored.outcomes)
        )
        assert len(suite.findall("testcase/failure")) == int(suite.get("failures", ""))
    assert suites[0].findall("testcase/failure")[0].get("type") == "spurious"


def test_junit_holds_what_xml_cannot() -> None:
    text = "a\x00b <&> ]]> \x0b 5%"
    gold = release(text, Annotation(id="g", kind="percent", start=0, end=len(text), text=text), ident="r\x01<")
    root = ET.fromstring(as_junit(validate([gold], Found()), []))
    assert root.findall("testsuite")[0].get("name") == "r\ufffd<"
    assert "a\ufffdb <&> ]]>" in (root.findall(".//failure")[0].text or "")


def test_markdown_escapes_what_would_be_markup() -> None:
    text = "Costs | <b>fell</b> *5%*"
    gold = release(text, fact("g", "percent", "5%", text), ident="a|b")
    words = as_markdown(validate([gold], Found({"a|b": ()})), ["value is low"])
    assert "a\\|b:" in words
    assert "&lt;b&gt;fell&lt;/b&gt; \\*⟦5%⟧\\*" in words
    assert "<b>" not in words
    rows = [line for line in words.splitlines() if line.startswith("| all")]
    assert rows
    assert rows[0].count("|") - rows[0].count("\\|") == 9


def test_markdown_tells_what_changed(poor: Validation, perfect: Validation) -> None:
    words = as_markdown(perfect, [], compare(poor, perfect))
    assert "### worse: 0" in words
    assert 'mill 59 percent "12.5%": missed, now right' in words


def test_tables_have_as_many_cells_as_heads(poor: Validation) -> None:
    for table in tables(poor):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.head)}


def test_each_difference_is_told_with_its_words(poor: Validation) -> None:
    where, what, detail = list(differences(poor))[1]
    assert (where, what) == ("mill:59", "missed percent")
    assert "⟦12.5%⟧" in detail


def test_context_is_cut_at_words() -> None:
    text = (
        "one two three four five six seven eight nine 5% ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    )
    start = text.index("5%")
    assert (
        context(text, start, start + 2)
        == "… three four five six seven eight nine ⟦5%⟧ ten eleven twelve thirteen fourteen …"
    )


def test_counts_of_nothing() -> None:
    nothing = Counts()
    assert figures_of(nothing)["value"] is None
    assert nothing.overall == KindCounts()
    assert KindCounts() + KindCounts(gold=1, strict=ModeCounts(correct=1)) == KindCounts(
        gold=1, strict=ModeCounts(correct=1)
    )
    assert FieldCounts(1, 2, 3) + FieldCounts(1, 1, 1) == FieldCounts(2, 3, 4)
