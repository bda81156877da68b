"""A statement that passes for settled is one that black would not touch."""

from __future__ import annotations

import re
from itertools import product

import black
from black.mode import TargetVersion
from hypothesis import given, settings
from hypothesis import strategies as st
from specpress.targets.python.format import doubtful

MODE = black.Mode(target_versions={TargetVersion.PY311})
# Whatever is as black has it at one of these widths may be as it has it at the one that counts.
OTHERS = [
    black.Mode(MODE.target_versions, line_length=width, magic_trailing_comma=keeps)
    for width, keeps in product((1, 60, 85, 87, 89, 91, 400), (True, False))
]

NAMES = st.integers(2, 60).flatmap(lambda width: st.just(("abcdefgh_" * 7)[:width].strip("_")))
LITERALS = st.lists(NAMES, min_size=1, max_size=4, unique=True).map(
    lambda names: f"Literal[{', '.join(map(repr, names))}]"
)
TYPES = st.recursive(
    NAMES | LITERALS,
    lambda inner: st.one_of(
        inner.map("Optional[{}]".format),
        inner.map("Dict[str, {}]".format),
        st.lists(inner, min_size=2, max_size=4).map(lambda types: f"Union[{', '.join(types)}]"),
    ),
    max_leaves=4,
)
UNIONS = st.lists(TYPES, min_size=2, max_size=3).map(" | ".join)
ARGUMENTS = st.recursive(
    NAMES | NAMES.map(repr),
    lambda inner: st.one_of(
        inner.map("({},)".format),
        st.builds("{{'{}': {}, '{}': {}}}".format, NAMES, inner, NAMES, inner),
        st.builds("{}({})".format, NAMES, st.lists(inner, max_size=3).map(", ".join)),
    ),
    max_leaves=5,
)
CALLS = st.builds("{}({})".format, NAMES, st.lists(ARGUMENTS, max_size=3).map(", ".join))
FIELDS = st.one_of(
    st.builds("{}: {}{}".format, NAMES, TYPES, st.sampled_from(["", " = None"])),
    st.builds(
        "{}: Annotated[{}, Field(alias='{}')]{}".format, NAMES, TYPES, NAMES, st.sampled_from(["", " = None"])
    ),
)
PARAMETERS = st.lists(UNIONS | NAMES, max_size=3).map(
    lambda types: "".join(f", parameter{number}: {type_} = omit" for number, type_ in enumerate(types))
)
STATEMENTS = st.one_of(
    st.builds("class {}({}): {}".format, NAMES, NAMES | st.just("TypedDict, total=False"), FIELDS),
    st.builds("class A:\n    {}".format, FIELDS),
    st.builds("{}: TypeAlias = {}".format, NAMES, TYPES),
    st.builds("def {}(self{}) -> {}: ...".format, NAMES, PARAMETERS, TYPES),
    st.builds("{}: Operation[{}] = {}".format, NAMES, TYPES, CALLS),
    st.builds("{} = {}".format, NAMES, CALLS),
    st.builds("from .{} import {} as {}".format, NAMES, NAMES, NAMES),
)


@given(STATEMENTS)
@settings(max_examples=60, deadline=None)
def test_black_leaves_what_is_settled(statement: str) -> None:
    for mode in (MODE, *OTHERS):
        text = black.format_str(statement, mode=mode)
        # Nobody prints parentheses that hold a name on the same line, which black would take away.
        if not doubtful(text) and not re.search(r" \(\w+\)", text):
            assert black.format_str(text, mode=MODE) == text


def test_most_of_what_black_has_laid_out_is_settled() -> None:
    name, long = "a" * 30, "b" * 50
    for statement in (
        f"class {long}(TypedDict, total=False, a={name}):\n    a: A",
        f"class A:\n    {long}: Annotated[Optional[str], Field(alias='{name}')] = None",
        f"class A:\n    {name}: Annotated[Optional[str], Field(alias='{name}')] = None",
        f"class A:\n    {name}: {long} = None",
        f"{long}: TypeAlias = {long}",
        f"{long}: TypeAlias = Union[{name}, {name}]",
        f"def f(self, a: Literal['{name}', '{name}'] | Omit = omit, b: {long} | {name} = omit) -> A: ...",
        f"def f(self, a: Literal['{long}', '{long}'] | Omit = omit) -> Union[{name}, {long}]: ...",
        f"def f(self, a: {long}, b: {long}) -> List[Union[{name}, {name}, {long}]]: ...",
        f"{name}: Operation[{name}] = Operation('{name}', a=('{name}', '{name}'))",
        f"{name}: Operation[{long}] = Operation('{name}', a=('{name}', '{name}'))",
        f"{long}: Operation[{name}] = Operation('{name}', a=(A('{name}', '{name}'),), b=('{long}',))",
        f"{name}: Operation[Union[{name}, {long}]] = Operation('{name}', '{name}', result=('{name}',))",
        f"from .{name} import {long} as {long}",
        f"{name} = f({{'{name}': '{long}{long}', '{long}': {long}}}, {long})",
    ):
        assert doubtful(black.format_str(statement, mode=MODE)) == [], statement
