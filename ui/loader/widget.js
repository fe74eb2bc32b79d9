// Why it is written this way: README.md beside it.
(() => {
  const { src, dataset } = document.currentScript;
  const { origin } = new URL(src);
  const locale = dataset.locale || document.documentElement.lang || navigator.language;
  const label = dataset.label || (/^zh/i.test(locale) ? "帮助" : "Help");
  const make = (tag) => document.createElement(tag);
  const host = make("wd-launcher"), button = make("button"), count = make("b"), frame = make("iframe");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{all:initial!important;color-scheme:light dark!important;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483000!important;display:block!important}
button{display:flex;gap:10px;align-items:center;height:48px;padding:0 20px;border:0;border-radius:24px;background:#0c3d37;color:#e9f5f1;font:600 16px system-ui;box-shadow:0 6px 20px -6px #000a;cursor:pointer}
button:focus-visible{outline:3px solid #8ab6ff}
i{width:14px;height:10px;border:2px solid;border-radius:3px 3px 3px 0}
b{padding:0 6px;border-radius:9px;background:#b2312a;font-size:12px;line-height:18px}b:empty,iframe{display:none}
iframe{width:384px;height:min(700px,100dvh - 108px);margin-bottom:12px;border:0;border-radius:14px;box-shadow:0 6px 60px -6px #000a}
.open{display:block}.ready{height:min(700px,100dvh - 40px);margin:0}.ready+button{display:none}
@media(max-width:480px){.open{position:fixed;inset:0;width:100%;height:100dvh;border-radius:0}button{position:relative}}`);
  root.adoptedStyleSheets = [sheet];

  let open, ready, identity;
  const stored = (value) => {
    try {
      return value ? (sessionStorage.walletdesk = value) : sessionStorage.walletdesk;
    } catch {}
  };
  const tell = (wd, token) => frame.contentWindow.postMessage({ wd, token }, origin);
  const identify = async () => {
    const token = await (identity?.call ? identity() : identity);
    if (token && ready) tell("identify", token);
  };
  const load = () => {
    if (frame.src) return;
    frame.src = `${origin}/w?` + new URLSearchParams({ ...dataset, locale });
    root.prepend(frame);
  };
  const draw = () => {
    frame.className = open ? (ready ? "open ready" : "open") : "";
    button.ariaExpanded = !!open;
    if (ready) tell(open ? "open" : "close");
  };
  const show = (now) => {
    open = now;
    stored(open ? "open" : "shut");
    if (open) load();
    draw();
    (open && ready ? frame : button).focus();
  };

  frame.title = label;
  frame.onload = () => tell("hello");
  button.onclick = () => show(!open);
  button.append(make("i"), label, count);
  root.append(button);
  addEventListener("message", (e) => {
    if (e.origin !== origin || e.source !== frame.contentWindow) return;
    const { wd, count: unread } = e.data;
    if (wd == "ready") {
      ready = true;
      if (open) show(open);
    }
    if (wd == "ready" || wd == "identity") identify();
    if (wd == "close") show(false);
    if (wd == "unread") count.textContent = unread || "";
  });
  window.Walletdesk = {
    open: () => show(true),
    close: () => show(false),
    identify(token) {
      identity = token;
      identify();
    },
  };
  (document.body || document.documentElement).append(host);
  if (stored() == "open") show(true);
  else if (stored()) load();
})();
