"""Whole deliveries: a folder tree of files checked in parallel, here or on a cluster, with one summary.

    finding ──▶ looking ──▶ plan ──▶ checking (and replaying) ──▶ summary
     files       form,     deliveries   a report each,             all of it
                 year,                  counts come back
                 municipality

What is done by workers (`looking`, `checking`, `replaying`) takes and gives plain values that are JSON as they stand
(`tasks`), and never a finding: those stay in the report, which the worker writes.
"""

from __future__ import annotations
