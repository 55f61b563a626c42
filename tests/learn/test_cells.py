"""Exhibits with labelled tables are read in each of their forms, and their cells judged as the labels say."""

import json
from pathlib import Path

from extractor.pipeline import Extractor
from tests.learn.cells import Cell, cells_of, exhibits, learn_cells

PAGE = (
    "<html><body><p>CONDENSED STATEMENTS OF INCOME</p><p>(In millions)</p><table>"
    "<tr><td></td><td>Three Months Ended June 30, 2025</td><td>Three Months Ended June 30, 2024</td></tr>"
    "<tr><td>Net sales</td><td>$1,204</td><td>$1,100</td></tr>"
    "<tr><td>Cost of sales</td><td>(800)</td><td>(700)</td></tr></table></body></html>"
)


def _fact(row: str, text: str, value: float, year: int, **more: object) -> dict[str, object]:
    period = f"{year}-04-01/{year}-06-30"
    told = {"kind": "money", "unit": "USD", "period": period, "metric": row}
    return {"row": row, "text": text, "value": value} | told | more


def _exhibits(folder: Path, *facts: dict[str, object], page: str | None = PAGE, text: str | None = None) -> Path:
    (folder / "hats.tables.json").write_text(json.dumps({"tables": [{"name": "income", "facts": facts}]}))
    if text is not None:
        (folder / "hats.txt").write_text(text)
        (folder / "hats.meta.json").write_text('{"published": "2025-07-30"}')
    elif page is not None:
        (folder / "hats.htm").write_text(page)
    return folder


def test_a_page_is_one_exhibit_in_four_forms(tmp_path: Path) -> None:
    forms = list(exhibits([_exhibits(tmp_path, _fact("Net sales", "$1,204", 1204e6, 2025))]))
    assert [form.name for form in forms] == ["hats"] * 4
    _, rows, cells, line = (form.release.text for form in forms)
    assert "Net sales $1,204 $1,100\nCost of sales" in rows
    assert "Net sales\n$1,204\n$1,100\n\nCost of sales" in cells
    assert "$1,100  Cost of sales (800) (700)" in line


def test_cells_of_a_page_are_judged(tmp_path: Path) -> None:
    told = (
        _fact("Net sales", "$1,204", 1204e6, 2025),
        _fact("Net sales", "$1,100", 1100e6, 2023),
        _fact("Rent", "(800)", -800e6, 2025),
        _fact("Cost of sales", "(700)", -700e3, 2024),
    )
    page = next(exhibits([_exhibits(tmp_path, *told)]))
    right = [cell.right for cell in cells_of(page, Extractor())]
    assert right == [
        {"metric": True, "period": True, "fact": True},
        {"metric": True, "period": False, "fact": False},
        {"metric": False, "period": True, "fact": False},
        {"metric": True, "period": True, "fact": False},
    ]


def test_cells_of_a_text_are_found_by_their_places(tmp_path: Path) -> None:
    text = (
        "(In millions)\n            Q2 2025   Q2 2024\nNet sales     1,204     1,100\nCosts           800       700\n"
        "Other costs      10         9\n"
    )
    fact = _fact("Net sales", "1,204", 1204e6, 2025, start=text.index("1,204"))
    (exhibit,) = exhibits([_exhibits(tmp_path, fact, text=text)])
    (cell,) = cells_of(exhibit, Extractor())
    assert cell.right["fact"]


def test_each_exhibit_is_judged_by_the_others() -> None:
    cells = [
        Cell(f"e{i}", [sign], {"metric": True, "fact": sign == "good"}) for i in range(8) for sign in ("good", "bad")
    ]
    learned, judged = learn_cells(cells, precision=0.5, least=3)
    assert learned.of["fact.good"] > 0 > learned.of["fact.bad"]
    assert all((each.percent > 50) == each.right for each in judged if each.name == "fact")
