"""What the options of a client say of themselves."""

from __future__ import annotations

from typing import Any

from packages import typescript


def client(**root: Any) -> str:
    """The client of a document with one operation."""
    operation = {"responses": {"204": {"description": "Done."}}}
    return typescript({"paths": {"/pets": {"get": operation}}, **root})["src/client.ts"]


def test_credentials_say_what_their_schemes_say() -> None:
    flow = {"flows": {"clientCredentials": {"tokenUrl": "/token", "scopes": {}}}}
    schemes = {
        "login": {"type": "http", "scheme": "basic", "description": "Of the *old* portal."},
        "one": {"type": "oauth2", "description": "Made in the settings.\n", **flow},
        "other": {"type": "oauth2", "description": "Lasts an hour.\n\n*/", **flow},
        "third": {"type": "oauth2", "description": "Lasts an hour.\n\n*/", **flow},
        "silent": {"type": "oauth2", **flow},
    }
    text = client(components={"securitySchemes": schemes}, security=[{each: []} for each in schemes])
    shared = [
        "  /**",
        "   * Made in the settings.",
        "   *",
        "   * Lasts an hour.",
        "   *",
        "   * *\\/",
        "   *",
        "   * Defaults to the environment variable `PETS_CLIENT_ID`.",
        "   */",
        "  clientID?: ",
    ]
    assert "\n".join(shared) in text
    assert text.count("   * Of the *old* portal.\n   *\n   * Defaults to the environment variable") == 2
    assert "\n  /** Defaults to the environment variable `PETS_SILENT`. */\n" in text


SERVERS = [
    {"name": "main", "url": "https://{host}.test/v1", "variables": {"host": {"default": "a"}}},
    {
        "name": "eu",
        "url": "https://eu.test/v1",
        "description": "All that by law has to be kept in the\nEuropean Union, and by the wish of its user.",
    },
    {"url": "https://{host}.{part}.test", "description": "Sandbox"},
]


def test_the_environment_says_which_server_each_name_is() -> None:
    said = [
        "  /**",
        "   * Which of the API's servers to use; the first where not given:",
        "   *",
        "   * - `main`: `https://{host}.test/v1`",
        "   * - `eu`: `https://eu.test/v1`. All that by law has to be kept in the European Union, and by the",
        "   *   wish of its user.",
        "   * - `sandbox`: `https://{host}.{part}.test`",
        "   */",
        "  environment?: ",
    ]
    assert "\n".join(said) in client(servers=SERVERS)


def test_a_part_of_some_servers_says_of_which() -> None:
    text = client(servers=SERVERS)
    said = "   * The part `{}` of the API's URL.\n   *\n   * Only with the environment {}.\n"
    assert said.format("part", "`sandbox`") in text
    assert said.format("host", "`main` or `sandbox`") in text
    alone = client(servers=SERVERS[:1])
    assert "  /** The part `host` of the API's URL. */\n" in alone


def test_a_server_without_a_host_is_no_environment() -> None:
    servers = [{"url": "/v1"}, {"url": "https://a.test"}, {"url": "https://b.test"}]
    text = client(servers=servers)
    assert "environment?: 'a' | 'b' | undefined | null;" in text
    assert "Which of the API's servers to use:" in text
    assert "`/v1`" not in text
