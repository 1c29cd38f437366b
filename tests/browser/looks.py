"""What a screen must be for eyes and hands that are not the designer's: contrast, names, words, room."""

AA = 4.5
AA_LARGE = 3
LARGE_PX = 24
FINGER_PX = 24

# Every text against what is painted behind it, every control by name, headings without gaps, no raw key,
# no text cut off with no way to the whole of it, none set one letter a line, no button too small to hit,
# no field whose hint is cut, no heading beside the figures that it stands for
FAULTS = r"""([aa, aaLarge, largePx, fingerPx]) => {
  const found = new Set();
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => {
      const part = v / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const colour = read(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode.textContent.trim();
    const element = words.currentNode.parentElement;
    if (!text || !element || element.closest("script,style,[disabled],[data-disabled]")) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (!box.width || !box.height || style.visibility === "hidden" || style.opacity === "0") continue;
    const ground = behind(element);
    const [bright, dark] = [light(over(read(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < (parseFloat(style.fontSize) >= largePx ? aaLarge : aa))
      found.add(`contrast ${ratio.toFixed(2)} of "${text.slice(0, 20)}"`);
  }
  for (const one of document.querySelectorAll("a,button,input,select,textarea")) {
    const labels = [...(one.labels ?? [])].map((label) => label.textContent).join("");
    const by = document.getElementById(one.getAttribute("aria-labelledby") ?? "")?.textContent;
    const name = one.getAttribute("aria-label") || one.textContent || labels || by || one.title || one.alt;
    const seen = one.getBoundingClientRect().width > 0;
    if (seen && !name?.trim()) found.add(`no name: ${one.outerHTML.slice(0, 90)}`);
  }
  const titles = [...document.querySelectorAll("main :is(h1,h2,h3,h4)")];
  const heads = titles.map((head) => Number(head.tagName[1]));
  if (heads.filter((level) => level === 1).length !== 1) found.add(`headings ${heads}`);
  if (heads.some((level, at) => at > 0 && level > heads[at - 1] + 1)) found.add(`headings ${heads}`);
  for (const one of document.body.querySelectorAll("*")) {
    const { overflowX, display } = getComputedStyle(one);
    const { width, height } = one.getBoundingClientRect();
    const words = one.innerText?.trim();
    if (width < 2 || !words) continue;
    const cut = one.scrollWidth - one.clientWidth;
    const told = one.closest("[title]") || one.querySelector("[title]");
    if (/hidden|clip/.test(overflowX) && cut > 1 && !told)
      found.add(`${cut} px cut off "${words.slice(0, 20)}"`);
    if (one.tagName === "BUTTON" && display !== "inline" && Math.round(height) < fingerPx)
      found.add(`${height} px high: "${words.slice(0, 20)}"`);
    if (one.tagName !== "TD" || words.length < 3) continue;
    const range = document.createRange();
    range.selectNodeContents(one);
    const lines = [...range.getClientRects()];
    const most = Math.max(...lines.map((line) => line.width));
    if (lines.length > 2 && most < 1.6 * parseFloat(getComputedStyle(one).fontSize))
      found.add(`one letter a line: ${words}`);
  }
  for (const one of document.querySelectorAll("input[placeholder]")) {
    const style = getComputedStyle(one);
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (room > 0 && pen.measureText(one.placeholder).width > room + 1) found.add(`cut: ${one.placeholder}`);
  }
  for (const one of document.querySelectorAll("th button")) {
    const cell = one.closest("th");
    const { textAlign, paddingRight } = getComputedStyle(cell);
    const range = document.createRange();
    range.selectNodeContents(one.firstChild);
    const [end, words] = [cell, range].map((place) => place.getBoundingClientRect().right);
    const aside = end - parseFloat(paddingRight) - words;
    if (textAlign === "right" && aside > 2) found.add(`${aside} px beside its figures: ${one.innerText}`);
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.add(`${wide} px too wide`);
  for (const key of document.body.innerText.match(/(?<![\w@./-])[a-z]+(\.[a-zA-Z_]+)+(?![\w@./-])/g) ?? [])
    found.add(`raw word ${key}`);
  return [...found];
}"""


# Nothing on the screen waits for an answer, and what came is painted.
STANDS = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return !document.querySelector("[aria-busy=true]");
}"""


def faults(page):
    """Name what is wrong with the screen once nothing on it waits any more."""
    page.wait_for_function(STANDS)
    return page.evaluate(FAULTS, [AA, AA_LARGE, LARGE_PX, FINGER_PX])


COVERED = """async () => {
  const notices = [...document.querySelectorAll(".mantine-Notification-root")];
  const ends = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < 10_000);
  await Promise.allSettled(ends.map((one) => one.finished));
  const boxes = notices.map((one) => one.getBoundingClientRect());
  const over = (a) => boxes.some((b) => a.width && a.left < b.right && b.left < a.right && a.top < b.bottom
    && b.top < a.bottom);
  const first = document.querySelectorAll("h1, [role=dialog] header h2, [role=dialog] header button");
  const under = [...first].filter((one) => over(one.getBoundingClientRect()));
  return under.map((one) => one.innerText || one.ariaLabel);
}"""


def covered(page):
    """Name the titles and close buttons that a notice lies over."""
    return page.evaluate(COVERED)
