"""Edits of `base.yaml` that a good diff tells apart."""

from __future__ import annotations

from typing import Final

from diff.probe import Probe
from diff.probes_of_operations import OPERATION_PROBES
from diff.probes_of_schemas import SCHEMA_PROBES

PROBES: Final[tuple[Probe, ...]] = (*OPERATION_PROBES, *SCHEMA_PROBES)
