"""factwire explain: for each fact its rule, the words of its links, and what was left out, and why."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import main

SEED = Path(__file__).parents[2] / "seeds" / "laibin-industrial-park.txt"


def explain(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_the_seed() -> None:
    result = explain(SEED)
    assert result.exit_code == 0
    assert result.output.startswith("published 2022-05-27 (from header), ")
    assert re.findall(r"^f\d+ ", result.output, flags=re.MULTILINE) == [f"f{n} " for n in range(1, 30)]
    assert "'https://en.imsilkroad.com/p/328127.html' at 2562: veto url" in result.output


def test_one_fact_with_the_rules_and_words_of_its_links() -> None:
    lines = explain(SEED, "--fact", "f6").output.splitlines()[2:]
    assert lines[:3] == [
        "f6  percent '11.2 percent' = 11.2 percent",
        "    at         271..283, body, sentence 2",
        "    found      by percent.number-unit",
    ]
    said = {line.split()[0]: line for line in lines[3:] if line[4] != " "}
    assert list(said) == ["sure", "metric", "subject", "period", "direction", "basis", "relation"]
    assert re.fullmatch(r" +metric +'total industrial output value'  by metric\.\S+.*", said["metric"])
    assert re.fullmatch(r" +basis +year_over_year  by basis\.words-behind 'year on year'", said["basis"])
    assert re.fullmatch(r" +relation +change_of f4  by relation\.\S+.*; \d+ % sure", said["relation"])


def test_what_a_link_was_chosen_from_with_what_spoke_for_and_against() -> None:
    lines = explain(SEED, "--fact", "f6").output.splitlines()
    period = lines.index(next(line for line in lines if line.startswith("    period ")))
    assert re.fullmatch(r" {15}\d+ % 2022-Q1: for \S+ \+\d\.\d, .*; against \S+ -\d\.\d.*", lines[period + 1])
    assert re.fullmatch(r" {15}\d+ % nothing: for .*", lines[period + 2])


def test_a_link_that_is_missing_says_what_it_could_have_been(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("OSLO, 5 May 2024 – Acme Corp. hired 30 people in March.", encoding="utf-8")
    lines = explain(path, "--fact", "f2").output.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("    metric     (none)"))
    assert re.match(r" {15}\d+ % nothing: for none", lines[at + 1])


def test_cues_comparators_and_what_overlaps(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("OSLO, 5 May 2024 – Acme Corp. hired more than 30 people. Call +47 21 00 11 22.", encoding="utf-8")
    output = explain(path).output
    assert "count '30 people' = > 30 person" in output
    assert "cue        'more than'" in output
    assert re.search(r"'\+47 21 00 11 22' at \d+: veto ", output)


def test_diagnostics_are_told(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text("Acme Corp. hired 30 people last year.", encoding="utf-8")
    output = explain(path).output
    assert "diagnostics:\n    warning no-publication-date: " in output
    assert explain(path, "--published", "2024-05-05").output.startswith("published 2024-05-05 (from ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.txt"], "missing.txt: no such file"),
        (["."], "is a directory"),
        ([SEED, "--fact", "f99"], "no fact 'f99': this release has 29, f1 to f29"),
        ([SEED, "--published", "tomorrow"], "'tomorrow' does not match"),
        ([SEED, "--config", "missing.toml"], "missing.toml: cannot read the settings"),
    ],
    ids=str,
)
def test_what_cannot_be_explained_is_refused(arguments: list[str | Path], message: str) -> None:
    result = explain(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr


def test_an_empty_file_has_nothing_to_explain(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = explain(tmp_path / "empty.txt")
    assert (result.exit_code, result.output) == (
        0,
        "published unknown (from none), 0 sentences, 0 parsed\n"
        "time       no period of its own\nissuer     nobody named\n",
    )


def test_who_gives_out_the_release_and_who_is_named(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("Norvik Brands ASA (OSE: NOR) paid Osel AS $5 million. Norvik is old.", encoding="utf-8")
    said = explain(path).output
    assert "issuer     'Norvik Brands ASA', speaks of itself (ticker, " in said
    assert "names      'Norvik Brands ASA' 2 (company), 'Osel AS' 1 (company)" in said
