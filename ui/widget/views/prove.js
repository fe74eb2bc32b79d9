// Is this really us? Who is in the conversation, the agent's number to check, and one of ours for the agent to enter.
import { html, nothing } from "../../vendor/lit.js";
import { now } from "../../shared/api.js";
import { clock, moment, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

const LOOK_EVERY = 1_000;
const OPEN = ["waiting", "wrong"];

const left = (until) => new Date(Math.max(0, until - now())).toISOString().slice(15, 19); // minutes and seconds

const banner = (kind, image, what, more) => html`<div class=${`banner ${kind}`}>${icon(image)}<span><b>${what}</b> ${more}</span></div>`;
const yes = (name, more = nothing) => banner("banner-line", "check-circle", t("Confirmed: {name} is ours.", { name }), more);

/** What is on the screen while `w.proof` is this very one. */
export function begin(w) {
  const { store } = w;
  const { api } = store;
  const path = `/api/conversations/${store.thread.conversation}`;
  const proof = { app: store.config?.name, report: w.formFor("scam-fake-support") ? w.report : null };
  proof.check = (event) => {
    event.preventDefault();
    const { code } = event.target.elements;
    store.guarded(async () => {
      proof.checked = await api.post(`${path}/proof/check`, { code: code.value });
      code.value = "";
    });
  };
  proof.ask = () => store.guarded(async () => {
    proof.asked = { ...(await api.post(`${path}/proof`)), state: "waiting" };
    setTimeout(look, LOOK_EVERY, proof.asked);
  });
  /** Until it is confirmed or its time is up; without a network, again a moment later. */
  const look = async (asked) => {
    Object.assign(asked, await api.get(`${path}/proof`).catch(() => null));
    if (w.proof !== proof || asked !== proof.asked) return;
    if (OPEN.includes(asked.state) && now() < asked.expires_at) setTimeout(look, LOOK_EVERY, asked);
    else if (asked.state !== "confirmed") asked.state = "over";
    store.changed();
  };
  w.proof = proof;
  return store.guarded(async () => { ({ badge: proof.badge } = await api.get(`${path}/badge`)); });
}

export const prove = ({ proof }) => html`<div class="w-body">${who(proof.badge, proof.app)}
  <form class="card card-body stack" @submit=${proof.check}>
    <div class="field"><label for="code">${t("The agent's proof number, 8 digits")}</label>
      <input class="input input-l mono" id="code" name="code" inputmode="numeric" autocomplete="off" required maxlength="12"></div>
    <button class="btn">${t("Check")}</button><div role="status">${proof.checked ? verdict(proof) : nothing}</div></form>
  ${mine(proof)}
  <p class="small"><a href=${`/verify/now?locale=${document.documentElement.lang}`} target="_blank" rel="noopener">${t("All that is open between you and us")}</a></p></div>`;

function who(badge, app) {
  if (!badge) return badge === null ? banner("", "info", t("None of our people is in this conversation now."), nothing) : nothing;
  const { agent, team, since } = badge;
  return banner("banner-line", "shield", html`${t("A person of {app}", { app })} <bdi>${agent}</bdi> ${team}`, since ? html`<br>${t("In this conversation since {time}", { time: moment(since) })}` : nothing);
}

function verdict(proof) {
  const { ours, at, badge, working_on: subject } = proof.checked;
  if (!ours) return stop(proof, t("This proof number is wrong, used, or older than two minutes."));
  return yes(badge?.agent ?? "", html`<br>${t("Shown at {time}, about: {subject}", { time: clock(at), subject })}`);
}

const stop = ({ report }, what) => banner("banner-danger", "shield-x", what, html`${t("If somebody outside of this conversation says they are us: stop.")}
  ${report ? html`<button class="btn-link" type="button" @click=${report}>${t("Report a fake")}</button>` : nothing}`);

function mine(proof) {
  const { asked } = proof;
  const live = OPEN.includes(asked?.state);
  return html`<section class="card card-body stack"><h2>${t("Make them prove it")}</h2>
    <p class="small">${t("Tell the proof number to whoever says they are us. Only our agent here can enter it. It opens nothing.")}</p>
    ${live ? html`<p class="split"><span class="code-big">${asked.code}</span><span class="timer">${icon("clock")}${left(asked.expires_at)}</span></p>` : nothing}
    <div role="status">${standing(proof, asked)}</div>
    ${live ? nothing : html`<button class="btn" type="button" @click=${proof.ask}>${t("Show a proof number")}</button>`}</section>`;
}

function standing(proof, asked) {
  if (asked?.state === "confirmed") return yes(asked.agent);
  if (asked?.state === "wrong") return stop(proof, t("A wrong proof number was entered. That was not ours."));
  return asked?.state === "over" ? stop(proof, t("Nobody of ours entered it in time.")) : nothing;
}
