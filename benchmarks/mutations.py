"""Random edits of OpenAPI documents, of the kinds that people make: each one change for a diff to tell."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import mutation_sites as sites
from mutation_sites import Object, Sites

Edit: TypeAlias = Callable[[Any, random.Random], None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A kind of edit: what it is done to, and how. An edit that does not fit a site leaves it as it is."""

    name: str
    places: Sites
    edit: Edit


def mutated(document: Object, rng: random.Random) -> tuple[str, Object]:
    """A document with one edit of a random kind at a random place, and the name of the kind.

    The same document and state of `rng` give the same edit.
    """
    for mutation in rng.sample(MUTATIONS, len(MUTATIONS)):
        edited = copy.deepcopy(document)
        found = list(mutation.places(edited))
        for site in rng.sample(found, min(len(found), 5)):
            mutation.edit(site, rng)
            if edited != document or order_of(edited) != order_of(document):
                return mutation.name, edited
    raise ValueError("nothing in this document can be edited")


def shuffled(value: Any, rng: random.Random) -> Any:
    """The same value with the keys of its objects in another order."""
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: shuffled(value[key], rng) for key in keys}
    return [shuffled(item, rng) for item in value] if isinstance(value, list) else value


def order_of(value: Any) -> Any:
    """A value in which the order of keys tells, so that two can be compared with it."""
    if isinstance(value, dict):
        return [(key, order_of(item)) for key, item in value.items()]
    return [order_of(item) for item in value] if isinstance(value, list) else value


# --- edits


def _set(key: str, *values: Any) -> Edit:
    def edit(site: Object, rng: random.Random) -> None:
        site[key] = copy.deepcopy(rng.choice(values))

    return edit


def _drop(key: str) -> Edit:
    def edit(site: Object, rng: random.Random) -> None:
        del rng
        site.pop(key, None)

    return edit


def _toggle(key: str, default: bool = False) -> Edit:
    def edit(site: Object, rng: random.Random) -> None:
        del rng
        site[key] = not site.get(key, default)

    return edit


def _remove_key(site: Object, rng: random.Random) -> None:
    if len(site) > 1:
        del site[rng.choice(list(site))]


def _rename_key(table: Object, old: str, new: str) -> None:
    entries = [(new if key == old else key, value) for key, value in table.items()]
    table.clear()
    table.update(entries)


def _remove_operation(site: tuple[Object, str], rng: random.Random) -> None:
    del rng
    site[0].pop(site[1])


def _rename_operation(site: Object, rng: random.Random) -> None:
    del rng
    site["operationId"] = f"{site.get('operationId', 'do')}Anew"


def _reverse_list(site: list[Any], rng: random.Random) -> None:
    del rng
    site.reverse()


def _add_parameter(required: bool) -> Edit:
    def edit(site: Object, rng: random.Random) -> None:
        place = rng.choice(("query", "header"))
        parameter = {"name": "x-added", "in": place, "required": required, "schema": {"type": "string"}}
        site.setdefault("parameters", []).append(parameter)

    return edit


def _remove_parameter(site: list[Any], rng: random.Random) -> None:
    loose = [item for item in site if isinstance(item, dict) and item.get("in") not in ("path", None)]
    if loose:
        site.remove(rng.choice(loose))


def _rename(site: Object, rng: random.Random) -> None:
    del rng
    site["name"] = f"{site['name']}_new"


def _move(site: Object, rng: random.Random) -> None:
    del rng
    site["in"] = "header" if site["in"] == "query" else "query"
    site.pop("style", None)


def _change_status(site: Object, rng: random.Random) -> None:
    successes = [status for status in site if status in ("200", "201")]
    if successes:
        old = rng.choice(successes)
        new = "201" if old == "200" else "200"
        if new not in site:
            _rename_key(site, old, new)


def _change_media_type(site: Object, rng: random.Random) -> None:
    if site:
        _rename_key(site, rng.choice(list(site)), rng.choice(("application/xml", "text/plain", "image/png")))


def _change_type(site: Object, rng: random.Random) -> None:
    site["type"] = rng.choice([kind for kind in ("string", "integer", "boolean") if kind != site["type"]])
    site.pop("format", None)
    site.pop("enum", None)


def _retype_enum(site: Object, rng: random.Random) -> None:
    """One value more, one value fewer, or another order."""
    values = site["enum"]
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return
    how = rng.choice(("more", "fewer", "order"))
    if how == "more":
        values.insert(rng.randrange(len(values) + 1), "added")
    elif how == "fewer" and len(values) > 1:
        values.pop(rng.randrange(len(values)))
    else:
        values.reverse()


def _nullable(site: Object, rng: random.Random) -> None:
    """As 3.1 says it, or as 3.0 does: in a document of the other version nothing may come of it."""
    if rng.random() < 0.5:
        site["nullable"] = not site.get("nullable", False)
    elif isinstance(site.get("type"), list):
        site["type"] = next(kind for kind in site["type"] if kind != "null")
    elif "type" in site:
        site["type"] = [site["type"], "null"]


def _add_property(required: bool) -> Edit:
    def edit(site: Object, rng: random.Random) -> None:
        kind = rng.choice(({"type": "string"}, {"type": "object", "properties": {"a": {"type": "integer"}}}))
        if not isinstance(site["properties"], dict):
            return
        site["properties"]["addedLater"] = copy.deepcopy(kind)
        if required:
            site["required"] = [*site.get("required", []), "addedLater"]

    return edit


def _remove_property(site: Object, rng: random.Random) -> None:
    if site["properties"]:
        name = rng.choice(list(site["properties"]))
        del site["properties"][name]
        _forget(site, name)


def _rename_property(site: Object, rng: random.Random) -> None:
    if site["properties"]:
        name = rng.choice(list(site["properties"]))
        _rename_key(site["properties"], name, f"{name}New")
        _forget(site, name)


def _forget(site: Object, name: str) -> None:
    if name in site.get("required", ()):
        site["required"] = [item for item in site["required"] if item != name]
        if not site["required"]:
            del site["required"]


def _require_property(site: Object, rng: random.Random) -> None:
    name = rng.choice(list(site["properties"] or [""]))
    if name in site.get("required", ()):
        _forget(site, name)
    elif name:
        site["required"] = [*site.get("required", []), name]


def _array_of(site: Object, rng: random.Random) -> None:
    del rng
    item = dict(site)
    site.clear()
    site.update({"type": "array", "items": item})


def _variants(site: Object, rng: random.Random) -> None:
    for key in ("oneOf", "anyOf"):
        variants = site.get(key)
        if isinstance(variants, list) and variants:
            how = rng.choice(("more", "fewer", "order"))
            if how == "more":
                variants.append({"type": "object", "properties": {"unheardOf": {"type": "string"}}})
            elif how == "fewer" and len(variants) > 1:
                variants.pop(rng.randrange(len(variants)))
            else:
                variants.reverse()


def _rename_schema(document: Object, rng: random.Random) -> None:
    schemas = sites.components(document).get("schemas")
    if isinstance(schemas, dict) and schemas:
        name = rng.choice(list(schemas))
        _rename_key(schemas, name, f"{name}Renamed")
        _redirect(document, f"#/components/schemas/{name}", f"#/components/schemas/{name}Renamed")


def _add_schema(document: Object, rng: random.Random) -> None:
    del rng
    added = {"type": "object", "properties": {"a": {"type": "string"}}}
    document.setdefault("components", {}).setdefault("schemas", {})["AddedLater"] = added


def _name_inline(document: Object, rng: random.Random) -> None:
    """An anonymous schema gets a name."""
    inline = [
        (schema["properties"], name)
        for schema in sites.having("properties")(document)
        for name, item in (schema["properties"] or {}).items()
        if isinstance(item, dict) and "$ref" not in item
    ]
    if inline:
        table, name = rng.choice(inline)
        document.setdefault("components", {}).setdefault("schemas", {})["NamedLater"] = table[name]
        table[name] = {"$ref": "#/components/schemas/NamedLater"}


def _redirect(value: Any, old: str, new: str) -> None:
    """References and mappings to one schema lead to another."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, item in list(entries):
        if item == old:
            value[key] = new
        else:
            _redirect(item, old, new)


def _server(site: Object, rng: random.Random) -> None:
    del rng
    site["servers"] = [{"url": "https://moved.example.com/v9"}]


def _title(site: Object, rng: random.Random) -> None:
    del rng
    site.setdefault("info", {})["description"] = "Said in other words."


def _version(site: Object, rng: random.Random) -> None:
    del rng
    site.setdefault("info", {})["version"] = "77.0.0"


def _scheme(document: Object, rng: random.Random) -> None:
    schemes = sites.components(document).setdefault("securitySchemes", {})
    if schemes and rng.random() < 0.5:
        key = rng.choice(list(schemes))
        schemes[key] = {"type": "apiKey", "in": "header", "name": "X-Other"}
    else:
        document["components"] = sites.components(document)
        schemes["added"] = {"type": "http", "scheme": "bearer"}
        document["security"] = [{"added": []}]


def _security(site: Object, rng: random.Random) -> None:
    if "security" in site and rng.random() < 0.5:
        del site["security"]
    else:
        site["security"] = []


_TEXT: Final = "Said in other words."
_SCALARS: Final = ("string", "integer", "number", "boolean")
MUTATIONS: Final = (
    Mutation("operation removed", sites.methods, _remove_operation),
    Mutation("operationId renamed", sites.operations, _rename_operation),
    Mutation("operationId removed", sites.operations, _drop("operationId")),
    Mutation("tags changed", sites.operations, _set("tags", ["elsewhere"], [])),
    Mutation("operation deprecated", sites.operations, _toggle("deprecated")),
    Mutation("operation described", sites.operations, _set("description", _TEXT)),
    Mutation("operation summed up", sites.operations, _set("summary", _TEXT)),
    Mutation("security changed", sites.operations, _security),
    Mutation("operation's server", sites.operations, _server),
    Mutation("parameters reordered", sites.parameter_lists, _reverse_list),
    Mutation("optional parameter added", sites.operations, _add_parameter(required=False)),
    Mutation("required parameter added", sites.operations, _add_parameter(required=True)),
    Mutation("parameter removed", sites.parameter_lists, _remove_parameter),
    Mutation("parameter required", sites.parameters, _toggle("required")),
    Mutation("parameter renamed", sites.parameters, _rename),
    Mutation("parameter moved", sites.parameters, _move),
    Mutation("parameter described", sites.parameters, _set("description", _TEXT)),
    Mutation("parameter deprecated", sites.parameters, _toggle("deprecated")),
    Mutation("parameter exploded", sites.parameters, _toggle("explode", default=True)),
    Mutation("parameter's example", sites.parameters, _set("example", "abc", 5)),
    Mutation(
        "parameter's schema", sites.parameters, _set("schema", {"type": "array", "items": {"type": "string"}})
    ),
    Mutation("body required", sites.bodies, _toggle("required")),
    Mutation("body removed", sites.operations, _drop("requestBody")),
    Mutation("response removed", sites.responses, _remove_key),
    Mutation("response added", sites.responses, _set("418", {"description": _TEXT})),
    Mutation("no content added", sites.responses, _set("204", {"description": _TEXT})),
    Mutation("status changed", sites.responses, _change_status),
    Mutation("media type changed", sites.contents, _change_media_type),
    Mutation("media type removed", sites.contents, _remove_key),
    Mutation(
        "media type added", sites.contents, _set("application/vnd.x+json", {"schema": {"type": "object"}})
    ),
    Mutation("type changed", sites.typed(*_SCALARS), _change_type),
    Mutation(
        "format changed", sites.typed("string"), _set("format", "date-time", "uuid", "byte", "binary", "uri")
    ),
    Mutation("number's format", sites.typed("integer", "number"), _set("format", "int32", "int64", "float")),
    Mutation("format removed", sites.having("format"), _drop("format")),
    Mutation("enum changed", sites.having("enum"), _retype_enum),
    Mutation("enum removed", sites.having("enum"), _drop("enum")),
    Mutation("enum added", sites.typed("string"), _set("enum", ["a", "b"], ["only"])),
    Mutation("nullable", sites.schemas, _nullable),
    Mutation("optional property added", sites.having("properties"), _add_property(required=False)),
    Mutation("required property added", sites.having("properties"), _add_property(required=True)),
    Mutation("property removed", sites.having("properties"), _remove_property),
    Mutation("property renamed", sites.having("properties"), _rename_property),
    Mutation("property required", sites.having("properties"), _require_property),
    Mutation("required forgotten", sites.having("required"), _drop("required")),
    Mutation("properties forgotten", sites.having("properties"), _drop("properties")),
    Mutation(
        "other properties",
        sites.typed("object"),
        _set("additionalProperties", False, True, {"type": "string"}),
    ),
    Mutation("read-only", sites.schemas, _toggle("readOnly")),
    Mutation("write-only", sites.schemas, _toggle("writeOnly")),
    Mutation("schema deprecated", sites.schemas, _toggle("deprecated")),
    Mutation("schema described", sites.schemas, _set("description", _TEXT)),
    Mutation("schema titled", sites.schemas, _set("title", "Another Title")),
    Mutation("schema's default", sites.typed("string"), _set("default", "other")),
    Mutation("schema's example", sites.schemas, _set("example", "other", 7, {"a": 1})),
    Mutation("pattern", sites.typed("string"), _set("pattern", "^[a-z]+$")),
    Mutation("length", sites.typed("string"), _set("maxLength", 5, 500)),
    Mutation("limit", sites.typed("integer", "number"), _set("minimum", 1, 0, 100)),
    Mutation("number of items", sites.typed("array"), _set("minItems", 1, 2)),
    Mutation("unique items", sites.typed("array"), _toggle("uniqueItems")),
    Mutation("array of it", sites.schemas, _array_of),
    Mutation("variants changed", sites.schemas, _variants),
    Mutation("discriminator removed", sites.having("discriminator"), _drop("discriminator")),
    Mutation("schema renamed", sites.root, _rename_schema),
    Mutation("schema added", sites.root, _add_schema),
    Mutation("inline schema named", sites.root, _name_inline),
    Mutation("scheme changed", sites.root, _scheme),
    Mutation("server changed", sites.root, _server),
    Mutation("document described", sites.root, _title),
    Mutation("version changed", sites.root, _version),
)
