// The answer at once, in the words of the page that the form leads to. A secret is stopped here, before it is sent.
const shield = () => import("../shared/shield.js");
const locale = document.documentElement.lang;
const [answers, stopped, refused, fromPicture] = [".answers", ".stop-here", ".refused", ".from-picture"].map((name) => document.querySelector(name));
const body = document.querySelector("#answer").content.firstElementChild;
const stopWords = stopped?.querySelector("b").textContent;
let asked = 0; // an older answer says nothing about newer words

for (const form of document.querySelectorAll(".check")) {
  form.addEventListener("focusin", shield, { once: true });
  form.addEventListener("submit", (event) => check(event, form));
}
const shot = document.querySelector(".shot");
if (shot) {
  shot.addEventListener("submit", look);
  shot.querySelector(".pasting").hidden = false;
  document.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    shot.elements.file.files = event.clipboardData.files;
    shot.requestSubmit();
  });
}

const mailed = document.querySelector(".mailed");
mailed.addEventListener("focusin", shield, { once: true });
mailed.addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = mailed.elements.source;
  if (await isSecret(field.value)) stop(field);
  else mailed.submit();
});

/** In pieces: the source of a mail is long. */
async function isSecret(text) {
  const { ready, screen } = await shield();
  await ready(text);
  for (let from = 0; from < text.length; from += 8000) if (screen(text.slice(from, from + 10000))?.certain) return true;
  return false;
}

async function check(event, form) {
  event.preventDefault();
  const field = form.elements.q;
  const number = ++asked;
  if (await isSecret(field.value)) return stop(field);
  const headers = { "content-type": "application/json", "accept-language": locale };
  const sent = JSON.stringify({ q: field.value, what: form.elements.what?.value ?? "", locale });
  const answer = await fetch("/api/verify", { method: "POST", headers, body: sent }).catch(() => null);
  if (number !== asked) return;
  if (!answer?.ok) return form.submit(); // the page that it leads to says why
  const said = await answer.json();
  if (said.stopped) return stop(field);
  tell(said.answers);
}

/** Only the server can read a picture; there it is stopped as well when it shows a secret. */
async function look(event) {
  event.preventDefault();
  const number = ++asked;
  const sent = new FormData(shot);
  const reading = document.querySelector(".reading");
  show([]);
  reading.hidden = false;
  const answer = await fetch(`/api/verify/picture?locale=${locale}`, { method: "POST", body: sent }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (number !== asked) return;
  reading.hidden = true;
  if (!said) return shot.submit(); // the page that it leads to says why
  shot.reset();
  if (!answer.ok) {
    refused.querySelector("span").textContent = said.detail;
    refused.hidden = false;
  } else if (said.stopped) stop(shot.elements.file, said.secret);
  else tell(said.answers, true);
}

function tell(said, isRead = false) {
  show([]);
  show(said.map(board));
  fromPicture.hidden = !isRead;
  answers.querySelector("h2")?.focus({ preventScroll: true });
  answers.scrollIntoView({ block: "nearest" });
}

function stop(field, secret) {
  field.value = "";
  show([]);
  if (!stopped) return;
  stopped.querySelector("b").textContent = secret?.words ?? stopWords;
  stopped.querySelector("a").hidden = secret?.wallet === false;
  stopped.hidden = false;
}

function show(boards) {
  if (stopped) stopped.hidden = true;
  for (const one of [refused, fromPicture, document.querySelector(".reading")]) if (one) one.hidden = true;
  answers.replaceChildren(...boards);
}

/** The page's own board, with the words of this answer. */
function board(one) {
  const made = document.importNode(body, true);
  const [find, text] = [(name) => made.querySelector(name), (name, words) => (made.querySelector(name).textContent = words)];
  made.className = `answer answer-${one.answer}`;
  const sign = one.danger ? "shield-x" : one.answer === "untold" ? "info" : "shield";
  icon(find(".answer-head use"), sign);
  text("h2", one.title);
  text(".answer-head p", one.about);
  find(".answer-head p").className = one.lookalike ? "small" : "small mono";
  fill(find(".spell"), one.lines.flatMap((line) => [node("dt", line.name), node("dd", ...line.parts.map((part) => piece(part, line.is_ours)))]));
  find(".stack-s").replaceChildren(...one.says.map((words) => node("p", words)));
  fill(find(".facts"), one.facts.flatMap(({ name, said }) => [node("dt", name), node("dd", said)]));
  if (one.what === "ticket" && one.answer === "untold") find(".stack-s").after(document.importNode(document.querySelector("#portal").content, true));
  if (one.danger) {
    text(".banner b", one.danger);
    find(".actions input").value = one.value;
  }
  else for (const name of [".banner", ".actions"]) find(name).remove();
  text(".neverline span", one.never);
  return made;
}

function node(name, ...inside) {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}

function piece({ text, differs }, isOurs) {
  if (!differs) return text;
  return isOurs ? Object.assign(node("span", text), { className: "ok" }) : node("mark", text);
}

function fill(list, rows) {
  if (rows.length) list.replaceChildren(...rows);
  else list.remove();
}

function icon(use, name) {
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${name}`));
}
