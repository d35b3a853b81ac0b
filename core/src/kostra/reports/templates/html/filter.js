// Which findings are asked for. Words are looked up once in the texts, not once a finding: most texts are shared.

const state = {
  words: "", severity: -1, control: -1, group: -1, house: -1, accepted: -1, fresh: -1,
  sort: "", descending: false, grouped: true, page: 0,
};
let lowerTexts = null;

function matcher(word) {
  lowerTexts = lowerTexts || TEXTS.map((text) => text.toLowerCase());
  const inText = new Uint8Array(TEXTS.length);
  for (let i = 0; i < inText.length; i++) inText[i] = lowerTexts[i].includes(word) ? 1 : 0;
  return {
    inText,
    inGroup: DATA.grupper.map((group) => group[0].toLowerCase().includes(word)),
    inControl: DATA.kontroller.map((control) => control.slice(0, 5).some((text) => inText[text])),
    inSaid: DATA.kvitteringer.map((said) => said.some((text) => inText[text])),
    inFields: DATA.feltsett.map((set) => set.some((number) => inText[DATA.felt[number][0]] || inText[DATA.felt[number][3]])),
    line: /^\d+$/.test(word) ? Number(word) : -1,
  };
}

function has(row, match) {
  const lines = COLUMNS.linjer[row];
  return match.inText[COLUMNS.melding[row]] === 1 || match.inText[COLUMNS.journal[row]] === 1
    || match.inGroup[COLUMNS.gruppe[row]] || match.inControl[COLUMNS.kontroll[row]]
    || match.inFields[COLUMNS.feltsett[row]] || COLUMNS.verdier[row].some((text) => match.inText[text])
    || (COLUMNS.fil[row] >= 0 && match.inText[COLUMNS.fil[row]] === 1)
    || (COLUMNS.kvittert[row] >= 0 && match.inSaid[COLUMNS.kvittert[row]])
    || lines === match.line || (typeof lines !== "number" && lines.includes(match.line));
}

function filtered() {
  const matchers = state.words.toLowerCase().split(/\s+/).filter(Boolean).map(matcher);
  const rows = new Uint32Array(COUNT);
  let found = 0;
  for (let row = 0; row < COUNT; row++) {
    const control = DATA.kontroller[COLUMNS.kontroll[row]];
    if (state.severity >= 0 && COLUMNS.alvor[row] !== state.severity) continue;
    if (state.control >= 0 && control[0] !== state.control) continue;
    if (state.group >= 0 && COLUMNS.gruppe[row] !== state.group) continue;
    if (state.house >= 0 && control[5] !== state.house) continue;
    if (state.accepted >= 0 && acceptedOf(row) !== state.accepted) continue;
    if (state.fresh >= 0 && COLUMNS.ny[row] !== state.fresh) continue;
    if (matchers.every((match) => has(row, match))) rows[found++] = row;
  }
  return rows.subarray(0, found);
}

function narrowed() {
  return state.words.trim() !== ""
    || [state.severity, state.control, state.group, state.house, state.accepted, state.fresh].some((choice) => choice >= 0);
}
