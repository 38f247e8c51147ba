// Gradient descent, a step of it at a time, by the service's gradients.

import { byId, html, say, short, svg } from "./dom.js";
import { post } from "./service.js";
import { change, layers, shape, state, still } from "./state.js";

let costs = [];
let first = 0;
let steps = 0;
/** The steps to come; each is of the descent with this number, and comes to nothing in another. */
let left = 0;
let descent = 0;
let isStepping = false;
let isSameShape = () => false;
let parts = {};

export function makeDescent(trouble) {
  const rate = html("input", {
    type: "number", id: "rate", min: 0, step: "any", value: state.rate,
    oninput: () => { if (rate.valueAsNumber > 0) change(() => { state.rate = rate.valueAsNumber; }); },
    onblur: () => { rate.value = state.rate; },
  });
  const step = html("button", { type: "button", class: "main", id: "step", onclick: () => run(1, trouble) }, "Step");
  const go = html("button", { type: "button", id: "run", onclick: () => (left === Infinity ? stop() : run(Infinity, trouble)) }, "Run");
  const reset = html("button", { type: "button", onclick: clear }, "Clear");
  parts = { rate, go, plot: html("div"), line: html("p", { class: "hint", "aria-live": "off", id: "descent-now" }) };
  byId("descent").replaceChildren(
    html("p", { class: "hint" }, "Each step takes the learning rate times ∇C off every weight and bias; over all examples."),
    html("div", { class: "bar" }, html("label", { for: "rate" }, "learning rate"), rate, step, go, reset), parts.plot, parts.line);
  clear();
}

/** Another network, or another cost, is not what was descended on. */
export function showDescent() {
  if (!parts.rate) return;
  if (document.activeElement !== parts.rate) parts.rate.value = state.rate;
  if (!isSameShape()) clear();
}

function stop() {
  left = 0;
  descent += 1;
  say(parts.go, "Run");
}

function clear() {
  stop();
  [costs, steps, isSameShape] = [[], 0, still(shape)];
  show();
}

/** There is one loop at most: what is asked for while it goes on is for it to do. */
async function run(count, trouble) {
  left += count;
  if (left === Infinity) say(parts.go, "Stop");
  if (isStepping) return;
  isStepping = true;
  try {
    while (left > 0) {
      const begun = performance.now();
      left -= 1;
      await once();
      show();
      if (left === Infinity) await new Promise((done) => setTimeout(done, Math.max(0, 40 - (performance.now() - begun))));
    }
  } catch (error) {
    stop();
    if (error.kind === "silence") trouble(error);
    else say(parts.line, `It stops here: ${error.message}`);
  } finally {
    isStepping = false;
  }
}

/** All examples, whichever is shown. */
const whole = () => ({ network: state.network, examples: { inputs: state.inputs, targets: state.targets } });

async function once() {
  const mine = descent;
  const isStill = still(whole);
  const { cost, gradient } = await post("/v1/gradient", { ...whole(), return: ["cost", "gradient"] });
  if (mine !== descent || !isStill()) return; // the gradient is that of something else
  if (costs.length === 0) costs.push(first = cost);
  const less = (x, slope) => x - state.rate * slope;
  const next = layers().map(({ weights, biases }, l) => ({
    weights: weights.map((row, j) => row.map((x, k) => less(x, gradient.layers[l].weights[j][k]))),
    biases: biases.map((x, j) => less(x, gradient.layers[l].biases[j])),
  }));
  if (!next.every(({ weights, biases }) => [...weights.flat(), ...biases].every(Number.isFinite))) {
    throw new Error("The step is too long: a weight would not be a finite number. Make the learning rate smaller.");
  }
  change(() => layers().forEach((layer, l) => Object.assign(layer, next[l])));
  steps += 1;
  const isThere = still(whole);
  const after = (await post("/v1/cost", { ...whole(), return: ["cost"] })).cost;
  if (mine !== descent || !isThere()) return;
  costs.push(after);
  if (costs.length > 400) costs.shift();
}

function show() {
  parts.line.textContent = costs.length ? `after ${steps} steps: C = ${short(costs.at(-1))}, from ${short(first)}` : "No step yet.";
  const [left, right, top, bottom] = [46, 452, 10, 140];
  const high = Math.max(...costs, 1e-12);
  const points = costs.map((cost, at) => `${left + at / Math.max(1, costs.length - 1) * (right - left)},${bottom - cost / high * (bottom - top)}`);
  parts.plot.replaceChildren(svg("svg", { viewBox: "0 0 464 150", role: "img", "aria-label": `The cost after each step${costs.length ? `; now ${short(costs.at(-1))}` : ""}` },
    svg("line", { class: "axis", x1: left, y1: bottom, x2: right, y2: bottom }),
    svg("line", { class: "axis", x1: left, y1: top, x2: left, y2: bottom }),
    ...(costs.length ? [svg("polyline", { class: "curve", points: points.join(" ") }), svg("text", { class: "small", x: left - 5, y: top + 6, "text-anchor": "end" }, short(high))] : []),
    svg("text", { class: "small", x: left - 5, y: bottom, "text-anchor": "end" }, "0")));
}
