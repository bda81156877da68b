"""What doc comments say where the document says nothing: what stands there, in the words of the wire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from specpress.ir import types as ir
from specpress.ir.api import Server
from specpress.ir.declarations import Declaration
from specpress.ir.names import words
from specpress.targets.bodies import Where
from specpress.targets.nesting import Place
from specpress.targets.text import CodeSpan
from specpress.tokens import unescape


def of_method(operation: str) -> str:
    """The comment of a method, by the id of its operation."""
    return f"Requests {_code(operation)}."


def of_resource(path: Sequence[str]) -> str:
    """The comment of a resource, by the members that lead to it."""
    return f"What {_code('.'.join(('client', *path)))} offers."


def of_input(where: Where, wire: str) -> str:
    """The comment of one input of a method."""
    match where:
        case "path" | "query":
            return f"The {where} parameter {_code(wire)}."
        case "header" | "cookie":
            return f"The {where} {_code(wire)}."
        case "querystring":
            return "The query string."
        case "body":
            return f"The property {_code(wire)} of the body."
        case "whole":
            return "The body."
        case "option":
            return ""
        case _:
            assert_never(where)


def of_credential(said: Sequence[str], variable: str) -> str:
    """The comment of an option that holds a credential: what its schemes say, and where it comes from."""
    paragraphs = (
        *(each.strip() for each in said),
        f"Defaults to the environment variable {_code(variable)}.",
    )
    return "\n\n".join(paragraphs)


def of_environment(servers: Sequence[Server], *, first: bool) -> str:
    """The comment of the option that picks a server by its name. `first`: without it, that is the first."""
    items = (f"- {_code(each.name)}: {_of_server(each)}" for each in servers if each.name)
    usual = "; the first where not given" if first else ""
    return "\n".join((f"Which of the API's servers to use{usual}:", "", *items))


def _of_server(server: Server) -> str:
    said = " ".join(server.description.split())
    # A name may have been made of the description, which then says nothing more.
    repeats = "_".join(words(said)).lower() == server.name
    return _code(server.url) + (f". {said}" if said and not repeats else "")


def of_server_choice(said: str, wire: str, environments: Sequence[str]) -> str:
    """The comment of an option that fills a variable in the URLs of servers, or of some environments only."""
    comment = said.strip() or f"The part {_code(wire)} of the API's URL."
    if not environments:
        return comment
    names = " or ".join(filter(None, (", ".join(map(_code, environments[:-1])), _code(environments[-1]))))
    return f"{comment}\n\nOnly with the environment {names}."


def of_type(place: Place, type_: ir.Type | None, declaration: Declaration | None) -> str:
    """The comment of a type: its title, or else where it stands. None is the type of a method's `params`."""
    if type_ is not None and (title := type_.annotations.title.strip()):
        return title if title.endswith((".", "!", "?")) else f"{title}."
    match place:
        case ("params", operation, first, *steps) if type_ is not None:
            name = first.partition("|")[0].rpartition(":")[2]
            return f"{_path((name, *steps))} of {_code(operation)}."
        case ("params", operation, *_):
            return f"What {_code(operation)} takes."
        case ("item", operation, *_):
            return f"An item of {_code(operation)}."
        case (_, owner, *steps) if steps:
            return f"{_path(steps)} of {_code(_name(owner))}."
        case _ if declaration:
            return _of_declaration(declaration)
        case _:
            return ""


def _of_declaration(declaration: Declaration) -> str:
    shared = declaration.id.startswith("/")
    operation = _code(declaration.id.removesuffix(f" {declaration.origin}"))
    match declaration.origin:
        case "component":
            return f"The schema {_code(_name(declaration.id))}."
        case "response":
            return "A response." if shared else f"What {operation} returns."
        case "item":
            return "An item." if shared else f"An item of {operation}."
        case _:
            assert_never(declaration.origin)


def _name(id: str) -> str:
    """The last part of a JSON Pointer (RFC 6901); anything else as it is."""
    last = id.rpartition("/")[2] if id.startswith("/") else id
    return unescape(last)


def _path(steps: Sequence[str]) -> str:
    """Steps into a type as one path: `.lines[].kind`."""
    said = "".join(each for each in steps if each != "?" and not each.startswith("|"))
    return _code(said.removeprefix(".")) if said else "A variant"


def _code(text: str) -> str:
    return CodeSpan(text).render()
