"""What an example program does: the call with its arguments, and what it does with the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from specpress.ir import types as ir
from specpress.ir.api import Operation
from specpress.ir.names import Name
from specpress.ir.types import Given
from specpress.targets.reference.inputs import Input, Inputs
from specpress.targets.reference.names import pascal, singular_name, spelt_name
from specpress.targets.reference.results import Result
from specpress.targets.reference.samples import Sample, at, first, request_sample
from specpress.targets.reference.schemas import Schemas, bare, is_nullable, shown, stripped
from specpress.targets.reference.vocabulary import Call, Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A program that makes one call, in no language yet."""

    call: Call
    arguments: tuple[tuple[Input, Sample], ...]
    """What has to be given: the last path parameter, the other ones, then the rest."""
    sole: bool
    """Whether the method takes a path parameter and nothing else."""
    result: Result
    certain: bool
    """Whether the result is there to read something from."""
    variable: Name
    """What the result is called: by its type, or by the resource."""
    owner: Name
    """One of what the resource holds."""
    property: ir.Property | None
    """The property of the result that is printed; None: the result itself."""
    model: str
    """The id of the result's type, empty if it has none."""
    items: str
    """The key under which a page holds its items."""


def example_of(
    operation: Operation, call: Call, inputs: Inputs, result: Result, schemas: Schemas, vocabulary: Vocabulary
) -> Example:
    """The example of an operation."""
    owner = operation.call.resource[-1] if operation.call.resource else operation.call.method
    model = bare(result.type, schemas) if result.type else None
    page = operation.pagination
    return Example(
        call=call,
        arguments=tuple((each, _value(each, inputs, schemas)) for each in _given(inputs)),
        sole=len(inputs.all) == 1 and bool(inputs.path),
        result=result,
        certain=result.certain and call.certain,
        variable=_variable(result, singular_name(owner), schemas, vocabulary),
        owner=singular_name(owner),
        property=_property(result.type, schemas) if result.certain and call.certain else None,
        model=model.id if isinstance(model, ir.Ref) else "",
        items=page.items[-1] if page and page.items else "",
    )


def _given(inputs: Inputs) -> Iterator[Input]:
    yield from inputs.path[-1:]
    yield from inputs.path[:-1]
    yield from (each for each in inputs.others if each.required)


def _value(given: Input, inputs: Inputs, schemas: Schemas) -> Sample:
    """The parameter's example, else its type's, else the body's for it, else a made-up one."""
    stated = first(given.examples) or first(_own(given.type, schemas))
    if stated is None and given.where == "body" and inputs.example is not None:
        whole = Given(inputs.example)
        stated = whole if given.whole else at(whole, given.wire)
    return request_sample(given.type, given.wire, stated, schemas)


def _own(type_: ir.Type, schemas: Schemas) -> tuple[ir.Json, ...]:
    return type_.annotations.examples or stripped(type_, schemas.declared).annotations.examples


def _variable(result: Result, owner: Name, schemas: Schemas, vocabulary: Vocabulary) -> Name:
    """A named type lends its name; what is called after its operation goes by the resource."""
    found = bare(result.type, schemas) if result.type else None
    if isinstance(found, ir.Ref):
        own = schemas.declared[found.id].origin == "component" or result.kind == "page"
        return spelt_name(vocabulary.types[found.id]) if own else owner
    if result.kind == "page" and isinstance(found, ir.Record | ir.Union):
        return spelt_name(pascal(*result.name))
    return owner if isinstance(found, ir.Record | ir.Union) else Name(("response",))


def _property(type_: ir.Type | None, schemas: Schemas) -> ir.Property | None:
    """`id`, or the first property in the order in which they are shown."""
    if type_ is None or is_nullable(type_, schemas):
        return None
    found = stripped(shown(type_, schemas), schemas.declared)
    if not isinstance(found, ir.Record):
        return None
    readable = [each for each in found.properties if not each.write_only]
    return next((each for each in readable if each.wire == "id"), readable[0] if readable else None)
