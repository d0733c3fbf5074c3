"""The command line: one module a command, brought in only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping

import click

from rasid.version import VERSION

COMMANDS: Mapping[str, tuple[str, str]] = {
    "read": ("rasid.cli.read:command", "Read articles and print what they say, and who says so."),
    "demo": ("rasid.cli.demo:command", "Read invented articles that ship with Rasid, and make a record of them."),
    "add": ("rasid.cli.take:add", "Take articles into a record, with their originals."),
    "fetch": ("rasid.cli.fetch:fetch", "Fetch pages from the web into a record."),
    "watch": ("rasid.cli.fetch:watch", "Take in what is new in feeds and sitemaps."),
    "find": ("rasid.cli.ask:find", "Find assertions in a record."),
    "incidents": ("rasid.cli.ask:incidents", "List what happened, over all articles of a record."),
    "incident": ("rasid.cli.ask:incident", "Show one incident: figures, claims, denials, copies."),
    "threats": ("rasid.cli.ask:threats", "Show the ledger of threats and what became of each."),
    "tallies": ("rasid.cli.ask:tallies", "Hold tallies against the incidents on record."),
    "export": ("rasid.cli.export:export", "Export the answers to a question, in the forms of others."),
    "judge": ("rasid.cli.judge:judge", "Say what is the same, different, right or wrong."),
    "correct": ("rasid.cli.judge:correct", "Set a field of an assertion right."),
    "assert": ("rasid.cli.judge:add", "Add an assertion that the reader missed."),
    "judgements": ("rasid.cli.judge:judgements", "List what people judged and corrected."),
    "reread": ("rasid.cli.take:reread", "Read a record's articles again."),
    "verify": ("rasid.cli.take:verify", "Check that a record is whole."),
    "eval": ("rasid.cli.evaluate:command", "Score readings against gold."),
    "knowledge": ("rasid.cli.knowledge:command", "Check, try and compare the sheets of words and names."),
}


class Commands(click.Group):
    """A group that imports a command when it is asked for, so that starting stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which they are met."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands for --help, without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="rasid")
def command() -> None:
    """Rasid reads Arabic conflict reporting: who did, threatened, claimed or denied what, and who says so.

    \b
    Example:
      rasid read article.txt --published 2023-12-14
      rasid COMMAND --help
    """


def main() -> None:
    """The entry point of the console script: UTF-8 whatever the locale, exit code 0, 1 or 2 (see CONTRIBUTING.md)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    command.main(prog_name="rasid")
