# %% [markdown]
"""kostra i en notatbok.

Åpne filen i Jupyter (med jupytext), VS Code eller Spyder, og kjør én celle om gangen; eller kjør alt med
`python eksempler/notatbok.py`. Det som trengs ut over kostra selv: `pip install "kostra[notatbok]"`.

Filene lages her og er oppdiktet. Bytt dem ut med dine egne.
"""

# %% To oppdiktede uttrekk fra to år, med noen feil i
from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import kostra
from kostra.testing.demo import make_file

mappe = Path(mkdtemp(prefix="kostra-"))
fil, _ = make_file("11F", 2022, folder=mappe, records=500, faults=40)
neste_fil, _ = make_file("11F", 2023, folder=mappe, records=500, faults=25)

# %% Kontroller en fil. I en notatbok vises svaret, kontrollene som ikke er i orden, og de første funnene
rapport = kostra.check(fil, skjema="11F", argang=2022)
rapport

# %% Svaret på om filen kan sendes inn, og det som bør leses før man stoler på det
print(rapport)
print("Kan sendes inn:", rapport.may_submit)
for merknad in rapport.notes:
    print("Merknad:", merknad)
for kontroll in rapport.controls:
    if kontroll.outcome in ("ikke kjørt", "krasjet"):
        print(f"Kontroll {kontroll.id} er {kontroll.outcome}: {kontroll.reason}")

# %% Funnene som tabell: én rad for hvert funn. to_polars() og to_arrow() gir det samme
funn = rapport.to_pandas()
funn[["kontroll", "alvor", "linje", "felt", "verdi", "melding"]].head()

# %% Alvor har en rekkefølge: info, advarsel, feil, fatal. Dette er det som hindrer innsending
hindrer = funn[(funn.alvor >= "feil") & ~funn.husregel]
etter_kontroll = hindrer.groupby(["kontroll", "tittel"]).size().sort_values(ascending=False)
print(etter_kontroll.to_string())

# %% Hvem har noe å rette?
etter_saksbehandler = hindrer.groupby("saksbehandler").journalnummer.nunique().rename("saker")
print(etter_saksbehandler.to_string())

# %% Et funn kan peke på flere felt. Brettet ut blir det én rad for hvert felt
felt = funn.explode(["felt", "fra", "til", "verdi", "etikett"])
etter_felt = felt.groupby("felt").size().sort_values(ascending=False)
print(etter_felt.head(10).to_string())

# %% Flere rapporter under hverandre: skjema, årgang og kommune står på hver rad
rapporter = [rapport, kostra.check(neste_fil, skjema="11F", argang=2023)]
alle = pd.concat([en.to_pandas() for en in rapporter], ignore_index=True)
over_tid = alle.pivot_table(index="kontroll", columns="argang", values="melding", aggfunc="count", fill_value=0)
print(over_tid.to_string())

# %% Statistikken som følger med, er telt over alle postene
for tabell in rapport.statistics:
    print(pd.DataFrame(tabell.rows, columns=[tabell.title, ""]).to_string(index=False), end="\n\n")
