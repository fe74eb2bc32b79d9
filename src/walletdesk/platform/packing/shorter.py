"""What can be left out of a module or said shorter without a change of meaning."""

from collections.abc import Iterator
from dataclasses import dataclass

from walletdesk.platform.packing.modules import Module
from walletdesk.platform.packing.roles import BLOCK
from walletdesk.platform.packing.tokens import Token, line_ends


def shorter(module: Module, cut: list[Token]) -> list[Token]:
    for i, token in enumerate(cut):
        if token.kind == "word":
            before = module.cut[i - 1].text if i else ""
            value = before not in (".", "?.") and not (i + 1 < len(cut) and cut[i + 1].text in (":", "("))
            if token.text == "const":
                token.text = "let"
            elif token.text in ("true", "false") and value:
                token.text = "!0" if token.text == "true" else "!1"
                token.kind = "number"
        elif token.text in (";", ",") and _superfluous(module, i):
            token.text = ""
        elif token.text == "=>":
            _bare_parameter(module, cut, i)
    for end, start in _declared_in_a_row(module, cut):
        cut[end].text, cut[start].text = ",", ""
    return cut


def _superfluous(module: Module, i: int) -> bool:
    """A semicolon before a closing brace, but for an empty loop; a comma before the end of a list."""
    after = module.cut[i + 1].text if i + 1 < len(module.cut) else ""
    before = module.cut[i - 1].text
    if module.cut[i].text == ",":
        return after in ("}", "]", ")") and before not in (",", "[")
    if after != "}" or before in (";", "{"):
        return False
    if before != ")":
        return True
    opening = module.roles.opening[i - 1]
    return module.cut[opening - 1].text not in ("for", "while", "if")


def _bare_parameter(module: Module, cut: list[Token], arrow: int) -> None:
    """``(x) =>`` is ``x =>``."""
    if [module.cut[arrow - 3].text, module.cut[arrow - 1].text] == ["(", ")"] and (
        arrow - 2 in module.roles.names and module.roles.opening[arrow - 1] == arrow - 3
    ):
        cut[arrow - 3].text = cut[arrow - 1].text = ""


@dataclass(slots=True)
class _Statement:
    """Where we are inside one bracket: only a block has statements."""

    block: bool
    begun: bool = False
    declares: bool = False


def _declared_in_a_row(module: Module, cut: list[Token]) -> Iterator[tuple[int, int]]:
    """``let a = 1; let b = 2;`` is one statement: where the first ends, and the second begins."""
    around = [_Statement(block=True)]
    said = [
        i for i, token in enumerate(cut) if module.cut[i].text and (token.text or module.cut[i].text == ";")
    ]
    for place, i in enumerate(said):
        here = around[-1]
        after = said[place + 1] if place + 1 < len(said) else i
        if i in module.roles.opening:
            around.pop()
        elif here.block and module.cut[i].text == ";":
            if here.declares and _declares(module, cut, after):
                yield i, after
            else:
                here.begun = here.declares = False
                continue
        elif here.block and not here.begun:
            here.begun, here.declares = True, _declares(module, cut, i)
        elif here.block and line_ends(cut[said[place - 1]], cut[i]):
            here.declares = False  # another statement may have begun without a semicolon
        if i in module.roles.closing:
            around.append(_Statement(module.roles.kinds[i] == BLOCK))


def _declares(module: Module, cut: list[Token], i: int) -> bool:
    return i in module.roles.declaring and cut[i].text == "let"
