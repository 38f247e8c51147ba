// Gradient descent, a step of it at a time, by the service's gradients.

import { byId, html, short, svg } from "./dom.js";
import { post } from "./service.js";
import { change, layers, state } from "./state.js";

let costs = [];
let descending = "";
let steps = 0;
let isRunning = false;
let parts = {};

export function makeDescent(trouble) {
  const rate = html("input", { type: "number", id: "rate", min: 0, step: "any", value: state.rate, oninput: () => { if (rate.valueAsNumber >= 0) change(() => { state.rate = rate.valueAsNumber; }); } });
  const step = html("button", { type: "button", class: "main", id: "step", onclick: () => run(1, trouble) }, "Step");
  const go = html("button", { type: "button", id: "run", onclick: () => (isRunning ? stop() : run(Infinity, trouble)) }, "Run");
  const reset = html("button", { type: "button", onclick: () => { costs = []; steps = 0; show(); } }, "Clear");
  parts = { rate, go, plot: html("div"), line: html("p", { class: "hint", "aria-live": "off", id: "descent-now" }) };
  byId("descent").replaceChildren(
    html("p", { class: "hint" }, "Each step takes the learning rate times ∇C off every weight and bias; over all examples."),
    html("div", { class: "bar" }, html("label", { for: "rate" }, "learning rate"), rate, step, go, reset), parts.plot, parts.line);
  show();
}

export function showRate() {
  if (parts.rate && document.activeElement !== parts.rate) parts.rate.value = state.rate;
}

function stop() {
  isRunning = false;
  parts.go.textContent = "Run";
}

async function run(count, trouble) {
  if (isRunning) return;
  isRunning = count > 1;
  if (isRunning) parts.go.textContent = "Stop";
  try {
    for (let left = count; left > 0 && (left === count || isRunning); left -= 1) {
      const begun = performance.now();
      await once();
      show();
      if (count > 1) await new Promise((done) => setTimeout(done, Math.max(0, 40 - (performance.now() - begun))));
    }
  } catch (error) {
    trouble(error);
  }
  stop();
}

/** All examples, whichever is shown. */
const whole = () => ({ network: state.network, examples: { inputs: state.inputs, targets: state.targets } });

/** What a curve belongs to: another network, or another cost, begins another. */
const kind = () => JSON.stringify([state.preset, state.inputs.length, state.network.cost, layers().map((layer) => [layer.biases.length, layer.activation])]);

async function once() {
  if (descending !== kind()) [descending, costs, steps] = [kind(), [], 0];
  const { cost, gradient } = await post("/v1/gradient", { ...whole(), return: ["cost", "gradient"] });
  if (costs.length === 0) costs.push(cost);
  change(() => {
    layers().forEach((layer, l) => {
      const slope = gradient.layers[l];
      layer.weights.forEach((row, j) => row.forEach((_, k) => { row[k] -= state.rate * slope.weights[j][k]; }));
      layer.biases.forEach((_, j) => { layer.biases[j] -= state.rate * slope.biases[j]; });
    });
  });
  costs.push((await post("/v1/cost", { ...whole(), return: ["cost"] })).cost);
  steps += 1;
  if (costs.length > 400) costs.shift();
}

function show() {
  parts.line.textContent = costs.length ? `after ${steps} steps: C = ${short(costs.at(-1))}, from ${short(costs[0])}` : "No step yet.";
  const [left, right, top, bottom] = [46, 452, 10, 140];
  const high = Math.max(...costs, 1e-12);
  const points = costs.map((cost, at) => `${left + at / Math.max(1, costs.length - 1) * (right - left)},${bottom - cost / high * (bottom - top)}`);
  parts.plot.replaceChildren(svg("svg", { viewBox: "0 0 464 150", role: "img", "aria-label": `The cost after each step${costs.length ? `; now ${short(costs.at(-1))}` : ""}` },
    svg("line", { class: "axis", x1: left, y1: bottom, x2: right, y2: bottom }),
    svg("line", { class: "axis", x1: left, y1: top, x2: left, y2: bottom }),
    ...(costs.length ? [svg("polyline", { class: "curve", points: points.join(" ") }), svg("text", { class: "small", x: left - 5, y: top + 6, "text-anchor": "end" }, short(high))] : []),
    svg("text", { class: "small", x: left - 5, y: bottom, "text-anchor": "end" }, "0")));
}
