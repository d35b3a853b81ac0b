// The table of findings. Only one page of rows stands in the document at a time, however many findings there are.

const PAGE = 200;
const HEADS = [
  ["journal", say("Journal")], ["linje", say("Linje")], ["alvor", say("Alvor")], ["kontroll", say("Kontroll")],
  ["melding", say("Hva er galt")], ["gruppe", DATA.grupper.some((group) => group[2]) ? say("Saksbehandler") : say("Gruppe")],
];
const table = document.getElementById("tabell");
const status = document.getElementById("status");
const pagers = document.querySelectorAll(".blader");
let rows = new Uint32Array(0);

function refresh() {
  rows = sorted(filtered());
  show(0);
}

function show(page) {
  state.page = page;
  const first = page * PAGE;
  const shown = rows.subarray(first, first + PAGE);
  table.classList.toggle("samlet", state.grouped);
  headings();
  const body = document.createDocumentFragment();
  shown.forEach((row, place) => {
    const before = place ? shown[place - 1] : first ? rows[first - 1] : -1;
    if (state.grouped && (!place || COLUMNS.gruppe[before] !== COLUMNS.gruppe[row])) {
      body.append(groupRow(row, before >= 0 && COLUMNS.gruppe[before] === COLUMNS.gruppe[row]));
    }
    const same = place > 0 && COLUMNS.sak[before] === COLUMNS.sak[row];
    body.append(findingRow(row, same));
  });
  if (!rows.length) body.append(el("tr", { role: "row", class: "ingen" }, el("td", { role: "cell", colspan: HEADS.length }, say("Ingen funn passer. Endre søket, eller nullstill det."))));
  table.tBodies[0].replaceChildren(body);
  status.textContent = sentence(first, shown.length);
  pagers.forEach(pager);
}

function sentence(first, shown) {
  const found = { fra: grouped(first + 1), til: grouped(first + shown), passer: grouped(rows.length), alle: grouped(COUNT) };
  if (!rows.length) return say("Viser ingen av {alle} funn", found);
  if (!narrowed()) return say("Viser {fra}–{til} av {alle} funn", found);
  return say("Viser {fra}–{til} av {passer} funn som passer, {alle} funn i alt", found);
}

function headings() {
  const cells = HEADS.map(([name, title]) => {
    const active = state.sort === name;
    const button = el("button", { type: "button", "data-sorter": name }, title, el("span", { class: "pil", "aria-hidden": "true" }));
    return el("th", { role: "columnheader", scope: "col", class: name, "aria-sort": active ? (state.descending ? "descending" : "ascending") : "none" }, button);
  });
  const row = table.tHead.rows[0];
  const focused = row.contains(document.activeElement) ? document.activeElement.dataset.sorter : null;
  row.replaceChildren(...cells);
  if (focused) row.querySelector("[data-sorter=" + focused + "]").focus();
}

function groupRow(row, continued) {
  const group = groupOf(row);
  const print = el("button", { type: "button", class: "lenke", "data-skriv-ut": COLUMNS.gruppe[row] }, say("Skriv ut listen"), hidden(" " + say("til") + " " + group.title));
  const title = el("h3", null, group.known && hidden(say("Saksbehandler") + " "), own(group.title));
  const cell = el("th", { role: "rowheader", scope: "rowgroup", colspan: HEADS.length },
    el("div", { class: "gruppehode" }, title, el("span", { class: "antall" }, group.words + (continued ? " (" + say("fortsetter") + ")" : "")), print));
  return el("tr", { role: "row", class: "gruppe" }, cell);
}

function findingRow(row, same) {
  const control = controlOf(row);
  const severity = severityOf(row);
  const group = groupOf(row);
  const cell = (name, label, ...nodes) => el("td", { role: "cell", class: name, "data-navn": label }, ...nodes);
  const opener = el("button", { type: "button", class: "apne", "aria-expanded": "false", "data-rad": row },
    el("span", { class: "vinkel", "aria-hidden": "true" }), own(TEXTS[COLUMNS.melding[row]]));
  return el("tr", { role: "row", class: "funn" + (same ? " samme" : "") + (group.accepted ? " kvittert" : "") },
    cell("journal", say("Journal"), el("span", null, own(journalOf(row)))),
    cell("linje", say("Linje"), el("span", null, own(linesOf(row).map(grouped).join(", ")), DATA.flereFiler && fileOf(row) ? el("small", null, own(fileOf(row))) : "")),
    cell("alvor", say("Alvor"), el("span", { class: "merke " + severity.kind }, severity.name)),
    cell("kontroll", say("Kontroll"), el("b", null, own(control.id)), " ", el("span", { class: "tittel" }, own(control.title)), control.house && el("span", { class: "husregel" }, say("Husregel")),
      group.accepted && el("span", { class: "husregel" }, say("Kvittert")), isNew(row) && el("span", { class: "ny" }, say("Ny"))),
    cell("melding", say("Hva er galt"), opener),
    cell("gruppe", HEADS[HEADS.length - 1][1], own(group.title)));
}

function toggle(button) {
  const open = button.getAttribute("aria-expanded") !== "true";
  const row = Number(button.dataset.rad);
  const line = button.closest("tr");
  button.setAttribute("aria-expanded", String(open));
  line.classList.toggle("apen", open);
  if (!open) {
    line.nextElementSibling.remove();
    button.removeAttribute("aria-controls");
    return;
  }
  const id = "detaljer-" + row;
  button.setAttribute("aria-controls", id);
  line.after(el("tr", { role: "row", class: "detaljrad", id }, el("td", { role: "cell", colspan: HEADS.length }, detail(row))));
}

function pager(nav) {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  nav.hidden = pages < 2;
  if (nav.hidden) return nav.replaceChildren();
  const button = (text, step, off) => el("button", { type: "button", class: "knapp", "data-side": step, disabled: off }, text);
  nav.replaceChildren(button(say("Forrige"), state.page - 1, state.page === 0),
    el("span", null, say("Side {side} av {alle}", { side: grouped(state.page + 1), alle: grouped(pages) })),
    button(say("Neste"), state.page + 1, state.page + 1 >= pages));
}
