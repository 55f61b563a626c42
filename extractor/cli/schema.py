"""factwire schema: the JSON Schema of the output."""

import click

__all__ = ["command"]


@click.command("schema", short_help="Print the JSON Schema of the output.")
def command() -> None:
    """Print the JSON Schema (2020-12) of one line of output, a ReleaseFacts."""
    from extractor.emit.schema import schema_text

    click.echo(schema_text(), nl=False)
