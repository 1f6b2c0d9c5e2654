"""What is wrong with a page as it stands in the browser: barriers, overflow, text that is cut off."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = {"serious", "critical"}

# Every piece of visible text must lie within the boxes that clip it. A box that scrolls hides nothing for good.
FIND_CUT_TEXT = """() => {
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const wide = document.documentElement.clientWidth;
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || text.parentElement.closest("svg, option, script, [class*=visually-hidden]")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (!box.width || !text.parentElement.checkVisibility()) continue;
    for (let around = text.parentElement; ; around = around.parentElement) {
      if (!around) { if (box.right > wide + 1 || box.left < -1) cut.push("beyond the page: " + text.data.trim()); break; }
      const { overflowX, overflowY } = getComputedStyle(around);
      if ([overflowX, overflowY].some(flow => ["auto", "scroll"].includes(flow))) break;
      const edge = around.getBoundingClientRect();
      const isCut = overflowX != "visible" && (box.right > edge.right + 1 || box.left < edge.left - 1)
        || overflowY != "visible" && (box.bottom > edge.bottom + 2 || box.top < edge.top - 2);
      if (isCut) { cut.push("cut by " + around.tagName + "." + around.className + ": " + text.data.trim()); break; }
    }
  }
  for (const box of document.querySelectorAll("input, textarea"))
    if (box.checkVisibility() && box.value && box.scrollWidth > box.clientWidth + 1) cut.push("in a box: " + box.value);
  return cut;
}"""


def barriers(page):
    """Return what axe finds grave: page, rule and element of each."""
    return [
        f"{page.url} {fault['id']} ({fault['impact']}): {node['html']}"
        for fault in Axe().run(page).response["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


def layout_faults(page):
    """Return how the page does not fit its window, with everything on it unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    overflow = [f"{wide} px wide in a window of {room} px"] if wide > room else []
    return [f"{page.url} {fault}" for fault in overflow + page.evaluate(FIND_CUT_TEXT)]
