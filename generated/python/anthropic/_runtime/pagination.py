"""Pages of items. A package's own page classes inherit from `SyncPage` and `AsyncPage` and declare what the
response has besides its items:

    class SyncCursorPage(SyncPage[T]):
        data: list[T]
        next_cursor: str | None
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

if TYPE_CHECKING:
    from .paging import NextPage

T = TypeVar("T")
PageT = TypeVar("PageT")


@dataclass(frozen=True, slots=True)
class PageState(Generic[T]):
    """What a page is made of: its items, the whole decoded response, and how to get the next page."""

    items: list[T]
    body: object
    next: NextPage | None
    fetch: Callable[[NextPage], Any]
    """Gives a page of the same class; in an asynchronous client, a coroutine of one."""


class _Page(Generic[T]):
    def __init__(self, state: PageState[T]) -> None:
        self._state = state

    @property
    def items(self) -> list[T]:
        """The items of this page."""
        return self._state.items

    @property
    def body(self) -> object:
        """The whole response."""
        return self._state.body

    def has_next_page(self) -> bool:
        """Whether the response says that there is more."""
        return self._state.next is not None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._state.body!r})"

    if not TYPE_CHECKING:
        # Type checkers know the fields that a page class declares.
        def __getattr__(self, name: str) -> object:
            if name.startswith("__") or name == "_state":
                raise AttributeError(name)
            body = self._state.body
            if isinstance(body, dict) and name in body:
                return body[name]
            return getattr(body, name)


class SyncPage(_Page[T]):
    """One page of a list. Iterating over it goes through the items of this and all later pages."""

    def __iter__(self) -> Iterator[T]:
        for page in self.iter_pages():
            yield from page.items

    def iter_pages(self) -> Iterator[Self]:
        """This page and all later ones, each requested when it is asked for."""
        page = self
        yield page
        while page.has_next_page():
            page = page.get_next_page()
            yield page

    def get_next_page(self) -> Self:
        """Request the next page.

        Raises:
          IndexError: there is none; ask `has_next_page()` first.
        """
        following = self._state.next
        if following is None:
            raise IndexError("There is no next page: has_next_page() says so.")
        page: Self = self._state.fetch(following)
        return page


class AsyncPage(_Page[T]):
    """One page of a list. Iterating over it goes through the items of this and all later pages."""

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.iter_pages():
            for item in page.items:
                yield item

    async def iter_pages(self) -> AsyncIterator[Self]:
        """This page and all later ones, each requested when it is asked for."""
        page = self
        yield page
        while page.has_next_page():
            page = await page.get_next_page()
            yield page

    async def get_next_page(self) -> Self:
        """Request the next page.

        Raises:
          IndexError: there is none; ask `has_next_page()` first.
        """
        following = self._state.next
        if following is None:
            raise IndexError("There is no next page: has_next_page() says so.")
        page: Self = await self._state.fetch(following)
        return page


class AsyncPaginator(Generic[T, PageT]):
    """A list about to be requested: `await` it for its first page, `async for` for the items of all."""

    def __init__(self, fetch: Callable[[], Coroutine[Any, Any, PageT]]) -> None:
        self._fetch = fetch

    def __await__(self) -> Generator[Any, None, PageT]:
        return self._fetch().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        page: Any = await self._fetch()
        async for item in page:
            yield item
