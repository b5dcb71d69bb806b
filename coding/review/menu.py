"""The pages there are, in the order of the menu. A page is a module of `coding.review.pages`."""

from coding.review.look.page import Page
from coding.review.pages import (
    agreement,
    codebook,
    codes,
    disagreements,
    findings,
    heard,
    practice,
    progress,
    read,
    review,
    settings,
    themes,
)
from coding.review.pages.sitting import several, today
from coding.review.pages.sources import deidentification, files
from coding.review.pages.workshop import cards

PAGES: tuple[Page, ...] = (
    today.PAGE,
    # Before Review, whose addresses hold any excerpt's id.
    several.PAGE,
    review.PAGE,
    read.PAGE,
    codes.PAGE,
    progress.PAGE,
    disagreements.PAGE,
    agreement.PAGE,
    cards.PAGE,
    themes.PAGE,
    codebook.PAGE,
    findings.PAGE,
    heard.PAGE,
    practice.PAGE,
    files.PAGE,
    deidentification.PAGE,
    settings.PAGE,
)
FIRST = today.PAGE.path
# What stands in the menu of those who only review; the page Today leads them to the others.
EVERYDAY = ("/today", "/read", "/codes", "/settings")
