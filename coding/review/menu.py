"""The pages there are, in the order of the menu. A page is a module of `coding.review.pages`."""

from coding.review.page import Page
from coding.review.pages import review, settings

PAGES: tuple[Page, ...] = (review.PAGE, settings.PAGE)
FIRST = "/review"
