"""The file generated from CLDR is the one that the generator writes with the Babel that the file names."""

import re
from importlib.metadata import PackageNotFoundError, version

import pytest

from extractor.words.generate_currencies import TARGET, render
from tests.fixed_versions import fixed_versions


def stated_babel() -> str:
    """The version of Babel in the file's first lines."""
    found = re.search(r"as Babel (\S+) carries it", TARGET.read_text(encoding="utf-8"))
    assert found
    return found[1]


def test_generated_file_is_current() -> None:
    try:
        installed = version("babel")
    except PackageNotFoundError:
        pytest.skip("Babel, a development dependency, is not installed")
    if installed != stated_babel():
        pytest.skip(f"the file is from Babel {stated_babel()}, installed is {installed} with another CLDR")
    assert TARGET.read_text(encoding="utf-8") == render()


def test_generated_file_is_from_the_fixed_babel() -> None:
    assert [str(each.specifier) for each in fixed_versions("babel")] == [f"=={stated_babel()}"], "run .ci/renew"
