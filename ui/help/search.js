// Searching puts the words into an address, where browsers and servers keep them. So a secret is stopped here first;
// without scripts the server refuses to search for it, and says that it must be treated as leaked.
const shield = () => import("../shared/shield.js"); // heavy, and few readers search: fetched when somebody begins to

for (const form of document.querySelectorAll("form[role=search]")) {
  const field = form.elements.q;
  const stopped = form.nextElementSibling;
  form.addEventListener("focusin", shield, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { screen } = await shield();
    const found = screen(field.value)?.certain ?? false;
    stopped.hidden = !found;
    if (found) field.value = "";
    else form.submit();
  });
}
