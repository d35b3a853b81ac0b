// Lists for paper, one case worker a page, with a box to tick off each finding.

const MOST_ON_PAPER = 2000;
const lists = document.getElementById("lister");

function paperFinding(row) {
  const control = controlOf(row);
  const severity = severityOf(row);
  const found = linesOf(row).length > 0;
  const fields = el("p", { class: "felter" });
  fieldsOf(row).forEach((field, place) => {
    const position = positionOf(field);
    fields.append(place ? "; " : "", own(field.label || field.name), " (", field.label ? own(field.name) : say("felt"),
      (position ? ", " + position : "") + ")", found ? ": " : "", found ? valueNode(field.value) : "");
  });
  const box = !groupOf(row).accepted && el("span", { class: "rute", "aria-hidden": "true" });
  return el("li", null, box, el("div", null,
    el("p", { class: "hva" }, el("span", { class: "merke " + severity.kind }, severity.name), " ", el("b", null, own(control.id)), " ",
      own(control.title), control.house && " ", control.house && el("span", { class: "husregel" }, say("Husregel")),
      isNew(row) && " ", isNew(row) && el("span", { class: "ny" }, say("Ny"))),
    el("p", { class: "melding" }, own(TEXTS[COLUMNS.melding[row]])),
    acknowledgementOf(row) && el("p", null, acknowledgementOf(row)),
    control.fix && el("p", { class: "rad" }, el("b", null, say("Slik retter du") + ":"), " ", own(control.fix)),
    fields.childNodes.length > 0 && fields));
}

function fillLists(chosen, whole) {
  const made = document.createDocumentFragment();
  let group = -1;
  let person = -1;
  let section = null;
  let list = null;
  for (const row of chosen.subarray(0, MOST_ON_PAPER)) {
    if (COLUMNS.gruppe[row] !== group) {
      group = COLUMNS.gruppe[row];
      const { title, words, known } = groupOf(row);
      section = el("section", { class: "liste" }, el("h3", null, known ? say("Saksbehandler") + " " : "", own(title)),
        el("p", { class: "hvor" }, own(DATA.overskrift), (whole ? ": " : ". " + say("Et utvalg av") + " ") + words + ". " + say("Taushetsbelagt.")));
      made.append(section);
    }
    if (COLUMNS.sak[row] !== person) {
      person = COLUMNS.sak[row];
      list = el("ul");
      const where = placeOf(row);
      section.append(el("div", { class: "sak" }, linesOf(row).length > 0 && el("h4", null, journalOf(row) && say("Journal") + " ",
        journalOf(row) && own(journalOf(row)), own(journalOf(row) ? ", " + where : where[0].toUpperCase() + where.slice(1))), list));
    }
    list.append(paperFinding(row));
  }
  if (chosen.length > MOST_ON_PAPER) {
    made.append(el("p", { class: "varsel" }, say("Her står de første {vist} av {alle} funn. Filtrer, eller skriv ut listen til én saksbehandler om gangen.",
      { vist: grouped(MOST_ON_PAPER), alle: grouped(chosen.length) })));
  }
  lists.replaceChildren(made);
}

// The group to print; below zero: everything that the filter lets through.
let only = -1;

function beforePrint() {
  const all = Uint32Array.from(COLUMNS.gruppe.keys());
  if (only < 0) fillLists(filtered(), !narrowed());
  else fillLists(all.filter((row) => COLUMNS.gruppe[row] === only), true);
  document.documentElement.classList.toggle("bare-liste", only >= 0);
}

function printGroup(group) {
  only = group;
  window.print();
}

function afterPrint() {
  only = -1;
  document.documentElement.classList.remove("bare-liste");
  lists.replaceChildren();
}
