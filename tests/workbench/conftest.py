from __future__ import annotations

from tests.cli.conftest import kostra, site

__all__ = ["kostra", "site"]
