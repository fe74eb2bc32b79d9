"""What is packed: which names change, what is left out, what is refused. tests/browser has that it runs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.source import SRC, UI
from walletdesk.platform.packing import Packer, PackError

NAMED = re.compile(r"""(?:/assets/|asset\(")([\w/-]+\.(?:js|css))""")
Tree = Callable[..., Packer]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    def made(**files: str) -> Packer:
        for name, text in files.items():
            file = tmp_path / name.replace("__", "/").replace("_", ".")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return Packer(tmp_path)

    return made


def sent(packer: Packer, name: str) -> str:
    body = packer.pack(name)
    assert body is not None
    return body.decode()


@pytest.mark.parametrize(
    ("source", "packed"),
    [
        ("const wide = 1; // why\nsay(wide);", "let A=1;say(A);"),
        ("const wide = 1;\nsay({ wide, wide: wide.wide });", "let A=1;say({wide:A,wide:A.wide});"),
        ("function f(one, { two, three: four = 4 }) { return one + two + four; }", None),
        ("const { wide = 1 } = give();\nsay(wide);", "let{wide:A=1}=give();say(A);"),
        ("class Thing { wide = 1; #own = 2; wider() { return this.wide; } }", None),
        ("say(document.title, location);", "say(document.title,location);"),
        ("((location) => location)();", "(location=>location)();"),
        ("say((wide) => wide, async (wide) => wide);", "say(a=>a,async a=>a);"),
        ("say(() => 1, (wide, far) => 2, (wide = 1) => 3);", "say(()=>1,(a,b)=>2,(a=1)=>3);"),
        ("const wide = 1;\nconst far = 2;\nsay(wide);\nconst last = far;", "let B=1,A=2;say(B);let C=A;"),
        ("let wide = 1\nsay(wide);\nlet far = 2;", "let A=1\nsay(A);let B=2;"),
        ("const f = () => { say(1); };\nlet wide;", "let A=()=>{say(1)},B;"),
        ("for (let wide = 1; wide; ) { let far = wide; let last = far; }", "for(let a=1;a;){let b=a,c=b}"),
        (
            "sheet.replaceSync(`\n  :host { all: initial !important; }\n  b:empty { margin: 0 }\n`);",
            "sheet.replaceSync(`:host{all:initial!important}b:empty{margin:0}`);",
        ),
        ("say(true, { true: false });", "say(!0,{true:!1});"),
        ("const half = a / 2 / b, found = /[/]\\/`/g;\nsay(half, found);", None),
        ("say(`a ${`b ${1}`} c`);", "say(`a ${`b ${1}`} c`);"),
        ("say(html`<p>\n    ${1}\n  </p>`, `\n  kept`);", "say(html`<p> ${1} </p>`,`\n  kept`);"),
        ("say(\n  1,\n  2,\n);", "say(1,2);"),
        ("for (;;);\nsay(1)\nsay(2)", "for(;;);say(1)\nsay(2);"),
        ("say(1 + +2 - -3);", "say(1+ +2- -3);"),
    ],
)
def test_only_names_of_our_own_change_and_only_what_says_nothing_goes(
    tree: Tree, source: str, packed: str | None
) -> None:
    text = sent(tree(a_js=source), "a.js")
    assert packed is None or text == packed
    assert all(kept not in text for kept in ("wide)", "// why", "\n    "))
    assert len(text) <= len(source)


def test_what_others_see_keeps_its_name(tree: Tree) -> None:
    text = sent(tree(a_js="class Thing { wide = 1; wider() { return this.wide; } }"), "a.js")
    assert text == "class A{wide=1;wider(){return this.wide}}"


def test_a_name_means_one_thing_on_the_whole_page(tree: Tree) -> None:
    packer = tree(
        a_js='import { wide } from "./b.js";\nconst own = 1;\nsay(wide, own);',
        b_js="const own = 2;\nexport const wide = own;",
    )
    assert sent(packer, "a.js") == "let B=2,C=B;let A=1;say(C,A);"


def test_a_part_that_is_fetched_later_uses_the_modules_of_its_page(tree: Tree) -> None:
    packer = tree(
        a_js='import { t } from "./t.js";\nt(1);\nconst later = () => import("./later.js");\nlater();',
        t_js="export const t = (word) => word;",
        later_js='import { t } from "./t.js";\nexport const show = () => t(2);',
    )
    assert packer.parts("a.js") == ["a.js~later.js"]
    assert 'import("./a.js~later.js").then(e=>e.d(' in sent(packer, "a.js")
    part = sent(packer, "a.js~later.js")
    assert part.startswith("let r;export const d=(A)=>r??=(()=>{")
    assert "return{show:" in part
    assert "word" not in part


def test_a_part_hands_on_what_the_parts_need_that_it_loads(tree: Tree) -> None:
    packer = tree(
        a_js='import { t } from "./t.js";\nt(1);\nconst later = () => import("./later.js");\nlater();',
        t_js="export function t(word) { return word; }",
        later_js='export const show = () => import("./deep.js");',
        deep_js='import { t } from "./t.js";\nexport const show = () => t(2);',
    )
    assert sent(packer, "a.js~later.js").startswith("let r;export const d=(A)=>")


def test_what_two_parts_need_is_there_once(tree: Tree) -> None:
    packer = tree(
        a_js='const one = () => import("./one.js"), two = () => import("./two.js");\nsay(one, two);',
        one_js='import { both } from "./both.js";\nexport const one = both;',
        two_js='import { both } from "./both.js";\nexport const two = both;',
        both_js="export const both = new Map();",
    )
    places = [name for name in ("a.js", *packer.parts("a.js")) if "new Map" in sent(packer, name)]
    assert places == ["a.js"]


def test_a_module_knows_its_old_address(tree: Tree) -> None:
    packer = tree(
        page__a_js='import { here } from "../shared/b.js";\nhere();',
        shared__b_js='export const here = () => new URL("x.svg", import.meta.url);',
    )
    assert 'new URL("x.svg",new URL("../shared/b.js",import.meta.url))' in sent(packer, "page/a.js")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('import all from "./b.js";', "only `import"),
        ('import { missing } from "./b.js";\nmissing();', "does not export"),
        ('import { x } from "https://elsewhere/";', "relative"),
        ("import(`./${x}.js`);", "not written out"),
        ("export default 1;", "named declarations"),
        ("say({;", "not closed"),
        ("say(1));", "was not open"),
        ("const a = 'open;", "cannot read"),
    ],
)
def test_what_cannot_be_packed_is_refused_with_its_place(tree: Tree, source: str, reason: str) -> None:
    packer = tree(a_js=source, b_js="export const b = 1;")
    with pytest.raises(PackError, match=reason) as refused:
        packer.pack("a.js")
    assert str(refused.value).startswith("a.js")


def test_a_part_may_not_use_what_changes(tree: Tree) -> None:
    packer = tree(
        a_js='import { n } from "./n.js";\nsay(n, import("./later.js"));',
        n_js="export let n = 1;\nsetTimeout(() => { n = 2; });",
        later_js='import { n } from "./n.js";\nexport const show = () => n;',
    )
    with pytest.raises(PackError, match="changes"):
        packer.pack("a.js~later.js")


def test_styles_of_a_page_are_those_it_can_meet(tree: Tree) -> None:
    packer = tree(
        page__index_html='<script type="module" src="/assets/page/a.js"></script>',
        page__a_js='say(`<p class="used kind-${1}">`);',
        page__page_css='@import "own.css";',
        page__own_css="""
            /* why */
            @layer one, two;
            :root { --used: 1px; --idle: 2px; }
            .used > p , .idle { margin: 0 var(--used); }
            .idle:hover { color: red }
            .kind-a:not(.idle)::before { content: "  >  " }
            @media (min-width: 3rem) { .idle { color: red } }
        """,
    )
    assert sent(packer, "page/page.css") == (
        "@layer one,two;:root{--used:1px}.used>p{margin:0 var(--used)}"
        '.kind-a:not(.idle)::before{content:"  >  "}'
    )
    assert ".idle:hover{color:red}" in sent(packer, "page/own.css")


def test_everything_that_pages_name_can_be_packed() -> None:
    pages = [*UI.rglob("*.html"), *SRC.rglob("templates/**/*.html")]
    named = {
        name for page in pages for name in NAMED.findall(page.read_text("utf-8")) if "vendor" not in name
    }
    packer = Packer(UI)
    assert {"widget/main.js", "workspace/main.js", "help/search.js", "help/page.css"} <= named
    assert [name for name in named if not packer.pack(name)] == []


def test_what_only_the_parts_of_a_page_can_meet_is_a_sheet_of_its_own(tree: Tree) -> None:
    packer = tree(
        page__index_html='<script type="module" src="/assets/page/a.js"></script>',
        page__a_js="""
            say(html`<p class="first ${wide ? "wide" : ""}"><b class=${`kind-${wide}`}></b>`, "part");
            const later = () => import("./later.js");
            later();
        """,
        page__later_js='export const show = () => html`<p class="part">`;',
        page__page_css="""
            @layer one, two;
            @layer one { :root { --ours: 1px; --theirs: 2px; } .first { margin: var(--ours) } }
            @layer two { .wide, .kind-a, .part { color: red } }
            @layer two { .part > p { margin: var(--theirs) } .other { margin: 0 } }
        """,
        page__later_css='@import "page.css";',
    )
    first, later = sent(packer, "page/page.css"), sent(packer, "page/later.css")
    assert first == (
        "@layer one,two;@layer one{:root{--ours:1px;--theirs:2px}.first{margin:var(--ours)}}"
        "@layer two{.wide,.kind-a{color:red}}"
    )
    assert later == "@layer two{.part{color:red}}@layer two{.part>p{margin:var(--theirs)}}"


def test_a_part_of_few_readers_has_a_sheet_and_strings_of_its_own(tree: Tree) -> None:
    packer = tree(
        page__index_html='<script type="module" src="/assets/page/a.js"></script>',
        page__a_js='say(html`<p class="first">`, () => import("./later.js"), () => import("./few.js"));',
        page__later_js='export const show = () => html`<p class="part ${say("often")}">`;',
        page__few_js='export const show = () => html`<p class="part few ${say("seldom")}">`;',
        page__page_css=".first { margin: 0 } .part { margin: 1px } .few { margin: 2px }"
        ".often { margin: 3px } .part > .few { margin: 4px }",
        page__later_css='@import "page.css";',
        page__few_css='@import "page.css";',
    )
    assert packer.apart("page/a.js") == ["page/few.js"]
    assert sent(packer, "page/page.css") == ".first{margin:0}"
    assert sent(packer, "page/later.css") == ".part{margin:1px}.often{margin:3px}"
    assert sent(packer, "page/few.css") == ".few{margin:2px}.part>.few{margin:4px}"
    assert packer.strings_of_parts("page/a.js") == {'"often"'}
    assert packer.strings_of_part("page/a.js", "page/few.js") == {'"seldom"'}


def test_the_strings_of_a_page_are_those_it_may_say_at_first(tree: Tree) -> None:
    packer = tree(
        a_js='import "./b.js";\nsay("one", `${t("two")}`, import("./later.js"));',
        b_js="say('three');",
        later_js='say("four");',
    )
    assert packer.strings("a.js") == {'"one"', '"two"', "'three'", '"./later.js"'}


def test_what_the_parts_of_a_part_share_travels_with_that_part(tree: Tree) -> None:
    packer = tree(
        a_js='const one = () => import("./one.js");\none();',
        one_js='export const show = [() => import("./two.js"), () => import("./three.js")];',
        two_js='import { both } from "./both.js";\nexport const two = both;',
        three_js='import { both } from "./both.js";\nexport const three = both;',
        both_js="export const both = new Map();",
    )
    places = [name for name in ("a.js", *packer.parts("a.js")) if "new Map" in sent(packer, name)]
    assert places == ["a.js~one.js"]
    assert "d=(A)=>" in sent(packer, "a.js~two.js")
    assert "d=()=>" in sent(packer, "a.js~one.js")
