"""The Python runtime: copied as it is into each generated package as `<package>/_runtime/`.

It uses only its own modules (relatively), the standard library, httpx2 and pydantic. `tests/runtime/sample/`
is a package written by hand on top of it. In short, a generated package says:

    # _client.py
    _SETTINGS = Settings(
        package=__package__,
        client="Pets",
        version="1.0.0",
        servers=(Server("https://api.pets.test"),),
        schemes=(ApiKey("ApiKeyAuth", "header", "x-api-key"),),
        environment={"api_key": "PETS_API_KEY", "base_url": "PETS_BASE_URL", "log": "PETS_LOG"},
    )

    class Pets(SyncClient):
        def __init__(self, *, api_key: str | None = None, base_url: ...) -> None:
            super().__init__(_SETTINGS, credentials={"api_key": api_key}, base_url=base_url, ...)

        @cached_property
        def cats(self) -> Cats:
            from .resources.cats import Cats
            return Cats(self)

    # resources/cats.py
    _RETRIEVE: Operation[Cat] = Operation(
        "GET", "/cats/{id}", result="types.cat:Cat", security=(("ApiKeyAuth",),)
    )

    class Cats(Resource):
        def retrieve(self, id: str, *, extra_headers: Headers | None = None, ...) -> Cat:
            extra = (extra_headers, extra_query, extra_body, timeout)
            return self._call(_RETRIEVE, path={"id": id}, extra=extra)

    class CatsWithRawResponse(RawResource[Cats]):
        retrieve = raw(Cats.retrieve)

The modules, by what they do:

- said by a generated package: `operation` `security` `client` `resource` `pagination` `models` `values`
  `errors` `lazy`
- what to send, without IO: `plan` `request` `paths` `styles` `encoding` `bodies` `multipart` `auth` `oauth`
- what comes next, without IO: `attempt` `retry` `redirect`
- what came, without IO: `exchange` `decode` `leniency` `sse` `paging` `webhooks`
- the shells: `sync_session` and `async_session` send, sleep and close; `sync_client` and `async_client` are
  what users hold; `response` and `streaming` read bodies as they arrive; `transport` makes HTTP clients
"""
