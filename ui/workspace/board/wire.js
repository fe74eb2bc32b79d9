/** What the board's picture holds, as types; times are milliseconds UTC. No code lives here. */

/** @typedef {{id: string, name: string}} Named */
/** @typedef {{id: string, contact: Named, subject: string, status: string, priority: "normal"|"high"|"security", team: Named|null, assignee: Named|null}} Shown */
/** @typedef {{low: number, high: number, of: number}} Range */
/** @typedef {{conversation: Shown, place: number, since: number, offered_to: Named|null, overflowed_at?: number|null}} Standing */
/** @typedef {{low: number, high: number, minutes: number, recent: number, usual: number}} Expected */
/** @typedef {{team: Named|null, also?: Named|null, skill: string, level?: number, language: string, waiting: number, longest_since: number|null, wait: Range|null, expected?: Expected|null, agents: number, free: number, reason: string|null, first: Standing[]}} Queue */
/** @typedef {{conversation: Shown, since: number, due: number|null}} Owed */
/** @typedef {{owed: number, near: number, broken: number, soonest: Owed[]}} Promised */
/** @typedef {{began: number, kept: number, late: number, gave_up: number, begun: number, with_person: number, marks: {count: number, sum: number, low: number}}} Today */
/** @typedef {{agent: Named, state: string, since: number|null, pause?: {code: string, en: string, zh: string}|null, open: number, units?: number, capacity: number, languages: string[], teams: Named[], looks_at: {conversation: Shown, since: number}[], may_set: boolean}} Person */
/** @typedef {{since: number, step: number, points: number[]}} Series */
/** @typedef {{at: number, zone: string, waiting: number, longest_since: number|null, wait: Range|null, truth?: {told: number, held: number}|null, promised: Promised, today: Today, queues: Queue[], people: Person[], owed_lately: Series, hourly: {asked: Series, ended: Series}}} Board */

export {};
