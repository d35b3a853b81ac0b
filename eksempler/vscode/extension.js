// Starts `kostra editor` and lets the editor speak with it; everything else is done there.

"use strict";

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate() {
    const command = workspace.getConfiguration("kostra").get("program");
    const server = { command, args: ["editor"] };
    const options = {
        documentSelector: [{ language: "regler" }, { language: "kostra-layout" }],
        synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.{regler,layout,csv}") },
    };
    client = new LanguageClient("kostra", "kostra", server, options);
    return client.start();
}

function deactivate() {
    return client?.stop();
}

module.exports = { activate, deactivate };
