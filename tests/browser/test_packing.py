"""Packed modules run as they stand in ``ui/``: the same small page, as sources and packed, says the same."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route

from tests.support.browser import PageMaker
from tests.support.source import browser_files
from walletdesk.platform.packing import Packer
from walletdesk.platform.packing.declared import declared_in
from walletdesk.platform.packing.names import OF_THE_BROWSER
from walletdesk.platform.packing.roles import roles_of
from walletdesk.platform.packing.tokens import tokens

HERE = "http://packed.localhost"
MODULES = {
    "page/main.js": """
import { Counter, label as named, said, say } from "../shared/parts.js";
import { here } from "../shared/here.js";
import "./first.js";

const label = "main's own label";
const { x: { y: [deep, , last = "default"] = [] }, ...rest } = { x: { y: [1, 2] }, a: 1, b: 2 };
say(deep, last, rest, label, named);
const counter = new Counter({ start: 3 });
say(counter.next(), counter.next(), counter.value, Counter.made > 0, `${counter}`);
const swap = ([a, b], { c = a, ...d } = {}) => ({ a: b, b: a, c, ...d, [`k${a}`]: b });
say(swap(["one", "two"], { e: true, f: undefined }));
function* two() { yield 1; yield* [2, 3]; }
const caught = () => { try { throw { message: "caught" }; } catch ({ message }) { return message; } };
say([...two()], caught());
let total = 0;
outer: for (const i of [1, 2, 3])
  for (let j = 0; j < 3; j += 1) { if (j === i) continue outer; total += i * j; }
say(total, 8 / 2 / 2, "a/b".split(/[/]/g), /`\\//.test("`/"), 1 - -1, 1 + +1, typeof total, !void 0);
const which = (n) => {
  switch (n) {
    case 1: { return "one"; }
    case 2: return { two: n };
    default: return `${n ? `in ${n}` : ""}`;
  }
};
say(which(1), which(2), which(3), which(0));
const row = 1;
const ofThem = row + 1;
let unended = [ofThem]
say(unended);
const lastOne = ((only) => only)(unended);
say(lastOne, await (async (only) => only)(row));
const open = "ours"; say(open, location.protocol, globalThis.open === window.open);
((name) => say(name, document.title))("local");
const [one, two_] = await Promise.all([import("./later.js"), import("../shared/other.js")]);
say(here("x"), one.show(), two_.show(), one.counter === two_.counter);
say((await import("./later.js")).show(), await one.deeper());
export const everything = said;
""",
    "page/first.js": 'import { say } from "../shared/parts.js";\nsay("first");\n',
    "page/later.js": """
import { Counter, say } from "../shared/parts.js";
import { shared } from "../shared/both.js";
import { here } from "../shared/here.js";
export const counter = shared;
let times = 0;
export const show = () => (times += 1, `${shared.next()} ${here("late")} ${times}`);
export async function deeper() { return (await import("./deepest.js")).deepest(Counter); }
say("later");
""",
    "page/deepest.js": """
import { label } from "../shared/parts.js";
export const deepest = (Made) => `${label} ${new Made({ start: 40 }).next()}`;
export { deepest as bottom };
""",
    "shared/other.js": """
import { shared as mine } from "./both.js";
export { mine as counter };
export const show = () => mine.next();
""",
    "shared/both.js": """
import { Counter } from "./parts.js";
export const shared = new Counter({ start: 9 });
""",
    "shared/here.js": "export const here = (to) => new URL(to, import.meta.url).pathname;\n",
    "shared/parts.js": """
export const said = [];
export const say = (...words) => said.push(words);
export const label = "a shared label";
const secret = Symbol("secret");
export class Counter {
  static made = 0;
  #value = 0;
  step = 1;
  constructor({ start: value = 0 } = {}) { this.#value = value; Counter.made += 1; this[secret] = true; }
  static { this.zero = () => new this(); }
  get value() { return this.#value; }
  set value(value) { this.#value = value; }
  async later() { return this?.value ?? 0; }
  *[Symbol.iterator]() { yield this.value; }
  next() { return this.#add(this.step); }
  #add(step) { this.#value += step; return this.#value; }
  toString() { return `Counter ${this.#value}${this[secret] ? "!" : "?"}`; }
}
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in MODULES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
async def page(page_maker: PageMaker, root: Path) -> Page:
    packer = Packer(root)

    async def serve(route: Route) -> None:
        where = urlsplit(route.request.url).path.lstrip("/")
        how, _, name = where.partition("/")
        found = packer.pack(name) if how == "packed" else (root / name).read_bytes() if name else b""
        await route.fulfill(content_type="text/javascript" if name else "text/html", body=found or b"")

    page = await page_maker()
    await page.route(f"{HERE}/**", serve)
    await page.goto(f"{HERE}/")
    return page


async def test_packed_modules_do_what_their_sources_do(page: Page) -> None:
    said = "async (address) => JSON.stringify((await import(address)).everything)"
    sources = await page.evaluate(said, f"{HERE}/source/page/main.js")
    packed = await page.evaluate(said, f"{HERE}/packed/page/main.js")
    assert packed.replace("/packed/", "/source/") == sources
    assert "later" in sources


async def test_the_browser_has_no_everyday_name_that_we_do_not_know_of(page: Page) -> None:
    """A name of ours inside a function may be one of the browser's: then it is left as it is."""
    ours: set[str] = set()
    for file in browser_files(".js"):
        cut = tokens(file.read_text("utf-8"), file.name)
        ours |= declared_in(cut, roles_of(cut, file.name)).inside
    known = "names => names.filter((name) => name in globalThis)"
    global_too: list[str] = await page.evaluate(known, sorted(ours))
    assert [name for name in global_too if name[0].islower() and name not in OF_THE_BROWSER] == []
