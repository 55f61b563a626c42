"""The rules of money: what each shape takes and leaves, with examples that are run as tests."""

from extractor.recognise.rule import Rule

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule(
        "money.sign-amount",
        "A sign of currency before a number, glued or with a blank, with its scale word or letter, minus and brackets.",
        (
            "It raised ⟦$4.5M⟧ in May.",
            "Sales were ⟦US$ 4.7bn⟧.",
            "A loss of ⟦$(12.6) million⟧ was booked.",
            "A fee of ⟦€1.2bn⟧ is due.",
        ),
        ("The $ELX token was listed.", "The US$ weakened.", "Write to us at 5 Cash Street."),
    ),
)
