"""What tests in a real browser share: which one it is, sizes of screens, and what axe-core finds."""

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE, NARROWEST = (1280, 900), (390, 844), (320, 800)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

Barrier = tuple[str, object, str]


def barriers(page: Page, rules: Sequence[str] = ()) -> list[Barrier]:
    """What keeps people out of a page by WCAG 2.2 AA: the rule, where, and what is wrong there.

    Only these rules of axe-core are tried, where some are named.
    """
    only = ("rule", list(rules)) if rules else ("tag", WCAG)
    found = Axe().run(page, options={"runOnly": {"type": only[0], "values": only[1]}})
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
