"""What targets say that they leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from specpress.ir.api import Api, Body, Content, Encoding, Header, Operation
from specpress.ir.names import Call, Name
from specpress.ir.types import Literal, Scalar, Type
from specpress.registry import LANGUAGES, target
from specpress.targets import surface_json
from specpress.targets.base import TargetConfig

TEXT = Scalar(kind="string")


def api_of(*contents: Content) -> Api:
    operation = Operation(
        id="POST /x",
        method="POST",
        path="/x",
        call=Call((Name(("x",)),), Name(("create",))),
        body=Body(contents=contents),
    )
    return Api(name=Name(("x",)), title="X", version="1", operations=(operation,))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_of_another_shape_is_offered(language: str) -> None:
    api = api_of(
        Content(media_type="application/json", kind="json", type=Scalar(kind="integer")),
        Content(media_type="text/csv", kind="text", type=TEXT, pointer="/csv"),
    )
    assert not target(language).remarks(api)
    assert '"text/csv"' in surface_json.dumps(target(language).surface(api, TargetConfig()))


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_body_that_fetch_refuses_is_told_of(method: str) -> None:
    api = api_of(Content(media_type="text/plain", kind="text", type=TEXT))
    asked = replace(api, operations=(replace(api.operations[0], method=method),))
    assert not target("python").remarks(asked)
    codes = [each.code for each in target("typescript").remarks(asked)]
    assert codes == ([] if method == "POST" else ["body-refused-by-fetch"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("type_", "count"), [(TEXT, 1), (Literal(value="1"), 0)])
def test_a_header_of_a_part_that_nothing_asks_for_is_told_of(language: str, type_: Type, count: int) -> None:
    headers = (Header(wire="X-Mark", name=Name(("x", "mark")), type=type_),)
    encodings = (Encoding(property="file", headers=headers),)
    content = Content(media_type="multipart/form-data", kind="multipart", type=TEXT, encodings=encodings)
    remarks = target(language).remarks(api_of(content))
    assert ["X-Mark" in each.message for each in remarks] == [True] * count
