// Why it is written this way: README.md beside it.
(() => {
  const { src, dataset } = document.currentScript, page = document.documentElement;
  const home = new URL(src).origin;
  const help = /^zh/i.test(dataset.locale ||= page.lang || navigator.language) ? "帮助" : "Help";
  const [host, button, icon, count, frame] = ["wd-launcher", "button", "i", "b", "iframe"].map((tag) => document.createElement(tag));
  const root = host.attachShadow({ mode: "closed" });
  (root.adoptedStyleSheets = [new CSSStyleSheet])[0].replaceSync(`
    :host { all: initial !important; display: grid !important; place-items: end !important; position: fixed !important; z-index: 9999999999 !important; gap: 12px !important; inset: auto 20px 20px auto !important }
    button { cursor: pointer; place-items: center; padding: 14px 20px; color: #e9f5f1; gap: 10px; border: 0; box-shadow: 0 6px 20px -6px #000a; border-radius: 24px; font: 600 16px/20px system-ui; display: flex; background: #0c3d37; z-index: 1 }
    b { padding: 0 6px; background: #b2312a; border-radius: 9px; font-size: 12px }
    b:empty, [hidden] { display: none }
    i { width: 14px; height: 10px; border: 2px solid; border-radius: 3px 3px 3px 0 }
    iframe { width: 384px; border: 0; box-shadow: 0 6px 60px -6px #000a; border-radius: 14px; height: min(700px, 94dvh); color-scheme: light dark }
    @media (width<=480px) { iframe { width: 100%; height: 100%; inset: 0; border-radius: 0; position: fixed } }
  `);

  let shown, ready, identity;
  const tell = (wd, token) => frame.contentWindow.postMessage({ wd, token }, home);
  const show = (now) => {
    button.ariaExpanded = shown = now;
    frame.hidden = !now;
    button.hidden = now && ready;
    frame.src ||= home + "/w?" + new URLSearchParams(dataset);
    const state = now ? "open" : "close";
    if (ready) tell(state);
    frame.focus();
    button.focus();
    try { sessionStorage.walletdesk = state; } catch {}
  };
  const face = window.Walletdesk = {
    open: () => show(true),
    close: () => show(false),
    async identify(given = identity) {
      identity = given;
      if (ready) tell("identify", await (given?.call ? given() : given));
    },
  };

  frame.hidden = true;
  button.append(icon, frame.title = dataset.label || help, count);
  button.onclick = () => show(!shown);
  root.append(frame, button);
  addEventListener("message", (e) => {
    if (e.origin == home && e.source == frame.contentWindow) {
      count.textContent = e.data.count;
      if (e.data.wd == "ready") {
        ready = true;
        tell("");
        if (shown) show(true);
      }
      face[e.data.wd]?.();
    }
  });
  try {
    if (sessionStorage.walletdesk) show(sessionStorage.walletdesk == "open");
  } catch {}
  page.append(host);
})();
