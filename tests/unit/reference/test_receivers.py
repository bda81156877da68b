"""Methods that call no endpoint (sections 1 and 2 of the manual's rules): they read webhooks."""

from __future__ import annotations

from typing import Any

import pytest
from manual import STRING, bullets, manual, record, ref, section

ADDED = record("id", "kind", id=STRING, kind={"const": "added"})
GONE = record("kind", kind={"const": "gone"})


def hooks(**bodies: Any) -> dict[str, Any]:
    return {
        name: {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": body}}},
                "responses": {"204": {"description": "taken"}},
            }
        }
        for name, body in bodies.items()
    }


def pages(**bodies: Any) -> Any:
    listing = {"get": {"responses": {"204": {"description": "none"}}}}
    schemas = {"Added": ADDED, "Gone": GONE}
    return manual(
        {"paths": {"/pets": listing}, "webhooks": hooks(**bodies), "components": {"schemas": schemas}},
        {"GET /pets": "pets.look"},
    )


@pytest.mark.parametrize(
    ("language", "signature", "taken"),
    [
        (
            "python",
            "(Union[bytes, str]payload, Mapping[str, str]headers, Optional[str]key)  -> ",
            ["- `payload: Union[bytes, str]`", "- `headers: Mapping[str, str]`", "- `key: Optional[str]`"],
        ),
        (
            "typescript",
            "(WebhookPayloadpayload, { headers: WebhookHeaders; key?: string }params): ",
            [
                "- `payload: WebhookPayload`",
                "- `params: { headers: WebhookHeaders; key?: string }`",
                "  - `headers: WebhookHeaders`",
                "  - `key?: string`",
            ],
        ),
    ],
)
def test_a_method_without_an_endpoint_has_an_empty_verb_and_path(
    language: str, signature: str, taken: list[str]
) -> None:
    page = pages(added=ref("Added"), gone=ref("Gone"))[f"{language}/webhooks/unwrap.md"]
    before = "client." if language == "typescript" else ""
    assert page.startswith(
        f"## Unwrap\n\n`{before}webhooks.unwrap{signature}WebhookEvent`\n\n**** ``\n\nVerify a webhook"
    )
    assert bullets(section(page, "### Parameters")) == taken
    assert "\n\n#### Response" not in page


def test_it_returns_any_event() -> None:
    found = pages(added=ref("Added"), gone=ref("Gone"))
    returns = bullets(section(found["python/webhooks/unwrap.md"], "### Returns"))
    assert [line for line in returns if line.startswith(("- ", "  - "))] == [
        "- `WebhookEvent`",
        "  - `class Added: …`",
        "  - `class Gone: …`",
    ]
    assert "\n- `WebhookEvent = Added | Gone`\n" in found["typescript/webhooks/unwrap.md"]


def test_its_example_gives_what_must_be_given() -> None:
    found = pages(added=ref("Added"))
    programs = [
        section(found[f"{language}/webhooks/{page}.md"], "### Example").partition(")\n")[2]
        for language, page in (("python", "unwrap"), ("python", "unsafe_unwrap"))
    ]
    headers = '    headers={\n        "foo": "string"\n    },\n'
    assert programs == [
        f'added = client.webhooks.unwrap(\n    payload="payload",\n{headers})\nprint(added.id)\n```',
        'added = client.webhooks.unsafe_unwrap(\n    "payload",\n)\nprint(added.id)\n```',
    ]
    assert (
        "\nconst added = await client.webhooks.unwrap('payload', { headers: { foo: 'string' } });\n"
        in found["typescript/webhooks/unwrap.md"]
    )
    assert (
        "\nconst added = client.webhooks.unsafeUnwrap('payload');\n"
        in found["typescript/webhooks/unsafe_unwrap.md"]
    )


def test_its_resource_has_an_index_with_the_events_after_all_that_have_endpoints() -> None:
    found = pages(gone=ref("Gone"), added=ref("Added"))
    for language in ("python", "typescript"):
        index = found[f"{language}/webhooks/index.md"]
        both = [found[f"{language}/webhooks/{name}.md"] for name in ("unwrap", "unsafe_unwrap")]
        assert index.startswith("# Webhooks\n\n" + "\n".join(both) + "\n## Domain Types\n\n### Added\n")
    listed = [line.partition("]")[0] for line in found["llms.txt"].split("\n") if line.startswith("- [")]
    calls = ["pets", "pets.look", "webhooks", "webhooks.unwrap", "webhooks.unsafe_unwrap"]
    assert listed[:5] == [f"- [{call}" for call in calls]


def test_without_webhooks_there_is_none() -> None:
    assert not [name for name in pages() if "webhooks" in name]
