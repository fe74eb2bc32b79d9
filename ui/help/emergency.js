// The page that stands before everything else where the app cannot be ours. In the widget's frame the one button leads
// into the conversation right here; without this script it sends a message instead.
import { Host } from "../widget/host.js";

const host = new Host();
const [form, close] = [document.querySelector("form[data-live]"), document.querySelector(".close")];

form?.addEventListener("submit", (event) => {
  try {
    sessionStorage.wd = "person"; // the widget takes it: an address, which anybody can make up, calls nobody
  } catch {
    return; // where storage is forbidden the message is sent
  }
  event.preventDefault();
  location.replace(form.dataset.live);
});
close.hidden = !host.embedded || host.full;
close.addEventListener("click", host.close);
