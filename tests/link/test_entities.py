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
        ("It was built under the Clean Harbours Act.", "programme"),
        ("It grew in Sudvik, and in Sudvik alone.", "place"),
        ("Sales of Orvel® rose.", "product"),
        ("Sales of the Orvel segment rose.", "unit"),
        ("Sales of Orvel rose.", "name"),
    ],
)
def test_what_a_name_names(text: str, kind: str) -> None:
    _, entities = _registry(text)
    assert [entity.kind for entity in entities.all] == [kind]


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
