// A form that people write into: a secret is stopped here, before anything of it is sent. The server stops it again.
import { wentOn } from "./traces.js";

const shield = () => import("../shared/shield.js");

for (const form of document.querySelectorAll(".message-form")) {
  const typed = [...form.elements].filter((field) => field.matches("textarea, input.input:not([type=password])"));
  form.addEventListener("focusin", shield, { once: true });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { ready, screen } = await shield();
    const whole = typed.map((field) => field.value).join("\n");
    await ready(whole);
    const found = screen(whole)?.certain ?? false;
    form.querySelector(".stop-here").hidden = !found;
    if (!found && form.matches("[action^='/message']")) wentOn();
    if (!found) return form.submit();
    for (const field of typed) field.value = "";
    (form.querySelector("textarea") ?? typed[0]).focus();
  });
}
