// Copies the private link. Where the browser keeps its clipboard shut, the link is marked and copied the old way;
// where that fails too it stays marked, and the words say what to do. Nothing is ever asked for.
const [button, said, link] = [".copy", ".copied", ".access-link"].map((one) => document.querySelector(one));

function mark() {
  const range = document.createRange();
  range.selectNodeContents(link);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

async function copied() {
  try {
    await navigator.clipboard.writeText(link.textContent);
    return true;
  } catch {
    mark();
    return document.execCommand("copy");
  }
}

button.hidden = false;
button.addEventListener("click", async () => {
  const done = await copied();
  if (!done) mark();
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = done ? said.dataset.done : said.dataset.failed)); // said again when pressed again
});
