"""What axe finds on a page that people with disabilities would stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
# Two frames, so that a change of scheme or size has begun to show; then all that moves or fades is brought to its end.
SETTLE = """async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
  for (const one of document.getAnimations()) {
    if (one.effect.getComputedTiming().endTime !== Infinity) one.finish();
  }
}"""


def serious_findings(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Serious and critical findings, by all rules or some, each with the parts of the page that it is about.

    Lets colours come to a stand first: half faded, they have a contrast that nobody reads.
    """
    page.bring_to_front()  # one behind another is drawn no frames
    page.evaluate(SETTLE)
    options = {"runOnly": list(only)} if only else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in found
        if one["impact"] in SERIOUS
    ]
