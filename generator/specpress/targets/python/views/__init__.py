"""Finished views of the files of a package: what the templates print, token by token."""
