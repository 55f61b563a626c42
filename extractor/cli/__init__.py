"""cli: one file per command: parse, call, print. Commands are imported when they are run, so `--help` is quick."""

from importlib import import_module
from typing import Any

import click

from extractor.cli.faults import Refused, add_debug, check_streams, flush, refused
from extractor.version import __version__

__all__ = ["main"]

#: Command -> (module, one line of help); the module's `command` is the click command.
COMMANDS = {
    "feed": ("extractor.cli.feed", "Extract the facts of releases: files, or - for standard input."),
    "explain": ("extractor.cli.explain", "Show how each fact of a release came about."),
    "view": ("extractor.cli.view", "Show releases with their facts in the browser."),
    "batch": ("extractor.cli.batch", "Extract a whole archive, resumable, nothing lost."),
    "watch": ("extractor.cli.watch", "Extract new releases of a folder as they come."),
    "serve": ("extractor.cli.serve", "Serve a fact store in the browser, and extraction over HTTP."),
    "query": ("extractor.cli.query", "Ask a fact store in SQL."),
    "import": ("extractor.cli.import_", "Load facts that were written before into a fact store."),
    "series": ("extractor.cli.series", "Show figures over time, from all releases of a store."),
    "guidance": ("extractor.cli.guidance", "Show what companies expect, and what they raised or lowered."),
    "export": ("extractor.cli.export", "Write a fact store as JSON lines, CSV, Parquet or XBRL."),
    "validate": ("extractor.cli.validate", "Score extracted facts against gold files."),
    "gold": ("extractor.cli.gold", "Check, repair, draft, compare and convert gold files."),
    "rates": ("extractor.cli.rates", "Show an exchange rate and where it comes from."),
    "schema": ("extractor.cli.schema", "Print the JSON Schema of the output."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for; help needs only the table above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the table's order."""
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; an unknown one is answered with the one that probably was."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(_meant(args[0]))
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return add_debug(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the words before the command; what is wrong with them is one line."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise _refused(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever ends it becomes one clear line and exit code 2."""
        check_streams()
        try:
            try:
                return super().invoke(ctx)
            finally:
                flush()
        except click.UsageError as error:
            raise _refused(error) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            click.echo("factwire: stopped", err=True)
            ctx.exit(130)
        except Exception as error:
            raise refused(error) from error


def _refused(error: click.UsageError) -> click.ClickException:
    """Wrong usage in one line, with the command whose help says more; help that click shows instead stays help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error
    # An error that lacks its command arose in reading the words before one.
    command = error.ctx.command_path if error.ctx is not None else "factwire"
    said = error.format_message().rstrip(".").replace("\n\t", " ")  # click lists choices one below the other
    return Refused(f"{said}; see {command} --help")


def _meant(word: str) -> str:
    """What to say of a word that is no command: a file's name, a slip of the pen."""
    import os
    from difflib import get_close_matches

    if os.path.isfile(word):
        return f"{word!r} is a file, and no command: for its facts say `factwire feed {word}`."
    if os.path.isdir(word):
        return f"{word!r} is a folder, and no command: for its facts say `factwire batch {word} --out FACTS.jsonl`."
    near = get_close_matches(word, COMMANDS, n=1, cutoff=0.7)
    if near:
        return f"No such command {word!r}. Did you mean {near[0]!r}?"
    return f"No such command {word!r}; there are {', '.join(COMMANDS)}."


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
    no_args_is_help=True,
)
@click.option("--version", is_flag=True, help="Show the version; with --verbose also the model and the rates.")
@click.option("--verbose", is_flag=True, help="Say more about the version.")
@click.pass_context
def main(ctx: click.Context, version: bool, verbose: bool) -> None:
    """factwire turns press releases into facts: every figure with what it measures, whose, when and where.

    Exit codes: 0 all done; 1 done, but something failed or fell short; 2 the command cannot run as given.
    """
    if version:
        click.echo(f"factwire {__version__}")
        if verbose:
            from extractor.cli.provenance import provenance_lines

            for line in provenance_lines():
                click.echo(line)
        ctx.exit()
    if verbose or ctx.invoked_subcommand is None:
        ctx.fail("--verbose belongs to --version" if verbose else "Missing command.")
