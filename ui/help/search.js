// The search field: what fits while somebody types. Without this the form leads to a page with the same articles.
//
// Searching puts words on their way, where browsers and servers keep them. So a secret is stopped here first, and what
// may become a recovery phrase is not sent while it is typed. Without scripts the server refuses to search for it.
import { asked, opened, wentOn } from "./traces.js";

const guard = () => import("./guard.js"); // heavy, and few readers search: fetched when somebody begins to
const PAUSE = 180; // ms between the last key and the question
const MEANT = 2000; // ms that a question stands before it is counted as one

class Finder {
  #asked = 0;
  #timer;
  #meant;
  #chosen = -1;
  #wary = false; // after a secret its last words may still come: from then on only Enter asks

  constructor(form, number) {
    this.form = form;
    this.field = form.elements.q;
    this.stopped = form.parentElement.querySelector("[role=alert]");
    this.list = Object.assign(document.createElement("ul"), { id: `suggestions-${number}`, className: "popover suggestions", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.name);
    this.told = Object.assign(document.createElement("p"), { className: "sr" });
    this.told.setAttribute("role", "status");
    form.append(this.list, this.told);
    this.#dress();
    this.#listen();
  }

  #dress() {
    this.field.type = "text"; // a combobox is no search field to a screen reader; the keyboard still says "search"
    const names = { role: "combobox", enterkeyhint: "search", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(names)) this.field.setAttribute(name, value);
  }

  #listen() {
    this.form.addEventListener("focusin", guard, { once: true });
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.field.addEventListener("input", (event) => !event.isComposing && this.#later());
    this.field.addEventListener("compositionend", () => this.#later());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("focusout", (event) => !this.form.contains(event.relatedTarget) && this.#show([]));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.#follow(event.target.closest("[role=option]")));
  }

  #later() {
    clearTimeout(this.#timer);
    clearTimeout(this.#meant);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const question = this.field.value.trim();
    const number = ++this.#asked;
    const { mayBecomeSecret, screen } = await guard();
    if (this.#isStopped(await screen(question))) return;
    if (this.#wary || question.length < 2 || (await mayBecomeSecret(question))) return this.#show([]);
    const body = JSON.stringify({ q: question, locale: document.documentElement.lang });
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/api/help/search", { method: "POST", headers, body }).catch(() => null);
    const found = answer?.ok ? await answer.json() : { items: [] };
    if (number !== this.#asked) return; // an older answer says nothing about newer words
    this.#show(found.items);
    this.#meant = setTimeout(() => asked(question), MEANT);
  }

  #isStopped(finding) {
    if (!finding?.certain) return false;
    this.field.value = "";
    this.#show([]);
    this.#wary = true;
    this.stopped.hidden = false;
    return true;
  }

  async #submit(event) {
    event.preventDefault();
    clearTimeout(this.#timer);
    clearTimeout(this.#meant); // the page that comes counts it
    this.#asked += 1;
    const chosen = this.list.children[this.#chosen];
    if (chosen) return this.#follow(chosen);
    const { screen } = await guard();
    if (!this.#isStopped(await screen(this.field.value))) this.form.submit();
  }

  #show(items) {
    this.list.replaceChildren(...items.map((item, i) => this.#option(item, i)));
    this.list.hidden = items.length === 0;
    this.field.setAttribute("aria-expanded", String(items.length > 0));
    this.told.textContent = items.length ? this.form.dataset.found.replace("{count}", items.length) : "";
    this.#choose(-1);
  }

  #option({ title, locale, address, category }, i) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${i}`, className: "row" });
    option.setAttribute("role", "option");
    const words = Object.assign(document.createElement("span"), { textContent: title, lang: locale });
    option.append(words, Object.assign(document.createElement("small"), { textContent: category }));
    option.dataset.address = address;
    return option;
  }

  #choose(i) {
    this.#chosen = i;
    [...this.list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === i)));
    if (i < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.list.children[i].id);
  }

  #follow(option) {
    if (!option) return;
    opened(option.dataset.address);
    location.assign(option.dataset.address);
  }

  #key(event) {
    const count = this.list.children.length;
    if (event.isComposing && event.key === "Enter") event.preventDefault(); // it ends a word, and asks for nothing
    if (event.isComposing || !count) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#choose(((this.#chosen + 1 + step + count + 1) % (count + 1)) - 1);
    else if (event.key === "Escape") this.#show([]);
    else return;
    event.preventDefault();
  }
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href]");
  if (link?.closest(".suggested")) opened(link.pathname);
  if (link?.pathname === "/w") wentOn();
});
document.querySelectorAll("form[role=search]").forEach((form, number) => new Finder(form, number));
