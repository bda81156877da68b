"""Conformance of the generated clients, judged by the mock server of the TypeSpec project (Spector).

`make conformance` presses a Python and a TypeScript client of each of its descriptions, calls their methods
with the values that each scenario expects on the wire, and prints how many scenarios the server's own record
counts as passed. No scenario has code of its own: all of it follows from the expectations, the document and
`surface.json`.
"""
