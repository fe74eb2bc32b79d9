/** What travels between the workspace and the server, as types; times are milliseconds UTC. No code lives here. */

/** @typedef {"anonymous"|"email"|"identified"} Level */
/** @typedef {"open"|"waiting_for_agent"|"with_agent"|"resolved"|"closed"} Status */
/** @typedef {"reply"|"note"} Mode */
/** @typedef {"offers"|"queue"|"mine"|"all"|"resolved"} GroupName */
/** @typedef {{id: string, name: string}} Named */
/** @typedef {{id: string, name: string, type: string, size: number, width: number|null, height: number|null, state: string}} Attachment  ready, checking, unread, removed */

/** @typedef {{rule: string, start: number, end: number, why: string, instead: string, may_pass: boolean}} Objection  places count code points */
/** @typedef {{id: string, conversation: string, text: string, mine: boolean}} Held  waits for a second person */

/** @typedef {{id: string, kind: string, name: Record<string, string>, value: string, words: Record<string, string>}} Answer */
/**
 * @typedef {object} Item
 * @property {number} seq  gap-free within the conversation; agents see every item
 * @property {"message"|"note"|"event"} kind
 * @property {{kind: "contact"|"bot"|"agent"|"system", id: string|null, name: string}} author
 * @property {string} text
 * @property {number} at
 * @property {string|null} client_id
 * @property {{id: string, title: string, url: string}|null} source
 * @property {{kind: string, name: string}|null} [form]  what the contact is asked for below it
 * @property {{id: string, text: string}[]} choices
 * @property {Attachment[]} attachments
 * @property {({what: string, parts?: number[]} & Record<string, unknown>)|null} event  parts: the seqs that were withdrawn with it
 * @property {Named[]} [mentions]  whom a note names
 * @property {boolean} [withdrawn]  it was part of a secret; its text is gone
 */

/**
 * @typedef {object} Head
 * @property {string} id
 * @property {Status} status
 * @property {number} version  grows with every change; an older head never replaces a newer one
 * @property {number} told  grows with every head that is made, also of one version
 * @property {string} locale
 * @property {number} created_at
 * @property {number} last_at
 * @property {string} last_text
 * @property {number} last_seq
 * @property {{id: string, name: string, level: Level}} contact
 * @property {Named|null} assignee
 * @property {string|null} team
 * @property {"normal"|"high"|"security"} priority
 * @property {string} skill
 * @property {number|null} waiting_since  since when the contact waits for a person
 * @property {number} unread
 * @property {number} contact_read_seq  in the agents' numbering
 * @property {number} agent_read_seq
 * @property {string} subject
 * @property {number|null} first_reply_due
 * @property {number|null} [next_reply_due]  after the first one
 * @property {{agent: Named, until: number}|null} offer  who is asked to take it, and how long they are
 * @property {(number|string)[]} tickets
 * @property {Record<string, unknown>|null} packet  what the bot hands over
 * @property {Answer[]|null} [answers]  to what was asked before the conversation
 * @property {{reach: string, after: number, until: number, locale: string}|null} [callback]  how and when (ms) the contact wishes to be called
 * @property {string} [channel]
 */

/** @typedef {"online"|"away"|"offline"} Availability */
/** @typedef {{version: number, text: string}} DraftValue */
/** @typedef {{id: string, name: string, role: "agent"|"lead"|"admin", teams: string[], languages: string[], capacity: number, availability: Availability, reason?: string}} Agent */
/** @typedef {{agent: Agent, csrf: string, locale: string, now?: number, pauses?: {code: string, name: string}[]}} Me */
/** @typedef {{head: Head, items: Item[], earlier: boolean, drafts: Partial<Record<Mode, DraftValue>>, viewers: Named[]}} OpenConversation */
/** @typedef {{conversation: string, seq: number, at: number, text: string, contact: Named}} Hit */
/** @typedef {{id: string, what: string, severity: "info"|"warning"|"urgent", at: number, text: string, conversation: string|null, acknowledged_by: string|null, acknowledged_at: number|null}} Alert */
/** @typedef {{head: Head, seq: number, at: number, by: string, text: string, unread: boolean}} Mention */
/** @typedef {{id: string, name: string, state: Availability, may_read: boolean}} Colleague */
/** @typedef {{id: string, team: boolean, shortcode: string, version: number, wordings: Record<string, {title: string, text: string}>}} SavedReply */
/** @typedef {{type: string, title: string, status: number, detail: string, code: string} & Record<string, unknown>} Problem */

/**
 * A frame of the live feed; `t` says which of the other members are there.
 * @typedef {{t: string, n?: number, conversation?: string, item?: Item, head?: Head, who?: {kind: string, id?: string, name: string},
 *   on?: boolean, mode?: Mode, viewers?: Named[], alert?: Alert, queue?: number, mine?: number, all?: number, state?: Availability, reason?: string, ticket?: string, number?: string, retry_in?: [number, number]}} Frame
 */

export {};
