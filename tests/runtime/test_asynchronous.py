"""The asynchronous form of a synchronous method, and its views, as callers and their tools see them."""

from __future__ import annotations

import asyncio
import inspect
import warnings
from typing import Any

from runtime.probes import sync_probe
from sample_sdk._runtime.resource import (
    RawResource,
    Resource,
    StreamedResource,
    asynchronous,
    raw,
    streamed,
)
from typing_extensions import deprecated


class Pets(Resource):
    def retrieve(self, pet_id: str, *, limit: int = 1) -> str:
        """Get a pet.

        Args:
          limit: How many at most.
        """
        return self._call(pet_id, limit)

    @deprecated("Ask for the pet itself.")
    def find(self, pet_id: str) -> str:
        """Find a pet."""
        return self.retrieve(pet_id)


class Session:
    """In place of an asynchronous resource: answers with what it was called with."""

    async def _call(self, *arguments: Any) -> Any:
        return arguments

    async def retrieve(self, pet_id: str) -> Any:
        return pet_id

    get = asynchronous(Pets.retrieve)
    find = asynchronous(Pets.find)


def test_the_same_arguments_reach_the_asynchronous_resource() -> None:
    assert asyncio.run(Session().get("p", limit=2)) == ("p", 2)


def test_it_is_a_coroutine_function_with_signature_and_documentation() -> None:
    assert inspect.iscoroutinefunction(Session.get)
    assert inspect.signature(Session().get) == inspect.signature(Pets.retrieve.__get__(object()))
    assert inspect.getdoc(Session.get) == inspect.getdoc(Pets.retrieve)


def test_a_deprecated_one_warns_where_it_is_called() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert asyncio.run(Session().find("p")) == "p"
    assert [(str(each.message), each.filename) for each in caught] == [("Ask for the pet itself.", __file__)]


class PetsWithRawResponse(RawResource[Pets]):
    find = raw(Pets.find)


class PetsWithStreamingResponse(StreamedResource[Pets]):
    find = streamed(Pets.find)


def test_so_do_its_views() -> None:
    pets: Any = Pets(sync_probe())
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pets._call = lambda *arguments: arguments
        assert PetsWithRawResponse(pets).find("p") == ("p", 1)
        PetsWithStreamingResponse(pets).find("p")
    assert [each.filename for each in caught] == [__file__, __file__]
    assert inspect.getdoc(PetsWithRawResponse.find) == "Find a pet."
