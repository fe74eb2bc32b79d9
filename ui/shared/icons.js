// Icons come from one sprite, brought into the page once: icons that appear later, offline say, need no request.
import { html } from "../vendor/lit.js";

/** Put a sprite into the page. */
export const bring = (address) => new Promise((done, failed) => {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "document"; // parsed by the browser: under Trusted Types no string may become markup
  request.onload = () => {
    const sprite = document.importNode(request.responseXML.documentElement, true);
    sprite.setAttribute("class", "sprite");
    sprite.setAttribute("aria-hidden", "true");
    document.body.prepend(sprite);
    done(sprite);
  };
  request.onerror = failed;
  request.send();
});

/** The sprite, once it is in the page: the page's own, where it preloads one. */
export const drawn = bring(document.querySelector("link[as=fetch]")?.href ?? new URL("icons.svg", import.meta.url));
drawn.catch(() => {});

/** `turn` marks arrows, which look the other way in right-to-left pages. */
export const icon = (name, turn = false) =>
  html`<svg class=${turn ? "icon turn" : "icon"} aria-hidden="true"><use href="#i-${name}"></use></svg>`;
