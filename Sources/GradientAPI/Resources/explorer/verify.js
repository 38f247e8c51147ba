// One's own network, or one's own gradient, with the service's verdict.

import { byId, html, short } from "./dom.js";
import { table } from "./factors.js";
import { Problem, post } from "./service.js";
import { change, fault, request, state } from "./state.js";

export function makeVerify() {
  const box = html("textarea", { id: "paste", spellcheck: "false", "aria-describedby": "paste-hint", placeholder: '{"layers": [{"weights": [[0.1]], "biases": [0.2]}, …]}' });
  const out = html("div", { id: "verdict", "aria-live": "polite" });
  byId("verify").replaceChildren(
    html("label", { for: "paste" }, "Your gradient, or your network"),
    box,
    html("p", { class: "hint", id: "paste-hint" }, "A gradient of the network above, in the shape of its layers or as one list, is compared; a network, or a whole request, is shown."),
    html("div", { class: "bar" },
      html("button", { type: "button", class: "main", id: "verify-go", onclick: () => take(box.value, out) }, "Look at it"),
      html("button", { type: "button", id: "verify-example", onclick: () => example(box, out) }, "A wrong one, to try")), out);
}

/** The gradient without its last σ′, as one might forget it. */
async function example(box, out) {
  try {
    const { gradient } = await post("/v1/gradient", request({ return: ["gradient"] }));
    const wrong = gradient.layers.map(({ weights, biases }) => ({ weights: weights.map((row) => row.map((x) => 2 * x)), biases: biases.map((x) => 2 * x) }));
    box.value = JSON.stringify({ layers: wrong });
    out.replaceChildren();
  } catch (error) {
    refuse(out, error.message);
  }
}

const refuse = (out, text) => out.replaceChildren(html("div", { class: "verdict wrong" }, html("p", {}, text)));

async function take(text, out) {
  let found;
  try {
    found = JSON.parse(text);
  } catch (error) {
    return refuse(out, `This is not JSON: ${error.message}`);
  }
  try {
    const network = found.network ?? (found.cost || found.layers?.[0]?.activation ? found : null);
    if (network && !found.gradient) return out.replaceChildren(await adopt(network, found));
    const gradient = found.gradient ?? found;
    out.replaceChildren(...verdict(await post("/v1/verification", { ...request(), ...(found.network ? found : {}), gradient })));
  } catch (error) {
    refuse(out, error instanceof Problem ? error.message : "This is JSON, but neither a gradient nor a network that can be read.");
  }
}

/** Shows a network of somebody's own, once the service takes it. */
async function adopt(given, { examples, reduction = "mean", precision = "float64" }) {
  const network = { cost: "squared_error", ...given };
  let hasParameters = false;
  const name = (function_) => {
    hasParameters ||= Object.keys(function_?.name ? function_ : {}).length > 1;
    return function_?.name ?? function_;
  };
  network.layers = network.layers.map((layer) => ({ ...layer, activation: name(layer.activation) }));
  network.cost = name(network.cost);
  const list = Array.isArray(examples) ? { inputs: examples.map((one) => one.input), targets: examples.map((one) => one.target) } : examples;
  const hasWeights = Boolean(examples?.weights ?? (Array.isArray(examples) && examples.some((one) => one.weight !== undefined)));
  const row = (target) => (typeof target === "number" ? network.layers.at(-1).biases.map((_, j) => (j === target ? 1 : 0)) : target);
  const columns = list ? { inputs: list.inputs, targets: list.targets.map(row) } : {
    inputs: [network.layers[0].weights[0].map(() => 1)], targets: [network.layers.at(-1).biases.map(() => 1)],
  };
  await post("/v1/cost", { network, examples: columns, non_finite: "null" });
  const reason = fault({ network, ...columns });
  if (reason) throw new Problem(`This cannot be shown: ${reason}.`);
  change(() => Object.assign(state, { network, ...columns, example: columns.inputs.length === 1 ? 0 : null, preset: null }));
  const others = [reduction !== "mean" && `its reduction, ${reduction}`, precision !== "float64" && `its precision, ${precision}`,
    hasParameters && "its functions' own parameters", hasWeights && "its examples' weights"].filter(Boolean);
  return html("div", { class: "verdict" }, html("p", {}, "Here it is, above.", others.length ? ` Without ${others.join(" and ")}: here everything is the mean over the examples, in float64.` : ""));
}

/** In the lesson's words: layers from 1, neurons from 0. */
function place(pointer) {
  const [, , , layer, kind, neuron, below] = pointer.split("/");
  if (kind === "slopes") return `layer ${Number(layer) + 1}, slope ${neuron}`;
  return `layer ${Number(layer) + 1}, neuron ${neuron}, ${kind === "weights" ? `weight of ${below}` : "bias"}`;
}

function verdict(answer) {
  const parts = [];
  if (answer.agrees) {
    parts.push(html("div", { class: "verdict" }, html("p", {}, html("strong", {}, "Right."), ` All ${answer.parameters} derivatives agree.`)));
  } else {
    const findings = answer.diagnosis.map((finding) => html("p", {}, html("strong", {}, `${finding.finding.replaceAll("_", " ")}: `), finding.explanation));
    parts.push(html("div", { class: "verdict wrong" },
      html("p", {}, html("strong", {}, "Wrong."), ` ${answer.wrong_parameters} of ${answer.parameters} derivatives do not agree.`),
      ...(findings.length ? findings : [html("p", {}, "It looks like no mistake that is known here.")])));
    const rows = answer.largest_errors.map((error) => html("tr", {}, ...[
      place(error.pointer), short(error.claimed), short(error.expected), short(error.numerical)].map((text) => html("td", {}, text))));
    parts.push(table(["where", "yours", "expected", "by differences"], rows, "The largest errors"));
  }
  const { kinks, parameters, largest_relative_error: error } = answer.numerical;
  parts.push(html("p", { class: "hint" }, `Central differences of ${parameters} derivatives differ from the expected ones by ${short(error)} at most.${kinks.length ? " Some weighted sums are exactly on a kink, where any derivative between the two sides is right." : ""}`));
  return parts;
}
