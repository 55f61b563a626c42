import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.documents import Parse, Token
from extractor.mentions import Mention
from extractor.normalise.quantities import read_count
from extractor.recognise import counts
from extractor.recognise.counts.finder import RULES
from extractor.recognise.scan import Scan, scan
from tests.building import document_of
from tests.growing import check_growth
from tests.marked import unmarked
from tests.recognise.counting import counts_in


def surfaces(text: str) -> list[str]:
    return [text[m.start : m.end] for m in counts_in(text)]


@pytest.mark.parametrize(("rule", "example"), [(r.name, e) for r in RULES for e in r.examples])
def test_rule_finds_its_examples(rule: str, example: str) -> None:
    text, expected = unmarked(example)
    found = counts_in(text)
    assert [text[m.start : m.end] for m in found] == expected
    assert rule in {m.rule for m in found}


@pytest.mark.parametrize(("rule", "example"), [(r.name, e) for r in RULES for e in r.not_examples])
def test_rule_leaves_its_counter_examples(rule: str, example: str) -> None:
    assert rule not in {m.rule for m in counts_in(example)}


def only(text: str) -> Mention:
    (found,) = counts_in(text)
    return found


@pytest.mark.parametrize(
    ("marked", "value", "unit", "item"),
    [
        ("It runs ⟦60 largest listed companies⟧.", 60, "company", "largest listed companies"),
        ("We met ⟦seven hundred and two new recruits⟧.", 702, "recruit", "new recruits"),
        ("It has ⟦1.05 billion registered users⟧.", 1050000000, "user", "registered users"),
        ("It employs ⟦200 US workers⟧.", 200, "worker", "US workers"),
        ("She holds ⟦231 master's degrees⟧ of note.", 231, "degree", "master's degrees"),
        ("They found ⟦852 laboratory-confirmed cases⟧.", 852, "case", "laboratory-confirmed cases"),
        ("It ships ⟦178 Xone(TM) GEN 2 devices⟧.", 178, "device", "Xone(TM) GEN 2 devices"),
        ("It treats ⟦1 or more co-morbidities⟧.", 1, "co-morbidity", "co-morbidities"),
        ("It hired ⟦45 women⟧ last year.", 45, "woman", "women"),
        ("It saw ⟦1,024 home sales⟧ in July.", 1024, "sale", "home sales"),
        ("It lost ⟦500 jobs⟧ last year.", 500, "job", "jobs"),
        ("Some ⟦312 stewards⟧ will help.", 312, "steward", "stewards"),
        ("It served ⟦two dozen airlines⟧.", 24, "airline", "airlines"),
        ("It logged ⟦25,000 volunteer hours⟧.", 25000, "hour", "volunteer hours"),
        ("# Acme Opens ⟦12 New Stores⟧ Across Europe", 12, "store", "New Stores"),
        ("It built ⟦three new, energy-efficient homes⟧.", 3, "home", "new, energy-efficient homes"),
        ("It sold ⟦37.2mm shares⟧ of stock.", 37200000, "share", "shares"),
    ],
)
def test_value_unit_and_item(marked: str, value: int, unit: str, item: str) -> None:
    text, words = unmarked(marked)
    found = only(text)
    assert [text[found.start : found.end]] == words
    assert found.amount is not None
    assert found.amount.value == Decimal(value)
    value_of = read_count(found)
    assert (value_of.unit, value_of.item) == (unit, item)


@pytest.mark.parametrize(
    "text",
    [
        "It is one of the largest and the only one.",
        "Gate numbers 20 to 34 will close.",
        "He is a Fortune 500 executive and Windows 11 users know it.",
        "The lens is an f/1.8 and the CamPro 9 pairs with it.",
        "It will take five working days.",
        "It is a one-time cost and a one-stop shop.",
        "The score was 3-1 and the index stood at 49.6.",
        "It works 24/7, says No. 26 in the list.",
        "A two-wheeler market grew.",
        "See page 12 and section 4 of Exhibit 99.1.",
        "Holders receive 0.650 common shares for each.",
        "Part IV of ISO 9001 is one way.",
        "Seventy-five years after, they met.",
        "Join PLAY 60 now. PLAY 60 brings pupils to their feet, and PLAY 60 fitness breaks go on.",
    ],
)
def test_nothing_is_counted(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "value", "comparator"),
    [
        ("It has more than 50 shops.", 50, "gt"),
        ("It has at least six shops.", 6, "ge"),
        ("It has up to 2,300 seats.", 2300, "le"),
        ("It has nearly 650,000 members.", 650000, "approx"),
        ("It has 5,000+ outlets.", 5000, "ge"),
        ("Dozens of volunteers came.", 24, "ge"),
        ("Hundreds of thousands of fans came.", 200000, "ge"),
        ("Millions of fans came.", None, "eq"),
        ("Several hundred fans came.", None, "eq"),
    ],
)
def test_comparators(text: str, value: int | None, comparator: str) -> None:
    found = only(text)
    assert (found.amount.value if found.amount else None) == value
    assert found.comparator == comparator


@pytest.mark.parametrize(
    ("text", "part", "whole", "relation", "unit"),
    [
        ("It has 218 firms, 89 of which are large firms.", "89", "218 firms", "part_of", "firm"),
        ("It has 11 cases, of whom 4 are men.", "4", "11 cases", "part_of", "man"),
        ("It restarted six of its seven quarries.", "six", "seven quarries", "part_of", "quarry"),
        ("It had 1,204 patients, 602 to each arm.", "602", "1,204 patients", "part_of", "patient"),
        ("It has 58 mills, compared with 61 in May.", "61", "58 mills", "prior_of", "mill"),
        ("It rose by 120 to 1,480 students.", "120", "1,480 students", "change_of", "student"),
        ("It began 46 projects. Together the 46 will cost a lot.", "46", "46 projects", "same_as", "project"),
        ("It saw 8 cases from Osel (5) and Varn (3).", "5", "8 cases", "part_of", "case"),
    ],
)
def test_relations(text: str, part: str, whole: str, relation: str, unit: str) -> None:
    found = [m for m in counts_in(text) if text[m.start : m.end] == part and m.counted.told]
    assert found
    mention = found[-1]
    told = mention.counted.told
    assert told is not None
    assert text[told.start : told.end] == whole
    assert told.relation == relation
    assert read_count(mention).unit == unit


_WORDS = (
    *("12", "three", "4500", "of", "the", "which", "one", "from", "to", "and", ".", ",", "(", ")", "%", "shops", "men"),
    *("are", "rose", "by", "new", "3-4", "7+", "(5)", "1"),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(_WORDS),
        max_size=20,
    )
)
def test_any_words(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for mention in counts_in(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@pytest.mark.parametrize(
    ("marked", "units"),
    [
        ("Headcount at Orla Foods was ⟦3,210⟧ in May; ⟦1,480⟧ work in Norway.", ("employee", "employee")),
        ("The store count ended the year at ⟦1,045⟧, up from ⟦1,002⟧.", ("store", "store")),
        ("The death toll rose to ⟦87⟧.", ("death",)),
        ("The rig count fell by ⟦three⟧ to ⟦589⟧ last week.", ("rig", "rig")),
        ("Staff numbers rose from ⟦340⟧ to ⟦372⟧.", ("employee", "employee")),
        ("Jobless claims totaled ⟦231,000⟧, a decrease of ⟦4,000⟧ on the week.", ("claim", "claim")),
        ("Some ⟦18,400 runners⟧ from ⟦74 countries⟧ ran; ⟦11⟧ were over 80.", ("runner", "country", "runner")),
        ("It saw ⟦44 envoys⟧; ⟦29⟧ came early, ⟦12⟧ came late.", ("envoy", "envoy", "envoy")),
        ("⟦Ten⟧ of the ⟦14 ships⟧ sail; the other ⟦four⟧ do not.", ("ship", "ship", "ship")),
        ("It sold ⟦2.9 million mugs⟧ in all, from ⟦3.4 million⟧ in May.", ("mug", "mug")),
        ("It plans ⟦12 shops⟧ in May and ⟦15 to 20⟧ in June.", ("shop", "shop")),
        ("It has ⟦four trucks⟧ and ⟦one Class 66 locomotive⟧.", ("truck", "locomotive")),
        ("It seized ⟦300 counterfeit watches⟧ there.", ("watch",)),
        ("It logged ⟦100 weekly reported cases⟧ there.", ("case",)),
        ("It sold ⟦1/4 units⟧ and ⟦1.2e6 units⟧ more.", ("unit", "unit")),
        ("There were ⟦900 tests⟧ (⟦500⟧ negative, ⟦400⟧ positive).", ("test", "test", "test")),
        ("The ⟦64 guests⟧ came from Ghent (⟦12⟧), Namur (⟦7⟧), others (⟦45⟧).", ("guest",) * 4),
    ],
)
def test_counts_without_a_noun_of_their_own(marked: str, units: tuple[str, ...]) -> None:
    text, words = unmarked(marked)
    found = counts_in(text)
    assert [text[m.start : m.end] for m in found] == words
    assert tuple(read_count(m).unit for m in found) == units


@pytest.mark.parametrize(
    "text",
    [
        "She played in May and averaged 25.",
        "She is 34 and he, 56, is older.",
        "The index closed at 3,412, up 23.",
        "Results: Arsenal 2, Chelsea 1.",
        "It is rated 4.8 stars.",
        "The cost base fell to 310 in the year.",
        "The 9/11 attacks came first.",
    ],
)
def test_bare_numbers_that_count_nothing(text: str) -> None:
    assert surfaces(text) == []


def test_a_list_of_any_length_keeps_its_whole() -> None:
    places = ", ".join(f"Town{chr(65 + i % 26)}{chr(97 + i // 26)} ({i + 2})" for i in range(40))
    text = f"It reported {sum(range(2, 42)):,} cases from {places}."
    found = counts_in(text)
    assert len(found) == 41
    wholes = {(told.start, told.end) for m in found[1:] if (told := m.counted.told) is not None}
    assert wholes == {(found[0].start, found[0].end)}


def _parse_of(text: str) -> Parse:
    """A parse as a parser might make it, without its cost: each word hangs on the one before."""
    tokens = [
        Token(i, m.start(), m.end(), m.group(), "CD" if m.group()[0].isdigit() else "NN", "dep", max(0, i - 1))
        for i, m in enumerate(re.finditer(r"\w+(?:,\d+)?|[^\w\s]", text))
    ]
    return Parse(0, tuple(tokens))


@pytest.mark.parametrize(
    "piece",
    [
        "5, ",
        "12 shops, 7 ",
        "Oslo (5), ",
        "Oslo 5, ",
        "9 in May and ",
        "one was in May, and ",
        "the number of shops rose by 5 to ",
        "12 shops: 4 red, ",
        "12 tests (11), ",
        "six of the nine, ",
        "up 5, down ",
    ],
)
def test_work_grows_with_the_text_not_with_its_square(piece: str) -> None:
    def made(size: int) -> tuple[Scan, dict[int, Parse]]:
        text = "It has 900 shops: " + piece * (size // len(piece)) + "end"
        return scan(document_of(text)), {0: _parse_of(text)}

    check_growth(made, lambda it: counts.find(*it, []), size=2_000)
