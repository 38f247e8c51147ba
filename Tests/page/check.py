#!/usr/bin/env python3
"""Drives the explorer page in Chromium: what it shows is what the service says, for everybody and on every screen.

usage: check.py BASE_URL FOLDER [--measure]

FOLDER gets screenshots. With --measure the first paint and the frames of a moving slider are printed too.
"""

import json
import pathlib
import shutil
import sys
import urllib.request

from playwright.sync_api import sync_playwright

failures = []
checks = 0


def expect(condition, message):
    global checks
    checks += 1
    if not condition:
        failures.append(message)


class Page:
    """A page in a browser, whose every message is a failure."""

    def __init__(self, browser, url, fragment="", width=1280, height=900, scheme="light"):
        self.url = url
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
        self.page = context.new_page()
        self.page.on("console", lambda message: expect(False, f"console: {message.text}"))
        self.page.on("pageerror", lambda error: expect(False, f"error: {error}"))
        self.page.goto(f"{url}/{fragment}")
        self.settle()

    def settle(self):
        self.page.wait_for_selector("body[data-ready]", timeout=60000)

    def close(self):
        self.page.context.close()

    def value(self, expression):
        return self.page.evaluate(expression)

    @property
    def cost(self):
        self.settle()
        return float(self.value("document.body.dataset.cost"))

    @property
    def document(self):
        """The request that the page offers as a command."""
        return json.loads(self.page.inner_text("#curl").partition("-d '")[2].rpartition("'")[0])

    def ask(self, path, **more):
        body = json.dumps({**self.document, **more}).encode()
        request = urllib.request.Request(f"{self.url}{path}", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def slide(self, label, value):
        self.page.get_by_label(label, exact=True).evaluate(
            "(element, value) => { element.value = value; element.dispatchEvent(new Event('input', {bubbles: true})); }",
            str(value))
        self.settle()


def same(a, b):
    return abs(a - b) <= 1e-7 * max(1, abs(b))


def check_lesson(page):
    """It opens on the lesson's chain; sliders change the numbers to what the service says."""
    expect(same(page.cost, 0.18083700434435465), f"the lesson's cost is {page.cost}")
    for label, value in [("w⁽¹⁾", -1.25), ("b⁽³⁾", 2), ("a⁽⁰⁾", 0.4), ("y", 0.25)]:
        before = page.cost
        page.slide(label, value)
        expect(page.cost != before, f"{label} moves, and the cost does not")
        expect(same(page.cost, page.ask("/v1/cost")["cost"]), f"after {label} the page says {page.cost}")
        gradient = page.ask("/v1/gradient", **{"return": ["gradient_vector"]})["gradient_vector"]
        largest = max(gradient, key=abs)
        shown = page.value("document.querySelector('.barrow').lastChild.textContent").replace("−", "-")
        expect(abs(float(shown) - largest) <= 1e-3 * abs(largest), f"the largest bar is {shown}, should be {largest}")


def check_choosing(page):
    """Any circle can be chosen by keyboard, and its derivative is explained."""
    circle = page.page.locator("#drawing [aria-label='b of layer 2']")
    circle.focus()
    page.page.keyboard.press("Enter")
    page.settle()
    expected = page.ask("/v1/explanation", parameters=[{"layer": 2, "bias": 0}])["explanations"][0]
    shown = page.value("document.getElementById('factors').textContent").replace("−", "-")
    expect("∂b(2)" in shown, "the bias is not named")
    for factor in [expected, *expected["examples"][0]["factors"]]:
        expect(f"{factor['value']:.4g}" in shown, f"{factor['value']} is not in {shown!r}")
    expect(page.page.locator("#factors math").count() >= 3, "no MathML")


def check_nudge(page):
    page.page.fill("#nudge-size", "0.01")
    page.page.click("#nudge-go")
    page.page.wait_for_selector("#nudge-answer td")
    answer = page.ask("/v1/nudge", parameter={"layer": 2, "bias": 0}, nudges=[0.01])
    shown = page.page.inner_text("#nudge-answer tbody tr td:nth-child(3)")
    expect(same(float(shown), answer["nudges"][0]["ratio"]), f"the ratio is {shown}")
    expect(page.page.locator(".ripple.on").count() > 0, "nothing ripples")


def check_structure(page):
    """A neuron more makes a network of the chain; a layer more and less leaves it whole."""
    page.page.click("[aria-label='Add a neuron to layer 2']")
    page.settle()
    expect(page.page.locator("[aria-label='neuron 1 of layer 2']").count() == 1, "there is no second neuron")
    expect(len(page.document["network"]["layers"][1]["biases"]) == 2, "the document has no second neuron")
    expect(same(page.cost, page.ask("/v1/cost")["cost"]), "the network's cost is another")
    page.page.locator("[aria-label='neuron 0 of layer 1']").focus()
    page.page.keyboard.press("Enter")
    page.settle()
    value = page.ask("/v1/explanation", parameters=[{"layer": 1, "activation": 0}])["explanations"][0]
    rows = page.page.locator("#factors tbody tr").count()
    expect(rows == len(value["examples"][0]["paths"]) + 1, f"{rows} rows of paths and their sum")
    page.page.click("[aria-label='Add a layer before the last']")
    page.settle()
    expect(len(page.document["network"]["layers"]) == 4, "no layer was added")
    for label in ("Remove layer 2", "Remove layer 1", "Add a neuron to layer 2", "Remove a neuron from layer 2"):
        page.page.click(f"[aria-label='{label}']")
        page.settle()
        expect(page.page.is_hidden("#trouble"), f"{label}: {page.page.inner_text('#trouble')}")


def check_descent(page):
    """On every network to begin with, steps lower the cost."""
    for preset in ("xor", "points", "digits", "lesson"):
        page.page.select_option("#preset", preset)
        page.settle()
        page.page.click("text=Clear")
        for _ in range(5):
            steps = page.page.inner_text("#descent-now")
            page.page.click("#step")
            for _ in range(100):
                if page.page.inner_text("#descent-now") != steps:
                    break
                page.page.wait_for_timeout(20)
        words = page.page.inner_text("#descent-now").replace("−", "-").rstrip(".").split()
        now, first = float(words[5].rstrip(",")), float(words[7])
        expect(now < first, f"{preset}: five steps lead from {first} to {now}")
        page.settle()


def check_data(page):
    """The examples are there to be chosen: points before what the network makes of the plane, and digits."""
    page.page.select_option("#preset", "points")
    page.settle()
    page.page.wait_for_selector(".plane .point")
    expect(page.page.locator(".plane .point").count() == 24, "not 24 points")
    page.page.wait_for_timeout(300)
    for at in (0, 300, 575):
        x, y = [((place + 0.5) / 24 * 2 - 1) * 1.5 for place in (at % 24, at // 24)]
        output = page.ask("/v1/activations", examples={"inputs": [[x, y]]})["layers"][-1]["activations"][0][0]
        colour = page.value(f"document.querySelectorAll('.plane rect')[{at}].style.fill")
        expect(colour == ("var(--plus)" if output > 0.5 else "var(--minus)"), f"{x}, {y} is {colour} for {output}")
    page.page.locator(".plane .point").nth(5).press("Enter")
    page.settle()
    expect(page.page.input_value("[aria-label='Examples']") == "5", "the point is not chosen")
    expect(len(page.document["examples"]["inputs"]) == 1, "more than the point is asked for")
    page.page.select_option("#preset", "digits")
    page.settle()
    page.page.wait_for_selector(".digit")
    expect(page.page.locator(".digit").count() == 9, "not nine digits")


def check_sharing(browser, page):
    """The address holds the state."""
    page.page.select_option("#preset", "xor")
    page.settle()
    page.page.select_option("[aria-label='Edges by']", "gradient")
    page.page.fill("#rate", "0.25")
    page.page.wait_for_timeout(400)
    other = Page(browser, page.url, "#" + page.value("location.hash").lstrip("#"))
    expect(same(other.cost, page.cost), f"{page.cost} comes back as {other.cost}")
    expect(other.document == page.document, "another document comes back")
    expect(other.page.input_value("#rate") == "0.25", "the learning rate is lost")
    expect(other.page.input_value("[aria-label='Edges by']") == "gradient", "the colours are lost")
    other.close()
    broken = Page(browser, page.url, "#nonsense")
    expect(same(broken.cost, 0.18083700434435465), "a broken address does not open on the lesson")
    broken.close()


def check_verdict(page):
    page.page.select_option("#preset", "lesson")
    page.settle()
    page.page.click("#verify-example")
    page.page.wait_for_timeout(300)
    page.page.click("#verify-go")
    page.page.wait_for_selector(".verdict.wrong")
    expect("constant factor" in page.page.inner_text("#verdict"), page.page.inner_text("#verdict"))
    gradient = page.ask("/v1/gradient", **{"return": ["gradient"]})["gradient"]
    page.page.fill("#paste", json.dumps(gradient))
    page.page.click("#verify-go")
    page.page.wait_for_selector(".verdict:not(.wrong)")
    expect("Right." in page.page.inner_text("#verdict"), page.page.inner_text("#verdict"))
    page.page.fill("#paste", "{")
    page.page.click("#verify-go")
    page.page.wait_for_selector(".verdict.wrong")
    expect("not JSON" in page.page.inner_text("#verdict"), page.page.inner_text("#verdict"))
    own = {"layers": [{"weights": [[1, 2]], "biases": [0], "activation": "tanh"}], "cost": "squared_error"}
    page.page.fill("#paste", json.dumps(own))
    page.page.click("#verify-go")
    page.page.wait_for_selector("text=Here it is")
    page.settle()
    expect(page.document["network"] == own, "one's own network is not shown")


ACCESS = """() => {
  const faults = [];
  const visible = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  for (const element of document.querySelectorAll("input, select, textarea, button, [role=button]")) {
    if (!visible(element)) continue;
    const name = element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent.trim();
    if (!name) faults.push(`no name: ${element.outerHTML.slice(0, 90)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`twice: ${id}`);
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby]")) {
    for (const key of ["aria-labelledby", "aria-describedby"]) {
      const id = element.getAttribute(key);
      if (id && !document.getElementById(id)) faults.push(`${key} of nothing: ${id}`);
    }
  }
  const levels = [...document.querySelectorAll("h1, h2, h3")].map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) faults.push("not one h1");
  levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) faults.push("a heading's level is left out"); });

  const parse = (color) => { const found = color.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0]; return found.length < 4 ? [...found, 1] : found; };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color[3] > 0.99) return color;
    }
    return [255, 255, 255, 1];
  };
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !visible(element) || element.closest(":disabled, option, title, .skip")) continue;
    const style = getComputedStyle(element);
    const color = parse(element.namespaceURI.endsWith("svg") ? style.fill : style.color);
    const [a, b] = [light(color), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${element.textContent.trim().slice(0, 40)}`);
  }
  if (!document.documentElement.lang) faults.push("no language");
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  return [...new Set(faults)];
}"""


def check_access(browser, url, folder):
    """Names, contrast and no sideways scrolling, on both kinds of screen and in both schemes, with everything open."""
    for size, width, height in [("desktop", 1280, 900), ("phone", 390, 844)]:
        for scheme in ("light", "dark"):
            page = Page(browser, url, "", width, height, scheme)
            for preset in ("lesson", "digits"):
                page.page.select_option("#preset", preset)
                page.settle()
                page.page.click("#step")
                page.page.click("#nudge-go")
                page.page.click("#verify-example")
                page.page.wait_for_timeout(300)
                page.page.click("#verify-go")
                page.page.wait_for_selector(".verdict")
                page.settle()
                for fault in page.value(ACCESS):
                    expect(False, f"{size}, {scheme}, {preset}: {fault}")
                page.page.screenshot(path=str(folder / f"{preset}-{size}-{scheme}.png"), full_page=True)
            page.close()


def check_keys(browser, url):
    """The whole page can be walked through with the Tab key, and what has the focus shows it."""
    page = Page(browser, url)
    reached = set()
    for _ in range(80):
        page.page.keyboard.press("Tab")
        reached.add(page.value("document.activeElement.id || document.activeElement.getAttribute('aria-label') || ''"))
    for wanted in ("preset", "share", "w of layer 1", "Cost", "slider-0", "nudge-go", "step", "paste", "verify-go"):
        expect(wanted in reached, f"Tab does not come to {wanted}")
    page.close()


def check_size(url):
    """All that the page takes, before any coding."""
    with urllib.request.urlopen(f"{url}/") as answer:
        expect("default-src 'none'" in answer.headers["Content-Security-Policy"], "no strict policy")
        size = len(answer.read())
    with urllib.request.urlopen(f"{url}/openapi.yaml") as answer:
        text = answer.read().decode()
    files = text[text.index("/explorer/{file}:"):]
    for name in files[files.index("enum: [") + 7:files.index("]", files.index("enum: ["))].split(","):
        with urllib.request.urlopen(f"{url}/explorer/{name.strip()}") as answer:
            size += len(answer.read())
    expect(size < 150_000, f"the page is {size} bytes")
    return size


FRAMES = """() => new Promise((done) => {
  const slider = document.getElementById("slider-0");
  const times = [];
  let n = 0;
  const frame = (now) => {
    times.push(now);
    slider.value = Math.sin(n / 20);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    n += 1;
    if (n < 240) requestAnimationFrame(frame);
    else done((times.length - 1) * 1000 / (times.at(-1) - times[0]));
  };
  requestAnimationFrame(frame);
})"""


def measure(browser, url):
    paints = []
    for _ in range(5):
        page = Page(browser, url)
        paints.append(page.value("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"))
        frames = page.value(FRAMES)
        page.close()
    print(f"first contentful paint {sorted(paints)[2]:.0f} ms, {frames:.0f} frames a second while a slider moves")


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--measure"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    url, folder = arguments[0].rstrip("/"), pathlib.Path(arguments[1])
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        if "--measure" in sys.argv:
            measure(browser, url)
        size = check_size(url)
        page = Page(browser, url)
        check_lesson(page)
        check_choosing(page)
        check_nudge(page)
        check_structure(page)
        check_descent(page)
        check_data(page)
        check_sharing(browser, page)
        check_verdict(page)
        page.close()
        check_access(browser, url, folder)
        check_keys(browser, url)
        browser.close()
    print(*failures[:40], sep="\n", end="\n" if failures else "")
    print(f"page: {size} bytes, {checks} checks; {len(failures) or 'no'} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
