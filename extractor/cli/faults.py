"""How commands fail: one line on standard error that says what, where and what to do; the traceback only on demand."""

import contextlib
import errno
import os
import sys
import traceback
from typing import IO, TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from extractor.documents import Release
    from extractor.read.records import Fault

__all__ = ["Refused", "add_debug", "check_streams", "debugging", "flush", "line_of", "refused", "tell", "tell_failed"]


class Refused(click.ClickException):
    """What factwire refuses, told in one line on standard error; exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message, in the form that failures of single files have."""
        from extractor.emit.printing import printable

        click.echo(f"factwire: {printable(self.format_message(), one_line=True)}", file=file, err=file is None)


def refused(error: Exception) -> Refused:
    """What an error means that ended a command; with `--debug` its traceback is printed before."""
    from extractor.errors import FactwireError

    if debugging():
        traceback.print_exception(error)
    if isinstance(error, FactwireError):
        return Refused(_first(error))
    if isinstance(error, OSError):
        why = error.strerror or str(error)
        if _is_of_output(error):
            return Refused(f"standard output: cannot be written: {why}")
        return Refused(
            f"{error.filename}: cannot be used: {why}" if error.filename is not None else f"cannot go on: {why}"
        )
    if isinstance(error, UnicodeEncodeError) and "surrogates" in error.reason:
        return Refused(f"{error.object[:60]!r} is no text in UTF-8; write it in letters that the terminal knows")
    if isinstance(error, MemoryError):
        return Refused("there is not enough memory for this; give fewer or shorter releases at a time")
    said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return Refused(f"cannot go on ({said}), which is a fault of factwire; --debug shows where")


def _first(error: Exception) -> str:
    """What is wrong; of the many faults that gold can have, the first."""
    faults = getattr(error, "faults", ())
    more = f"; and {len(faults) - 1} more: `factwire gold check` lists them all" if len(faults) > 1 else ""
    return f"{faults[0]}{more}" if faults else str(error)


def debugging() -> bool:
    """Whether `--debug` was given."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().meta.get("extractor.debug"))


def _debug(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.find_root().meta["extractor.debug"] = True


def add_debug(command: click.Command) -> click.Command:
    """The command, which takes `--debug`; each one below it, too."""
    if not any(parameter.name == "debug" for parameter in command.params):
        option = click.Option(
            ["--debug"], is_flag=True, expose_value=False, is_eager=True, callback=_debug,
            help="Show the traceback of what goes wrong.",
        )  # fmt: skip
        command.params.append(option)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            add_debug(below)
    return command


def check_streams() -> None:
    """Refuse to run without a standard output: a file that is opened next would stand in its place."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  it stays open to the end
    if sys.stdout is None:
        raise Refused("standard output is closed; leave it open, or send it to /dev/null")


def flush() -> None:
    """Bring what was printed out; raises OSError where it cannot be written."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF))


def _is_of_output(error: OSError) -> bool:
    """Whether standard output cannot be written: files are told with their name.

    Then the rest of it goes nowhere, or the interpreter's end fails by it once more.
    """
    if error.filename is not None or error.errno not in _FULL:
        return False
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    return True


def line_of(fault: "Fault") -> str:
    """One line for what could not be read or extracted."""
    from extractor.emit.printing import printable

    message = fault.message.removeprefix(f"{fault.source}: ")
    return f"factwire: {printable(f'{fault.source}: {message}', one_line=True)}"


def tell(fault: "Fault") -> None:
    """Say it on standard error."""
    click.echo(line_of(fault), err=True)


def tell_failed(release: "Release", error: Exception) -> None:
    """The same for a release whose extraction raised an error, with its traceback where `--debug` is given."""
    from extractor.archive.work import fault_of

    if debugging():
        traceback.print_exception(error)
    tell(fault_of(release, error))
