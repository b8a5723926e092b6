"""`leaflets completion`: let the shell complete commands, options, monographs and layouts."""

from __future__ import annotations

import click

from . import console


@click.command(short_help="Print the completion script for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script that lets SHELL complete commands, options, monographs and layouts.

    \b
    bash:  eval "$(leaflets completion bash)"         in ~/.bashrc
    zsh:   eval "$(leaflets completion zsh)"          in ~/.zshrc
    fish:  leaflets completion fish > ~/.config/fish/completions/leaflets.fish
    """
    from click.shell_completion import get_completion_class

    from .errors import COMPLETE

    kind = get_completion_class(shell)
    if kind is None:  # click dropped a shell: the three above are what we test
        raise click.UsageError(f"no completion for {shell}")
    console.say(kind(ctx.find_root().command, {}, "leaflets", COMPLETE).source())
