"""What the browser itself says about a page: accessibility, width, size of what one presses."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BY_LOOK = ["color-contrast", "scrollable-region-focusable", "target-size"]
SMALLEST = 24  # WCAG 2.2, 2.5.8

# Links inside running text are excepted by 2.5.8; so is a native control hidden under its own larger label.
SMALL = """smallest => [...document.querySelectorAll(`
  main a, main button, main input, main select, main summary, header a, header button, footer a`)]
  .filter(e => { const box = e.getBoundingClientRect(); const style = getComputedStyle(e);
    if (!box.width || style.visibility === 'hidden' || e.type === 'hidden') return false;
    if (e.tagName === 'A' && style.display === 'inline') {
      const parent = e.parentElement; const own = parent.textContent.replace(/\\s+/g, ' ').trim();
      return own === e.textContent.replace(/\\s+/g, ' ').trim() && box.height < 18; }
    return box.height < smallest || box.width < smallest; })
  .map(e => e.outerHTML.slice(0, 120))"""


@cache
def _axe() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe_here(page: Any) -> None:
    """Bring axe to a page; it stays when other content is drawn there."""
    page.evaluate(_axe())


def violations(page: Any, rules: list[str] = RULES) -> list[str]:
    """What axe finds, one line for each broken rule with the first place it is broken."""
    return _run(page, {"type": "tag", "values": rules})


def seen_otherwise(page: Any) -> list[str]:
    """The rules whose answer hangs on the width of the window and on light or dark."""
    return _run(page, {"type": "rule", "values": BY_LOOK})


def _run(page: Any, only: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        axe_here(page)
    found = page.evaluate("only => axe.run({runOnly: only, resultTypes: ['violations']})", only)
    return [
        f"{one['id']} x{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]
    ]


def overflow(page: Any) -> list[str]:
    """What sticks out to the right, when the page is wider than its window."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.table-scroll'))
            .map(e => e.outerHTML.slice(0, 100)).slice(0, 3)"""
        )
    )


def small(page: Any) -> list[str]:
    """What is too small to press."""
    return list(page.evaluate(SMALL, SMALLEST))


def hidden(page: Any) -> list[str]:
    """Links and buttons a reader of this width never gets to see; what is folded can be unfolded."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('header a, header button, main a, main button, footer a')]
            .filter(e => !e.hidden && !e.closest('details:not([open]), [hidden]'))
            .filter(e => !e.getClientRects().length)
            .map(e => 'hidden ' + e.outerHTML.slice(0, 100))"""
        )
    )
