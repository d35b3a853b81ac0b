// Copies the grammars that colour the files from kostra-grammars: an extension has to hold its own files.

"use strict";

const fs = require("node:fs");
const path = require("node:path");

const from = path.join(__dirname, "..", "..", "grammars", "src", "kostra_grammars");
const to = path.join(__dirname, "syntaxes");

fs.mkdirSync(to, { recursive: true });
for (const name of fs.readdirSync(from).filter((file) => file.endsWith(".tmLanguage.json"))) {
    fs.copyFileSync(path.join(from, name), path.join(to, name));
}
