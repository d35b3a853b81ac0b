// Puts it together. Until all of this has worked, the first findings stand in the page as plain text.

const findings = document.getElementById("funn");
const form = document.getElementById("filter");

function option(value, text) {
  return el("option", { value }, text);
}

function fillChoices() {
  const counts = { alvor: new Map(), kontroll: new Map(), gruppe: new Map(), house: new Map(), status: new Map(), fresh: new Map() };
  const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
  for (let row = 0; row < COUNT; row++) {
    count(counts.alvor, COLUMNS.alvor[row]);
    count(counts.kontroll, DATA.kontroller[COLUMNS.kontroll[row]][0]);
    count(counts.gruppe, COLUMNS.gruppe[row]);
    count(counts.house, DATA.kontroller[COLUMNS.kontroll[row]][5]);
    count(counts.status, acceptedOf(row));
    count(counts.fresh, COLUMNS.ny[row]);
  }
  const fill = (name, map, text) => {
    for (const [key, number] of [...map].sort((a, b) => a[0] - b[0])) form[name].append(option(key, text(key) + " (" + grouped(number) + ")"));
  };
  fill("alvor", counts.alvor, (key) => DATA.alvor[key][1]);
  const collator = new Intl.Collator("nb", { numeric: true });
  const titles = new Map(DATA.kontroller.map((control) => [control[0], TEXTS[control[1]]]));
  for (const [key, number] of [...counts.kontroll].sort((a, b) => collator.compare(TEXTS[a[0]], TEXTS[b[0]]))) {
    form.kontroll.append(option(key, TEXTS[key] + " " + titles.get(key) + " (" + grouped(number) + ")"));
  }
  fill("gruppe", counts.gruppe, (key) => DATA.grupper[key][0]);
  fill("kvittert", counts.status, (key) => (key ? say("Kvittert") : say("Ikke kvittert")));
  fill("siden", counts.fresh, (key) => (key ? say("Nye") : say("Fra før")));
  HEADS.forEach(([name, title]) => form.sorter.append(option(name, title)));
  const named = DATA.grupper.length > 1;
  form.gruppe.closest("label").hidden = !named;
  form.grupper.closest("label").hidden = !named;
  form.kilde.closest("label").hidden = !counts.house.has(1);
  form.kvittert.closest("label").hidden = !counts.status.has(1);
  form.siden.closest("label").hidden = !counts.fresh.has(1);
  table.classList.toggle("uten-journal", COLUMNS.journal.every((journal) => TEXTS[journal] === ""));
  table.classList.toggle("uten-saksbehandler", !named);
}

function readForm() {
  const number = (name) => (form[name].value === "" ? -1 : Number(form[name].value));
  state.words = form.sok.value;
  state.severity = number("alvor");
  state.control = number("kontroll");
  state.group = number("gruppe");
  state.house = number("kilde");
  state.accepted = number("kvittert");
  state.fresh = number("siden");
  state.grouped = form.grupper.checked;
  if (form.sorter.value !== state.sort) Object.assign(state, { sort: form.sorter.value, descending: false });
  refresh();
}

function sortBy(name) {
  // A third click goes back to reading order.
  const again = state.sort === name;
  state.sort = again && state.descending ? "" : name;
  state.descending = again && state.sort !== "" ? !state.descending : false;
  form.sorter.value = state.sort;
  refresh();
}

function jump(choices) {
  form.reset();
  for (const [name, value] of Object.entries(choices)) form[name].value = value;
  readForm();
  findings.scrollIntoView();
  findings.focus({ preventScroll: true });
}

function clicked(event) {
  const button = event.target.closest("button");
  if (button === null) {
    const row = event.target.closest("tr.funn");
    if (row && String(window.getSelection()) === "") toggle(row.querySelector(".apne"));
    return;
  }
  const asked = button.dataset;
  if (asked.rad !== undefined) toggle(button);
  else if (asked.sorter !== undefined) sortBy(asked.sorter);
  else if (asked.side !== undefined) turnTo(Number(asked.side));
  else if (asked.skrivUt !== undefined) printGroup(Number(asked.skrivUt));
  else if (asked.gruppe !== undefined) jump({ gruppe: asked.gruppe });
  else if (asked.kontroll !== undefined) jump({ kontroll: TEXTS.indexOf(asked.kontroll), kvittert: asked.kvittert || "" });
  else if (button.id === "skriv-ut") window.print();
}

function turnTo(page) {
  show(page);
  status.scrollIntoView();
  const ends = pagers[0].querySelectorAll("button:enabled");
  ends[ends.length - 1].focus({ preventScroll: true });
}

function start() {
  let waiting = 0;
  fillChoices();
  refresh();
  form.addEventListener("submit", (event) => event.preventDefault());
  // Some of the form's fields stand outside it, so their events are caught further out.
  findings.addEventListener("change", (event) => { if (event.target.form === form && event.target.name !== "sok") readForm(); });
  form.addEventListener("input", (event) => {
    if (event.target.name !== "sok") return;
    clearTimeout(waiting);
    waiting = setTimeout(readForm, 120);
  });
  form.addEventListener("reset", () => setTimeout(readForm));
  document.addEventListener("click", clicked);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  document.querySelectorAll("[data-kun-js]").forEach((node) => { node.hidden = false; });
  pagers.forEach(pager);
  lists.replaceChildren();
  document.documentElement.classList.add("js");
}

if (form) start();
