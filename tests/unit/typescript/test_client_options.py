"""What the options of a client say of themselves."""

from __future__ import annotations

from typing import Any

from printing import typescript


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
