/** Who signs in for the contact: a fresh token of the wallet's back end for each call. Each counts once. */
export type SignedWord = () => Promise<string> | string;

/** The app's keychain or keystore, one entry of it. Never a plain file, never a log. */
export interface Safe {
  get(): Promise<string | null> | string | null;
  set(secret: string): Promise<void> | void;
}

export interface Build {
  package?: string;
  version?: string;
  /** SHA-256 of who signed the app, as hex. */
  digest?: string;
  /** Where it was downloaded. */
  source?: string;
}

export interface Options {
  /** `https://help.wallet.example`: no path. Built into the app, never taken from a message or a link. */
  home: string;
  inbox?: string;
  locale?: string;
  build?: Build;
  fetch?: typeof fetch;
  safe?: Safe | null;
}

export interface Conversation {
  id: string;
  status: string;
  unread: number;
  last_at: number;
  last_text: string;
}

export interface Form {
  /** 22 to 48 letters, digits, `-`, `_`: random, made anew for each message, kept until it was answered. */
  key: string;
  text: string;
  category?: "transfer" | "wallet" | "security" | "app" | "other";
  email?: string;
  device?: string;
  version?: string;
}

export interface FormKept {
  number: string;
  conversation: string;
  token: string;
  expires_at: number;
  device_secret: string;
  link: string;
  answer_by: number | null;
  mail: "" | "sent" | "proven" | "refused";
  urgent: boolean;
}

export interface Push {
  type: "conversation.unread";
  conversation: string;
}

export interface Support {
  identify(given: SignedWord | null): void;
  url(): string;
  isOurs(url: string): boolean;
  bridge(): Promise<string>;
  conversations(): Promise<Conversation[]>;
  unread(): Promise<number>;
  onUnread(tell: (count: number) => void, options?: { every?: number }): () => void;
  onPush(open: (push: { conversation: string }) => void): () => void;
  pushed(data: unknown): boolean;
  form(said: Form): Promise<FormKept>;
}

export class Refused extends Error {
  status: number;
  code: string;
  retryAfter: number;
}

export function init(options: Options): Support;
