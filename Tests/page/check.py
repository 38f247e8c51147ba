#!/usr/bin/env python3
"""Drives the explorer page in Chromium: what it shows is what the service says, for everybody and on every screen.

usage: check.py BASE_URL FOLDER [--measure]

FOLDER gets screenshots. With --measure the first paint and the frames of a moving slider are printed too.
"""

import base64
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
    """A page in a browser, whose every message is a failure, but for those that a check is about."""

    def __init__(self, browser, url, fragment="", width=1280, height=900, scheme="light", allows=None):
        self.url = url
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
        self.page = context.new_page()
        self.page.on("console", lambda message: expect(allows and allows in message.text, f"console: {message.text}"))
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

    @property
    def address(self):
        """What the address holds."""
        coded = self.value("location.hash").lstrip("#")
        return json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)))

    def choose(self, label, value):
        self.page.select_option(label if label.startswith("#") else f"[aria-label='{label}']", value)
        self.settle()

    def paste(self, document):
        """Gives the page something of one's own, and waits for what it says to it."""
        self.page.evaluate("() => document.getElementById('verdict').replaceChildren()")
        self.page.fill("#paste", document if isinstance(document, str) else json.dumps(document))
        self.page.click("#verify-go")
        self.page.wait_for_selector(".verdict")
        return self.page.inner_text("#verdict")

    def delay(self, path, milliseconds):
        """Lets the answers of a route come late."""
        self.page.evaluate(DELAY, [path, milliseconds])

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


DELAY = """([path, time]) => {
  const real = window.undelayed ??= window.fetch;
  window.fetch = async (to, ...more) => {
    const answer = await real(to, ...more);
    if (to === path) await new Promise((done) => setTimeout(done, time));
    return answer;
  };
}"""


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
    expect(same(float(shown.replace("−", "-")), answer["nudges"][0]["ratio"]), f"the ratio is {shown}")
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


def check_functions(page):
    """Every function that the service has can be chosen, but those that need more than a name."""
    functions = page.page.evaluate("fetch('/v1/functions').then((response) => response.json())")
    for label, kind, left in (("Activation of layer 1", "activations", ("threshold", "prelu")), ("Cost", "costs", ("gaussian",))):
        names = [one["name"] for one in functions[kind] if one["name"] not in left]
        options = page.page.eval_on_selector_all(f"[aria-label='{label}'] option", "all => all.map((one) => one.value)")
        expect(options == names, f"{label}: {options}")
    for label, name in (("Activation of layer 1", "mish"), ("Activation of layer 2", "log_softmax"), ("Cost", "huber")):
        page.page.select_option(f"[aria-label='{label}']", name)
        page.settle()
        expect(same(page.cost, page.ask("/v1/cost")["cost"]), f"with {name} the cost is another")


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
    whole = page.value("location.hash")
    for fragment in ("#nonsense", whole[:len(whole) // 2]):
        broken = Page(browser, page.url, fragment)
        expect(same(broken.cost, 0.18083700434435465), "a broken address does not open on the lesson")
        expect("address" in broken.page.inner_text("body").partition("The network\n")[0], "nothing says that the address is broken")
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


def steps(page):
    """How many steps of gradient descent the page has taken."""
    words = page.page.inner_text("#descent-now").split()
    return int(words[1]) if words[0] == "after" else 0


def check_stopping(browser, url):
    """A run ends with Stop and whenever something else is there, and there is never more than one."""
    page = Page(browser, url)
    page.choose("#preset", "xor")
    own = {"layers": [{"weights": [[1, 2]], "biases": [0], "activation": "tanh"}], "cost": "squared_error"}
    ends = {
        "Stop": lambda: page.page.click("#run"),
        "Clear": lambda: page.page.click("text=Clear"),
        "another network": lambda: page.page.select_option("#preset", "points"),
        "another neuron": lambda: page.page.click("[aria-label='Add a neuron to layer 1']"),
        "a pasted network": lambda: page.paste(own),
    }
    for name, end in ends.items():
        page.page.click("#run")
        page.page.wait_for_timeout(200)
        expect(page.page.inner_text("#run") == "Stop", f"before {name} there is no run to stop")
        end()
        page.page.wait_for_timeout(300)
        expect(page.page.inner_text("#run") == "Run", f"{name} does not give back Run")
        page.settle()
        before = steps(page), page.document
        page.page.wait_for_timeout(300)
        expect((steps(page), page.document) == before, f"{name} does not stop the run")
    page.choose("#preset", "xor")
    page.delay("/v1/gradient", 100)
    for _ in range(5):
        page.page.click("#run")
    page.page.wait_for_timeout(1500)
    expect(0 < steps(page) <= 16, f"{steps(page)} steps in a time for 15: there are two runs")
    page.close()


def check_running_address(browser, url):
    """What a run has trained is in the address, while it goes on and at its end."""
    page = Page(browser, url)
    page.choose("#preset", "xor")
    page.page.wait_for_timeout(500)
    before = page.address["network"]
    page.page.click("#run")
    page.page.wait_for_timeout(1200)
    expect(page.address["network"] != before, "a run that goes on is not in the address")
    page.page.click("#run")
    page.page.wait_for_timeout(700)
    page.settle()
    written, shown = (network["layers"][0]["weights"][0][0] for network in (page.address["network"], page.document["network"]))
    expect(same(written, shown), f"the address has {written}, the page {shown}")
    page.close()


def check_outputs(browser, url):
    """The curve of an output, which a cost takes only from 0 to 1, has gaps, and all else is there."""
    page = Page(browser, url)
    for preset, layer in (("xor", 2), ("points", 3), ("digits", 2)):
        page.choose("#preset", preset)
        page.page.locator(f"[aria-label='neuron 0 of layer {layer}']").press("Enter")
        page.page.wait_for_timeout(300)
        page.settle()
        expect(page.page.is_hidden("#trouble"), f"{preset}: {page.page.inner_text('#trouble')}")
        expect(f"a0({layer})" in page.value("document.getElementById('factors').textContent"), f"{preset}: the output is not explained")
        curve = page.value("document.querySelector('#curve .curve')?.getAttribute('d') ?? ''")
        expect(curve.count("L") > 6 and "NaN" not in curve, f"{preset}: the curve is {curve!r}")
        expect("how far from what it is" in page.page.inner_text("#curve"), f"{preset}: the axis is not said to be an offset")
    page.choose("#preset", "xor")
    page.page.locator("[aria-label='neuron 0 of layer 2']").press("Enter")
    page.page.select_option("[aria-label='Activation of layer 2']", "relu")
    page.page.wait_for_timeout(300)
    page.settle()
    found = page.value("document.body.dataset.cost")
    expected = page.ask("/v1/gradient")["cost"]
    expect(same(float(found), expected), f"with relu the page says {found}, the service {expected}")
    page.close()


def check_late_answers(browser, url):
    """What comes too late is of nothing that is there: a step, a nudge."""
    page = Page(browser, url)
    page.choose("#preset", "points")
    fresh = page.document
    page.choose("#preset", "xor")
    page.delay("/v1/gradient", 500)
    page.page.click("#step")
    page.page.wait_for_timeout(100)
    page.page.select_option("#preset", "points")
    page.page.wait_for_timeout(1600)
    page.settle()
    expect(page.document == fresh, "a late step moves another network's weights")
    page.delay("/v1/gradient", 0)
    page.choose("#preset", "lesson")
    page.page.click("#nudge-go")
    page.page.wait_for_selector("#nudge-answer td")
    page.slide("w⁽¹⁾", 1.5)
    expect(page.page.locator("#nudge-answer td").count() == 0, "what a nudge did stays when the network is another")
    page.delay("/v1/nudge", 400)
    page.page.click("#nudge-go")
    page.page.locator("[aria-label='b of layer 1']").press("Enter")
    page.page.wait_for_timeout(1200)
    expect(page.page.locator("#nudge-answer td").count() == 0, "a late nudge is shown as that of something else")
    page.page.click("#nudge-go")
    page.page.wait_for_selector("#nudge-answer td")
    for size in ("", "0"):
        page.page.fill("#nudge-size", size)
        page.page.click("#nudge-go")
        page.page.wait_for_timeout(600)
        expect(page.page.locator("#nudge-answer td").count() == 0, f"a nudge by {size!r} has an answer")
        expect("By how much?" in page.page.inner_text("main"), f"nothing is said to a nudge by {size!r}")
    page.close()


def check_nothing_finite(browser, url):
    """Where the cost is not finite, the page has what there is, and nothing of before."""
    page = Page(browser, url, allows="422")
    for cost in ("binary_cross_entropy", "cross_entropy"):
        for activation in ("identity", "tanh"):
            page.choose("#preset", "xor")
            page.page.select_option("[aria-label='Cost']", cost)
            page.page.select_option("[aria-label='Activation of layer 2']", activation)
            page.page.click("[aria-label='Remove a neuron from layer 1']")
            page.settle()
            name = f"{cost} of {activation}"
            words = page.page.inner_text("#trouble")
            expect(words.startswith("With these, the cost is not a finite number: "), f"{name}: {words!r}")
            expect("non_finite" not in words and "/network" not in words, f"{name}: {words!r}")
            expect(page.page.inner_text("#cost-now").endswith("= –"), f"{name}: {page.page.inner_text('#cost-now')}")
            expect(page.page.locator("[aria-label='neuron 2 of layer 1']").count() == 0, f"{name}: the drawing is that of before")
            expect(set(page.page.locator(".barrow > :last-child").all_inner_texts()) == {"–"}, f"{name}: there are derivatives")
            last = page.document["network"]["layers"][-1]
            expect(last["activation"] == activation and len(last["weights"][0]) == 2, f"{name}: the command is {last}")
    page.page.wait_for_timeout(500)
    again = page.page.context.new_page()
    again.goto(f"{url}/{page.value('location.hash')}")
    again.wait_for_timeout(600)
    expect(again.locator("[aria-label='neuron 1 of layer 1']").count() == 1, "there is no drawing after a reload")
    expect('"tanh"' in again.inner_text("#request"), "there is no command after a reload")
    page.page.select_option("[aria-label='Activation of layer 2']", "sigmoid")
    page.page.wait_for_timeout(400)
    page.settle()
    expect(page.page.is_hidden("#trouble"), "what was said of the cost stays")
    page.page.click("[aria-label='Remove layer 2']")
    page.page.wait_for_timeout(400)
    page.settle()
    expect(page.document["network"]["layers"][-1]["activation"] == "sigmoid", "the outputs are no longer those of a sigmoid")
    page.close()


def square(n):
    layer = {"weights": [[0.01] * n for _ in range(n)], "biases": [0.0] * n, "activation": "tanh"}
    return {"layers": [layer], "cost": "squared_error"}


def check_large(browser, url):
    """What is too large for a page is refused in words, pasted or in the address; what is merely large works."""
    page = Page(browser, url)
    before = page.document
    for n in (300, 400):
        said = page.paste(square(n))
        expect("too large" in said, f"to {n} by {n} the page says {said!r}")
        page.page.wait_for_timeout(500)
        expect(page.document == before and page.address["network"] == before["network"], f"{n} by {n} is there in part")
    expect("Here it is" in page.paste(square(100)), "100 by 100 is refused")
    page.page.wait_for_timeout(500)
    page.settle()
    other = Page(browser, url, page.value("location.hash"))
    expect(other.document == page.document, "100 by 100 does not come back")
    other.close()
    state = {**page.address, "network": square(300), "inputs": [[1] * 300], "targets": [[1] * 300]}
    other = Page(browser, url, "#" + base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("="))
    expect("too large" in other.page.inner_text("body"), "nothing is said of an address with too large a network")
    expect(same(other.cost, 0.18083700434435465), "an address with too large a network does not open on the lesson")
    other.page.wait_for_timeout(500)
    expect(len(other.address["network"]["layers"]) == 3, "the address is not that of what is shown")
    other.close()
    page.close()


def check_formulas(browser, url):
    """Formulas name the example whose cost it is, and what is pointed at is explained in passing."""
    page = Page(browser, url)
    page.choose("#preset", "xor")
    text = "document.getElementById('factors').textContent"
    first = page.value("document.querySelector('#factors .formula').textContent")
    expect(first.startswith("∂C∂a"), f"the mean is called {first!r}")
    page.choose("Examples", "2")
    expect("∂C2∂a" in page.value(text) and "C0" not in page.value(text), "example 2's cost is not called C₂")
    expect("∂C₂/∂aⱼ" in page.value(text) and "C₀" not in page.value(text), "example 2's cost is not called C₂ in the table")
    chosen = page.value(text)
    for point, leave in [
            (lambda to: to.hover(), lambda: page.page.mouse.move(5, 5)), (lambda to: to.focus(), lambda: page.page.focus("#share"))]:
        point(page.page.locator("[aria-label='input 1']"))
        page.page.wait_for_timeout(400)
        expected = page.ask("/v1/explanation", parameters=[{"layer": 0, "activation": 1}])["explanations"][0]["examples"][0]
        rows = [row.split("\t")[-1].replace("−", "-") for row in page.page.locator("#factors tbody tr").all_inner_texts()]
        found = [f"{one['value']:.4g}" for one in [*expected["paths"], expected]]
        expect(rows == found, f"the paths of what is pointed at are {rows}, should be {found}")
        leave()
        page.page.wait_for_timeout(300)
        expect(page.value(text) == chosen, "what is chosen does not come back")
    page.close()


def check_ripple_in_view(browser, url):
    """Whoever nudges sees it travel."""
    for width, height in ((1280, 800), (390, 844)):
        page = Page(browser, url, "", width, height)
        for preset in ("lesson", "xor", "points"):
            page.choose("#preset", preset)
            page.page.locator("#nudge-go").scroll_into_view_if_needed()
            page.page.click("#nudge-go")
            page.page.wait_for_selector("#nudge-answer td")
            box = page.page.locator("#drawing").bounding_box()
            expect(box["y"] >= -1 and box["y"] + box["height"] <= height + 1, f"{width}, {preset}: the drawing is at {box}")
            box = page.page.locator("#nudge-go").bounding_box()
            expect(0 <= box["y"] <= height - box["height"], f"{width}, {preset}: the button is at {box}")
        page.close()


MARKS = """() => {
  const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (...colors) => { const [a, b] = colors.map(light).sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const card = getComputedStyle(document.getElementById("stage")).backgroundColor;
  const of = (selector, key) => getComputedStyle(document.querySelector(selector))[key];
  return {
    "a field's border": ratio(of("#preset", "borderTopColor"), card),
    "the focus": ratio(getComputedStyle(document.activeElement).outlineColor, card),
    "what is chosen": ratio(of("#drawing .chosen .node", "stroke"), card),
  };
}"""


def check_marks(browser, url):
    """What has the focus and what is chosen is seen, and told; numbers are in their circles; nothing chatters."""
    for scheme in ("light", "dark"):
        page = Page(browser, url, scheme=scheme)
        page.choose("#preset", "xor")
        page.page.focus("#preset")
        page.page.keyboard.press("Tab")
        for name, ratio in page.value(MARKS).items():
            expect(ratio >= 3, f"{scheme}: {name} has a contrast of {ratio:.2f}")
        edge = page.page.locator("#drawing [aria-label*='weight w⁽²⁾₀₁']")
        expect(" = 0.87" in (edge.get_attribute("aria-label") or ""), "an edge does not tell its value")
        page.page.locator("#drawing [aria-label*='weight w⁽²⁾₀₀']").focus()
        page.page.keyboard.press("Tab")
        strokes = edge.locator("line").evaluate_all("(lines) => lines.map((line) => [getComputedStyle(line).stroke, parseFloat(getComputedStyle(line).strokeWidth)])")
        around = [width for stroke, width in strokes if stroke == page.value("getComputedStyle(document.querySelector('#drawing .chosen .node')).stroke")]
        expect(around and max(around) > 10, f"{scheme}: an edge with the focus is {strokes}")
        page.close()
    page = Page(browser, url)
    page.choose("#preset", "xor")
    for place in ("#drawing", "#bars"):
        page.page.locator("#drawing [aria-label*='weight w⁽²⁾₀₁']").press("Enter")
        page.settle()
        expect(page.page.locator(f"{place} [aria-pressed=true]").count() == 1, f"{place} does not tell what is chosen")
    page.page.locator(".plane .point").nth(1).press("Enter")
    page.page.wait_for_timeout(300)
    expect(page.page.locator("#data [aria-pressed=true]").count() == 1, "the points do not tell which is chosen")
    for label in ("Remove layer 1", "Remove a neuron from layer 1"):
        page.choose("#preset", "points")
        for _ in range(4):
            control = page.page.locator(f"[aria-label='{label}']")
            if control.is_disabled():
                break
            control.focus()
            page.page.keyboard.press("Enter")
            page.page.wait_for_timeout(200)
            expect(page.value("document.activeElement !== document.body"), f"{label}: the focus is lost")
    page.choose("#preset", "points")
    page.page.wait_for_timeout(1500)
    page.value("""() => {
      window.said = 0;
      for (const place of document.querySelectorAll("[aria-live=polite], [role=status], [role=alert]"))
        new MutationObserver((all) => { window.said += all.length; }).observe(place, {childList: true, characterData: true, subtree: true});
    }""")
    page.page.click("#run")
    page.page.wait_for_timeout(2000)
    page.page.click("#run")
    page.page.wait_for_timeout(1500)
    expect(page.value("window.said") <= 2, f"{page.value('window.said')} things are said aloud in a run of two seconds")
    numbers = [-123.4, -0.0421, -0.00012, 98765.4, -1e7, -3e-12, 12.34, -9.87]
    page.paste({"layers": [{"weights": [[0]] * 8, "biases": numbers, "activation": "identity"}], "cost": "squared_error"})
    page.settle()
    outside = page.value("""() => [...document.querySelectorAll("#drawing g")].filter((one) => one.querySelector(".value")).flatMap((one) => {
      const [text, r] = [one.querySelector(".value"), Number(one.querySelector(".node").getAttribute("r")) - 1];
      return text.getComputedTextLength() > 2 * Math.sqrt(r * r - 16) ? [text.textContent] : [];
    })""")
    expect(not outside, f"these are not within their circles: {outside}")
    page.close()


SMALL = """() => [...document.querySelectorAll("button, select, input")].filter((element) => element.checkVisibility())
  .map((element) => [element, element.getBoundingClientRect()]).filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([element, box]) => `${element.id || element.getAttribute("aria-label")} ${box.width} x ${box.height}`)"""


def check_narrow(browser, url):
    """On the narrowest screens nothing is cut off, and everything can be hit."""
    page = Page(browser, url, "", 320, 640)
    for preset in ("lesson", "xor", "points", "digits"):
        page.choose("#preset", preset)
        page.choose("Cost", "binary_cross_entropy_from_logits")
        page.page.wait_for_timeout(200)
        width = page.value("document.documentElement.scrollWidth")
        expect(width <= 320, f"{preset}: {width} wide on a screen of 320")
        small = page.value(SMALL)
        expect(not small, f"{preset}: too small to hit: {small[:3]}")
    page.close()


def check_own(browser, url):
    """Fields keep what is typed, and what is not understood or not kept is said."""
    page = Page(browser, url, allows="Failed to load resource")
    page.slide("w⁽¹⁾", 1.5)
    expect(page.page.input_value("#preset") == "", "a network that was moved is called the lesson's")
    page.choose("#preset", "lesson")
    expect(same(page.cost, 0.18083700434435465), "choosing the lesson again does not bring it back")
    field = page.page.get_by_label("w⁽¹⁾, exactly")
    for typed, kept in (("0.123456789", "0.123456789"), ("", "0.123456789")):
        field.fill(typed)
        page.page.focus("#share")
        page.settle()
        expect(field.input_value() == kept, f"{typed!r} becomes {field.input_value()!r}")
    page.page.fill("#rate", "0")
    page.page.focus("#share")
    expect(page.page.input_value("#rate") == "0.5", "a learning rate of 0 is taken")
    for text in ("null", "[[1]]", '{"layers": null, "cost": "squared_error"}'):
        said = page.paste(text)
        expect("undefined" not in said and "null (" not in said and "not JSON" not in said, f"to {text} the page says {said!r}")
    said = page.paste({"network": page.document["network"], "examples": page.document["examples"], "reduction": "sum"})
    expect("sum" in said, "nothing is said of a reduction that is not kept")
    said = page.paste([0] * 6)
    expect("layer 3, neuron 0, bias" in said, f"errors are at {said!r}")
    before = page.document["network"]
    layer = {"weights": [[1]], "biases": [-2], "activation": {"name": "prelu"}, "slopes": [0.5]}
    own = {"network": {"layers": [layer], "cost": "squared_error"}, "examples": [{"input": [1], "target": [0]}]}
    said = page.paste(own)
    expect("layer 1 has slopes" in said, f"to a network with slopes the page says {said!r}")
    said = page.paste({**own, "gradient": [-0.5, -0.5, 2]})
    expect("layer 1, slope 0" in said and "wrong slopes" in said, f"of wrong slopes the page says {said!r}")
    expect(page.document["network"] == before and page.page.is_hidden("#trouble"), "a network that is not shown is kept")
    page.page.click("#verify-example")
    page.page.wait_for_timeout(300)
    expect(page.page.locator(".verdict").count() == 0, "a verdict stays on what is no longer there")
    page.choose("#preset", "digits")
    expect("40 of 147" in page.page.inner_text("#bars"), "nothing says that there are more bars")
    page.page.route("**/v1/**", lambda route: route.abort())
    page.page.select_option("[aria-label='Examples']", "2")
    page.page.wait_for_timeout(500)
    expect("does not answer" in page.page.inner_text("#trouble"), "nothing says that the service is gone")
    page.page.unroute("**/v1/**")
    page.page.wait_for_timeout(3500)
    expect(page.page.is_hidden("#trouble"), "the page does not come back with the service")
    expect(page.value("document.body.dataset.cost") == str(page.ask("/v1/cost")["cost"]), "the cost does not come back with the service")
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
        check_functions(page)
        check_descent(page)
        check_data(page)
        check_sharing(browser, page)
        check_verdict(page)
        page.close()
        check_access(browser, url, folder)
        check_keys(browser, url)
        for check in (
                check_stopping, check_running_address, check_outputs, check_late_answers, check_nothing_finite, check_large,
                check_formulas, check_ripple_in_view, check_marks, check_narrow, check_own):
            check(browser, url)
        browser.close()
    print(*failures[:40], sep="\n", end="\n" if failures else "")
    print(f"page: {size} bytes, {checks} checks; {len(failures) or 'no'} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
