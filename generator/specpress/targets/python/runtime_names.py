"""Every name of the runtime that generated code may use, and the module of the runtime that has it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PUBLIC: Final[Mapping[str, str]] = {
    "APIConnectionError": "errors",
    "APIError": "errors",
    "APIResponse": "response",
    "APIResponseValidationError": "errors",
    "APIStatusError": "errors",
    "APIStreamError": "errors",
    "APITimeoutError": "errors",
    "AsyncAPIResponse": "response",
    "AsyncStream": "streaming",
    "AuthenticationError": "errors",
    "BadRequestError": "errors",
    "BaseModel": "models",
    "ConfigurationError": "errors",
    "ConflictError": "errors",
    "DEFAULT_MAX_RETRIES": "values",
    "DEFAULT_TIMEOUT": "values",
    "DeadlineExceededError": "errors",
    "DefaultAsyncHttpxClient": "transport",
    "DefaultHttpxClient": "transport",
    "InternalServerError": "errors",
    "MissingCredentialsError": "errors",
    "NOT_GIVEN": "values",
    "NotFoundError": "errors",
    "NotGiven": "values",
    "Omit": "values",
    "OverloadedError": "errors",
    "PermissionDeniedError": "errors",
    "RateLimitError": "errors",
    "RequestOptions": "values",
    "RequestTooLargeError": "errors",
    "SDKError": "errors",
    "ServiceUnavailableError": "errors",
    "Stream": "streaming",
    "Timeout": "values",
    "UnprocessableEntityError": "errors",
    "WebhookVerificationError": "errors",
    "file_from_path": "values",
    "omit": "values",
}
"""What users import from the package itself."""

INTERNAL: Final[Mapping[str, str]] = {
    "AsyncBinaryResponse": "response",
    "AsyncClient": "async_client",
    "AsyncPage": "pagination",
    "AsyncPaginator": "pagination",
    "AsyncRawResource": "resource",
    "AsyncResource": "resource",
    "AsyncStreamedResource": "resource",
    "BinaryResponse": "response",
    "Body": "values",
    "FileTypes": "values",
    "Headers": "values",
    "Operation": "operation",
    "Query": "values",
    "RawResource": "resource",
    "Resource": "resource",
    "StreamedResource": "resource",
    "SyncClient": "sync_client",
    "SyncPage": "pagination",
    "Tagged": "models",
    "Webhook": "webhooks",
    "WebhookReceiver": "webhooks",
    "WebhookSigning": "webhooks",
    "async_raw": "resource",
    "async_streamed": "resource",
    "asynchronous": "resource",
    "lazy": "lazy",
    "raw": "resource",
    "streamed": "resource",
}
"""What generated code uses besides."""

OPERATION: Final = (
    "Binary",
    "Encoding",
    "Form",
    "InCookie",
    "InHeader",
    "InPath",
    "InQuery",
    "InQueryString",
    "Json",
    "JsonLines",
    "Multipart",
    "Operation",
    "Pagination",
    "Result",
    "Text",
)
"""What values of `Operation` are made of, in its module `operation`."""

SETTINGS: Final[Mapping[str, str]] = {
    "ApiKey": "security",
    "Basic": "security",
    "Bearer": "security",
    "ClientCredentials": "security",
    "MutualTls": "security",
    "Server": "client",
    "Settings": "client",
}
"""What the settings of a client are made of."""
