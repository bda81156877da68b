"""The packed package, for all tests that use it as its users do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from nodetools import MODULES, PACKAGE, run


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project with our own package in it, packed by npm."""
    copy = tmp_path_factory.mktemp("package")
    shutil.copytree(PACKAGE, copy, dirs_exist_ok=True)
    (copy / "node_modules").symlink_to(MODULES)
    run("npm", "pack", "--offline", "--pack-destination", copy, cwd=copy)
    (archive,) = copy.glob("*.tgz")
    project = tmp_path_factory.mktemp("project")
    (project / "package.json").write_text("{}")
    run("npm", "install", "--offline", "--no-audit", "--no-fund", archive, cwd=project)
    return project
