"""The house is in order: linters, format, types, import contracts, declared dependencies, the continuous check."""

import os
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement

from tests.fixed_versions import fixed_versions

ROOT = Path(__file__).parents[1]


def run(*arguments: str) -> str:
    """Run a module of this interpreter at the root; its output where it fails, else nothing."""
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_ruff_finds_nothing() -> None:
    assert run("ruff", "check", ".") == ""


def test_files_are_formatted() -> None:
    assert run("ruff", "format", "--check", ".") == ""


def test_types_are_right() -> None:
    assert run("mypy") == ""


def test_imports_flow_one_way(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out


def test_dependencies_are_declared_and_used() -> None:
    assert run("deptry", ".") == ""


def test_only_language_and_components_build_spacy() -> None:
    """DESIGN: one place builds spaCy; the gold formats read and write its DocBin."""
    importing = {
        path.relative_to(ROOT / "extractor").as_posix()
        for path in (ROOT / "extractor").rglob("*.py")
        if re.search(r"^\s*(?:import|from) spacy\b", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert importing <= {"language.py", "components.py", "gold/formats/docbin.py"}


def test_the_continuous_check_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    done = subprocess.run([script, "--show"], capture_output=True, text=True, check=True)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert done.stdout.strip().endswith("-m pytest -n 2")
    assert f"<!-- second command -->\n```sh\n{done.stdout.strip()}\n```" in readme


def test_every_requirement_has_a_fixed_version_in_its_range() -> None:
    """The package asks for ranges; one exact version of each, and of what builds it, is what is tested."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    asked = [*project["build-system"]["requires"], *project["project"]["dependencies"], *chain.from_iterable(extras)]
    for wanted in map(Requirement, asked):
        if wanted.name != "factwire":
            fixed = [each for row in fixed_versions(wanted.name) for each in row.specifier]
            assert fixed, f"{wanted.name} has no version in .ci/versions.txt: run .ci/renew"
            for each in fixed:
                assert each.operator == "=="
                assert each.version in wanted.specifier, f"{wanted}, fixed is {each.version}: run .ci/renew"


def test_typing_marker_and_licence_are_there() -> None:
    assert (ROOT / "extractor" / "py.typed").read_text(encoding="utf-8") == ""
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_files_that_contributing_names_are_there() -> None:
    words = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|toml))`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    inside = [word for word in words if not word.startswith("tests/")]
    assert len(inside) > 30
    assert [word for word in inside if not (ROOT / "extractor" / word).exists()] == []
