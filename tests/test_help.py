"""What the command line says of itself, to people and to shells."""

from __future__ import annotations

import pytest
from specpress.cli import specpress
from specpress.registry import TARGETS
from test_cli import run


def test_every_command_and_option_says_what_it_is_for() -> None:
    for command in specpress.commands.values():
        assert command.help
        assert all(getattr(parameter, "help", "") for parameter in command.params)


@pytest.mark.parametrize(
    ("command", "default"),
    [("generate", "tolerant where a document is named]"), ("validate", "[default: strict]")],
)
def test_help_says_how_documents_are_read(command: str, default: str) -> None:
    assert default in " ".join(run(command, "--help").stdout.split())


def test_shells_complete_commands_targets_and_files() -> None:
    def completed(words: str) -> list[str]:
        asked = {
            "_SPECPRESS_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        return run(**asked).stdout.splitlines()

    assert "plain,generate" in completed("specpress ")
    assert completed("specpress generate --target ") == [f"plain,{name}" for name in TARGETS]
    assert completed("specpress generate openapi.y") == ["file,openapi.y"]
