"""A reader without a mouse: everything is reached by Tab and done by Enter, Space, arrows and typing."""

from __future__ import annotations

from datetime import date
from typing import Any

MOST_TABS = 400
FOCUSED = "element => element === document.activeElement"
VISIBLE = """element => {
  const circle = element.matches('input[type=radio], input[type=checkbox]');
  const shown = circle ? element.nextElementSibling : element;
  const style = getComputedStyle(shown); const before = getComputedStyle(shown, '::before');
  return [style, before].some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2); }"""


class Hands:
    """Two hands on a keyboard, in front of one page."""

    def __init__(self, page: Any, house: str) -> None:
        self.page = page
        self.house = house

    # -- moving --

    def go(self, path: str) -> None:
        """Type an address; the only thing besides keys a reader may do."""
        self.page.goto(self.house + path)

    def reach(self, target: Any) -> None:
        """Tab until the target has focus, and see that it shows."""
        target.wait_for(state="attached")
        element = target.element_handle()
        for _press in range(MOST_TABS):
            if element.evaluate(FOCUSED):
                break
            self.page.keyboard.press("Tab")
        assert element.evaluate(FOCUSED), f"Tab never comes to {target}"
        assert element.evaluate(VISIBLE), f"focus does not show on {target}"

    def press(self, name: str, which: int = 0) -> None:
        """Follow a link or press a button by its own words, and wait for what it leads to."""
        links = self.page.get_by_role("link", name=name, exact=True)
        buttons = self.page.get_by_role("button", name=name, exact=True)
        self.reach(links.or_(buttons).nth(which))
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def unfold(self, words: str) -> None:
        """Open a part that is folded."""
        self.reach(self.page.locator("summary", has_text=words).first)
        self.page.keyboard.press("Enter")

    # -- filling in --

    def write(self, label: str, text: str) -> None:
        """Type into the field with this label; what stood there is replaced."""
        self.reach(self.page.get_by_label(label).first)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def date(self, label: str, day: date) -> None:
        """Type a day into the browser's own date field, in whichever order this browser asks for it."""
        field = self.page.get_by_label(label).first
        self.reach(field)
        for order in ("%m%d%Y", "%d%m%Y"):
            self.page.keyboard.type(day.strftime(order))
            if field.input_value() == day.isoformat():
                return
            for _part in range(3):
                self.page.keyboard.press("Backspace")
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"{label} says {field.input_value()}")

    def choose(self, option: str, group: str = "") -> None:
        """Pick one of several circles: Tab into the group, arrows to the one."""
        place = self.page.get_by_role("group", name=group).first if group else self.page
        circle = place.get_by_role("radio", name=option).first
        name = circle.get_attribute("name")
        circles = self.page.locator(f"input[type=radio][name='{name}']")
        checked = circles.and_(self.page.locator(":checked"))
        self.reach(checked.first if checked.count() else circles.first)
        self.page.keyboard.press("Space")
        element = circle.element_handle()
        for _press in range(circles.count()):
            if element.evaluate(FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        assert circle.is_checked(), option

    def tick(self, label: str) -> None:
        self.reach(self.page.get_by_role("checkbox", name=label).first)
        self.page.keyboard.press("Space")

    def select(self, label: str, option: str) -> None:
        """Pick from a list by its arrows."""
        field = self.page.get_by_label(label).first
        self.reach(field)
        said = "list => list.options[list.selectedIndex].text"
        for _press in range(field.locator("option").count()):
            if option in field.evaluate(said):
                break
            self.page.keyboard.press("ArrowDown")
        assert option in field.evaluate(said), f"{label} says {field.evaluate(said)}"

    # -- reading --

    def sees(self, text: str) -> None:
        assert text in self.text, f"“{text}” is not on {self.page.url}: {self.text[:600]}"

    @property
    def text(self) -> str:
        return str(self.page.locator("body").inner_text())

    @property
    def heading(self) -> str:
        return str(self.page.locator("h1").first.inner_text())

    # -- who one is --

    def be(self, role: str) -> None:
        """Come in through the demo's page as one of its people."""
        self.go("/demo/")
        card = self.page.locator(f"form:has(input[value='{role}']) button")
        self.reach(card)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
