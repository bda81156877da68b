"""What a package cannot offer of an API."""

from __future__ import annotations

from collections.abc import Iterator

from specpress.ir.api import Api
from specpress.ir.types import Literal
from specpress.targets.base import Remark


def unsendable_bodies(api: Api) -> Iterator[Remark]:
    """The bodies of GET and HEAD, which `fetch` refuses (WHATWG Fetch, 5.4, the constructor of Request)."""
    for operation in api.operations:
        if operation.method in ("GET", "HEAD") and operation.body:
            yield Remark(
                "body-refused-by-fetch",
                f"{operation.id} cannot be sent with its body: fetch refuses one with {operation.method}",
                operation.body.pointer,
            )


def unsent_part_headers(api: Api) -> Iterator[Remark]:
    """The headers of parts of bodies that have no fixed value: no argument asks for one."""
    for operation in api.operations:
        for content in operation.body.contents if operation.body else ():
            for encoding in content.encodings:
                for header in encoding.headers:
                    if not isinstance(header.type, Literal):
                        yield Remark(
                            "part-header-left-out",
                            f"{operation.id} sends the part {encoding.property} without its header "
                            f"{header.wire}: it has no fixed value",
                            content.pointer,
                        )
