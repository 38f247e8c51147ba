// What stands beside the drawing: values, bars, the curve, and the request.

import { byId, html, precise, say, set, short, svg, tiny } from "./dom.js";
import { table } from "./factors.js";
import { address, change, isSame, layers, nameOf, setValue, state, valueOf, widths } from "./state.js";

const mostSliders = 60;
let shownSliders = "";
let sliderParts = [];

/** Weights and biases, then the inputs and targets of the example that is shown. */
function movable() {
  const all = [];
  layers().forEach((layer, l) => {
    layer.weights.forEach((row, j) => row.forEach((_, k) => all.push({ layer: l + 1, weight: [j, k] })));
    layer.biases.forEach((_, j) => all.push({ layer: l + 1, bias: j }));
  });
  const [inputs, outputs] = [widths()[0], widths().at(-1)];
  const values = state.example === null ? [] : [
    ...Array.from({ length: inputs }, (_, k) => ({ layer: 0, activation: k })),
    ...Array.from({ length: outputs }, (_, j) => ({ target: j })),
  ];
  if (all.length + values.length <= mostSliders) return [...all, ...values];
  // Of a large network those at the neuron, or the edge, that is chosen; an input's own slider stays where it is.
  const { layer, weight, bias, activation } = state.selected;
  if (layer > 0) near = { layer, neuron: weight?.[0] ?? bias ?? activation };
  if (!(near.neuron < widths()[near.layer])) near = { layer: 1, neuron: 0 };
  const those = all.filter((one) => one.layer === near.layer && (one.weight?.[0] ?? one.bias) === near.neuron);
  return [...those, ...values].slice(0, mostSliders);
}

let near = { layer: 1, neuron: 0 };

const currentValue = (one) => (one.target !== undefined ? state.targets[state.example ?? 0][one.target] : valueOf(one));

export function showSliders() {
  const all = movable();
  const structure = JSON.stringify(all);
  if (structure !== shownSliders) {
    sliderParts = all.map((one, at) => slider(one, at));
    byId("sliders").replaceChildren(...sliderParts.map((part) => part.element));
    shownSliders = structure;
  }
  for (const part of sliderParts) {
    const value = currentValue(part.one);
    if (document.activeElement !== part.field) part.write();
    if (Math.abs(value) > Number(part.range.max)) {
      set(part.range, "max", Math.ceil(Math.abs(value)));
      set(part.range, "min", -Math.ceil(Math.abs(value)));
    }
    part.range.value = value;
    part.element.classList.toggle("chosen", isSame(part.one, state.selected));
  }
}

function slider(one, at) {
  const id = `slider-${at}`;
  const choose = () => { if (one.target === undefined && !isSame(one, state.selected)) change(() => { state.selected = one; }); };
  const range = html("input", { type: "range", id, min: -3, max: 3, step: 0.01, oninput: () => setValue(one, Number(range.value)), onfocus: choose });
  const field = html("input", {
    type: "number", step: "any", "aria-label": `${nameOf(one)}, exactly`,
    onfocus: () => { choose(); field.value = currentValue(one); },
    oninput: () => { if (Number.isFinite(field.valueAsNumber)) setValue(one, typed = field.valueAsNumber); },
    onblur: () => write(),
  });
  // All digits of what was typed, and of anything that is about to be changed; else as many as there is room for.
  let typed = null;
  const write = () => {
    if (!sliderParts.some((part) => part.field === field)) return; // it is gone, and the value with it
    const value = currentValue(one);
    field.value = value === typed ? value : Number(value.toPrecision(5));
  };
  return { one, range, field, write, element: html("div", { class: "slider" }, html("label", { for: id }, nameOf(one)), range, field) };
}

// The gradient, largest first.

const mostBars = 40;

export function showBars({ gradient }) {
  const all = gradient.layers.flatMap((layer, l) => [
    ...layer.weights.flatMap((row, j) => row.map((value, k) => ({ one: { layer: l + 1, weight: [j, k] }, value }))),
    ...layer.biases.map((value, j) => ({ one: { layer: l + 1, bias: j }, value })),
  ]);
  all.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const largest = Math.max(1e-300, Math.abs(all[0].value));
  if (!byId("bars").firstChild) byId("bars").append(html("div", { class: "bars" }), html("p", { class: "hint" }));
  const [list, hint] = byId("bars").children;
  say(hint, all.length > mostBars ? `${mostBars} of ${all.length}.` : "");
  const shown = all.slice(0, mostBars);
  while (list.childElementCount > shown.length) list.lastChild.remove();
  while (list.childElementCount < shown.length) list.append(bar());
  shown.forEach(({ one, value }, at) => {
    const row = list.children[at];
    row.parameter = one;
    say(row.children[0], nameOf(one));
    say(row.children[2], short(value));
    row.children[1].firstChild.style.transform = `scaleX(${Math.abs(value) / largest})`;
    row.classList.toggle("negative", value < 0);
    row.classList.toggle("chosen", isSame(one, state.selected));
    set(row, "aria-pressed", String(isSame(one, state.selected)));
    set(row, "aria-label", `derivative by ${nameOf(one)}: ${short(value)}`);
  });
}

function bar() {
  const row = html("button", { type: "button", class: "barrow", onclick: () => change(() => { state.selected = row.parameter; }) },
    html("span"), html("span", { class: "track" }, html("span", { class: "fill" })), html("span"));
  return row;
}

// The cost against the chosen value, with its tangent.

/** From −3 to 3; nearer where, so far away, there are few costs that are finite. */
export const sweeps = [3, 0.375, 0.046875].map((reach) => Array.from({ length: 49 }, (_, i) => (i - 24) / 24 * reach));
export const isEnough = ({ nudges }) => nudges.filter((nudge) => nudge.cost_change !== null).length > 8;

/**
 * @param answer the service's; or `null`
 * @param parameter what moves
 */
export function showCurve(answer, parameter) {
  const points = (answer?.nudges ?? []).map(({ nudge, cost_change }) => [nudge, cost_change === null ? null : answer.cost + cost_change]);
  const costs = points.map(([, c]) => c).filter((c) => c !== null);
  if (costs.length === 0) return byId("curve").replaceChildren(html("p", { class: "hint" }, answer ? "There is no curve here: the cost is not a finite number." : "There is no curve of this."));
  const { cost, derivative } = answer;
  const reach = points.at(-1)[0];
  const [low, high] = [Math.min(...costs), Math.max(...costs)];
  const room = (high - low || 1) * 0.12;
  const [left, right, top, bottom] = [58, 452, 12, 196];
  const x = (nudge) => left + (nudge / reach + 1) / 2 * (right - left);
  const y = (c) => bottom - (c - low + room) / (high - low + 2 * room || 1) * (bottom - top);
  // A gap wherever the cost is not a number, or infinite.
  let isGap = true;
  const line = points.map(([nudge, c]) => {
    const piece = c === null ? "" : `${isGap ? "M" : "L"}${x(nudge).toFixed(1)} ${y(c).toFixed(1)}`;
    isGap = c === null;
    return piece;
  }).join("");
  const value = valueOf(parameter);
  const name = nameOf(parameter);
  const at = (nudge) => (value === null ? `${nudge > 0 ? "+" : ""}${short(nudge)}` : short(value + nudge));
  const [from, to] = [-0.4 * reach, 0.4 * reach];
  const tangent = svg("line", { class: "tangent", x1: x(from), y1: y(cost + from * derivative), x2: x(to), y2: y(cost + to * derivative), "clip-path": "url(#frame)" });
  byId("curve").replaceChildren(
    svg("svg", { viewBox: "0 0 464 228", role: "img", "aria-label": `The cost as ${name} moves; its slope here is ${short(derivative)}` },
      svg("line", { class: "axis", x1: left, y1: bottom, x2: right, y2: bottom }),
      svg("line", { class: "axis", x1: left, y1: top, x2: left, y2: bottom }),
      svg("clipPath", { id: "frame" }, svg("rect", { x: left, y: top, width: right - left, height: bottom - top })),
      svg("path", { class: "curve", d: line, "clip-path": "url(#frame)" }),
      ...(derivative === null ? [] : [tangent]),
      svg("circle", { class: "here", cx: x(0), cy: y(cost), r: 5 }),
      ...[[-reach, "start"], [0, "middle"], [reach, "end"]].map(([nudge, anchor]) => svg("text", { class: "small", x: x(nudge), y: 214, "text-anchor": anchor }, at(nudge))),
      svg("text", { class: "small", x: left - 5, y: y(high) + 4, "text-anchor": "end" }, tiny(high)),
      svg("text", { class: "small", x: left - 5, y: y(low) + 4, "text-anchor": "end" }, tiny(low))),
    html("p", { class: "hint" }, [
      value === null ? `C as ${name} is moved: the axis is how far from what it is.` : `C as ${name} moves.`,
      costs.length < points.length ? "Where there is no line, the cost is not a finite number." : "",
      `The dashed tangent has the slope that the chain rule gives: ${short(derivative)}.`].filter(Boolean).join(" ")));
}

// The request behind all this.

export function showRequest(sent) {
  const body = JSON.stringify(sent, (_, value) => (typeof value === "number" ? Number(value.toPrecision(8)) : value));
  const quoted = body.replaceAll("'", "'\\''");
  const command = `curl -s ${location.origin}/v1/gradient -H 'Content-Type: application/json' -d '${quoted}'`;
  const place = byId("request");
  if (!place.firstChild) {
    place.append(
      html("pre", { id: "curl", tabindex: 0, "aria-label": "curl command" }),
      html("div", { class: "bar" }, copier("Copy", () => byId("curl").textContent)));
    byId("share").addEventListener("click", () => copy(byId("share"), location.origin + address()));
  }
  say(byId("curl"), command);
}

const copier = (label, what) => html("button", { type: "button", onclick: (event) => copy(event.currentTarget, what()) }, label);

async function copy(button, what) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(what);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed here";
  }
  setTimeout(() => { button.textContent = label; }, 1200);
}

// A nudge, in numbers.

export function makeNudge(send) {
  const size = html("input", { type: "number", id: "nudge-size", value: 0.1, step: "any" });
  const go = html("button", { type: "button", class: "main", id: "nudge-go", onclick: () => {
    if (Number.isFinite(size.valueAsNumber) && size.valueAsNumber !== 0) return send(size.valueAsNumber);
    clearNudge("By how much? A number that is not 0.");
  } }, "Nudge");
  // Beside the drawing, where it is seen to travel.
  byId("nudging").replaceChildren(html("label", { for: "nudge-size" }, html("span", { id: "nudge-of" }), " by"), size, go, html("span", { id: "nudge-now", "aria-live": "polite" }));
  byId("nudge").replaceChildren(html("p", { class: "hint" }, nudgeHint), html("div", { id: "nudge-answer" }));
}

const nudgeHint = "Nudge what is chosen, below the drawing, and watch it travel to the cost. The smaller the nudge, the closer ΔC/Δ comes to the derivative, until rounding takes over.";

export const showNudged = () => say(byId("nudge-of"), nameOf(state.selected));

/** What a nudge did belongs to what was there. */
export function clearNudge(text = "") {
  say(byId("nudge-now"), text);
  byId("nudge-answer").replaceChildren();
}

export function showNudge({ derivative, nudges }) {
  const name = nameOf(state.selected);
  byId("nudge-answer").replaceChildren(table([`Δ${name}`, "ΔC", `ΔC / Δ${name}`],
    nudges.map((nudge) => html("tr", {}, ...[short(nudge.nudge), short(nudge.cost_change), precise(nudge.ratio)]
      .map((text) => html("td", {}, text)))), `∂C/∂${name} = ${precise(derivative)}`), travelled(nudges[0]));
  say(byId("nudge-now"), `ΔC = ${short(nudges[0].cost_change)}`);
}

/** What the largest nudge has done on its way. */
function travelled({ layers: passed }) {
  const rows = passed.map(({ weighted_sum_changes: z, activation_changes: a }, l) => {
    const largest = (changes) => short(changes.flat().reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0));
    return html("tr", {}, ...[`layer ${l + 1}`, largest(z), largest(a)].map((text) => html("td", {}, text)));
  });
  return table(["", "Δz", "Δa"], rows, "On its way, the largest change in each layer:");
}

