// The network as the lesson draws it: layers from left to right, edges by weight or by derivative.

import { byId, largestOf, say, set, short, svg, tiny } from "./dom.js";
import { change, isChain, isSame, layers, nameOf, state, widths } from "./state.js";

const mostDrawn = 10;
let shown = "";
let parts = {};

/** Chooses what is explained. */
const select = (parameter) => change(() => { state.selected = parameter; });

let pointAt = () => {};
/** Somebody who wants to know which neuron is pointed at, or has the focus; `null` when none is. */
export const onPointing = (listener) => { pointAt = listener; };

/** Something in the drawing that can be chosen, by pointer or by key. */
function chooser(parameter, label, ...children) {
  const isNeuron = parameter.activation !== undefined;
  const [enter, leave] = [() => pass(parameter), () => pass(null)];
  return svg("g", {
    ...(isNeuron ? { onpointerenter: enter, onfocus: enter, onpointerleave: leave, onblur: leave } : {}),
    role: "button", tabindex: 0, "aria-label": label,
    onclick: () => select(parameter),
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      select(parameter);
    },
  }, ...children);
}

function pass(neuron) {
  if (parts.edges) light(neuron);
  pointAt(neuron);
}

export function draw(answer) {
  const structure = JSON.stringify([widths(), isChain()]);
  if (structure !== shown) {
    parts = isChain() ? makeChain() : makeNetwork();
    byId("drawing").replaceChildren(parts.root);
    shown = structure;
    pointAt(null);
  }
  if (isChain()) fillChain(answer);
  else fillNetwork(answer);
  for (const { element, parameter } of parts.choosers) {
    const isChosen = isSame(parameter, state.selected);
    element.classList.toggle("chosen", isChosen);
    set(element, "aria-pressed", String(isChosen));
  }
}

/** A circle of light where a nudge arrives, layer after layer; where the drawing is wider than the screen, it follows. */
export function ripple(layer) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  byId("drawing").scrollIntoView({ block: "nearest", behavior });
  for (const [at, circles] of (parts.ripples ?? []).entries()) {
    if (at < layer) continue;
    setTimeout(() => {
      const [box, circle] = [byId("drawing"), circles[0].getBoundingClientRect()];
      if (box.scrollWidth > box.clientWidth) box.scrollBy({ left: circle.x - box.getBoundingClientRect().x - box.clientWidth / 2, behavior });
    }, (at - layer) * 260);
    for (const circle of circles) {
      setTimeout(() => {
        circle.classList.remove("on");
        circle.getBBox(); // so that the animation begins anew
        circle.classList.add("on");
      }, (at - layer) * 260);
    }
  }
}

const rippleAt = (x, y, r) => svg("circle", { class: "ripple", cx: x, cy: y, r, "transform-origin": `${x} ${y}` });
/** A number in a circle, where long ones are written smaller. */
function fit(element, x, room) {
  const number = tiny(x, room);
  say(element, number);
  element.classList.toggle("long", number.length > 4);
  element.classList.toggle("longest", number.length > 5);
}

const text = (x, y, name, content = "") => svg("text", { x, y, class: name, "text-anchor": "middle" }, content);

// A chain: w, a and b make z, z makes a, and the last a and y make C.

function makeChain() {
  const count = layers().length;
  const [step, y] = [210, 150];
  const root = svg("svg", { viewBox: `0 0 ${count * step + 240} 262`, role: "group", "aria-label": "The chain of neurons" });
  const made = { root, choosers: [], ripples: [], layers: [] };
  const add = (parameter, label, ...children) => {
    const element = chooser(parameter, label, ...children);
    made.choosers.push({ element, parameter });
    root.append(element);
  };
  const arrow = (x1, y1, x2, y2) => svg("line", { class: "edge", x1, y1, x2, y2, "stroke-width": 1.6 });
  const node = (x, at, r, name) => [svg("circle", { class: "node", cx: x, cy: at, r }), text(x, at - r - 7, "name", name)];

  made.input = text(44, y + 5, "value");
  made.ripples.push([rippleAt(44, y, 26)]);
  root.append(...made.ripples[0]);
  add({ layer: 0, activation: 0 }, "the input", ...node(44, y, 27, nameOf({ layer: 0, activation: 0 })), made.input);
  for (let l = 1; l <= count; l += 1) {
    const x = 44 + (l - 1) * step;
    const [zx, ax] = [x + 112, x + step];
    const one = { values: {}, factors: {} };
    root.append(arrow(x + 27, y, zx - 25, y), arrow(zx - 44, 78, zx - 12, y - 24), arrow(zx + 30, 78, zx + 9, y - 24), arrow(zx + 25, y, ax - 27, y));
    const circles = [rippleAt(zx, y, 22), rippleAt(ax, y, 26)];
    root.append(...circles);
    made.ripples.push(circles);
    for (const [key, parameter, at, top] of [
      ["w", { layer: l, weight: [0, 0] }, zx - 48, 56], ["b", { layer: l, bias: 0 }, zx + 36, 56]]) {
      one.values[key] = text(at, top + 5, "value");
      add(parameter, `${key} of layer ${l}`, ...node(at, top, 24, nameOf(parameter)), one.values[key]);
    }
    one.values.z = text(zx, y + 5, "value");
    root.append(svg("circle", { class: "node", cx: zx, cy: y, r: 25 }), text(zx + 2, y + 42, "name", nameOf({ layer: l, sum: 0 })), one.values.z);
    one.values.a = text(ax, y + 5, "value");
    add({ layer: l, activation: 0 }, `activation of layer ${l}`, ...node(ax, y, 27, nameOf({ layer: l, activation: 0 })), one.values.a);
    one.factors.weight = text(zx - 50, y + 62, "factor");
    one.factors.slope = text(zx + 50, y + 62, "factor");
    one.sigma = text(zx + 50, y - 8, "small", "σ");
    root.append(one.factors.weight, one.factors.slope, one.sigma, text(zx - 50, y + 78, "small", "∂z/∂w = a"), text(zx + 50, y + 78, "small", "∂a/∂z = σ′"));
    made.layers.push(one);
  }
  const [ax, cx] = [44 + count * step, 44 + count * step + 120];
  made.cost = text(cx, y + 5, "value");
  made.target = text(cx, 61, "value");
  made.slope = text(ax + 60, y + 62, "factor");
  made.slopeName = text(ax + 60, y + 78, "small");
  made.ripples.push([rippleAt(cx, y, 28)]);
  root.append(
    arrow(ax + 27, y, cx - 30, y), arrow(cx, 82, cx, y - 30), ...made.ripples.at(-1),
    svg("circle", { class: "node", cx, cy: y, r: 30 }), text(cx + 42, y - 20, "name", "C"), made.cost,
    svg("rect", { class: "node", x: cx - 24, y: 32, width: 48, height: 48, rx: 8 }), text(cx, 24, "name", "y"), made.target,
    made.slope, made.slopeName);
  return made;
}

function fillChain(answer) {
  const write = (element, x) => fit(element, x);
  const factor = (element, x) => say(element, short(x));
  write(parts.input, state.inputs[0][0]);
  write(parts.target, state.targets[0][0]);
  write(parts.cost, answer.cost);
  layers().forEach((layer, l) => {
    const [one, pass] = [parts.layers[l], answer.layers[l]];
    write(one.values.w, layer.weights[0][0]);
    write(one.values.b, layer.biases[0]);
    write(one.values.z, pass.weighted_sums[0][0]);
    write(one.values.a, pass.activations[0][0]);
    factor(one.factors.weight, l ? answer.layers[l - 1].activations[0][0] : state.inputs[0][0]);
    factor(one.factors.slope, answer.slopes[l]);
    one.sigma.textContent = layer.activation === "sigmoid" ? "σ" : layer.activation;
  });
  parts.slopeName.textContent = state.network.cost === "squared_error" ? "∂C/∂a = 2(a − y)" : "∂C/∂a";
  factor(parts.slope, answer.layers.at(-1).activation_gradients[0][0]);
  for (const { element, parameter: { layer, weight, bias } } of parts.choosers) {
    const one = layers()[layer - 1];
    const x = weight ? one.weights[0][0] : bias === 0 ? one.biases[0] : layer ? answer.layers[layer - 1].activations[0][0] : state.inputs[0][0];
    set(element, "aria-description", short(x));
  }
}

// A network: a column of neurons for each layer, edges between all of them.

function makeNetwork() {
  const wide = widths();
  const drawn = wide.map((width) => Math.min(width, mostDrawn));
  const gap = Math.max(...drawn) > 6 ? 47 : 56;
  const height = Math.max(...drawn) * gap + 50;
  const width = Math.max(760, (wide.length - 1) * 230 + 150);
  const place = (l, j) => [
    70 + l * (width - 150) / (wide.length - 1), height / 2 + (j - (drawn[l] - 1) / 2) * gap + 6];
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "The network" });
  const made = { root, choosers: [], ripples: [], edges: [], nodes: [] };
  for (let l = 1; l < wide.length; l += 1) {
    for (let j = 0; j < drawn[l]; j += 1) {
      for (let k = 0; k < drawn[l - 1]; k += 1) {
        const [[x1, y1], [x2, y2]] = [place(l - 1, k), place(l, j)];
        const line = { x1: x1 + 21, y1, x2: x2 - 21, y2 };
        const parameter = { layer: l, weight: [j, k] };
        const edge = svg("line", { class: "edge", ...line });
        const element = chooser(parameter, `weight ${nameOf(parameter)}`, svg("line", { class: "hit", ...line }), edge, svg("title", {}, nameOf(parameter)));
        if (wide[l] * wide[l - 1] > 40) element.setAttribute("tabindex", "-1"); // the sliders reach every one
        made.edges.push({ edge, element, l, j, k });
        made.choosers.push({ element, parameter });
        root.append(element);
      }
    }
  }
  for (let l = 0; l < wide.length; l += 1) {
    const circles = [];
    for (let j = 0; j < drawn[l]; j += 1) {
      const [x, y] = place(l, j);
      const [parameter, value] = [{ layer: l, activation: j }, text(x, y + 4, "value")];
      circles.push(rippleAt(x, y, 21));
      const element = chooser(parameter, l ? `neuron ${j} of layer ${l}` : `input ${j}`,
        svg("circle", { class: "node", cx: x, cy: y, r: 22 }), value, svg("title", {}, nameOf(parameter)));
      made.nodes.push({ element, value, l, j });
      made.choosers.push({ element, parameter });
      root.append(circles.at(-1), element);
    }
    if (wide[l] > drawn[l]) root.append(text(place(l, 0)[0], height - 4, "small", `and ${wide[l] - drawn[l]} more`));
    root.append(text(place(l, 0)[0], 14, "small", l ? `layer ${l}` : "input"));
    made.ripples.push(circles);
  }
  return made;
}

/** Only the paths from a neuron to the cost stay bright. */
function light(neuron) {
  for (const edge of parts.edges) {
    const isPath = !neuron || (edge.l === neuron.layer + 1 ? edge.k === neuron.activation : edge.l > neuron.layer + 1);
    edge.element.classList.toggle("dim", !isPath);
  }
}

function fillNetwork(answer) {
  const source = state.colour === "gradient" ? answer.gradient.layers : layers();
  const largest = source.map((layer) => largestOf(layer.weights.flat(), 1e-12));
  for (const { edge, element, l, j, k } of parts.edges) {
    const x = source[l - 1].weights[j][k];
    set(edge, "stroke-width", (0.6 + 4.4 * Math.abs(x) / largest[l - 1]).toFixed(2));
    edge.classList.toggle("below", x < 0);
    const values = `${nameOf({ layer: l, weight: [j, k] })} = ${short(layers()[l - 1].weights[j][k])}, derivative ${short(answer.gradient.layers[l - 1].weights[j][k])}`;
    set(element, "aria-label", `weight ${values}`);
    say(element.lastChild, values);
  }
  const mean = (rows, j) => (rows.some((row) => row[j] === null) ? null : rows.reduce((sum, row) => sum + row[j], 0) / rows.length);
  for (const { element, value, l, j } of parts.nodes) {
    const x = mean(l ? answer.layers[l - 1].activations : answer.inputs, j);
    fit(value, x === null ? x : Number(x.toPrecision(2)), 5);
    set(element, "aria-description", short(x));
  }
}
