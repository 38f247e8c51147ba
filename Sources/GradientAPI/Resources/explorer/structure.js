// Layers and neurons, added and removed in place; what is computed, and of which example.

import { byId, html } from "./dom.js";
import { layer } from "./presets.js";
import { get } from "./service.js";
import { change, layers, state, widths } from "./state.js";

/** Those that the service has; until it has said so, those that are chosen. */
let [activations, costs] = [[], []];
const mostNeurons = 12;
const mostLayers = 6;
const random = () => Number((Math.random() * 2 - 1).toFixed(2));
let shown = "";

const option = (value, chosen, text = value.replaceAll("_", " ")) => html("option", { value, selected: value === chosen }, text);

const choice = (label, values, chosen, onchoose) =>
  html("select", { "aria-label": label, onchange: (event) => onchoose(event.target.value) },
    ...(values.includes(chosen) ? values : [chosen, ...values]).map((value) => option(value, chosen)));

const small = (text, label, onclick, disabled) => html("button", { type: "button", class: "small", "aria-label": label, title: label, onclick, disabled }, text);

/** Asks what there is to choose: all that needs no parameters, of its own or of the layer's, and as many targets as outputs. */
export async function loadFunctions() {
  const functions = await get("/v1/functions");
  const isPlain = ({ parameters }) => parameters.every((parameter) => parameter.default !== undefined);
  activations = functions.activations.filter(isPlain).map((one) => one.name);
  costs = functions.costs.filter((cost) => isPlain(cost) && cost.name !== "gaussian").map((one) => one.name);
  shown = "";
  showStructure();
}

export function showStructure() {
  const key = JSON.stringify([widths(), state.network.cost, layers().map((one) => one.activation), state.inputs.length, state.example, state.colour]);
  if (key === shown) return;
  const controls = () => [...byId("structure").querySelectorAll("button, select")];
  const at = controls().indexOf(document.activeElement);
  const label = document.activeElement?.getAttribute("aria-label");
  shown = key;
  byId("structure").replaceChildren(...layers().map(layerControls), costControls(), exampleControls(), colourControls());
  if (at < 0) return;
  // The focus stays with its control, or, where that is gone or of no use any more, goes to the one before.
  const usable = controls().filter((control) => !control.disabled);
  const before = controls().slice(0, at + 1).filter((control) => !control.disabled).at(-1);
  (usable.find((control) => control.getAttribute("aria-label") === label) ?? before ?? usable[0]).focus();
}

function layerControls({ activation }, at) {
  const [l, width] = [at + 1, widths()[at + 1]];
  const isLast = l === layers().length;
  return html("span", { class: "bar" }, html("span", {}, `layer ${l}`),
    small("−", `Remove a neuron from layer ${l}`, () => resize(l, -1), width === 1),
    small("+", `Add a neuron to layer ${l}`, () => resize(l, 1), width >= mostNeurons),
    choice(`Activation of layer ${l}`, activations, activation, (value) => change(() => { layers()[at].activation = value; })),
    small("×", `Remove layer ${l}`, () => removeLayer(at), layers().length === 1),
    ...(isLast ? [small("+ layer", "Add a layer before the last", addLayer, layers().length >= mostLayers)] : []));
}

const costControls = () =>
  html("span", { class: "bar" }, html("span", {}, "cost"), choice("Cost", costs, state.network.cost, (value) => change(() => { state.network.cost = value; })));

function exampleControls() {
  if (state.inputs.length === 1) return html("span");
  const select = html("select", {
    "aria-label": "Examples", onchange: () => change(() => { state.example = select.value === "all" ? null : Number(select.value); }),
  }, option("all", state.example === null ? "all" : "", `all ${state.inputs.length}, the mean`),
  ...state.inputs.map((_, k) => option(String(k), String(state.example), `example ${k}`)));
  return html("span", { class: "bar" }, html("span", {}, "of"), select);
}

function colourControls() {
  return html("span", { class: "bar" }, html("span", {}, "edges by"),
    html("select", { "aria-label": "Edges by", onchange: (event) => change(() => { state.colour = event.target.value; }) },
      option("weight", state.colour, "w"), option("gradient", state.colour, "∂C/∂w")));
}

/** One neuron more or less; what follows, and an output's targets, grow and shrink with it. */
function resize(l, by) {
  change(() => {
    const [one, next] = [layers()[l - 1], layers()[l]];
    if (by > 0) {
      one.weights.push(one.weights[0].map(random));
      one.biases.push(random());
      next?.weights.forEach((row) => row.push(random()));
      if (!next) state.targets.forEach((row) => row.push(0));
    } else {
      one.weights.pop();
      one.biases.pop();
      next?.weights.forEach((row) => row.pop());
      if (!next) state.targets.forEach((row) => row.pop());
    }
  });
}

function addLayer() {
  change(() => {
    const before = widths().at(-2);
    layers().splice(-1, 0, layer(before, before, "tanh", Math.random));
  });
}

function removeLayer(at) {
  change(() => {
    const [gone] = layers().splice(at, 1);
    const inputs = gone.weights[0].length;
    const next = layers()[at];
    if (next) {
      next.weights = next.biases.map(() => Array.from({ length: inputs }, random));
    } else {
      layers().at(-1).activation = gone.activation; // what suits the cost
      const outputs = widths().at(-1);
      state.targets = state.targets.map((row) => Array.from({ length: outputs }, (_, j) => row[j] ?? 0));
    }
  });
}
