"""Six wrong programs: each marked line must be a type error, and no other line."""

# ruff: noqa: F401, I001
from __future__ import annotations

from sample_sdk import Sampel  # wrong
from sample_sdk import Sample
from sample_sdk.types import Profil  # wrong

client = Sample(api_kee="k")  # wrong
client.profiles.retrieve()  # wrong
client.profiles.retrieve("x", betas="abc", bettas=[])  # wrong
client.profiles.create(relationship="enemy")  # wrong
client.profiles.with_raw_response.retrieve(7)  # wrong
