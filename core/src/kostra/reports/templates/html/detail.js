// What a finding unfolds to: where it stands, what was found there, why it is wrong and how to put it right.

function valueNode(value) {
  if (value === "") return el("i", null, say("tomt"));
  if (value.trim() === "") return el("i", null, say("blankt, {antall} tegn", { antall: value.length }));
  return el("code", null, own(value));
}

// The part of the record that the report knows: the fields in their order, gaps marked as such.
function strip(row, fields) {
  const placed = fields.filter((field) => field.from >= 0).sort((a, b) => a.from - b.from);
  if (!placed.length || !linesOf(row).length) return null;
  const line = el("div", { class: "post", "aria-hidden": "true" });
  let next = 1;
  for (const field of placed) {
    if (field.from > next) line.append(el("span", { class: "hull" }, "···"));
    line.append(el("span", { class: "bit" }, el("span", { class: "posisjon" }, positionOf(field)), el("mark", null, own(field.value || " "))));
    next = field.to + 1;
  }
  line.append(el("span", { class: "hull" }, "···"));
  return line;
}

function fieldTable(row, fields) {
  const placed = fields.some((field) => field.from >= 0);
  const found = linesOf(row).length > 0;
  const head = el("tr", null, el("th", { scope: "col" }, say("Opplysning")), el("th", { scope: "col" }, say("Felt")),
    placed && el("th", { scope: "col" }, say("Posisjon")), found && el("th", { scope: "col" }, say("Står i filen")));
  const body = fields.map((field) => el("tr", null, el("th", { scope: "row" }, own(field.label || field.name)),
    el("td", null, own(field.name)), placed && el("td", { class: "tallet" }, positionOf(field)),
    found && el("td", null, valueNode(field.value))));
  return el("table", { class: "felttabell" }, el("thead", null, head), el("tbody", null, ...body));
}

function related(row) {
  const link = COLUMNS.kobling[row];
  if (link < 0) return null;
  const others = [];
  for (let other = 0; other < COUNT; other++) if (other !== row && COLUMNS.kobling[other] === link) others.push(other);
  if (!others.length) return null;
  const shown = others.slice(0, 20).map((other) => {
    const group = groupOf(other);
    return el("li", null, own(placeOf(other)), journalOf(other) ? ", " + say("journal") + " " : "", own(journalOf(other)),
      group.known ? ", " + say("saksbehandler") + " " : "", group.known ? own(group.title) : "");
  });
  if (others.length > shown.length) shown.push(el("li", null, say("og {antall} til", { antall: grouped(others.length - shown.length) })));
  return el("ul", null, ...shown);
}

function detail(row) {
  const control = controlOf(row);
  const fields = fieldsOf(row);
  const list = el("dl", { class: "detaljer" });
  const add = (term, ...nodes) => {
    if (nodes.some((node) => node)) list.append(el("div", null, el("dt", null, term), el("dd", null, ...nodes)));
  };
  add(say("Godtatt"), acknowledgementOf(row));
  add(say("Slik retter du"), control.fix && own(control.fix));
  add(say("Hvorfor"), control.why && own(control.why));
  const place = linesOf(row).length ? placeOf(row) + (DATA.flereFiler || !fileOf(row) ? "" : " i " + fileOf(row)) : fileOf(row);
  add(say("Hvor i filen"), place && own(place), strip(row, fields));
  add(linesOf(row).length ? say("Hva som står der") : say("Felt det gjelder"), fields.length ? fieldTable(row, fields) : null);
  add(say("Hører sammen med"), related(row));
  add(say("Kontroll"), own(control.id + " " + control.title), control.origin && " " + say("fra") + " ", control.origin && own(control.origin),
    control.house && " (" + say("husregel") + ")");
  return list;
}
