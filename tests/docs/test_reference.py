"""The reference pages leave nothing out: commands, options, exit codes, keys, documents, control paths, links."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec
import pyrage
import pytest
from sessions import ROOT, Terminal

from mwslink import errors
from mwslink.cli import mwslink
from mwslink.config import shapes
from mwslink.sandbox import control_accounts, control_application, control_desks, control_listings, control_orders
from mwslink.sandbox.faults import KINDS
from mwslink.sandbox.sendcloud import control as control_sendcloud
from mwslink.sandbox.sendcloud import control_shipping

REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def text_of(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def section_of(name: str, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text_of(name), re.DOTALL | re.MULTILINE)
    assert found, f"{name} has no section {heading!r}"
    return found[1]


def commands(group: click.Group = mwslink, before: str = "") -> dict[str, click.Command]:
    """Every command by its words, those of groups included; the groups themselves are none."""
    context = click.Context(group)
    found: dict[str, click.Command] = {}
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= commands(command, f"{before}{name} ")
        elif command:
            found[before + name] = command
    return found


def test_the_page_of_commands_is_what_the_program_says() -> None:
    """docs/reference/commands.md is current; python tools/commands.py writes it."""
    tool = runpy.run_path(str(ROOT / "tools" / "commands.py"))

    assert tool["render_commands"]() == text_of("commands.md"), "run python tools/commands.py"


def test_every_option_of_every_command_is_documented() -> None:
    """Whatever a command takes stands in its section."""
    for name, command in commands().items():
        section = section_of("commands.md", f"mwslink {name}")
        options = [option for one in command.params if isinstance(one, click.Option) for option in one.opts]

        assert [option for option in options if option not in section] == []


def test_every_exit_code_is_documented() -> None:
    """Each code an error can have, and Click's and the shell's, has a row, and no row is invented."""
    kinds = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.MwslinkError)]
    codes = {0, 2, 130, *(kind.exit_code for kind in kinds)}

    assert {int(row) for row in re.findall(r"^\| (\d+) \|", text_of("exit-codes.md"), re.MULTILINE)} == codes


@pytest.mark.parametrize("name", shapes.FileTable.__struct_fields__)
def test_every_table_and_key_of_the_configuration_is_documented(name: str) -> None:
    """Each key stands in the table of its table."""
    page = text_of("configuration.md")
    many = {
        "accounts": ("NAME", shapes.AccountTable),
        "connections": ("ID", shapes.ConnectionTable),
        "carriers": ("CODE", shapes.CarrierTable),
    }
    if name in many:
        title, shape = f"[{name}.{many[name][0]}]", many[name][1]
    elif name in shapes.SINGLE_TABLES:
        title, shape = f"[{name}]", shapes.SINGLE_TABLES[name]
    else:
        title, shape = f"`{name}`", None

    assert title in page
    if shape:
        begin = page.index(f"`{title}`")
        rows = page[begin : begin + 2500]
        assert [field.name for field in msgspec.structs.fields(shape) if f"`{field.name}`" not in rows] == []


# Their keys are operations, items, packages, orders or marketplaces.
BY_ID = {"states", "calls", "gift_messages", "customized_urls", "tracking_numbers", "differing", "before"}


def _keys(value: Any) -> Iterator[str]:
    """All keys of a document's data but those that are ids."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in BY_ID:
                yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def archive_to_a_drive(home: Path) -> None:
    """A configuration with [archive], and the private key where the commands look for it."""
    pair = pyrage.x25519.Identity.generate()
    (home / "key.txt").write_text(str(pair))
    (home / "drive").mkdir()
    with (home / ".config" / "mwslink" / "config.toml").open("a") as config:
        keys = f'reason = "tax"\nyears = 6\nrecipients = ["{pair.to_public()}"]\nfolder = "{home}/drive"\n'
        config.write(f"\n[archive]\n{keys}")


def lose_the_store_key(home: Path) -> None:
    """Somebody deleted a line too many."""
    secrets = home / ".config" / "mwslink" / "secrets.toml"
    secrets.write_text(re.sub(r'(?ms)^\[store\]\nkey = "[^"]*"\n', "", secrets.read_text()))


def test_every_key_of_every_document_is_documented(terminal: Terminal, tmp_path: Path) -> None:
    """What --json prints, for each command, stands in its section of json.md."""
    lines = (
        ("connect", "connect --country ES --sandbox --json"),
        ("connections", "connections --json"),
        ("import", "import --json"),
        ("connect-sendcloud", "connect-sendcloud --sandbox --json"),
        ("push", "push --json"),
        ("confirm", "confirm --late-within 9d --json"),
        ("sync", "sync --json"),
        ("orders", "orders --personal --json"),
        ("why", "why ORDER --json"),
        ("check-weights", "check-weights --json"),
        ("check-weights", "check-weights --offline --output weights.csv --json"),
        ("set-weight", "set-weight 1085-C-EU 500g --dry-run --json"),
        ("set-weight", "set-weight 1085-C-EU 500g --yes --wait 0s --json"),
        ("set-weight", "set-weight 1085-C-EU 500g --local --json"),
        ("set-weight", "set-weight 1085-C-EU --local --remove --json"),
        ("auth-status", "auth-status --json"),
        ("renew", "renew amazon-es --keep-token --json"),
        ("renew", "renew amazon-es --consent --json"),
        ("rotate-secret", "rotate-secret --client-secret amzn1.oa2-cs.v1.sandbox --json"),
        ("privacy status", "privacy status --audit --json"),
        ("privacy purge", "privacy purge --dry-run --json"),
        ("privacy purge", "privacy purge --json"),
        ("privacy archive", "privacy archive --all --dry-run --json"),
        ("privacy archive", "privacy archive --all --json"),
        ("privacy archive", "privacy archive --verify --json"),
        ("privacy archive", "privacy archive --expire --json"),
        ("privacy restore", "privacy restore --identity key.txt --output orders.jsonl --json"),
        ("privacy rehearse", "privacy rehearse --identity key.txt --json"),
        ("privacy rotate-key", "privacy rotate-key --json"),
        ("privacy access-log", "privacy access-log --json"),
        ("quota", "quota --json"),
        ("runs", "runs --json"),
        ("doctor", "doctor --json"),
        ("settings", "settings amazon-es --name Tienda --json"),
        ("connect", "connect --country DE --api mws --sandbox --json"),
        ("migrate", "migrate amazon-de --sandbox --days 1 --json"),
        ("migrate", "migrate amazon-de --confirm --json"),
        ("privacy forget-key", "privacy forget-key --yes --json"),
        ("privacy erase", "privacy erase --account sandbox --dry-run --json"),
        ("privacy erase", "privacy erase --account sandbox --yes --json"),
        ("privacy certificates", "privacy certificates --json"),
        ("privacy certificates", "privacy certificates --verify --json"),
        ("disconnect", "disconnect amazon-es --yes --json"),
    )
    first = {"privacy archive": archive_to_a_drive, "privacy forget-key": lose_the_store_key}
    codes = {"check-weights": {10}, "set-weight": {0, 5}, "renew": {0, 10}}  # 10: a seller's turn; 5: it takes a while
    top = text_of("json.md").partition("\n## ")[0]
    assert {name for name, _line in lines} == set(commands()) - {"sandbox", "demo", "webhook"}

    order = ""
    for name, line in lines:
        first.pop(name, lambda _home: None)(terminal.home)
        document = json.loads(terminal.run(f"mwslink {line.replace('ORDER', order)}"))
        if name == "orders":
            order = document["data"]["orders"][0]["order_id"]
        section = section_of("json.md", name)
        assert document["exit_code"] in codes.get(name, {0}), document
        assert [key for key in document if f"`{key}`" not in top] == []
        # What the steps of a sync tell stands in the sections of their own commands.
        data = dict.fromkeys(document["data"]) if name == "sync" else document["data"]
        assert sorted({key for key in _keys(data) if f"`{key}`" not in section}) == [], name


def test_every_control_path_and_fault_of_the_sandbox_is_documented() -> None:
    """What the sandbox can be told stands in its two pages."""
    page = text_of("sandbox.md") + text_of("sandbox-sendcloud.md")
    modules = (
        control_accounts,
        control_application,
        control_desks,
        control_listings,
        control_orders,
        control_sendcloud,
        control_shipping,
    )
    routes = [path for one in modules for path, _method, _answer in one.ROUTES]
    ends = {re.sub(r"\{.*?\}", "", path).rpartition("/")[2] for path in routes}

    assert [kind for kind in KINDS if f"`{kind}`" not in page and f"`{kind}:" not in page] == []
    assert [end for end in ends if end and not re.search(rf"/{end}\b", page)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """To a file that is there, and to a heading that is in it."""
    for target in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _hash, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        assert not anchor or anchor in _anchors(file), f"{page.name}: {target}"


def _anchors(file: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.*)$", _FENCE.sub("", file.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_table_of_carriers_is_the_built_in_one() -> None:
    """docs/reference/carriers.md is current; python tools/carriers.py writes it."""
    tool = runpy.run_path(str(ROOT / "tools" / "carriers.py"))

    assert tool["render_table"]() in text_of("carriers.md"), "run python tools/carriers.py"
