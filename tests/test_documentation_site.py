"""The documentation is built, without a warning, and asks no network for anything."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from paths import ROOT

from coding.evaluation.evaluation import Evaluation
from coding.notebook import Notebook
from tools.reference import FRAMES, PAGES, REFERENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOADED = re.compile(
    r"""<(?:script|img|iframe)[^>]*\bsrc=["'](?:https?:)?//|<link[^>]*\bhref=["'](?:https?:)?//"""
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(folder),
    ]
    outcome = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert outcome.returncode == 0, outcome.stderr
    return folder


def test_every_page_is_built(site: Path) -> None:
    pages = [path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")]
    assert [page for page in pages if not (site / page.with_suffix(".html")).is_file()] == []


def test_no_page_loads_anything_from_a_network(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages
    assert [page.name for page in pages if LOADED.search(page.read_text("utf-8"))] == []


def test_no_style_loads_anything_from_a_network(site: Path) -> None:
    loads = re.compile(r"""@import|url\(["']?(?:https?:)?//""")
    assert [
        path.name for path in site.rglob("*.css") if loads.search(path.read_text("utf-8"))
    ] == []


@pytest.mark.browser
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nobody_is_kept_out(site: Path, browser: "Browser", size: str) -> None:
    from browsing import DESKTOP, PHONE, barriers

    width, height = {"desktop": DESKTOP, "phone": PHONE}[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    for name in ("index", "reference/settings", "how-to/two-coders", "tutorial/first-evaluation"):
        page.goto((site / f"{name}.html").as_uri())
        assert (name, barriers(page)) == (name, [])
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, name
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_what_the_program_makes(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), (
        "The program has changed; run: python -m tools.reference"
    )


def test_every_frame_of_a_notebook_is_listed() -> None:
    members = [*vars(Notebook).items(), *vars(Evaluation).items()]
    frames = {
        name
        for name, member in members
        if "DataFrame" in str(getattr(member, "__annotations__", {}).get("return", ""))
    }
    assert {*FRAMES} == frames
