"""The rules of money: what each shape takes and leaves, with examples that are run as tests."""

from extractor.recognise.rule import Rule

__all__ = ["MONEY_RULES"]

MONEY_RULES: tuple[Rule, ...] = (
    Rule(
        "money.sign-amount",
        "A sign of currency before a number, glued or with a blank, with its scale word or letter, minus and brackets.",
        (
            "It raised ⟦$4.5M⟧ in May.",
            "Sales were ⟦US$ 4.7bn⟧ in May.",
            "A loss of ⟦$(12.6) million⟧ was booked.",
            "Funding of ⟦€1.2bn⟧ is due.",
            "Costs came to ⟦M€ 1.1⟧ last year.",
            "Sales reached ⟦$240 millions⟧ in May.",
            "A loss of ⟦-$5⟧ was booked.",
        ),
        ("The $ELX token was listed.", "The US$ weakened against the yen.", "Fees rose ($ in millions) in May."),
    ),
    Rule(
        "money.code-amount",
        "A code, an abbreviation in letters or a name before a number. Codes that are words need a scale, decimals or"
        " groups; letters such as R or Dh need those or a release from there; none takes a year-like number as a sum"
        " where the code means other things.",
        (
            "Sales came to ⟦USD34.6 million⟧ in May.",
            "Net cash was ⟦MSEK 143⟧ in June.",
            "It won a ⟦Rs16,189-crore⟧ order.",
            "The grant is ⟦CHF 50'000⟧ in all.",
            "Revenue was ⟦TRY 24.6 billion⟧ in May.",
            "Debt stood at ⟦EUR million 12.3⟧ in May.",
            "Sales were ⟦HKD'000 1,250⟧ in May.",
        ),
        (
            "The offer says TRY 2 WEEKS FREE.",
            "The new CAD 2025 runs on all desktops.",
            "The TOP 10 list names ALL 50 states.",
            "Delegates meet at COP 28 in May.",
            "The unit's SLR 6.1% is high.",
            "Visit booth 5E-B02 in the hall.",
        ),
    ),
    Rule(
        "money.amount-sign",
        "A sign or code behind a number, its scale fused or not.",
        (
            "A loan of up to ⟦50 MUSD⟧ was signed.",
            "Issue costs came to ⟦1.1 M€⟧ in May.",
            "The ticket costs ⟦20€⟧ at the door.",
            "It manages ⟦95B EUR⟧ for clients.",
            "The fare is ⟦12,75 TL⟧ a ride.",
            "The fee was ⟦40 RON⟧ in May.",
            "It costs ⟦25,50 €⟧ (-10%) today.",
        ),
        (
            "In 2023 USD bonds fell.",
            "It holds 12 USDT in reserve.",
            "They paid 3 TOP managers.",
            "Cut 3 mils off it.",
            "It made 12 RON.",
        ),
    ),
    Rule(
        "money.amount-name",
        "A number, in digits or words, and the name of a currency with or without its country. Names that are other"
        " words need support: `won`, `pounds`, `crowns`, `marks`, `real`.",
        (
            "Output reached ⟦7.76 billion yuan⟧ in May.",
            "The estate left ⟦half a billion euros⟧ to the museum.",
            "It won a ⟦1.34 trillion-won⟧ order.",
            "Families get ⟦a hundred dollars⟧ each.",
            "The plant cost ⟦3 million Hong Kong dollars⟧ in all.",
            "She gave ⟦a quarter of a million dollars⟧ to the school.",
            "The appeal raised ⟦5 million pounds⟧ for the hospice.",
            "A ticket is priced at ⟦85 lei⟧ this year.",
        ),
        (
            "The team with 45 won 12 games.",
            "Five Dollar Barn has a new chef.",
            "The 70 pounds of cargo was lost.",
            "It asked 500 real people.",
            "She scored 85 marks in the test.",
            "Mark Dollar runs 12 Crown Street.",
            "Prices are in constant 2015 dollars.",
        ),
    ),
    Rule(
        "money.amount-subunit",
        "Cents, pence, paise and other parts of a unit; the letters p and c where the release supports them.",
        (
            "The dividend is ⟦17 cents⟧ a share.",
            "The dividend is ⟦12.4p⟧ per share.",
            "Power costs ⟦US5.2 cents⟧ per kilowatt hour.",
            "The fare is ⟦50 paise⟧ a stage.",
        ),
        ("The screen shows 720p video.", "The room is at 21c today."),
    ),
    Rule(
        "money.units-and-subunits",
        "Units and subunits as one sum.",
        ("It costs ⟦3 dollars 50 cents⟧ today.", "The dividend is ⟦one dollar and seventy-one cents⟧ today."),
    ),
    Rule(
        "money.range",
        "Two sums as the ends of one range, sign and scale said once or twice. `from X to Y` is a range unless the"
        " sentence speaks of a change; `rose X to Y` never is.",
        (
            "It expects sales of ⟦$465–$475 million⟧ in May.",
            "It expects ⟦$2-3 billion⟧ of savings.",
            "The cost is between ⟦$5 and $7 million⟧ in all.",
            "Prices range from ⟦$5 to $7⟧ a barrel.",
            "It saves ⟦two to three million dollars⟧ a year.",
            "The price fell into the ⟦$2,100-$2,044⟧ band.",
        ),
        ("Sales rose from $5 million to $7 million.", "Costs fell $1.2 million to $23.5 million."),
    ),
    Rule(
        "money.shared",
        "Numbers of a list, or of a change, whose money is said once at its other end.",
        (
            "It had profits of ⟦10 million⟧ and 12 million euros.",
            "Spending increased from CHF 16.3 to ⟦21.3 billion⟧ in all.",
        ),
        ("In 2019 and 5 million euros later it closed.", "Chapter 7 and 19 dollars were mentioned."),
    ),
    Rule(
        "money.bracketed-prior",
        "The comparison figure in brackets right behind a sum in a code: its money and scale are those of the sum.",
        ("Net sales were SEK 143 million (⟦131⟧) in May.", "Net sales were MEUR 45.1 (⟦39.8⟧) in May."),
        ("Sales were $45 million (12) in May.", "Sales were EUR 45 million (2023) in May."),
    ),
    Rule(
        "money.elliptic",
        "A scaled number with no noun of its own that is compared with the sum before it.",
        ("Sales were $4.5 million, up from ⟦4.1 million⟧ a year earlier.",),
        ("Sales of $4 million came from 1.5 million cars.",),
    ),
    Rule(
        "money.single",
        "One unit, or half of one, said with an article, where it is paid, asked or compared.",
        ("The ride costs ⟦a dollar⟧ a head.", "A stamp is ⟦half a dollar⟧.", "It sold for ⟦a penny⟧ each."),
        (
            "A dollar store opened.",
            "He has a dollar sign on it.",
            "The value of a dollar fell.",
            "It makes half a pound of jam.",
        ),
    ),
    Rule(
        "money.labelled",
        "Numbers of a list whose money and scale are said once before it, in brackets.",
        ("Sales by region (in € million): Asia ⟦412⟧ and more.", "Result (USD thousand): ⟦1,204⟧ in all."),
        ("Sales by region (in units): Asia 412, Europe 288.", "All figures (in € million) are for the 12 months."),
    ),
    Rule(
        "money.vague",
        "Sums without a figure: the value is a lower bound.",
        (
            "It is worth ⟦hundreds of millions of dollars⟧ today.",
            "It cost ⟦several million dollars⟧ to build.",
        ),
        ("It is a multi-million-dollar claim.", "It drew millions of visitors."),
    ),
)
