"""The names of all calls of an API. For those of the API and its types see `api_names` and `type_names`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from specpress.diagnostics import Diagnostics, Place
from specpress.document.operations import Located, operations
from specpress.document.pointer import Cursor
from specpress.ir.names import Call, Name
from specpress.lower.call_forms import call_forms
from specpress.lower.options import Naming
from specpress.lower.pins import pin_line, pinned_calls


def name_operations(root: Cursor, naming: Naming, diagnostics: Diagnostics) -> Mapping[str, Call]:
    """The call of every operation of a document, by operation id (`GET /path`), in the document's order.

    Each operation is named on its own. Only those that want one name, or the name of a resource, are looked
    at together: each takes a fuller form, so that adding or removing an operation changes no name outside
    its group. Names given by configuration stand, and the others make way.

    Reports `name-collision` (a warning, with the configuration that settles it), `unknown-operation` (a pin
    that matches nothing), `ambiguous-operation` and `pin-conflict` (a pinned name that is taken).
    """
    located = {operation.id: operation for operation in operations(root)}
    pins = pinned_calls(tuple(located.values()), naming, diagnostics)
    forms = {id: (pins[id],) if id in pins else call_forms(operation) for id, operation in located.items()}
    level = dict.fromkeys(forms, 0)
    while crowded := _crowded({id: forms[id][level[id]] for id in forms}):
        movable = [id for id in crowded if level[id] + 1 < len(forms[id])]
        if not movable:
            _report_conflicts(crowded, located, diagnostics)
            break
        for id in movable:
            level[id] += 1
    calls = {id: forms[id][level[id]] for id in forms}
    _report_collisions({id: forms[id][0] for id in forms if level[id]}, calls, located, diagnostics)
    return _spelt_alike(calls)


def _crowded(calls: Mapping[str, Call]) -> list[str]:
    """Operations whose call is that of another one, or of a resource."""
    takers: defaultdict[str, list[str]] = defaultdict(list)
    resources: set[str] = set()
    for id, call in calls.items():
        takers[str(call)].append(id)
        for depth in range(1, len(call.resource)):
            resources.add(str(Call(call.resource[:depth], call.resource[depth])))
    return [id for name, ids in takers.items() if len(ids) > 1 or name in resources for id in ids]


def _report_conflicts(
    crowded: Sequence[str], located: Mapping[str, Located], diagnostics: Diagnostics
) -> None:
    names = ", ".join(f"`{id}`" for id in crowded)
    diagnostics.error(
        "pin-conflict",
        f"`operations` gives a name that is taken: {names}.",
        Place(located[crowded[0]].cursor.pointer),
        hint="A call names one operation, and nothing that is a resource as well.",
        also=tuple((id, Place(located[id].cursor.pointer)) for id in crowded[1:]),
    )


def _report_collisions(
    wished: Mapping[str, Call],
    calls: Mapping[str, Call],
    located: Mapping[str, Located],
    diagnostics: Diagnostics,
) -> None:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id, call in wished.items():
        groups[str(call)].append(id)
    for name, ids in groups.items():
        first, *others = ids
        message = (
            f"{len(ids)} operations would be called `{name}`, so each has a fuller name."
            if others
            else f"`{name}` is taken, so `{first}` has a fuller name."
        )
        pins = "".join(f"\n  {pin_line(id, calls[id])}" for id in ids)
        diagnostics.warning(
            "name-collision",
            message,
            Place(located[first].cursor.pointer),
            hint=f"To choose names, write in specpress.yaml:\noperations:{pins}",
            also=tuple((id, Place(located[id].cursor.pointer)) for id in others),
        )


def _spelt_alike(calls: Mapping[str, Call]) -> Mapping[str, Call]:
    """Each resource spelt in one way where tags differ in capitals only (`API keys`, `Api keys`)."""
    spelling: dict[tuple[str, ...], Name] = {}
    for call in calls.values():
        for depth, name in enumerate(call.resource, 1):
            key = tuple(str(node).lower() for node in call.resource[:depth])
            spelling[key] = min(spelling.get(key, name), name, key=lambda candidate: candidate.words)
    return {
        id: Call(
            tuple(
                spelling[tuple(str(node).lower() for node in call.resource[:depth])]
                for depth in range(1, len(call.resource) + 1)
            ),
            call.method,
        )
        for id, call in calls.items()
    }
