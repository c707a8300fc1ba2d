"""Commands: those with a module of their own are read when they are named, so that the others start sooner."""

from collections.abc import Mapping
from importlib import import_module

import click

OWN: Mapping[str, tuple[str, str]] = {
    "analyse": ("cli.analysing", "analyse"),
    "export": ("cli.exporting", "export"),
    "import": ("cli.importing", "import_"),
    "match": ("cli.matching", "match"),
    "merge": ("cli.merging", "merge"),
    "unmerge": ("cli.merging", "unmerge"),
}

database_option = click.option(
    "--database", metavar="URL", help="The database, as an SQLAlchemy URL; sqlite:///ogniwo.db if none is named."
)


class Commands(click.Group):
    """The commands of a group and those of OWN."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all."""
        return sorted([*super().list_commands(ctx), *OWN])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a name, None if there is none."""
        if cmd_name not in OWN:
            return super().get_command(ctx, cmd_name)
        module, name = OWN[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command
