// The chosen derivative as the lesson builds it: three factors, or a sum over paths; in MathML, with numbers.

import { byId, html, math, short } from "./dom.js";
import { isChain, nameOf, state, subscript } from "./state.js";

const row = (...children) => math("mrow", {}, ...children);
const i = (text) => math("mi", {}, text);
const o = (text) => math("mo", {}, text);
const n = (x) => math("mn", {}, short(x));
/** Within a product, in brackets where it is negative. */
const inner = (x) => (x < 0 ? row(o("("), n(x), o(")")) : n(x));
const fraction = (a, b) => math("mfrac", {}, a, b);
const partial = (what) => row(o("∂"), what);

/** w⁽ˡ⁾ with its neurons below, which a chain has no need of. */
function symbol(letter, layer, ...neurons) {
  const above = row(o("("), math("mn", {}, String(layer)), o(")"));
  if (isChain()) return math("msup", {}, i(letter), above);
  const below = math("mtext", {}, neurons.join(neurons.some((k) => k > 9) ? "," : ""));
  return math("msubsup", {}, i(letter), below, above);
}

function named({ layer, weight, bias, activation }) {
  if (weight) return symbol("w", layer, ...weight);
  return bias !== undefined ? symbol("b", layer, bias) : symbol("a", layer, activation);
}

const display = (...children) =>
  html("div", { class: "formula" }, math("math", { display: "block" }, row(...children)));

/** The example whose cost stands in the formulas. */
let shownExample = 0;
const cost = () => math("msub", {}, i("C"), math("mn", {}, String(shownExample)));

/**
 * @param explanation the service's, for one example or for several; or `null`
 * @param example the number of the one, or `null`
 * @param isPassing whether something else is chosen, and this only pointed at
 */
export function showFactors(explanation, example, isPassing = false) {
  byId("factors").classList.toggle("passing", isPassing);
  if (!explanation) return byId("factors").replaceChildren(note("There is no derivative to explain here."));
  const { parameter, value, examples } = explanation;
  shownExample = example ?? 0;
  const isMean = example === null || state.inputs.length === 1;
  const parts = [display(fraction(partial(isMean ? i("C") : cost()), partial(named(parameter))), o("="), n(value))];
  if (isPassing) parts.unshift(note(`In passing: ${nameOf(parameter)}. Choose it, and it stays.`));
  if (examples.length > 1) {
    parts.push(note(`The mean over ${examples.length} examples. Below is the first; choose one under the drawing.`));
  }
  parts.push(...(examples[0].paths ? paths : factors)(parameter, examples[0]));
  byId("factors").replaceChildren(...parts);
}

const note = (text) => html("p", { class: "hint" }, text);

function factors(parameter, { value, factors }) {
  const { layer } = parameter;
  const j = parameter.weight?.[0] ?? parameter.bias ?? parameter.activation;
  const [z, a] = [symbol("z", layer, j), symbol("a", layer, j)];
  const below = named(parameter);
  if (factors.length === 1) {
    return [display(fraction(partial(cost()), partial(a)), o("="), n(value)), note("An output reaches the cost at once.")];
  }
  const copy = (element) => element.cloneNode(true);
  const ratios = [fraction(partial(z), partial(below)), fraction(partial(a), partial(copy(z))), fraction(partial(cost()), partial(copy(a)))];
  const meaning = [
    parameter.weight ? symbol("a", layer - 1, parameter.weight[1]) : math("mn", {}, "1"),
    row(i("σ"), o("′"), o("("), copy(z), o(")")),
    layer === state.network.layers.length && state.network.cost === "squared_error"
      ? row(math("mn", {}, "2"), o("("), copy(a), o("−"), i("y"), o(")")) : fraction(partial(cost()), partial(copy(a))),
  ];
  const numbers = factors.map((factor) => (factor.values ? row(o("("), i("…"), o(")")) : inner(factor.value)));
  const times = (list) => list.flatMap((element, at) => (at ? [o("·"), element] : [element]));
  const parts = [
    display(fraction(partial(cost()), partial(copy(below))), o("="), ...times(ratios)),
    display(o("="), ...times(meaning)),
    display(o("="), ...times(numbers), o("="), n(value)),
  ];
  if (factors[1].values) parts.push(jacobian(factors));
  return parts;
}

/** Of softmax: one weighted sum reaches every activation of its layer. */
function jacobian([, slopes, costs]) {
  const rows = slopes.values.map((slope, neuron) =>
    html("tr", {}, ...[String(neuron), short(slope), short(costs.values[neuron]), short(slope * costs.values[neuron])]
      .map((text) => html("td", {}, text))));
  const name = `∂C${subscript(shownExample)}`;
  return table(["neuron i", "∂aᵢ/∂z", `${name}/∂aᵢ`, "product"], rows,
    `The activation is a function of the whole layer: the products add up to ${name}/∂z.`);
}

function paths(parameter, { value, paths }) {
  const [k, layer] = [parameter.activation, parameter.layer + 1];
  const [w, z, a] = [symbol("w", layer, "j", k), symbol("z", layer, "j"), symbol("a", layer, "j")];
  const over = (index) => math("munder", {}, o("Σ"), i(index));
  const ai = symbol("a", layer, "i");
  // σ′(z) where σ takes each neuron by itself; else a sum over the layer.
  const slope = paths[0].activation_derivatives
    ? [over("i"), fraction(partial(ai), partial(z)), o("·"), fraction(partial(cost()), partial(ai.cloneNode(true)))]
    : [i("σ"), o("′"), o("("), z, o(")"), o("·"), fraction(partial(cost()), partial(a))];
  const sum = display(
    fraction(partial(cost()), partial(symbol("a", layer - 1, k))), o("="), over("j"), w, o("·"), ...slope, o("="), n(value));
  const rows = paths.map((path) =>
    html("tr", {}, ...[String(path.neuron), short(path.weight), path.activation_derivatives ? "a row" : short(path.activation_derivative),
      path.cost_derivatives ? "a column" : short(path.cost_derivative), short(path.value)].map((text) => html("td", {}, text))));
  rows.push(html("tr", {}, html("th", { colspan: 4, scope: "row" }, "sum"), html("td", {}, html("strong", {}, short(value)))));
  return [sum, table(["through j", "w", "σ′(z)", `∂C${subscript(shownExample)}/∂aⱼ`, "path"], rows, "A path for each neuron that it reaches.")];
}

export function table(heads, rows, caption) {
  return html("div", { class: "scroll" }, html("table", {},
    html("caption", { class: "hint" }, caption),
    html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
    html("tbody", {}, ...rows)));
}
