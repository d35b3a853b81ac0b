// The order of the findings. Every way to sort gives each finding a rank, worked out the first time it is asked for.

const SORTS = {
  journal: () => textRanks(COLUMNS.journal),
  linje: () => Float64Array.from(COLUMNS.linjer, (lines) => (typeof lines === "number" ? lines : lines.length ? lines[0] : 0)),
  alvor: () => Uint32Array.from(COLUMNS.alvor),
  kontroll: () => textRanks(COLUMNS.kontroll.map((control) => DATA.kontroller[control][0])),
  melding: () => textRanks(COLUMNS.melding),
  gruppe: () => Uint32Array.from(COLUMNS.gruppe),
};
const ranks = {};

function textRanks(column) {
  const collator = new Intl.Collator("nb", { numeric: true });
  const used = [...new Set(column)].sort((a, b) => collator.compare(TEXTS[a], TEXTS[b]) || a - b);
  const rank = new Uint32Array(TEXTS.length);
  used.forEach((text, place) => { rank[text] = place; });
  return Uint32Array.from(column, (text) => rank[text]);
}

// Rows come in reading order and keep it where nothing else decides.
function sorted(rows) {
  const rank = state.sort ? (ranks[state.sort] = ranks[state.sort] || SORTS[state.sort]()) : null;
  if (!rank && state.grouped) return rows;
  const sign = state.descending ? -1 : 1;
  const group = COLUMNS.gruppe;
  const file = COLUMNS.fil;
  return rows.slice().sort((a, b) =>
    (state.grouped ? group[a] - group[b] : 0)
    || (rank ? sign * (rank[a] - rank[b]) : 0)
    || (state.sort === "linje" ? file[a] - file[b] : 0)
    || a - b);
}
