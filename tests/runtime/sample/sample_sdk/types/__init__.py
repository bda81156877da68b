from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .profile import Grant as Grant
    from .profile import Profile as Profile
    from .profile_create_params import ProfileCreateParams as ProfileCreateParams
else:
    from .._runtime.lazy import lazy

    __getattr__, __dir__ = lazy(
        __name__,
        {"Grant": "profile", "Profile": "profile", "ProfileCreateParams": "profile_create_params"},
    )
