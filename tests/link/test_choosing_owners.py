"""The learned choice of owners: whom the rules name first is one piece of evidence among others."""

from extractor.link.ranking import Weights, weighing
from extractor.pipeline import Extraction, Extractor

#: What speaks for whom the rules name first, or for nobody.
FIRST, NOBODY_FIRST = "first", "nobody:first"
TEXT = (
    "OSLO, May 2, 2024 -- Hadley Shoe Company (NASDAQ: HDLY) today reported results.\n\n"
    "Marlow Foods Inc. paid its lenders $5 million for the plant in Bergen."
)


def explained(extractor: Extractor, by: dict[str, int]) -> Extraction:
    with weighing({"subject": Weights({}, by)}):
        return extractor.explain(TEXT)


def owner(extraction: Extraction) -> str | None:
    money = next(fact for fact in extraction.facts.facts if fact.kind == "money")
    return money.subject.text if money.subject is not None else None


def test_by_nothing_but_their_order_the_rules_name_the_doer(extractor: Extractor) -> None:
    assert owner(explained(extractor, {FIRST: 1000, NOBODY_FIRST: 1000})) == "Marlow Foods Inc."


def test_heavier_evidence_beats_the_order(extractor: Extractor) -> None:
    assert owner(explained(extractor, {FIRST: 1000, "who:issuer": 1001})) == "Hadley Shoe Company"
    assert owner(explained(extractor, {FIRST: 1000, "who:issuer": 999})) == "Marlow Foods Inc."
    assert owner(explained(extractor, {FIRST: 1000, "nobody": 1001})) is None


def test_each_candidate_stands_once_and_nobody_among_them(extractor: Extractor) -> None:
    extraction = explained(extractor, {FIRST: 1000})
    (ballot,) = (draft.ballots.subject for draft in extraction.linked.drafts if draft.kind == "money")
    values = [ranked.candidate.value for ranked in ballot]
    assert len(values) == len(set(values))
    assert None in values
    names = {value.of(TEXT) for value in values if value is not None}
    assert {"Hadley Shoe Company", "Marlow Foods Inc.", "Bergen", "plant"} <= names


def test_no_piece_of_evidence_is_told_twice(extractor: Extractor) -> None:
    for draft in explained(extractor, {FIRST: 1000}).linked.drafts:
        for ranked in draft.ballots.subject:
            assert len(ranked.candidate.features) == len(set(ranked.candidate.features))


def test_a_link_of_no_rule_says_who_proposed_it(extractor: Extractor) -> None:
    extraction = explained(extractor, {FIRST: 1000, "kind:noun": 5000})
    (draft,) = (draft for draft in extraction.linked.drafts if draft.kind == "money")
    assert "noun" in {note.rule for note in draft.notes if note.field == "subject"}


def test_a_board_of_directors_decides_for_its_company_and_no_number_of_people_is_a_rate(extractor: Extractor) -> None:
    text = (
        "OSLO, May 2, 2024 -- Hadley Shoe Company (NASDAQ: HDLY) today reported results.\n\nUnemployment rate falls\n\n"
        "The Board of Directors declared a dividend of $0.11 per share. In May, 2,431,000 people were in employment."
    )
    facts = extractor.extract(text).facts
    dividend, people = (next(f for f in facts if f.text.startswith(t)) for t in ("$0.11", "2,431,000"))
    assert dividend.kind == "money"
    assert dividend.subject is not None
    assert dividend.subject.text == "Hadley Shoe Company"
    assert people.kind == "count"
    assert people.metric is None or "rate" not in people.metric.text
