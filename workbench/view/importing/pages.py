"""The page of each import format in the dialog: one line each, by the name of the format."""

from workbench.view.importing.image_page import ImagePage
from workbench.view.importing.page import PageMaker
from workbench.view.importing.table_page import TablePage
from workbench.view.importing.text_page import TextPage

PAGES: dict[str, PageMaker] = {
    "table": TablePage,
    "images": ImagePage,
    "texts": TextPage,
}
