"""cli: one file per command: parse, call, print. Commands are imported when they are run, so `--help` is quick."""

from importlib import import_module
from typing import Any

import click

from extractor.version import __version__

__all__ = ["main"]

#: Command -> (module, one line of help); the module's `command` is the click command.
COMMANDS = {
    "feed": ("extractor.cli.feed", "Extract the facts of releases: files, or - for standard input."),
    "explain": ("extractor.cli.explain", "Show how each fact of a release came about."),
    "batch": ("extractor.cli.batch", "Extract a whole archive, resumable, nothing lost."),
    "watch": ("extractor.cli.watch", "Extract new releases of a folder as they come."),
    "query": ("extractor.cli.query", "Ask a fact store in SQL."),
    "export": ("extractor.cli.export", "Write a fact store as JSON lines, CSV or Parquet."),
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

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None where there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours becomes one clear line and exit code 2."""
        from extractor.errors import FactwireError

        try:
            return super().invoke(ctx)
        except FactwireError as error:
            raise click.UsageError(str(error)) from error


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or ctx.resilient_parsing:
        return
    click.echo(f"factwire {__version__}")
    ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version.")
def main() -> None:
    """factwire turns press releases into facts: every figure with what it measures, whose, when and where.

    Exit codes: 0 all done; 1 done, but something failed or fell short; 2 the command cannot run as given.
    """
