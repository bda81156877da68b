"""A large API: a document of many operations, and the client that becomes of it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from clients.contenders import ROOT, Contender

PER_RESOURCE = 5
WORDS = ("account", "invoice", "shipment", "contract", "ticket", "device", "report", "policy")
QUALITIES = ("open", "archived", "regional", "partner", "draft", "recurring", "internal", "shared")


def document(operations: int) -> dict[str, Any]:
    """An OpenAPI document with so many operations, five for each resource.

    Each resource has a model of ten fields that refers to two others, in groups of eight.
    """
    names = [_name(index) for index in range(-(-operations // PER_RESOURCE))]
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for index, name in enumerate(names):
        group = names[index - index % 8 : index - index % 8 + 8]
        near = (group[(index + 1) % len(group)], group[(index + 3) % len(group)])
        model = "".join(word.capitalize() for word in name.split("_"))
        schemas[model] = _model(near)
        paths |= _paths(name, model)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Large", "version": "1.0.0"},
        "servers": [{"url": "https://large.test"}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "x-api-key"}},
        },
    }


def large_client(source: Path, folder: Path) -> Contender:
    """Generate the client of a document, and say how its first plain GET is called.

    Args:
      source: The document.
      folder: Where the client goes.
    """
    command = (sys.executable, "-m", "specpress", "generate", source, "--target", "python", "--name", "Large")
    subprocess.run((*command, "--quiet", "--force", "-o", folder), cwd=ROOT, check=True)
    package = folder / "python"
    operations = json.loads((package / "manifest.json").read_text())["operations"]
    call = next(each["call"] for each in operations if each["method"] == "get")
    subject = {
        "package": "large",
        "http": "httpx2",
        "client": "Large",
        "call": call,
        "credential": _credential(package / "large/_client.py"),
    }
    return Contender("large", f"{len(operations):,} operations", subject, (str(package),))


def _credential(client: Path) -> str:
    # The first argument of the client that may be text and is no address: `api_key` or `auth_token`, mostly.
    tree = ast.parse(client.read_text(encoding="utf-8"))
    init = next(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return next(each.arg for each in init.args.kwonlyargs if each.arg != "base_url")


def _name(index: int) -> str:
    number, word = divmod(index, len(WORDS))
    rounds, quality = divmod(number, len(QUALITIES))
    series = f"_{chr(ord('a') + rounds)}" if rounds else ""
    return f"{QUALITIES[quality]}_{WORDS[word]}{series}"


def _model(near: tuple[str, str]) -> dict[str, Any]:
    references = {
        name: {"$ref": "#/components/schemas/" + "".join(word.capitalize() for word in name.split("_"))}
        for name in near
    }
    return {
        "type": "object",
        "description": "One of many.",
        "required": ["id", "created_at", "status"],
        "properties": {
            "id": {"type": "string", "description": "Identifies it."},
            "created_at": {"type": "string", "format": "date-time"},
            "status": {"type": "string", "enum": ["new", "running", "done", "failed"]},
            "title": {"type": ["string", "null"]},
            "amount": {"type": "integer"},
            "ratio": {"type": "number"},
            "labels": {"type": "array", "items": {"type": "string"}},
            "metadata": {"type": "object", "additionalProperties": {"type": "string"}},
            **references,
        },
    }


def _paths(name: str, model: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{model}"}
    one = {"200": {"description": "It.", "content": {"application/json": {"schema": reference}}}}
    many = {"type": "array", "items": reference}
    listed = {"200": {"description": "All.", "content": {"application/json": {"schema": many}}}}
    body = {"content": {"application/json": {"schema": reference}}}
    key = {"name": f"{name}_id", "in": "path", "required": True, "schema": {"type": "string"}}
    query = [
        {"name": "limit", "in": "query", "schema": {"type": "integer"}, "description": "How many."},
        {"name": "after", "in": "query", "schema": {"type": "string"}, "description": "Where to go on."},
    ]
    return {
        f"/{name}s": {
            "get": {"tags": [f"{name}s"], "summary": "List them", "parameters": query, "responses": listed},
            "post": {"tags": [f"{name}s"], "summary": "Make one", "requestBody": body, "responses": one},
        },
        f"/{name}s/{{{name}_id}}": {
            "parameters": [key],
            "get": {"tags": [f"{name}s"], "summary": "Read one", "responses": one},
            "patch": {
                "tags": [f"{name}s"],
                "summary": "Change one",
                "requestBody": body,
                "responses": one,
            },
            "delete": {
                "tags": [f"{name}s"],
                "summary": "Remove one",
                "responses": {"204": {"description": "Gone."}},
            },
        },
    }
