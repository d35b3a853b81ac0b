"""The command line: one module a command, each registered through the hook that plugins use as well."""

from __future__ import annotations
