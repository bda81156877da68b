"""Repairs of lists of parameters, and what path templates and parameters have to do with each other."""

from __future__ import annotations

import re
from difflib import get_close_matches

from specpress.diagnostics import Place
from specpress.document.edits import Notes
from specpress.document.operations import METHODS, parameter_key
from specpress.document.path_queries import without_parameters
from specpress.document.pointer import Cursor, JsonValue, join
from specpress.document.repair_paths import has_odd_braces
from specpress.document.wording import shown

_LOCATIONS = ("path", "query", "header", "cookie", "querystring")
_OPERATORS = re.compile(r"^[.;?&+#/]|\*$|:.*$")
_EXPRESSION = re.compile(r"\{([^{}]*)\}")


class Templates:
    """Matches path templates with path parameters (OpenAPI, "Path Templating")."""

    def __init__(self, root: dict[str, JsonValue], notes: Notes) -> None:
        self.root = root
        self.notes = notes

    def completed(self, paths: dict[str, JsonValue], pointer: str) -> dict[str, JsonValue]:
        """Paths whose operations have the parameters of their templates, and each of them once."""
        made: dict[str, JsonValue] = {
            path: self.item(path, item, join(pointer, path)) if not path.startswith("x-") else item
            for path, item in paths.items()
        }
        return paths if all(made[path] is item for path, item in paths.items()) else made

    def item(self, path: str, item: JsonValue, pointer: str) -> JsonValue:
        if not isinstance(item, dict) or "$ref" in item:
            return item
        shared = self.once(item.get("parameters"), join(pointer, "parameters"))
        made: dict[str, JsonValue] = {}
        for key, value in item.items():
            here = join(pointer, key)
            if key == "parameters":
                made[key] = shared
            elif key in METHODS:
                made[key] = self.operation(path, value, shared, here)
            elif key == "additionalOperations" and isinstance(value, dict):
                made[key] = {
                    method: self.operation(path, operation, shared, join(here, method))
                    for method, operation in value.items()
                }
            else:
                made[key] = value
        return item if all(made[key] is value for key, value in item.items()) else made

    def operation(self, path: str, operation: JsonValue, shared: JsonValue, pointer: str) -> JsonValue:
        if not isinstance(operation, dict):
            return operation
        here = join(pointer, "parameters")
        if operation.get("parameters") is not None and not isinstance(operation["parameters"], list):
            return operation  # told where it is put into shape, and nothing can be missed in what it is not
        own = self.once(operation.get("parameters"), here)
        named = [each for held in (own, shared) for each in self.names(held)]
        declared = {name for where, name in named if where == "path"}
        template = without_parameters(
            path.partition("#")[0], {name for where, name in named if where == "query"}
        )
        wanted = dict.fromkeys(_EXPRESSION.findall(template))
        used = [_name(expression, declared) for expression in wanted]
        missing = [name for name in used if name not in declared]
        unused = [name for name in declared if name not in used and not has_odd_braces(path)]
        meant = {name: _close(name, unused) for name in missing}
        for name in sorted(set(unused) - set(meant.values())):
            self.notes.warn(
                "unused-path-parameter",
                f"the path has no `{{{name}}}` for the path parameter `{name}`",
                pointer,
                key=True,
            )
        for name in missing:
            self.notes.warn(
                "missing-path-parameter",
                f"the parameter `{name}` of the path is not declared; it is read as a string",
                pointer,
                key=True,
                hint=f"did you mean `{meant[name]}`, which is declared?"
                if meant[name]
                else "declare it among the operation's `parameters`, with `in: path`",
            )
        held = own if isinstance(own, list) else []
        added: list[JsonValue] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in missing
        ]
        if added or own is not operation.get("parameters"):
            return {**operation, "parameters": [*held, *added]}
        return operation

    def once(self, parameters: JsonValue, pointer: str) -> JsonValue:
        """The list without those that could not be found, and without repetitions."""
        if not isinstance(parameters, list):
            return parameters
        first: dict[tuple[str, str], int] = {}
        kept: list[int] = []
        for index, parameter in enumerate(parameters):
            if parameter == {} or self.is_incomplete(parameter, pointer, index, parameters):
                continue
            key = self.name(parameter)
            if first.setdefault(key, index) != index and all(key):
                self.notes.warn(
                    "duplicate-parameter",
                    f"the {key[0]} parameter `{key[1]}` is declared twice; the first is taken",
                    self.before(parameters, pointer, index),
                    also=(("first here", Place(self.before(parameters, pointer, first[key]))),),
                )
                continue
            kept.append(index)
        if len(kept) == len(parameters):
            return parameters
        self.notes.moved.update(
            (join(pointer, new), join(pointer, old)) for new, old in enumerate(kept) if new != old
        )
        return [parameters[index] for index in kept]

    def is_incomplete(
        self, parameter: JsonValue, pointer: str, index: int, parameters: list[JsonValue]
    ) -> bool:
        """Whether nobody can tell which parameter is meant; that it is left out is said."""
        if not isinstance(parameter, dict) or "$ref" in parameter:
            return False
        where, name = parameter.get("in"), parameter.get("name")
        if where is None or (isinstance(where, str) and where.lower() in _LOCATIONS):
            missing = [key for key, held in (("name", name), ("in", where)) if not held]
            if where == "querystring" or not missing:
                return False
            told, below = f"a parameter needs {' and '.join(f'`{key}`' for key in missing)}", ""
        else:
            told, below = f"there are no parameters with `in: {shown(where).strip('`')}`", "/in"
        self.notes.warn(
            "incomplete-parameter",
            f"{told}; it is left out",
            self.before(parameters, pointer, index) + below,
            hint="parameters stand in `path`, `query`, `header` or `cookie`; a body is a `requestBody`",
        )
        return True

    def before(self, parameters: list[JsonValue], pointer: str, index: int) -> str:
        """A pointer to where an entry stood: one that the shortened list has for no other."""
        free = join(pointer, len(parameters) + index)
        self.notes.moved[free] = join(pointer, index)
        return free

    def names(self, parameters: JsonValue) -> list[tuple[str, str]]:
        return [self.name(parameter) for parameter in parameters] if isinstance(parameters, list) else []

    def name(self, parameter: JsonValue) -> tuple[str, str]:
        """Where a parameter goes, and its name."""
        cursor = Cursor(self.root, "", parameter).follow()
        return parameter_key((cursor / "in").text.lower(), (cursor / "name").text)


def _close(name: str, unused: list[str]) -> str:
    """The parameter that the path does not have and that was meant to be one that it has."""
    spelt = {each.lower(): each for each in unused}
    return next((spelt[close] for close in get_close_matches(name.lower(), spelt, n=1)), "")


def _name(expression: str, declared: set[str]) -> str:
    """The parameter that an expression means, which other templates write as `{.id*}` or `{id:[0-9]+}`."""
    plain = _OPERATORS.sub("", expression)
    return plain if expression not in declared and plain in declared else expression
