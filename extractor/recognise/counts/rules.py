"""The rules of counts that have their noun: what each shape takes and leaves, with examples that are run as tests."""

from extractor.recognise.rule import Rule

__all__ = ["ADJECTIVE", "NOUN", "NOUN_RULES", "ONE", "OVER_BRACKET", "RANGE", "SHARED"]

NOUN = Rule(
    name="count.number-noun",
    says="A number and the plain noun phrase behind it, from the number to the head noun, without clauses.",
    examples=(
        "It serves ⟦2.4 m customers⟧ and ⟦3 bln users⟧ there.",
        "The park is home to ⟦218 enterprises⟧ in all.",
        "It opened ⟦nine newly signed plants⟧ last week.",
        "They flew ⟦50 Boeing 737 MAX aircraft⟧ to Oslo.",
        "It has ⟦70+ brands⟧ on sale.",
        "The board has ⟦eleven (11) directors⟧ today.",
        "Some ⟦3.4 million overnight stays⟧ were booked.",
        "We sold ⟦1.2M subscriptions⟧ in May.",
        "She gave us ⟦two $500 gift cards⟧ each.",
        "⟦Dozens of volunteers⟧ came to help.",
        "It runs in ⟦20 provinces and cities⟧ now.",
        "It has over ⟦300 million⟧ in total accounts.",
        "It owns ⟦460 Class A shares⟧ of it.",
    ),
    not_examples=(
        "Episode 40 was the best of the season.",
        "It is one of the largest in Europe.",
        "The net score was 72.",
        "They work 24/7 shifts.",
        "He flew a Boeing 737 to Rome.",
        "It took five days and two hours.",
        "They won the 500 Sparks programme.",
        "Other income 9 $10.70 Other effects on capital were small.",
        "Total 890 6 18 915 Q2 Highlights are below.",
    ),
)
RANGE = Rule(
    name="count.range-noun",
    says="Two numbers joined by a dash or `to` before a noun phrase.",
    examples=("plans ⟦12 to 15 new coffee shops⟧ in all", "and ⟦3-4 closures⟧ each year"),
    not_examples=("won the match 3-1 away",),
)
SHARED = Rule(
    name="count.shared-noun",
    says="A bare number before `and`, `or` or a comma and a count: it counts the same noun.",
    examples=("He saw ⟦45⟧ and ⟦50 cases⟧ of it.", "It hired ⟦six⟧ full-time and ⟦nine part-time chefs⟧ there."),
)
ONE = Rule(
    name="count.one",
    says="`one` as a true number: beside another count, behind `only`, or with a count of a charge or an illness.",
    examples=(
        "It bought ⟦two clinics⟧ and ⟦one laboratory⟧ in May.",
        "He was convicted of ⟦one count⟧ of conspiracy.",
        "At that time, there was ⟦one death⟧ in the town.",
    ),
    not_examples=(
        "It is one company among many.",
        "One day we will.",
        "No one knew the one answer.",
        "In one case, a club paid.",
    ),
)
ADJECTIVE = Rule(
    name="count.number-adjective",
    says="A number and a countable noun joined by a hyphen before another noun.",
    examples=("the ⟦four-company⟧ venture", "a ⟦200-room⟧ hotel"),
    not_examples=("a five-star hotel", "a three-way split", "a two-thirds share"),
)
OVER_BRACKET = Rule(
    name="count.noun-behind-bracket",
    says="A number before a bracket with the earlier period's number, and the noun that both count behind it.",
    examples=(
        "It closed ⟦17⟧ (⟦12⟧) branches in May.",
        "The office had ⟦395⟧ (previous year: ⟦407⟧) pending cases at the end.",
    ),
    not_examples=("See section 17 (10) for details.", "It was rated 17 (of 20) by them."),
)
NOUN_RULES = (NOUN, RANGE, SHARED, ONE, ADJECTIVE, OVER_BRACKET)
