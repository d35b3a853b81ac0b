"""Errors that end a check: the check could not be carried out (exit code 2)."""

from __future__ import annotations


class KostraError(Exception):
    """The check could not be carried out; the message says what was found, what was expected and what to do.

    The message is in the user's language and holds no content of any record.
    """


class UnreadableError(KostraError):
    """A file cannot be read at all: it is missing, a folder, not of the format, or too damaged."""


class NoSuchFormError(KostraError):
    """There is no installed pack for the form or the year; the message names those that there are."""


class BrokenPackError(KostraError):
    """The pack that was asked for is installed but cannot be used; the message says why."""


class ArgumentError(KostraError):
    """The arguments do not fit together, or a year or municipality cannot be told."""
