// The preview's bar and overlay: faults, and where the page's records are written. They stand in a shadow root beside
// the body, so that neither the site's styles touch them nor theirs the site. Texts are only ever inserted as text.

/** An element with properties, attributes (those with a hyphen, and `role`) and children. */
function make(name, properties = {}, ...children) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role") one.setAttribute(key, value);
    else one[key] = value;
  }
  one.append(...children.filter((child) => child !== null));
  return one;
}

const count = (number, word) => `${number || "no"} ${word}${number === 1 ? "" : "s"}`;

/** What this tab remembers from page to page; nothing where the browser forbids it. */
const memory = {
  get: (name) => {
    try {
      return sessionStorage.getItem(`annals ${name}`);
    } catch {
      return null;
    }
  },
  set: (name, value) => {
    try {
      sessionStorage.setItem(`annals ${name}`, value);
    } catch {
      // The bar then begins closed on each page.
    }
  },
};

class Bar {
  #state = { errors: [], more_errors: 0, warnings: [], more_warnings: 0, records: [] };
  #connected = true;
  #button = make("button", { type: "button", className: "button", "aria-controls": "panel" });
  #panel = make("div", { id: "panel", className: "panel", role: "region", "aria-label": "Preview of this page" });
  #overlay = make("div", { className: "overlay", role: "region", "aria-label": "Errors", hidden: true });
  #spoken = make("p", { className: "spoken", role: "status", "aria-live": "polite" });

  constructor(styles) {
    const host = document.createElement("annals-preview");
    const all = make("div", { className: "all", lang: "en", dir: "ltr", hidden: true });
    const look = make("link", { rel: "stylesheet", href: styles, onload: () => (all.hidden = false) });
    all.append(this.#overlay, make("div", { className: "bar" }, this.#panel, this.#button), this.#spoken);
    host.attachShadow({ mode: "open" }).append(look, all);
    document.documentElement.append(host);
    this.#button.onclick = () => this.#open(this.#panel.hidden);
    this.#open(memory.get("bar") === "open");
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (!this.#overlay.hidden) this.#dismiss();
      else if (host.matches(":focus-within")) this.#open(false);
    });
  }

  /** Shows the state of this page. */
  show(state) {
    this.#state = state;
    this.#draw();
    this.#overlay.hidden = !state.errors.length || memory.get("dismissed") === String(state.version);
  }

  /** Says whether the server can be heard. */
  connected(connected) {
    if (connected === this.#connected) return;
    this.#connected = connected;
    this.#draw();
  }

  #open(open) {
    this.#panel.hidden = !open;
    this.#button.setAttribute("aria-expanded", open);
    memory.set("bar", open ? "open" : "closed");
    if (!open && this.#panel.contains(this.#panel.getRootNode().activeElement)) this.#button.focus();
  }

  #dismiss() {
    memory.set("dismissed", this.#state.version);
    const within = this.#overlay.contains(this.#overlay.getRootNode().activeElement);
    this.#overlay.hidden = true;
    if (within) this.#button.focus();
  }

  #draw() {
    const { errors, more_errors, warnings, more_warnings, records } = this.#state;
    const all = errors.length + more_errors;
    const parts = [count(warnings.length + more_warnings, "warning"), count(records.length, "record")];
    const drafts = records.filter((record) => record.draft).length;
    const embargoes = records.filter((record) => record.embargo).length;
    if (drafts) parts.push(count(drafts, "draft"));
    if (embargoes) parts.push(`${embargoes} held back`);
    if (all) parts.unshift(count(all, "error"));
    if (!this.#connected) parts.unshift("waiting for annals");
    const summary = parts.join(" · ");
    this.#button.textContent = summary;
    this.#button.className = `button ${all ? "failing" : warnings.length ? "warning" : ""}`;
    if (this.#spoken.textContent !== summary) this.#spoken.textContent = summary;
    this.#panel.replaceChildren(...this.#lists(all));
    this.#overlay.replaceChildren(...(all ? this.#report() : []));
  }

  #lists(errors) {
    const { warnings, more_warnings, records } = this.#state;
    const again = () => (this.#overlay.hidden = false);
    return [
      this.#connected ? null : make("p", {}, "annals has stopped or cannot be reached. This page goes on when it is back."),
      errors ? make("button", { type: "button", onclick: again }, `Show ${count(errors, "error")}`) : null,
      make("h2", {}, "Warnings"),
      warnings.length ? make("ul", {}, ...warnings.map(warning)) : make("p", {}, "None about this page."),
      more_warnings ? make("p", {}, `and ${count(more_warnings, "more warning")}`) : null,
      make("h2", {}, "Records"),
      records.length ? make("ul", {}, ...records.map(record)) : make("p", {}, "This page shows none."),
    ].filter((part) => part !== null);
  }

  #report() {
    const { errors, more_errors, stale } = this.#state;
    const close = make("button", { type: "button", className: "close", "aria-label": "Close" }, "×");
    close.onclick = () => this.#dismiss();
    const title = stale ? "This page shows the last good state" : "The site has errors";
    return [
      make("div", { className: "title" }, make("h2", {}, title), close),
      ...errors.map((error) => make("article", {}, make("pre", { tabIndex: 0 }, error.report), place(error, true))),
      more_errors ? make("p", {}, `and ${count(more_errors, "more error")}`) : null,
    ].filter((part) => part !== null);
  }
}

const warning = (fault) =>
  make("li", {}, make("p", {}, fault.message), fault.help ? make("p", { className: "help" }, fault.help) : null, place(fault));

function record(origin) {
  const marks = [origin.draft ? "draft" : null, origin.embargo ? `held back until ${origin.embargo}` : null];
  const shown = marks.filter((mark) => mark).map((mark) => make("span", { className: "mark" }, mark));
  const name = make("p", {}, make("span", { className: "kind" }, origin.kind), ` ${origin.title || origin.id} `, ...shown);
  return make("li", {}, name, place(origin));
}

/** Where something is written: to copy, and to open in the editor. */
function place({ path, line, column, editor }, exact) {
  if (!path) return null;
  const text = exact ? `${path}:${line}:${column}` : `${path}:${line}`;
  const code = make("code", {}, text);
  const copy = make("button", { type: "button", "aria-label": `Copy ${text}` }, "Copy");
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copy.textContent = "Copied";
      setTimeout(() => (copy.textContent = "Copy"), 1500);
    } catch {
      // Without a secure connection the browser copies only by hand: choose the text for it.
      getSelection().selectAllChildren(code);
    }
  };
  const known = editor && !/^\s*(javascript|data|vbscript):/i.test(editor);
  const link = known ? make("a", { href: editor, "aria-label": `Open ${text} in the editor` }, "Open") : null;
  return make("p", { className: "place" }, code, copy, link);
}
