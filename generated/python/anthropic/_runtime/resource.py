"""Resources: what a generated resource class inherits, and its raw and streaming views.

A raw or streaming view costs one line a method; its type comes from the method itself:

    class PetsWithRawResponse(RawResource[Pets]):
        retrieve = raw(Pets.retrieve)       # (pet_id: str, ...) -> APIResponse[Pet]

So does the asynchronous form of a method that returns the same to both clients:

    class AsyncPets(AsyncResource):
        retrieve = asynchronous(Pets.retrieve)      # async (pet_id: str, ...) -> Pet
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from copy import copy
from functools import partial, wraps
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    Generic,
    Literal,
    ParamSpec,
    TypeAlias,
    TypedDict,
    TypeVar,
    Unpack,
    cast,
)

from typing_extensions import deprecated

if TYPE_CHECKING:
    from .async_session import AsyncSession
    from .operation import Operation
    from .pagination import AsyncPaginator, PageState
    from .response import (
        APIResponse,
        AsyncAPIResponse,
        AsyncBinaryResponse,
        AsyncResponseContextManager,
        BinaryResponse,
        ResponseContextManager,
    )
    from .streaming import AsyncStream, Stream
    from .sync_session import SyncSession
    from .values import Body, Headers, NotGiven, Omit, Query, Timeout

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")
PageT = TypeVar("PageT")
SyncT = TypeVar("SyncT", bound="Resource")
AsyncT = TypeVar("AsyncT", bound="AsyncResource")
AnyT = TypeVar("AnyT")
CallT = TypeVar("CallT", bound=Callable[..., Any])

Mode: TypeAlias = Literal["parsed", "raw", "streamed"]
Extra: TypeAlias = "tuple[Headers | None, Query | None, Body | None, float | Timeout | NotGiven | None]"


class Arguments(TypedDict, total=False):
    """What one call sends, by wire names. `omit` values are left out; so is None outside of bodies."""

    url: str
    """The whole URL, in place of base URL and path: a raw verb's, or the next page's."""
    path: Mapping[str, object]
    query: Mapping[str, object]
    header: Mapping[str, object]
    cookie: Mapping[str, object]
    querystring: object
    body: object
    """Properties of an object body (all omitted: nothing was given), or the whole body, or `omit`."""
    whole_body: object
    """A body in place of its properties: one of another shape, that `content_type` goes with."""
    content_type: str | Omit
    accept: str | Omit
    max_retries: int
    extra: Extra
    """extra_headers, extra_query, extra_body, timeout"""


class Resource:
    """A group of operations of a synchronous client."""

    _session: SyncSession
    _mode: Mode = "parsed"

    def __init__(self, parent: Resource) -> None:
        self._session = parent._session

    def _call(self, operation: Operation[T], **arguments: Unpack[Arguments]) -> T:
        """Send a request and return what its result decodes to."""
        return cast("T", self._session.call(operation, arguments, self._mode))

    def _stream(self, operation: Operation[T], **arguments: Unpack[Arguments]) -> Stream[T]:
        """Send a request whose result is a stream of events or lines."""
        return cast("Stream[T]", self._session.call(operation, arguments, self._mode))

    def _download(self, operation: Operation[bytes], **arguments: Unpack[Arguments]) -> BinaryResponse:
        """Send a request whose result is binary."""
        return cast("BinaryResponse", self._session.call(operation, arguments, self._mode))

    def _list(
        self,
        page: Callable[[PageState[T]], PageT],
        operation: Operation[T],
        **arguments: Unpack[Arguments],
    ) -> PageT:
        """Send a request whose result is a page of items; `page` is the class of pages."""
        return cast("PageT", self._session.call(operation, arguments, self._mode, page))


class AsyncResource:
    """A group of operations of an asynchronous client."""

    _session: AsyncSession
    _mode: Mode = "parsed"

    def __init__(self, parent: AsyncResource) -> None:
        self._session = parent._session

    async def _call(self, operation: Operation[T], **arguments: Unpack[Arguments]) -> T:
        """Send a request and return what its result decodes to."""
        return cast("T", await self._session.call(operation, arguments, self._mode))

    async def _stream(self, operation: Operation[T], **arguments: Unpack[Arguments]) -> AsyncStream[T]:
        """Send a request whose result is a stream of events or lines."""
        return cast("AsyncStream[T]", await self._session.call(operation, arguments, self._mode))

    async def _download(
        self, operation: Operation[bytes], **arguments: Unpack[Arguments]
    ) -> AsyncBinaryResponse:
        """Send a request whose result is binary."""
        return cast("AsyncBinaryResponse", await self._session.call(operation, arguments, self._mode))

    def _list(
        self,
        page: Callable[[PageState[T]], PageT],
        operation: Operation[T],
        **arguments: Unpack[Arguments],
    ) -> AsyncPaginator[T, PageT]:
        """Prepare a request whose result is a page: await it for the page, or iterate over all items."""
        from .pagination import AsyncPaginator

        return AsyncPaginator(lambda: cast("Any", self._session.call(operation, arguments, self._mode, page)))


def asynchronous(
    method: Callable[Concatenate[Any, P], R],
) -> Callable[Concatenate[Any, P], Coroutine[Any, Any, R]]:
    """The asynchronous form of a method: the same request, sent by an asynchronous resource.

    Type checkers, editors and `help()` show the signature and the documentation of the method itself.
    """
    sender = _without_warning(method)

    @wraps(sender)
    async def call(resource: object, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return cast("R", await sender(resource, *args, **kwargs))

    return _deprecated_like(method, call)


class RawResource(Generic[SyncT]):
    """A resource whose methods return an `APIResponse` with headers and status."""

    def __init__(self, resource: SyncT) -> None:
        self._resource = _in_mode(resource, "raw")


class StreamedResource(Generic[SyncT]):
    """A resource whose methods return a context manager of an `APIResponse` that has not been read."""

    def __init__(self, resource: SyncT) -> None:
        self._resource = _in_mode(resource, "streamed")


class AsyncRawResource(Generic[AsyncT]):
    """A resource whose methods return an `AsyncAPIResponse` with headers and status."""

    def __init__(self, resource: AsyncT) -> None:
        self._resource = _in_mode(resource, "raw")


class AsyncStreamedResource(Generic[AsyncT]):
    """A resource whose methods return a context manager of an `AsyncAPIResponse` that has not been read."""

    def __init__(self, resource: AsyncT) -> None:
        self._resource = _in_mode(resource, "streamed")


def raw(
    method: Callable[Concatenate[SyncT, P], R],
) -> Callable[Concatenate[RawResource[SyncT], P], APIResponse[R]]:
    """The raw form of a method, with all of its overloads."""
    sender = _without_warning(method)

    @wraps(sender)
    def call(view: RawResource[SyncT], /, *args: P.args, **kwargs: P.kwargs) -> APIResponse[R]:
        return cast("APIResponse[R]", sender(_resource_of(view), *args, **kwargs))

    return _deprecated_like(method, call)


def streamed(
    method: Callable[Concatenate[SyncT, P], R],
) -> Callable[Concatenate[StreamedResource[SyncT], P], ResponseContextManager[R]]:
    """The streaming form of a method, with all of its overloads."""
    sender = _without_warning(method)

    @wraps(sender)
    def call(
        view: StreamedResource[SyncT], /, *args: P.args, **kwargs: P.kwargs
    ) -> ResponseContextManager[R]:
        from .response import ResponseContextManager

        request = partial(sender, _resource_of(view), *args, **kwargs)
        return ResponseContextManager(cast("Callable[[], APIResponse[R]]", request))

    return _deprecated_like(method, call)


def async_raw(
    method: Callable[Concatenate[AsyncT, P], Awaitable[R]],
) -> Callable[Concatenate[AsyncRawResource[AsyncT], P], Coroutine[Any, Any, AsyncAPIResponse[R]]]:
    """The raw form of an asynchronous method, with all of its overloads."""
    sender = _without_warning(method)

    @wraps(sender)
    async def call(
        view: AsyncRawResource[AsyncT], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncAPIResponse[R]:
        return cast("AsyncAPIResponse[R]", await sender(_resource_of(view), *args, **kwargs))

    return _deprecated_like(method, call)


def async_streamed(
    method: Callable[Concatenate[AsyncT, P], Awaitable[R]],
) -> Callable[Concatenate[AsyncStreamedResource[AsyncT], P], AsyncResponseContextManager[R]]:
    """The streaming form of an asynchronous method, with all of its overloads."""
    sender = _without_warning(method)

    @wraps(sender)
    def call(
        view: AsyncStreamedResource[AsyncT], /, *args: P.args, **kwargs: P.kwargs
    ) -> AsyncResponseContextManager[R]:
        from .response import AsyncResponseContextManager

        request = partial(sender, _resource_of(view), *args, **kwargs)
        return AsyncResponseContextManager(
            cast("Callable[[], Coroutine[Any, Any, AsyncAPIResponse[R]]]", request)
        )

    return _deprecated_like(method, call)


def _without_warning(method: Callable[..., Any]) -> Callable[..., Any]:
    """What a method does, without warning of its deprecation: that would point at a line of this module."""
    return getattr(method, "__wrapped__", method) if hasattr(method, "__deprecated__") else method


def _deprecated_like(method: object, call: CallT) -> CallT:
    """A form of a method, which warns where it is called if the method does."""
    message: Any = getattr(method, "__deprecated__", None)
    return deprecated(message)(call) if message else call


def _in_mode(resource: AnyT, mode: Mode) -> AnyT:
    clone = copy(resource)
    vars(clone)["_mode"] = mode
    return clone


def _resource_of(view: object) -> Any:
    # By its name, since whatever a view has as an attribute may be a method of the API too.
    return vars(view)["_resource"]
