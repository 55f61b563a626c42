"""Every example of the documentation is run, its links lead somewhere, and the site builds where Sphinx is there."""

import doctest
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
CONSOLE = re.compile(r"```console\n(.*?)```", flags=re.DOTALL)
BLOCKS = [(page.name, block) for page in PAGES for block in CONSOLE.findall(page.read_text(encoding="utf-8"))]


@pytest.fixture(autouse=True)
def _beside_the_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=[f"{page}-{n}" for n, (page, _) in enumerate(BLOCKS)])
def test_console_examples(page: str, block: str) -> None:
    assert block.startswith("$ factwire "), page
    for command, expected in re.findall(r"^\$ factwire (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE):
        result = CliRunner().invoke(main, shlex.split(command))
        assert result.exit_code == 0, result.output
        assert doctest.OutputChecker().check_output(expected.replace("…", "..."), result.output, OPTIONS), result.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_python_examples(page: Path) -> None:
    tests = doctest.DocTestParser().get_doctest(page.read_text(encoding="utf-8"), {}, page.name, page.name, 0)
    assert doctest.DocTestRunner().run(tests).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_and_pictures_are_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = re.findall(r"^([a-z]+)$", (ROOT / "docs" / "index.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(listed) | {"index"} == {page.stem for page in PAGES}


@pytest.mark.skipif(
    not importlib.util.find_spec("sphinx") or not importlib.util.find_spec("myst_parser"),
    reason="the site is built by the extra docs, which is not installed",
)
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-W", "-q", str(ROOT / "docs"), str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "sql.html").exists()


def test_the_questions_for_duckdb_are_answered() -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    batch = CliRunner().invoke(main, ["batch", "seeds", "--out", "facts.parquet", "--quiet"])
    assert batch.exit_code == 0, batch.output
    page = (ROOT / "docs" / "series.md").read_text(encoding="utf-8")
    parting, asking = re.findall(r"```sql\n(.*?)```", page, flags=re.DOTALL)
    duckdb.sql(parting)
    rows = duckdb.sql(asking).fetchall()
    assert [(row[0], row[4]) for row in rows] == [
        ("halden marine instruments", 164200000),
        ("halden marine instruments", 184600000),
    ]
