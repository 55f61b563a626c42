"""Patterns that are kept between processes."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import regex

from extractor.patterns import kept_patterns, patterns_file
from extractor.recognise.dates.finder import rules
from extractor.recognise.rule import Rule

SOURCE = r"(?P<sign>[$€])\s?(?P<amount>\d++)"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that were really compiled."""
    out: list[str] = []
    compiling: Callable[..., Any] = regex.compile

    def noted(pattern: str, flags: int = 0, **options: Any) -> Any:
        out.append(pattern)
        return compiling(pattern, flags, **options)

    monkeypatch.setattr(regex, "compile", noted)
    return out


def test_what_one_process_compiled_the_next_one_knows(tmp_path: Path, compiled: list[str]) -> None:
    file = tmp_path / "cache" / "patterns"
    for _ in range(2):
        with kept_patterns(file):
            for _ in range(2):
                match = regex.compile(SOURCE, regex.IGNORECASE).search("paid € 12 in cash")
                assert match is not None
                assert match.groupdict() == {"sign": "€", "amount": "12"}
    assert compiled == [SOURCE]


def test_flags_and_named_lists_are_part_of_a_pattern(tmp_path: Path, compiled: list[str]) -> None:
    with kept_patterns(tmp_path / "patterns"):
        assert not regex.compile("yuan").match("YUAN")
        assert regex.compile("yuan", regex.IGNORECASE).match("YUAN")
        assert regex.compile(r"\L<words>", words=["yuan"]).match("yuan")
        assert not regex.compile(r"\L<words>", words=["yen"]).match("yuan")
    assert len(compiled) == 4


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.pattern], ids=lambda rule: rule.name)
def test_a_kept_pattern_matches_as_one_that_is_compiled(rule: Rule) -> None:
    one = regex.compile(rule.pattern)
    other = pickle.loads(pickle.dumps(one))
    for example in (*rule.examples, *rule.not_examples):
        text = example.replace("⟦", "").replace("⟧", "").lower()
        assert [m.regs for m in other.finditer(text)] == [m.regs for m in one.finditer(text)]


class _Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, ("evil",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no pickle",
        pickle.dumps((("0", "0"), {(SOURCE, 0): None})),
        pickle.dumps([1]),
        pickle.dumps(((), _Evil())),
    ],
    ids=["empty", "no-pickle", "other-versions", "another-shape", "code"],
)
def test_a_file_that_cannot_be_used_is_replaced(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "patterns"
    file.write_bytes(content)
    for _ in range(2):
        with kept_patterns(file):
            assert regex.compile(SOURCE).match("$5")
    assert compiled == [SOURCE]
    assert [path.name for path in tmp_path.iterdir()] == ["patterns"]


def test_where_nothing_can_be_written_all_is_compiled(tmp_path: Path, compiled: list[str]) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    for _ in range(2):
        with kept_patterns(tmp_path / "cache" / "patterns"):
            assert regex.compile(SOURCE).match("$5")
    assert compiled == [SOURCE, SOURCE]


def test_regex_is_itself_again_afterwards(tmp_path: Path) -> None:
    compiling = regex.compile
    with pytest.raises(regex.error), kept_patterns(tmp_path / "patterns"):
        regex.compile("(")
    assert regex.compile is compiling


def test_the_user_says_where_caches_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert patterns_file().parent == tmp_path / "factwire"
