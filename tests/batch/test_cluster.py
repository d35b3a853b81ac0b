"""On a Dask cluster: a scheduler and workers of their own processes, on this machine."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from tests.batch.conftest import Batch, of_municipality, with_fault
from tests.checking.conftest import Kostra, example

from kostra.batch.kept import STATE


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """Run a cluster and yield its address."""
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.comm.timeouts.connect": "10s"}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=60
        ) as running,
    ):
        yield str(running.scheduler_address)


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(
    batch: Batch, kostra: Kostra, add_reader: Callable[[str], None], tmp_path: Path
) -> None:
    """The first worker that reads one file is killed while it does; another file kills every worker that tries."""
    mark = tmp_path / "har vært her"
    add_reader(
        f"mark = Path({str(mark)!r}); first = not mark.exists(); mark.touch()\n"
        "    if first or 'dødelig' in source.name: os.kill(os.getpid(), signal.SIGKILL)"
    )
    good = example("11F", 2026)
    for number in (1103, 3203, 4601, 5001):
        batch.add(f"{number}/uttrekk.dat", of_municipality(good, b"5530", str(number).encode()))
    batch.add("5401/fil.rar", with_fault(of_municipality(good, b"5530", b"5401")))
    batch.add("5402/dødelig.rar", good)
    with cluster(2) as address:
        ended = kostra("batch", str(batch.inn), "--klynge", address, "--ut", str(batch.ut), "--format", "json")
    assert ended.code == 2
    assert mark.exists()
    assert batch.summary["antall"]["leveranser"] == 7
    (lost,) = batch.summary["ikke_kontrollert"]
    assert lost["filer"] == ["5402/dødelig.rar"]
    assert lost["grunn"].startswith("Hver arbeider som fikk filen, døde")

    on_cluster = batch.written()
    (batch.inn / "5402" / "dødelig.rar").unlink()
    kostra("batch", str(batch.inn), "--ut", str(batch.folder / "her"), "--format", "json")
    here = batch.folder / "her"
    for name in [name for name in on_cluster if name.startswith("rapporter/") or name == STATE]:
        assert (here / name).read_bytes() == on_cluster[name], name
    summary = json.loads((here / "oppsummering.json").read_bytes())
    assert summary["leveranser"] == batch.summary["leveranser"]


def test_a_cluster_that_nobody_answers_for_is_said(
    batch: Batch, kostra: Kostra, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kostra.batch.cluster._SECONDS_TO_CONNECT", 0.1)
    ended = kostra("batch", str(batch.inn), "--klynge", "tcp://127.0.0.1:1")
    assert ended.code == 2
    assert "får ikke kontakt med tcp://127.0.0.1:1" in ended.err
    ended = kostra("batch", str(batch.inn), "--klynge", "hva som helst")
    assert ended.code == 2
    assert "får ikke kontakt med hva som helst" in ended.err


def test_a_cluster_without_workers_is_said(batch: Batch, kostra: Kostra, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster(0) as address:
        monkeypatch.setattr("kostra.batch.cluster._SECONDS_TO_CONNECT", 2)
        ended = kostra("batch", str(batch.inn), "--klynge", address)
    assert ended.code == 2
    assert "har ingen arbeidere" in ended.err


def test_without_dask_it_says_how_to_install_it(batch: Batch, kostra: Kostra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = kostra("batch", str(batch.inn), "--klynge", "tcp://127.0.0.1:1")
    assert ended.code == 2
    assert 'pip install "kostra[dask]"' in ended.err
