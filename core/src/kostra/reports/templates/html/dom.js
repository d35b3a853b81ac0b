// Elements made from names and texts. A text is only ever added as text, so nothing in a report can become markup.

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return node;
}

// A text from the report, whose reading direction must not spread to what stands beside it.
function own(text) {
  return el("bdi", null, text);
}

function hidden(text) {
  return el("span", { class: "usynlig" }, text);
}

function grouped(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

function joined(parts) {
  return parts.length < 2 ? parts.join("") : parts.slice(0, -1).join(", ") + " og " + parts[parts.length - 1];
}
