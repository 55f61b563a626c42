"""The registry: what a release names, what sort of thing each is, and whom sentences are about."""

import pytest

from extractor.documents import Release
from extractor.facts import Quantity
from extractor.link.entities import Entities
from extractor.link.names import Names
from extractor.pipeline import Extractor
from extractor.segment import segment
from tests.marked import unmarked


def _registry(text: str) -> tuple[str, Entities]:
    document = segment(Release(text, "registry"))
    return document.text, Entities(document, Names(document))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It was bought by Norvik Brands ASA.", "company"),
        ("It was bought by Norvik Brands (OSE: NVK).", "company"),
        ("He wrote to the Ministry of Harbours.", "body"),
        ("We spoke to Mara Lindqvist, chief executive of the mill.", "person"),
        ("We spoke to Dr. Mara Lindqvist.", "person"),
        ("They met at the Osel Summit for Youth.", "event"),
        ("It was built under the Clean Harbours Act.", "law"),
        ("It grew in Sudvik, and in Sudvik alone.", "place"),
        ("Sales of Orvel® rose.", "product"),
        ("Sales of the Orvel segment rose.", "unit"),
        ("Sales of Orvel rose.", "name"),
        # by a noun in apposition, said of it, before it or behind it
        ("Sales of Orvel, a leading maker of jam, rose.", "company"),
        ("We know that Orvel is a small port in the north.", "place"),
        ("They sell the drug Orvel in jars.", "product"),
        ("We ran the Orvel clinical trial.", "study"),
        ("So grew Orvel, a fund for the young.", "fund"),
        ("They like Orvel since a trial.", "name"),
        # by what only people or only companies do, and by a given name
        ("The man named Mara Lindqvist left.", "person"),
        ("The jam of Orvel Lindqvist pleaded guilty.", "person"),
        ("So Orvel Lindqvist sells jam.", "company"),
        ('"It is red," said Orvel Lindqvist.', "person"),
        # by the noun whose abbreviation it is
        ("They fell ill with a rare disease (RDX) there.", "disease"),
        ("They sell the COVID-19 vaccine.", "disease"),
        ("They sell things over the counter (OTC) there.", "nobody"),
        # by a place beside it, and what a place is not
        ("She lives in Sudvik, Norway.", "place"),
        ("It grew in ORV and in ORV alone.", "name"),
        ("It is told by Norwegians and the young.", "name"),
        ("It is told by Americans and the young.", "group"),
    ],
)
def test_what_a_name_names(text: str, kind: str) -> None:
    _, entities = _registry(text)
    assert entities.all[0].kind == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Cases came from three districts (Osel, Harle and Sudvik).", {"place"}),
        ("They came from Osel, Norway, Harle and Sudvik.", {"place"}),
        ("They sold drugs such as Osel, Harle and Sudvik.", {"product"}),
        ("They spoke to Osel, Harle and Sudvik.", {"name"}),
        ("They spoke to Osel, Dr. Mara Lind and Sudvik.", {"name", "person"}),
    ],
)
def test_what_a_list_is_of(text: str, kinds: set[str]) -> None:
    _, entities = _registry(text)
    assert {entity.kind for entity in entities.all} == kinds


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # headings, parts of accounts and words that are common with a small letter name nobody
        ("We show our Financial Performance below.", []),
        ("It is in the Reconciliation of Net Debt.", []),
        ("In 2024 Cash Capital Expenditures were paid.", []),
        ("Gross Profit rose.\n\nGross jam was sold.", []),
        ("They sell more in Markets now. Markets grew.", ["Markets", "Markets"]),
        ("We sold Financial Performance AS to them.", ["Financial Performance AS"]),
        # a post alone, and a numeral
        ("They met the Chief Executive and the Vice President of Osel.", ["Osel"]),
        ("They spoke of Federal Councillor Mara Lind.", ["Mara Lind"]),
        ("They like the Department of Justice.", ["Department of Justice"]),
        ("They sell Orvel(R) here.", ["Orvel(R)"]),
        # a company beside one that is named elsewhere; contractions; a word from a line of capitals
        ("They like Harlan. They met Harlan and Osel Steel AS there.", ["Harlan", "Harlan", "Osel Steel AS"]),
        ("They met Harlan and Osel Steel AS there.", ["Harlan and Osel Steel AS"]),
        ("I'm at Osel now.", ["Osel"]),
        # a company that writes itself small or with a digit, and a legal form alone
        ("They met norvik SE, and then 3Harle, Inc. there.", ["norvik SE", "3Harle, Inc."]),
        ("They met an LLC there, and some other Inc. too.", []),
        # what stands in an address
        ("See https://www.example.com/Orvel/Lind.png or mail Orvel@Lind.example.", []),
        # what modifies a noun, what a number follows, a post behind a company
        ("An Osel-based mill grew.", []),
        ("We ran a Phase 3 trial, see Slide 5.", []),
        ("With Orvel Foods Chairman and CEO, Mara Lind, left.", ["Orvel Foods", "Mara Lind"]),
    ],
)
def test_what_is_named(text: str, named: list[str]) -> None:
    document = segment(Release(text, "named"))
    assert [name.text for name in Names(document).all] == named


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Hong Kong Jam Council sells jam in Hong Kong now.", "Hong Kong", "Hong Kong"),
        ("They sell jam in Yunnan Province. We like Yunnan.", "Yunnan", "Yunnan Province"),
        ("We like Norvik Foods Corporation. So NorvikFoods grew.", "NorvikFoods", "Norvik Foods Corporation"),
        ("We like Western Osel. We go to Osel.", "Osel", "Osel"),
        ("They like Orvel and Harle. They sell Orvel.", "Orvel", "Orvel"),
        ("They like the Umber Relief Agency in the Near East (URA). The URA grew.", "URA", "Umber Relief Agency"),
        ("They like Harle and Telin Open Net (TON). They sell TON.", "TON", "Telin Open Net"),
    ],
)
def test_what_a_short_form_stands_for(text: str, short: str, full: str) -> None:
    document = segment(Release(text, "short"))
    found = Names(document).full(short)
    assert found is not None
    assert found.of(document.text) == full


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Norvik Brands ASA makes jam.", "Norvik Brands ASA"),
        ("In 2014, Norvik Brands ASA bought a mill.", "Norvik Brands ASA"),
        ("Founded in Oslo, Norvik Brands ASA makes jam.", "Norvik Brands ASA"),
        ("Norvik Brands ASA, a maker of jam, grew.", "Norvik Brands ASA"),
        ("The jam of Norvik Brands ASA is red.", None),
        ("Norvik Brands ASA and its owners met.", None),
    ],
)
def test_whom_a_sentence_opens_with(text: str, about: str | None) -> None:
    document = segment(Release(text, "opening"))
    found = Entities(document, Names(document)).opening(document.sentences[0])
    assert (found.of(document.text) if found is not None else None) == about


@pytest.mark.parametrize(
    ("text", "noun", "meant"),
    [
        ("They met in Asia and in Europe.", "continent", "Europe"),
        ("They met in Asia." + " They ate jam." * 60, "continent", "Asia"),
        ("They met in Asia and in Europe." + " They ate jam." * 60, "continent", None),
        ("They live in Oslo, Norway.", "country", "Norway"),
        ("They live in Oslo.", "country", None),
        ("They sell the drug Orvel to all.", "drug", "Orvel"),
        ("They sell the drug Orvel to all." + " They ate jam." * 60, "drug", None),
        ("They met Osel Steel AS.", "company", None),
    ],
)
def test_what_a_noun_calls(text: str, noun: str, meant: str | None) -> None:
    plain, entities = _registry(text)
    found = entities.called(noun, len(plain))
    assert (found.of(plain) if found is not None else None) == meant


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        # what `it`, `he`, `she` and `the company` stand for
        ("Osel Steel AS met Norvik Brands ASA. Norvik Brands ASA makes jam. It runs ⟦40 mills⟧.", "Norvik Brands ASA"),
        ("Osel Steel AS makes saws. Dr. Mara Lind runs it. She paid ⟦$5 million⟧.", "Mara Lind"),
        ("Osel Steel AS makes saws. Mara Lind said that she had paid ⟦$5 million⟧.", "Mara Lind"),
        ("Osel Steel AS grew. Harle Foods Ltd. makes jam. The company paid ⟦$5 million⟧.", "Harle Foods Ltd."),
        # a noun that only says what someone is
        ("Osel Steel AS is a leading maker of saws that serves ⟦40 million customers⟧.", "Osel Steel AS"),
        # who tells of others, and who is told
        ("Osel Steel AS grew. Dr. Mara Lind highlighted a gross margin of ⟦70%⟧.", "Osel Steel AS"),
        ("Mara Lind was found guilty of ⟦seven counts⟧ of fraud.", "Mara Lind"),
        # a place of places is nobody's
        ("Osel Steel AS makes saws. Our saws are sold to ⟦80 countries⟧ in Europe.", "Osel Steel AS"),
        # a label before a clause with its own doer
        ("Osel Steel AS makes saws.\n\n• Light Design – each of the saws weighs ⟦25 g⟧.", "Osel Steel AS"),
        # the company of an earlier paragraph is not the one talked about
        (
            "Osel Steel AS makes saws. It beats Harle Foods Ltd. Harle Foods Ltd. sold jam.\n\nThe company earned"
            " ⟦$5 million⟧.",
            "Osel Steel AS",
        ),
        # a list of places goes on behind the figure
        ("So $9 million will be allocated to projects in Norway, ⟦$5 million⟧ in Iceland.", "Iceland"),
        # a continent, however long ago it was named
        ("They went to Africa." + " They ate jam." * 60 + " The continent has ⟦500 airports⟧.", "Africa"),
        # who is awarded something has it
        ("Osel Steel AS makes saws. Norway awarded it a contract for ⟦$5 million⟧.", "Osel Steel AS"),
        # no person has accounts, whoever tells of them; fines are persons'
        ("OrvelPay grew. Dr. Mara Lind left it. The results showed a gross margin of ⟦70%⟧.", "OrvelPay"),
        ("OrvelPay grew. Dr. Mara Lind left it. She paid a fine of ⟦$5 million⟧.", "Mara Lind"),
        # what its noun only calls what it is
        ("Osel Steel AS sells Orvel. The Orvel app has ⟦300 users⟧ in towns.", "Orvel"),
        ("Osel Steel AS sells in Norway. The Osel segment has ⟦300 users⟧ in towns.", "Osel segment"),
        # a board decides for the body that gives out the release
        ("The Ministry of Harbours met. The board raised the rate to ⟦5%⟧.", "Ministry of Harbours"),
        # a dose behind a product with its substance
        ("Osel Steel AS sells Orvel® (an injection) ⟦3 mg⟧ in jars.", "Orvel®"),
        ("The Army will get $9 million with ⟦$5 million⟧ going to the Osel Guard.", "Osel Guard"),
        # posts before names
        ("Osel Steel CEO Mara Lind spoke. Lind paid ⟦$5 million⟧.", "Mara Lind"),
    ],
)
def test_whose_a_figure_is(extractor: Extractor, text: str, owner: str) -> None:
    plain, (marked,) = unmarked(text)
    start = text.index("⟦")
    fact = next(f for f in extractor.extract(Release(plain, "owner")).facts if f.start == start)
    assert fact.text == marked
    assert isinstance(fact, Quantity)
    assert fact.subject is not None
    assert fact.subject.text == owner
