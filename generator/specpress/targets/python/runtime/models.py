"""The base class of all models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pydantic

from .leniency import Tagged as Tagged
from .leniency import lenient
from .room import in_room

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import CoreSchema


class BaseModel(pydantic.BaseModel):
    """A JSON object of the API.

    Reading one never fails: a field that the document does not know is kept, a value that is not as declared
    is kept as it came, a required field that is missing reads as None and is not in `model_fields_set`.
    """

    __slots__ = ("_identity",)

    model_config = pydantic.ConfigDict(
        extra="allow",
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),
        arbitrary_types_allowed=False,
    )

    if TYPE_CHECKING:
        # A model whose further fields have a type says which: pydantic's own declaration forbids that.
        __pydantic_extra__: Any = pydantic.Field(init=False)

    @property
    def _request_id(self) -> str | None:
        """The API's id of the request whose response this is; None for an object inside of one."""
        return getattr(self, "_identity", None)

    def _identify(self, request_id: str | None) -> None:
        object.__setattr__(self, "_identity", request_id)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[pydantic.BaseModel], handler: pydantic.GetCoreSchemaHandler
    ) -> CoreSchema:
        return lenient(handler(source), handler)

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, Any] | None = None,
    ) -> bool | None:
        """Build what reads and writes this model, however deep the models that it leads to are nested."""
        rebuild = super().model_rebuild
        depth = _parent_namespace_depth + 1
        try:
            return rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=depth,
                _types_namespace=_types_namespace,
            )
        except RecursionError:
            names = _types_namespace or {}
            return in_room(lambda: rebuild(force=True, raise_errors=raise_errors, _types_namespace=names))

    def to_dict(
        self,
        *,
        mode: Literal["python", "json"] = "python",
        exclude_unset: bool = True,
        exclude_none: bool = False,
    ) -> dict[str, Any]:
        """The object as a dict with the API's own keys.

        Args:
          mode: `json` makes strings of times and the like.
          exclude_unset: Leave out what the response did not have.
          exclude_none: Leave out what is null.
        """
        return self.model_dump(
            mode=mode, by_alias=True, exclude_unset=exclude_unset, exclude_none=exclude_none
        )

    def to_json(
        self, *, indent: int | None = 2, exclude_unset: bool = True, exclude_none: bool = False
    ) -> str:
        """The object as JSON text with the API's own keys; `indent=None` puts it on one line."""
        return self.model_dump_json(
            indent=indent, by_alias=True, exclude_unset=exclude_unset, exclude_none=exclude_none
        )
