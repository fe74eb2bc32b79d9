// Icons come from one sprite, brought into the page once: icons that appear later, offline say, need no request.
import { html } from "../vendor/lit.js";

/** The sprite, once it is in the page. */
export const drawn = new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("GET", new URL("icons.svg", import.meta.url));
  request.responseType = "document"; // parsed by the browser: under Trusted Types no string may become markup
  request.onload = () => {
    const sprite = document.importNode(request.responseXML.documentElement, true);
    sprite.setAttribute("class", "sprite");
    sprite.setAttribute("aria-hidden", "true");
    document.body.prepend(sprite);
    done(sprite);
  };
  request.send();
});

/** `turn` marks arrows, which look the other way in right-to-left pages. */
export const icon = (name, turn = false) =>
  html`<svg class=${turn ? "icon turn" : "icon"} aria-hidden="true"><use href="#i-${name}"></use></svg>`;
