from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says something about the machine, not about the program.
settings.register_profile("kostra", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kostra")

CACHE_VARIABLES = ("XDG_CACHE_HOME", "LOCALAPPDATA")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own() -> Iterator[None]:
    """Keep every test, and the processes it starts, away from the user's own store of rule sets."""
    before = {name: os.environ.get(name) for name in CACHE_VARIABLES}
    with tempfile.TemporaryDirectory(prefix="kostra-lager-") as folder:
        os.environ.update(dict.fromkeys(CACHE_VARIABLES, folder))
        yield
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
