"""Specpress presses an OpenAPI document into typed clients and a reference manual."""

__version__ = "0.1.0"
