// The copy of the contact page that stands without our server. Where the live page answers, its figures take the
// place of what the copy says; where it stops answering, the copy comes back. Too old a copy says so.
const EVERY = 30_000; // ms: as long as a cache may keep the live page
const live = document.querySelector("#live").href;
const copy = document.querySelector("#now");
const over = document.querySelector(".over");
let shown = copy;
let source = null;

/** What stands on our server leads there from here, and icons are those of this file. Done before it is shown. */
function ofOurs(part) {
  for (const link of part.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), live).href;
  for (const use of part.querySelectorAll("use")) use.setAttribute("href", use.getAttribute("href").replace(/^[^#]*/, ""));
  return part;
}

/** The live page, parsed as a document: nothing in it runs. */
function fetched() {
  return new Promise((done) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", live);
    asked.responseType = "document";
    asked.timeout = 10_000;
    asked.onloadend = () => done(asked.status === 200 ? asked.responseXML?.querySelector("#now") : null);
    asked.send();
  });
}

function show(next) {
  if (next === shown || shown.contains(document.activeElement)) return false;
  shown.replaceWith(next);
  shown = next;
  return true;
}

async function refresh() {
  over.hidden = Date.now() < new Date(over.dataset.until);
  const newer = await fetched();
  if (!newer) {
    if (show(copy)) source = null;
  } else if (!source?.isEqualNode(newer) && show(document.importNode(ofOurs(newer.cloneNode(true)), true))) source = newer;
}

refresh();
setInterval(() => document.hidden || refresh(), EVERY);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
