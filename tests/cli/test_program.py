from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from tests.cli.conftest import Ended
from tests.plugins.distributions import Site

Kostra = Callable[..., Ended]

HEAVY = ("numpy", "lark", "openpyxl", "rich", "pydantic", "kostra.engine", "kostra.language", "kostra.readers")

COMMAND = """
import typer
from kostra.api import hookimpl

@hookimpl
def kostra_kommandoer(app):
    @app.command("web")
    def web(port: int = 8000):
        typer.echo(f"port {port}")
"""


def test_help_is_norwegian_and_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom kostra.cli.run import run\nassert run(['--help']) == 0\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert done.stderr.decode().strip() == "[]"
    text = done.stdout.decode()
    assert text.startswith("Bruk: kostra [VALG] KOMMANDO")
    assert "check Kontrollerer filer" in " ".join(text.split())
    assert not any(english in text for english in ("Usage", "Options", "Commands", "Show this"))


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_the_program_runs_as_a_module_on_any_console(encoding: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "kostra", "check", "--help"], capture_output=True, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Bruk: kostra check [VALG] [FIL")


def test_version(kostra: Kostra) -> None:
    assert kostra("--version") == Ended(0, "kostra 0.1.0\n", "")


def test_without_a_command_the_help_is_shown_as_an_error(kostra: Kostra) -> None:
    ended = kostra()
    assert (ended.code, ended.out) == (2, "")
    assert "Bruk: kostra" in ended.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("chek",), "Feil: Ukjent kommando «chek». Mente du check?"),
        (("zzzz",), "Feil: Ukjent kommando «zzzz». Kommandoene er check, batch, kvitter"),
        (("--versjon",), "Feil: Ukjent valg --versjon. Mente du --version?"),
        (("010190 12345",), "Feil: Ukjent kommando «010190 *****»."),
        (("\x1b[2J",), "Feil: Ukjent kommando «\\x1b[2J»."),
    ],
)
def test_unknown_commands_and_options(kostra: Kostra, args: tuple[str, ...], said: str) -> None:
    ended = kostra(*args)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_command_from_a_plugin_is_listed_unseen_and_imported_when_called(kostra: Kostra, site: Site) -> None:
    site.add("kostra-web", {"kommando-web": "web_kommando"}, {"web_kommando": COMMAND})
    assert "web (fra et tillegg)" in " ".join(kostra("--help").out.split())
    assert site.imported() == []
    assert kostra("web", "--port", "80") == Ended(0, "port 80\n", "")
    wrong = kostra("web", "--port", "åtti")
    assert wrong.code == 2
    assert wrong.err == "Feil: --port har en verdi som ikke kan brukes: ventet et heltall.\nSe «kostra web --help».\n"
    assert kostra("web", "--help").out.startswith("Bruk: kostra web [VALG]")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1/0", "Kommandoen web kan ikke brukes: tillegget «kommando-web» (kostra-web, modul web_kommando): ZeroDiv"),
        ("", "la ikke til noen kommando som heter web"),
    ],
)
def test_a_broken_command_harms_only_itself(kostra: Kostra, site: Site, source: str, said: str) -> None:
    site.add("kostra-web", {"kommando-web": "web_kommando"}, {"web_kommando": source})
    ended = kostra("web")
    assert ended.code == 2
    assert said in ended.err
    assert kostra("skjema").code == 0
    assert "web" in kostra("--help").out


def test_a_plugin_cannot_replace_a_command_of_the_core(kostra: Kostra, site: Site) -> None:
    site.add("kapring", {"kommando-skjema": "kapret"}, {"kapret": COMMAND.replace('"web"', '"skjema"')})
    assert kostra("skjema", "--argang", "2040").code == 0


def test_the_other_end_of_a_pipe_may_close_at_any_time() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "kostra", "skjema"], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_plugin_may_bring_a_group_of_commands(kostra: Kostra, site: Site) -> None:
    source = (
        "import typer\nfrom kostra.api import hookimpl\n"
        "@hookimpl\ndef kostra_kommandoer(app):\n"
        "    arkiv = typer.Typer()\n    app.add_typer(arkiv, name='arkiv')\n"
        "    @arkiv.command('vis')\n    def vis(): typer.echo('her')\n"
        "    @arkiv.command('tøm')\n    def tom(): typer.echo('tomt')\n"
    )
    site.add("kostra-arkiv", {"kommando-arkiv": "arkiv_kommando"}, {"arkiv_kommando": source})
    assert kostra("arkiv", "vis") == Ended(0, "her\n", "")
    assert kostra("arkiv", "vos").code == 2
