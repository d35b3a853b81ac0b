"""The engine: evaluates a checked rule set over columns of records."""

from __future__ import annotations

from kostra.engine.run import run as run
from kostra.engine.settings import EngineResult as EngineResult
from kostra.engine.settings import Settings as Settings
