"""The way in which growth is looked at sees a square, in calls and inside a pattern, and lets linear work pass."""

import re

import pytest

from tests.growing import calls, check_growth

_SQUARE = re.compile("a*b")
_LINEAR = re.compile("a*+b")


def _each_with_each(text: str) -> int:
    return sum(text.startswith("b", at) for _ in text for at in range(len(text)))


def test_calls_are_the_same_in_each_run() -> None:
    assert calls(lambda: _each_with_each("a" * 30)) == calls(lambda: _each_with_each("a" * 30)) > 900


def test_a_square_is_seen() -> None:
    with pytest.raises(AssertionError, match="when the text doubles"):
        check_growth(lambda size: "a" * size, _each_with_each, size=50)
    with pytest.raises(AssertionError, match="8 times as long"):
        check_growth(lambda size: "a" * size, _SQUARE.search, size=2_000)


def test_linear_work_passes() -> None:
    check_growth(lambda size: "a" * size, lambda text: [each.upper() for each in text], size=2_000)
    check_growth(lambda size: "ab" * size, _LINEAR.findall, size=10_000)
