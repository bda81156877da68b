"""Edits of `base.yaml` that a good diff tells apart, and what each of them means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

GONE: Final = object()
"""In place of a value: the key is removed."""


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One edit: pointers and their new values; a value may be a function of the old one."""

    name: str
    edits: dict[str, Any]
    wire: str
    python: bool
    """Whether it breaks a program that uses the Python client."""
    api: str
    package: str
    says: tuple[str, ...] = field(default=())
    """Texts that the report for a terminal must hold."""


LIST = "/paths/~1pets/get"
CREATE = "/paths/~1pets/post"
GET = "/paths/~1pets~1{petId}/get"
PHOTO = "/paths/~1pets~1{petId}~1photo/put"
SCHEMAS = "/components/schemas"
PET = f"{SCHEMAS}/Pet"
NEW = f"{SCHEMAS}/NewPet"
FOOD = "/paths/~1food/get/responses/200/content/application~1json/schema"
ADOPTED = (
    f"{CREATE}/callbacks/adopted/{{$request.body#~1url}}/post/requestBody/content/application~1json/schema"
)


def renamed(old: str, new: str) -> Any:
    """Rename a key of an object, keeping its place."""
    return lambda value: {new if key == old else key: item for key, item in value.items()}


def without(key: str) -> Any:
    """Remove a key of an object."""
    return lambda value: {name: item for name, item in value.items() if name != key}


def reordered(value: Any) -> Any:
    """The items of an array or the keys of an object, the other way round."""
    return list(reversed(value)) if isinstance(value, list) else dict(reversed(value.items()))


PROBES: Final = (
    Probe(
        name="operation id renamed",
        edits={f"{LIST}/operationId": "searchPets"},
        wire="info",
        python=True,
        api="patch",
        package="major",
        says=(
            "GET /pets: the call of the generated clients was changed",
            "GET /pets: the operationId was changed",
            "- pets.list",
            "+ pets.search",
        ),
    ),
    Probe(
        name="operation id removed",
        edits={f"{LIST}/operationId": GONE},
        wire="info",
        python=False,
        api="patch",
        package="patch",
        says=("GET /pets: the operationId was changed", "- listPets"),
    ),
    Probe(
        name="tag renamed",
        edits={f"{at}/tags": ["animals"] for at in (LIST, CREATE, GET)},
        wire="info",
        python=True,
        api="patch",
        package="major",
        says=(
            "GET /pets: the call of the generated clients was changed",
            "GET /pets/{petId}: the call of the generated clients was changed",
            "POST /pets: the call of the generated clients was changed",
            "- pets.list",
            "+ animals.list_pets",
        ),
    ),
    Probe(
        name="component schema renamed",
        edits={
            SCHEMAS: renamed("Problem", "Failure"),
            f"{LIST}/responses/404/content/application~1json/schema/$ref": "#/components/schemas/Failure",
        },
        wire="info",
        python=True,
        api="patch",
        package="major",
        says=("Problem: the schema was renamed", "- Problem", "+ Failure"),
    ),
    Probe(
        name="array no longer exploded",
        edits={f"{LIST}/parameters/0/explode": False},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=(
            "GET /pets query tags: the style was changed",
            "- form, explode: true",
            "+ form, explode: false",
        ),
    ),
    Probe(
        name="style changed",
        edits={f"{LIST}/parameters/0/style": "pipeDelimited", f"{LIST}/parameters/0/explode": False},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=(
            "GET /pets query tags: the style was changed",
            "- form, explode: true",
            "+ pipeDelimited, explode: false",
        ),
    ),
    Probe(
        name="parameters reordered",
        edits={f"{LIST}/parameters": reordered},
        wire="info",
        python=False,
        api="patch",
        package="patch",
        says=("GET /pets: the parameters were reordered", "- tags, limit, since", "+ since, limit, tags"),
    ),
    Probe(
        name="format of a parameter removed",
        edits={f"{LIST}/parameters/2/schema/format": GONE},
        wire="info",
        python=True,
        api="minor",
        package="major",
        says=("GET /pets query since: the format was changed", "- string (date-time)", "+ string"),
    ),
    Probe(
        name="parameter moved to the headers",
        edits={f"{LIST}/parameters/1/in": "header"},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=(
            "GET /pets query limit: the parameter was moved from query to header",
            "- query limit",
            "+ header limit",
        ),
    ),
    Probe(
        name="path parameter renamed",
        edits={
            "/paths": renamed("/pets/{petId}", "/pets/{id}"),
            "/paths/~1pets~1{id}/get/parameters/0/name": "id",
        },
        wire="info",
        python=True,
        api="patch",
        package="major",
        says=(
            "GET /pets/{id} path petId: the path parameter has another name; it is never sent",
            "- petId",
            "+ id",
        ),
    ),
    Probe(
        name="server changed",
        edits={"/servers/0/url": "https://eu.example.com"},
        wire="undecided",
        python=False,
        api="minor",
        package="patch",
        says=("API: the server's URL was changed", "- https://api.example.com", "+ https://eu.example.com"),
    ),
    Probe(
        name="security added",
        edits={f"{GET}/security": [{"key": []}]},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("GET /pets/{petId}: asks for credentials now", "+ key"),
    ),
    Probe(
        name="header of an api key renamed",
        edits={"/components/securitySchemes/key/name": "X-Token"},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("security scheme key: sends something else", "- header X-Key", "+ header X-Token"),
    ),
    Probe(
        name="404 removed",
        edits={f"{LIST}/responses/404": GONE},
        wire="info",
        python=False,
        api="minor",
        package="patch",
        says=("GET /pets 404: the response was removed", "- 404"),
    ),
    Probe(
        name="body of a 404 changed",
        edits={f"{SCHEMAS}/Problem/properties/message/type": "integer"},
        wire="breaking",
        python=True,
        api="major",
        package="major",
        says=("Problem.message: the type was changed", "- string", "+ integer"),
    ),
    Probe(
        name="default response removed",
        edits={f"{LIST}/responses/default": GONE},
        wire="info",
        python=False,
        api="minor",
        package="patch",
        says=("GET /pets default: the response was removed", "- default"),
    ),
    Probe(
        name="200 became 201",
        edits={f"{CREATE}/responses": renamed("200", "201")},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("POST /pets 200: the response has another status", "- 200", "+ 201"),
    ),
    Probe(
        name="media type of a response added",
        edits={f"{GET}/responses/200/content/application~1xml": {"schema": {"type": "object"}}},
        wire="info",
        python=False,
        api="minor",
        package="minor",
        says=("GET /pets/{petId} 200 application/xml: the media type was added", "+ application/xml"),
    ),
    Probe(
        name="additional properties forbidden",
        edits={f"{NEW}/properties/labels/additionalProperties": False},
        wire="breaking",
        python=True,
        api="major",
        package="major",
        says=("NewPet.labels: other properties are forbidden now", "- string", "+ no value"),
    ),
    Probe(
        name="additional properties of another type",
        edits={f"{NEW}/properties/labels/additionalProperties/type": "integer"},
        wire="breaking",
        python=True,
        api="major",
        package="major",
        says=("NewPet.labels{}: the type was changed", "- string", "+ integer"),
    ),
    Probe(
        name="int32 became int64",
        edits={f"{PET}/properties/id/format": "int64"},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("Pet.id: the format was changed", "- integer (int32)", "+ integer (int64)"),
    ),
    Probe(
        name="pattern added to a shared property",
        edits={f"{NEW}/properties/name/pattern": "^[a-z]+$"},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=('NewPet.name: `pattern` was added: "^[a-z]+$"', '+ "^[a-z]+$"'),
    ),
    Probe(
        name="inline schema got a name",
        edits={
            f"{SCHEMAS}/Home": {
                "type": "object",
                "required": ["city"],
                "properties": {"city": {"type": "string"}},
            },
            f"{PET}/properties/home": {"$ref": "#/components/schemas/Home"},
        },
        wire="info",
        python=True,
        api="minor",
        package="major",
        says=("Home: the schema was added", "+ Home"),
    ),
    Probe(
        name="enum reordered",
        edits={f"{PET}/properties/status/enum": reordered},
        wire="info",
        python=False,
        api="patch",
        package="patch",
        says=("Pet.status: the values were reordered", '- "free", "adopted"', '+ "adopted", "free"'),
    ),
    Probe(
        name="properties reordered",
        edits={f"{PET}/properties": reordered},
        wire="info",
        python=False,
        api="none",
        package="none",
        says=(),
    ),
    Probe(
        name="uniqueItems added",
        edits={f"{NEW}/properties/toys/uniqueItems": True},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("NewPet.toys: `uniqueItems` was added: true", "+ true"),
    ),
    Probe(
        name="multipart encoding changed",
        edits={f"{PHOTO}/requestBody/content/multipart~1form-data/encoding/file/contentType": "image/jpeg"},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=(
            "PUT /pets/{petId}/photo request body multipart/form-data file: the encoding was changed",
            "- image/png",
            "+ image/jpeg",
        ),
    ),
    Probe(
        name="body of a callback changed",
        edits={f"{ADOPTED}/properties/pet/type": "string"},
        wire="breaking",
        python=True,
        api="major",
        package="major",
        says=(
            f"#{ADOPTED}.pet: the type was changed",
            "- integer",
            "+ string",
        ),
    ),
    Probe(
        name="description edited",
        edits={f"{PET}/description": "A beast"},
        wire="info",
        python=False,
        api="patch",
        package="patch",
        says=("Pet: the description was changed", '- "An animal"', '+ "A beast"'),
    ),
    Probe(
        name="example edited",
        edits={f"{NEW}/properties/name/examples": ["Bello"]},
        wire="info",
        python=False,
        api="patch",
        package="patch",
        says=("NewPet.name: the example was changed", '- ["Rex"]', '+ ["Bello"]'),
    ),
    Probe(
        name="deprecated",
        edits={f"{LIST}/deprecated": True},
        wire="info",
        python=False,
        api="minor",
        package="patch",
        says=("GET /pets: is deprecated now",),
    ),
    Probe(
        name="default changed",
        edits={f"{LIST}/parameters/1/schema/default": 50},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("GET /pets query limit: the default was changed", "- 20", "+ 50"),
    ),
    Probe(
        name="required property with a default added",
        edits={
            f"{NEW}/properties/size": {"type": "integer", "default": 1},
            f"{NEW}/required": ["name", "size"],
        },
        wire="breaking",
        python=True,
        api="major",
        package="major",
        says=("NewPet.size: the required property was added", "+ integer"),
    ),
    Probe(
        name="discriminator mapping changed",
        edits={f"{FOOD}/discriminator/mapping": renamed("hay", "straw")},
        wire="undecided",
        python=False,
        api="minor",
        package="patch",
        says=("GET /food response<Hay>: the discriminator's values were changed", '- "hay"', '+ "straw"'),
    ),
    Probe(
        name="variant wrapped",
        edits={
            f"{FOOD}/oneOf/1": {
                "type": "object",
                "required": ["kind", "fish"],
                "properties": {"kind": {"type": "string"}, "fish": {"$ref": "#/components/schemas/Fish"}},
            },
            f"{FOOD}/discriminator": GONE,
        },
        wire="breaking",
        python=True,
        api="major",
        package="major",
        says=(
            "GET /food response: the discriminator was changed",
            "GET /food response: the variant object {fish, kind} was added",
            "GET /food response<Hay>: the discriminator's values were changed",
            "- kind",
        ),
    ),
    Probe(
        name="property of a response became nullable",
        edits={f"{PET}/properties/nick/type": ["string", "null"]},
        wire="breaking",
        python=False,
        api="major",
        package="patch",
        says=("Pet.nick: can be null now",),
    ),
    Probe(
        name="property of a request became nullable",
        edits={f"{NEW}/properties/nick/type": ["string", "null"]},
        wire="info",
        python=False,
        api="minor",
        package="minor",
        says=("NewPet.nick: can be null now",),
    ),
    Probe(
        name="property of a response became read-only",
        edits={f"{PET}/properties/nick/readOnly": True},
        wire="info",
        python=False,
        api="minor",
        package="patch",
        says=("Pet.nick: became read-only",),
    ),
    Probe(
        name="property of a request became read-only",
        edits={f"{NEW}/properties/nick/readOnly": True},
        wire="warning",
        python=True,
        api="minor",
        package="major",
        says=("NewPet.nick: became read-only",),
    ),
    Probe(
        name="title edited",
        edits={"/info/title": "The Zoo"},
        wire="info",
        python=False,
        api="patch",
        package="patch",
        says=("API: the title was changed", '- "Zoo"', '+ "The Zoo"'),
    ),
)
