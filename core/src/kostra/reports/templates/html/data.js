// The findings: columns of numbers, in reading order, and every text once.

const DATA = readData();
const COLUMNS = DATA.kolonner;
const TEXTS = DATA.tekster;
const COUNT = COLUMNS.kontroll.length;
// What the page itself says, by what it is in bokmål; nothing where the page is in bokmål.
const PHRASES = new Map(Object.entries(DATA.ord || {}));

// A phrase in the language of the page; a name in braces holds the place of a value.
function say(phrase, values) {
  const said = PHRASES.has(phrase) ? PHRASES.get(phrase) : phrase;
  return values ? said.replace(/\{(\w+)\}/g, (_, name) => values[name]) : said;
}

function readData() {
  try {
    return JSON.parse(document.getElementById("data").textContent);
  } catch (error) {
    const notice = document.getElementById("uleselig");
    if (notice) notice.hidden = false;
    throw error;
  }
}

function groupOf(row) {
  const [title, words, known, accepted] = DATA.grupper[COLUMNS.gruppe[row]];
  return { title, words, known: known === 1, accepted: accepted === 1 };
}

function controlOf(row) {
  const [id, title, fix, why, origin, house] = DATA.kontroller[COLUMNS.kontroll[row]];
  return {
    id: TEXTS[id], title: TEXTS[title], fix: TEXTS[fix], why: TEXTS[why], origin: TEXTS[origin], house: house === 1,
  };
}

function severityOf(row) {
  const [kind, name] = DATA.alvor[COLUMNS.alvor[row]];
  return { kind, name };
}

// 1 where the finding was accepted earlier, else 0.
function acceptedOf(row) {
  return COLUMNS.kvittert[row] < 0 ? 0 : 1;
}

// What was said when the finding was accepted earlier; null where it was not.
function acknowledgementOf(row) {
  if (!acceptedOf(row)) return null;
  const [by, date, reason] = DATA.kvitteringer[COLUMNS.kvittert[row]].map((text) => TEXTS[text]);
  return el("span", { class: "kvittering" }, say("Kvittert av"), " ", own(by), " ", own(date), ": ", own(reason));
}

// Whether the finding was not there in the earlier run that this one is compared with.
function isNew(row) {
  return COLUMNS.ny[row] === 1;
}

function linesOf(row) {
  const lines = COLUMNS.linjer[row];
  return typeof lines === "number" ? [lines] : lines;
}

function fileOf(row) {
  return COLUMNS.fil[row] < 0 ? "" : TEXTS[COLUMNS.fil[row]];
}

function journalOf(row) {
  return TEXTS[COLUMNS.journal[row]];
}

// «linje 12 i fil.dat», the file only where there are several.
function placeOf(row) {
  const lines = linesOf(row);
  const file = DATA.flereFiler ? fileOf(row) : "";
  return (lines.length ? say("linje") + " " + joined(lines.map(grouped)) : "") + (file ? (lines.length ? " i " : "") + file : "");
}

function fieldsOf(row) {
  const values = COLUMNS.verdier[row];
  return DATA.feltsett[COLUMNS.feltsett[row]].map((number, place) => {
    const [name, from, to, label] = DATA.felt[number];
    return { name: TEXTS[name], from, to, label: TEXTS[label], value: TEXTS[values[place]] };
  });
}

function positionOf(field) {
  if (field.from < 0) return "";
  return field.from === field.to ? String(field.from) : field.from + "–" + field.to;
}
