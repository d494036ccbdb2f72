"""What axe finds on a page that people with disabilities would stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
# Two frames, so that a change of scheme or size has begun to show; then all that moves or fades comes to its end. What
# is out of sight may never do so, and a page behind another gets no frames: a second at most.
SETTLE = """() => {
  const frame = () => new Promise(requestAnimationFrame);
  const still = () => Promise.allSettled(document.getAnimations().map((one) => one.finished));
  const late = new Promise((done) => setTimeout(done, 1000));
  return Promise.race([frame().then(frame).then(still), late]).then(() => null);
}"""


def serious_findings(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Serious and critical findings, by all rules or some, each with the parts of the page that it is about.

    Waits until colours stand still: half faded, they have a contrast that nobody reads.
    """
    page.evaluate(SETTLE)
    options = {"runOnly": list(only)} if only else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in found
        if one["impact"] in SERIOUS
    ]
