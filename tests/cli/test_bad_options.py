"""Every option of every command with what it does not take: one line that names it, exit code 2, nothing done."""

import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from extractor.cli import main
from extractor.cli.serve import _check_folder
from extractor.errors import InputError

STORED = ("query SQL", "export -o facts.csv", "serve")


def commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))
    else:
        yield path, command


def options(command: click.Command) -> Iterator[click.Option]:
    return (each for each in command.params if isinstance(each, click.Option) and not each.is_flag)


EVERY = list(commands(main))


def refused(*words: str) -> Result:
    """The result of a command that must not run."""
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2, (words, result.output)
    assert len(result.stderr.splitlines()) == 1, (words, result.stderr)
    assert result.stderr.startswith("factwire: ")
    assert not result.stdout
    assert "fault of factwire" not in result.stderr
    return result


@pytest.mark.parametrize(("path", "command"), EVERY, ids=[" ".join(path) for path, _ in EVERY])
def test_what_an_option_does_not_take(path: tuple[str, ...], command: click.Command) -> None:
    assert "--none-such" in refused(*path, "--none-such").stderr
    for option in options(command):
        name = option.opts[-1]
        assert name in refused(*path, name).stderr  # nothing behind it
        if isinstance(option.type, (click.IntRange, click.FloatRange, click.Choice, click.DateTime)):
            for value in ("x", "", "a\nb", "-\udcff", "1e999999"):
                if value[:1] != "1" or not isinstance(option.type, click.FloatRange):
                    assert name in refused(*path, name, value).stderr


def test_choices_of_an_option_that_is_missing() -> None:
    assert "Choose from: factwire, cases, " in refused("gold", "convert", "g").stderr


@pytest.mark.parametrize("command", STORED)
def test_commands_that_read_a_store_that_is_a_file(command: str, tmp_path: Path) -> None:
    line = refused(*command.split(), "--store", "postgresql://me:SECRET@localhost/facts").stderr
    assert "PostgreSQL" in line
    assert "SECRET" not in line
    assert "no such fact store" in refused(*command.split(), "--store", f"{tmp_path}/a\nb.db").stderr


@pytest.mark.parametrize("words", [("query", "select '\udcff'"), ("series", "--subject", "\udcff")])
def test_words_that_are_no_text(words: tuple[str, ...], tmp_path: Path) -> None:
    runner, store = CliRunner(), f"{tmp_path}/facts.db"
    assert runner.invoke(main, ["import", "/dev/null", "--store", store]).exit_code == 0
    assert "no text in UTF-8" in refused(*words, "--store", store).stderr


def test_an_encoding_whose_name_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Up 5%.")
    assert "unknown encoding" in refused("explain", f"{tmp_path}/a.txt", "--encoding", "\udcff").stderr


def test_a_file_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J.txt").write_bytes(b"up 5%\0")
    for command in ("explain", "feed", "view -o page.html"):
        assert "\\x1b[2J.txt: is binary" in refused(*command.split(), f"{tmp_path}/a\x1b[2J.txt").stderr


def test_a_port_that_is_taken_and_a_host_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTWIRE_TOKEN", "0123456789abcdef")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = refused("serve", "--port", str(taken.getsockname()[1])).stderr
    assert "another program" in line
    assert "cannot be listened on" in refused("serve", "--host", "no such host").stderr


def test_where_corrected_facts_cannot_be_kept(tmp_path: Path) -> None:
    folder = tmp_path
    (folder / "file").write_text("mine")
    _check_folder(folder / "new" / "gold", folder / "facts.db")
    for wrong in (folder / "file", folder / "file" / "gold"):
        with pytest.raises(InputError, match="is no folder"):
            _check_folder(wrong, folder / "facts.db")
    with pytest.raises(InputError, match="--store"):
        _check_folder(folder, None)
