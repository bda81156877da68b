"""Edits of responses, credentials, servers, encodings, webhooks and callbacks."""

from __future__ import annotations

from typing import Final

from diff.comparing import BASE
from diff.probe import CREATE, FOOD, GET, GONE, NEW, PHOTO, renamed, without
from diff.verdict import OF_NEW, Verdict, with_key

ENCODING = f"{PHOTO}/requestBody/content/multipart~1form-data/encoding"
HOOK = {
    "/webhooks": {
        "sold": {
            "post": {
                "parameters": [{"name": "X-Sig", "in": "header", "schema": {"type": "string"}}],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["id"],
                                "properties": {
                                    "id": {"type": "integer"},
                                    "kind": {"type": "string", "enum": ["a", "b"]},
                                },
                            }
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            "application/json": {
                                "schema": {"type": "object", "properties": {"ok": {"type": "boolean"}}}
                            }
                        },
                    }
                },
            }
        }
    }
}
HOOK_POST = "/webhooks/sold/post"
HOOK_BODY = f"{HOOK_POST}/requestBody/content/application~1json/schema"

API_VERDICTS: Final = (
    Verdict("resp 201 added", {}, {f"{CREATE}/responses": with_key("201", {"description": ""})}, "info"),
    Verdict(
        "resp 200 removed",
        {f"{CREATE}/responses": with_key("201", {"description": ""})},
        {f"{CREATE}/responses/200": GONE},
        "breaking",
    ),
    Verdict("resp 200->2XX", {}, {f"{CREATE}/responses": renamed("200", "2XX")}, "breaking"),
    Verdict(
        "resp 2XX->200",
        {f"{CREATE}/responses": renamed("200", "2XX")},
        {f"{CREATE}/responses": renamed("2XX", "200")},
        "info",
    ),
    Verdict(
        "resp body added to empty",
        {f"{CREATE}/responses/200": {"description": ""}},
        {f"{CREATE}/responses/200": BASE["paths"]["/pets"]["post"]["responses"]["200"]},
        "info",
    ),
    Verdict("resp body removed", {}, {f"{CREATE}/responses/200": {"description": "The pet"}}, "breaking"),
    Verdict(
        "resp header required removed",
        {
            f"{GET}/responses/200": with_key(
                "headers", {"X-A": {"required": True, "schema": {"type": "string"}}}
            )
        },
        {f"{GET}/responses/200": lambda v: {k: x for k, x in v.items() if k != "headers"}},
        "breaking",
    ),
    Verdict(
        "resp header optional removed",
        {f"{GET}/responses/200": with_key("headers", {"X-A": {"schema": {"type": "string"}}})},
        {f"{GET}/responses/200": lambda v: {k: x for k, x in v.items() if k != "headers"}},
        "warning",
    ),
    Verdict(
        "resp header type",
        {f"{GET}/responses/200": with_key("headers", {"X-A": {"schema": {"type": "string"}}})},
        {f"{GET}/responses/200/headers/X-A/schema/type": "boolean"},
        "info",
    ),
    Verdict(
        "resp header type int->string",
        {f"{GET}/responses/200": with_key("headers", {"X-A": {"schema": {"type": "integer"}}})},
        {f"{GET}/responses/200/headers/X-A/schema/type": "string"},
        "breaking",
    ),
    Verdict(
        "scope added",
        {
            "/components/securitySchemes": with_key(
                "o",
                {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "https://a/b", "scopes": {"r": "", "w": ""}}},
                },
            ),
            f"{GET}/security": [{"o": ["r"]}],
        },
        {f"{GET}/security": [{"o": ["r", "w"]}]},
        "undecided",
    ),
    Verdict(
        "scheme http bearer->basic",
        {"/components/securitySchemes/key": {"type": "http", "scheme": "bearer"}},
        {"/components/securitySchemes/key/scheme": "basic"},
        "breaking",
    ),
    Verdict(
        "security alt added",
        {
            "/components/securitySchemes": with_key("k2", {"type": "http", "scheme": "bearer"}),
            f"{GET}/security": [{"key": []}],
        },
        {f"{GET}/security": [{"key": []}, {"k2": []}]},
        "info",
    ),
    Verdict(
        "security optional->required",
        {f"{GET}/security": [{}, {"key": []}]},
        {f"{GET}/security": [{"key": []}]},
        "breaking",
    ),
    Verdict(
        "security and",
        {
            "/components/securitySchemes": with_key("k2", {"type": "http", "scheme": "bearer"}),
            f"{GET}/security": [{"key": []}],
        },
        {f"{GET}/security": [{"key": [], "k2": []}]},
        "breaking",
    ),
    Verdict("api key header->query", {}, {"/components/securitySchemes/key/in": "query"}, "breaking"),
    Verdict("server added", {}, {"/servers": lambda v: [*v, {"url": "https://b"}]}, "info"),
    Verdict(
        "server removed",
        {"/servers": lambda v: [*v, {"url": "https://b"}]},
        {"/servers": lambda v: v[:1]},
        "undecided",
    ),
    Verdict(
        "server var enum removed",
        {"/servers": [{"url": "https://{r}.a", "variables": {"r": {"default": "eu", "enum": ["eu", "us"]}}}]},
        {"/servers/0/variables/r/enum": ["eu"]},
        "undecided",
    ),
    Verdict(
        "server var default",
        {"/servers": [{"url": "https://{r}.a", "variables": {"r": {"default": "eu", "enum": ["eu", "us"]}}}]},
        {"/servers/0/variables/r/default": "us"},
        "undecided",
    ),
    Verdict(
        "hook resp body",
        HOOK,
        {f"{HOOK_POST}/responses/200/content/application~1json/schema/required": ["ok"]},
        "breaking",
    ),
    Verdict(
        "hook resp prop type",
        HOOK,
        {f"{HOOK_POST}/responses/200/content/application~1json/schema/properties/ok/type": "string"},
        "breaking",
    ),
    Verdict(
        "hook resp status added",
        HOOK,
        {f"{HOOK_POST}/responses": with_key("202", {"description": ""})},
        "info",
    ),
    Verdict(
        "hook resp status removed", HOOK, {f"{HOOK_POST}/responses": {"204": {"description": ""}}}, "breaking"
    ),
    Verdict(
        "hook header added required",
        HOOK,
        {
            f"{HOOK_POST}/parameters": lambda v: [
                *v,
                {"name": "X-B", "in": "header", "required": True, "schema": {"type": "string"}},
            ]
        },
        "info",
    ),
    Verdict("hook header removed", HOOK, {f"{HOOK_POST}/parameters": []}, "warning"),
    Verdict(
        "hook body prop added", HOOK, {f"{HOOK_BODY}/properties": with_key("z", {"type": "string"})}, "info"
    ),
    Verdict(
        "hook body prop removed",
        HOOK,
        {f"{HOOK_BODY}/properties": without("id"), f"{HOOK_BODY}/required": []},
        "breaking",
    ),
    Verdict("hook enum added", HOOK, {f"{HOOK_BODY}/properties/kind/enum": ["a", "b", "c"]}, "warning"),
    Verdict("hook removed", HOOK, {"/webhooks": {}}, "breaking"),
    Verdict("callback removed", {}, {f"{CREATE}/callbacks": GONE}, "breaking"),
    Verdict(
        "callback url",
        {},
        {f"{CREATE}/callbacks/adopted": renamed("{$request.body#/url}", "{$request.body#/other}")},
        "breaking",
    ),
    Verdict(
        "callback response",
        {},
        {f"{CREATE}/callbacks/adopted/{{$request.body#~1url}}/post/responses": {"204": {"description": ""}}},
        "breaking",
    ),
    Verdict(
        "encoding contentType",
        {},
        {f"{ENCODING}/file/contentType": "image/jpeg"},
        "breaking",
    ),
    Verdict(
        "encoding contentType widened",
        {},
        {f"{ENCODING}/file/contentType": "image/png, image/jpeg"},
        "info",
    ),
    Verdict(
        "link added",
        {},
        {f"{GET}/responses/200": with_key("links", {"a": {"operationId": "listPets"}})},
        "info",
    ),
    Verdict("externalDocs", {}, {f"{GET}": with_key("externalDocs", {"url": "https://a"})}, "info"),
    Verdict(
        "read-only to not in request",
        {
            NEW: lambda v: {
                **v,
                "properties": {**v["properties"], "rid": {"type": "string", "readOnly": True}},
            }
        },
        {f"{OF_NEW}/rid": {"type": "string"}},
        "info",
    ),
    Verdict(
        "discriminator mapping entry removed",
        {},
        {f"{FOOD}/discriminator/mapping": without("fish")},
        "undecided",
    ),
    Verdict("x-ext only", {}, {GET: with_key("x-foo", 1)}, "info"),
)
