// What is shown: a network, examples, and what is chosen of them. It lives in the address.

import { presets } from "./presets.js";

export const state = {};
const listeners = [];

export const onChange = (listener) => listeners.push(listener);

/** Changes the state, and tells everybody. */
export function change(what) {
  what(state);
  if (!exists(state.selected)) state.selected = lastWeight();
  if (!Number.isInteger(state.example) || !state.inputs[state.example]) state.example = null;
  for (const listener of listeners) listener();
  remember();
}

export const layers = () => state.network.layers;
export const widths = () => [layers()[0].weights[0].length, ...layers().map((layer) => layer.biases.length)];
export const isChain = () => widths().every((width) => width === 1) && state.inputs.length === 1;

/** The examples that are looked at: one, or all. */
export function examples() {
  const chosen = state.example === null ? state.inputs.keys() : [state.example];
  const rows = [...chosen];
  return { inputs: rows.map((k) => state.inputs[k]), targets: rows.map((k) => state.targets[k]) };
}

export const request = (more = {}) => ({ network: state.network, examples: examples(), ...more });

/** What a drawing and a curve of costs belong to, whatever the weights are. */
export const shape = () => [widths(), layers().map((layer) => layer.activation), state.network.cost, state.inputs.length];

/** To be asked later, when an answer is there: is this still the same network, and `what` the same of it? */
export function still(what) {
  const [network, before] = [state.network, JSON.stringify(what())];
  return () => state.network === network && JSON.stringify(what()) === before;
}

/** The answer where there is none: the network's shape, without numbers. */
export function nothing() {
  const none = (row) => row.map(() => null);
  return {
    cost: null,
    inputs: examples().inputs,
    slopes: [],
    layers: layers().map(({ biases }) => ({ weighted_sums: [none(biases)], activations: [none(biases)], activation_gradients: [none(biases)] })),
    gradient: { layers: layers().map(({ weights, biases }) => ({ weights: weights.map(none), biases: none(biases) })) },
  };
}

const lastWeight = () => ({ layer: layers().length, weight: [0, 0] });

function exists(parameter) {
  if (!parameter) return false;
  const { layer, weight, bias, activation } = parameter;
  const wide = widths();
  if (![layer].concat(weight ?? bias ?? activation).every((n) => Number.isInteger(n) && n >= 0)) return false;
  if (weight) return layer >= 1 && layer < wide.length && weight[0] < wide[layer] && weight[1] < wide[layer - 1];
  return layer >= (bias === undefined ? 0 : 1) && (bias ?? activation) < wide[layer];
}

/** A weight's or a bias's value, or an input's. */
export function valueOf({ layer, weight, bias, activation }) {
  if (weight) return layers()[layer - 1].weights[weight[0]][weight[1]];
  if (bias !== undefined) return layers()[layer - 1].biases[bias];
  return layer === 0 ? state.inputs[state.example ?? 0][activation] : null;
}

export function setValue({ layer, weight, bias, activation, target }, value) {
  change(() => {
    if (weight) layers()[layer - 1].weights[weight[0]][weight[1]] = value;
    else if (bias !== undefined) layers()[layer - 1].biases[bias] = value;
    else if (target !== undefined) state.targets[state.example ?? 0][target] = value;
    else state.inputs[state.example ?? 0][activation] = value;
  });
}

export const subscript = (n) => String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);
const superscript = (n) => `⁽${String(n).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])}⁾`;

/** C₂, where one of several examples is looked at; the mean over all is C. */
export const nameOfCost = (example) => (example === null || state.inputs.length === 1 ? "C" : `C${subscript(example)}`);

/** w⁽²⁾₀₁; in a chain, w⁽²⁾ */
export function nameOf({ layer, weight, bias, sum, activation, target }) {
  const at = weight ?? [bias ?? sum ?? activation ?? target];
  const below = isChain() ? "" : at.map(subscript).join(at.some((n) => n > 9) ? "," : "");
  if (target !== undefined) return `y${below}`;
  const letter = weight ? "w" : bias !== undefined ? "b" : sum !== undefined ? "z" : "a";
  return `${letter}${superscript(layer)}${below}`;
}

export const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

export function choose(preset) {
  change(() => Object.assign(state, structuredClone(presets[preset].make()), { preset }));
}

/** What it began with, while nothing of it is moved. */
export function unmovedPreset() {
  const made = presets[state.preset]?.make();
  const parts = ({ network, inputs, targets }) => JSON.stringify([network, inputs, targets]);
  return made && parts(made) === parts(state) ? state.preset : "";
}

// The address.

const brief = (_, value) => (typeof value === "number" ? Number(value.toPrecision(10)) : value);

let timer = 0;
/** While changes go on, too; but browsers take only about a hundred addresses in half a minute. */
function remember() {
  timer ||= setTimeout(() => {
    timer = 0;
    history.replaceState(null, "", address());
  }, 350);
}

export function address() {
  const text = JSON.stringify(state, brief);
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  const coded = btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.pathname}#${coded}`;
}

const [mostNumbers, mostLayers] = [20_000, 40];

/** Why the page cannot show this, in words; nothing where it can. */
export function fault({ network, inputs, targets }) {
  const isRow = (row, width) => Array.isArray(row) && row.length === width && row.every(Number.isFinite);
  const are = (rows, width) => Array.isArray(rows) && rows.length > 0 && rows.every((row) => isRow(row, width));
  let [width, numbers] = [inputs?.[0]?.length, 0];
  if (!Array.isArray(network?.layers) || network.layers.length === 0 || !(width > 0) || !are(inputs, width)) return "it is no network with examples";
  for (const [l, layer] of network.layers.entries()) {
    const neurons = layer?.biases?.length;
    if (!(neurons > 0) || !isRow(layer.biases, neurons) || !are(layer.weights, width) || layer.weights.length !== neurons) return `layer ${l + 1} has not the weights and biases that it should`;
    if (layer.slopes !== undefined || layer.activation === "prelu") return `layer ${l + 1} has slopes, as prelu does, for which there is no place here`;
    numbers += neurons * (width + 1);
    width = neurons;
  }
  if (!are(targets, width) || targets.length !== inputs.length) return "there is not a target for every output of every example";
  numbers += inputs.length * (inputs[0].length + width);
  if (numbers > mostNumbers || network.layers.length > mostLayers) {
    return `it is too large for a page: ${numbers} numbers in ${network.layers.length} layers, where up to ${mostNumbers} in ${mostLayers} can be looked at`;
  }
  return null;
}

/** Takes what the address holds; `false` where that is nothing, and an error in words where it cannot be shown. */
export function restore() {
  const coded = location.hash.slice(1);
  if (!coded || coded.startsWith("token=") || document.getElementById(coded)) return false;
  let found;
  try {
    const bytes = Uint8Array.from(atob(coded.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    found = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error("it cannot be read; perhaps a part of it is missing");
  }
  const reason = fault(found ?? {});
  if (reason) throw new Error(reason);
  const { network, inputs, targets, example = null, selected, colour, rate, preset } = found;
  change(() => Object.assign(state, {
    network, inputs, targets, example, selected,
    preset: Object.hasOwn(presets, preset) ? preset : null,
    colour: colour === "gradient" ? colour : "weight",
    rate: rate > 0 ? rate : 0.5,
  }));
  return true;
}
