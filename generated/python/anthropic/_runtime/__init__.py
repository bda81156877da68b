"""The Python runtime: copied as it is into each generated package as `<package>/_runtime/`.

It uses only its own modules (relatively), the standard library, httpx2 and pydantic, and works under any parent.
`tests/runtime/sample/` is a package written by hand on top of it. In short, a generated package says:

    # _client.py
    _SETTINGS = Settings(package=__package__, client="Pets", version="1.0.0", servers=(Server("https://..."),),
                         schemes=(ApiKey("ApiKeyAuth", "header", "x-api-key"),),
                         environment={"api_key": "PETS_API_KEY", "base_url": "PETS_BASE_URL", "log": "PETS_LOG"})

    class Pets(SyncClient):
        def __init__(self, *, api_key: str | None = None, ...) -> None:
            super().__init__(_SETTINGS, credentials={"api_key": api_key}, base_url=base_url, ...)

        @cached_property
        def cats(self) -> Cats:
            from .resources.cats import Cats
            return Cats(self)

    # resources/cats.py
    _RETRIEVE: Operation[Cat] = Operation("GET", "/cats/{id}", result="types.cat:Cat", security=(("ApiKeyAuth",),))

    class Cats(Resource):
        def retrieve(self, id: str, *, extra_headers: Headers | None = None, ...) -> Cat:
            return self._call(_RETRIEVE, path={"id": id}, extra=(extra_headers, extra_query, extra_body, timeout))

    class CatsWithRawResponse(RawResource[Cats]):
        retrieve = raw(Cats.retrieve)

- `operation.py` what an operation is · `resource.py` how a resource calls it · `client.py` settings and configuration
- `request.py` builds requests, `retry.py` and `redirect.py` decide what comes next, `decode.py` reads results: no IO
- `sync_client.py`, `async_client.py` the two shells that send, sleep and close
- `models.py` the base of all models; `leniency.py` makes reading them forgiving, value by value
"""
