// What is shown: a network, examples, and what is chosen of them. It lives in the address.

import { presets } from "./presets.js";

export const state = {};
const listeners = [];

export const onChange = (listener) => listeners.push(listener);

/** Changes the state, and tells everybody. */
export function change(what) {
  what(state);
  if (!exists(state.selected)) state.selected = lastWeight();
  if (state.example !== null && state.example >= state.inputs.length) state.example = null;
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

const lastWeight = () => ({ layer: layers().length, weight: [0, 0] });

function exists(parameter) {
  if (!parameter) return false;
  const { layer, weight, bias, activation } = parameter;
  const wide = widths();
  if (weight) return layer >= 1 && layer < wide.length && weight[0] < wide[layer] && weight[1] < wide[layer - 1];
  return layer < wide.length && (bias ?? activation) < wide[layer];
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

const subscript = (n) => String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]);
const superscript = (n) => `⁽${String(n).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])}⁾`;

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

// The address.

const brief = (_, value) => (typeof value === "number" ? Number(value.toPrecision(6)) : value);

let timer = 0;
function remember() {
  clearTimeout(timer);
  timer = setTimeout(() => history.replaceState(null, "", address()), 200);
}

export function address() {
  const text = JSON.stringify(state, brief);
  const bytes = new TextEncoder().encode(text);
  const coded = btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `${location.pathname}#${coded}`;
}

/** What the address holds; `false` where that is nothing. */
export function restore() {
  const coded = location.hash.slice(1);
  if (!coded || coded.startsWith("token=")) return false;
  try {
    const bytes = Uint8Array.from(atob(coded.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    const found = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(found.network?.layers) || !Array.isArray(found.inputs)) return false;
    change(() => Object.assign(state, { example: null, colour: "weight", rate: 0.5 }, found));
    return true;
  } catch {
    return false;
  }
}
