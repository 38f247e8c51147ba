// The examples: points in the plane before what the network makes of every place, dots of a digit, or a table.

import { byId, html, short, svg } from "./dom.js";
import { latest, post } from "./service.js";
import { change, shape, state, still, widths } from "./state.js";

const cells = 24;
const reach = 1.5;
const place = (x) => 150 + x / reach * 140;

const choose = (k) => change(() => { state.example = state.example === k ? null : k; });

/** Shows the examples, and asks for the outputs of those that are not in the answer. */
export const showData = latest(async () => {
  const isPlane = widths()[0] === 2;
  const isStill = still(shape);
  const inputs = isPlane ? grid : state.inputs;
  const { layers } = await post("/v1/activations", { network: state.network, examples: { inputs }, return: ["activations"], non_finite: "null" });
  if (!isStill()) return;
  const outputs = layers.at(-1).activations;
  if (isPlane) return showPlane(outputs.map((row) => row[0]));
  if (widths()[0] === 20) showDigits(outputs);
  else showTable(outputs);
});

const middle = (at) => ((at + 0.5) / cells * 2 - 1) * reach;
const grid = Array.from({ length: cells * cells }, (_, at) => [middle(at % cells), middle(Math.floor(at / cells))]);

function showPlane(outputs) {
  const size = 280 / cells;
  let picture = byId("data").querySelector("svg.plane");
  if (!picture) {
    picture = svg("svg", { class: "plane", viewBox: "0 0 300 300", role: "group", "aria-label": "The plane: inputs, and the network's output everywhere" },
      svg("g", {}, ...grid.map((_, at) => svg("rect", { x: 10 + at % cells * size, y: 290 - (Math.floor(at / cells) + 1) * size, width: size, height: size }))), svg("g"), svg("g"));
    byId("data").replaceChildren(picture, html("p", { class: "hint" }, "Blue where the first output is above ½, orange where it is below; the points are the examples, by their targets. Choose one to look at it alone."));
  }
  outputs.forEach((output, at) => {
    const rect = picture.firstChild.children[at];
    rect.style.fill = output > 0.5 ? "var(--plus)" : "var(--minus)";
    rect.style.opacity = output === null ? 0 : Math.min(0.75, Math.abs(output - 0.5) * 1.5).toFixed(2);
  });
  const points = picture.lastChild;
  const focused = document.activeElement?.parentNode === points ? [...points.children].indexOf(document.activeElement) : -1;
  // Around and below all points, what a finger can hit.
  picture.children[1].replaceChildren(...state.inputs.map(([x, y], k) => svg("circle", { class: "reach", cx: place(x), cy: 300 - place(y), r: 13, onclick: () => choose(k) })));
  points.replaceChildren(...state.inputs.map(([x, y], k) => svg("circle", {
    class: `point${state.example === k ? " here" : ""}`, cx: place(x), cy: 300 - place(y), r: 6, role: "button", tabindex: 0, "aria-pressed": String(state.example === k),
    "aria-label": `example ${k}: ${short(x)}, ${short(y)}, target ${short(state.targets[k][0])}`,
    onclick: () => choose(k), onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(k); } },
  })));
  state.targets.forEach(([target], k) => { if (state.example !== k) points.children[k].style.fill = target > 0.5 ? "var(--plus)" : "var(--minus)"; });
  points.children[focused]?.focus();
}

const largest = (row) => row.indexOf(row.reduce((a, b) => Math.max(a, b)));

function showDigits(outputs) {
  const focused = [...byId("data").querySelectorAll(".digit")].indexOf(document.activeElement);
  byId("data").replaceChildren(
    html("div", { class: "digits" }, ...state.inputs.map((dots, k) => html("button", {
      type: "button", class: `digit${state.example === k ? " chosen" : ""}`, onclick: () => choose(k), "aria-pressed": String(state.example === k),
      "aria-label": `example ${k}: a ${largest(state.targets[k])}, read as ${largest(outputs[k])}`,
    },
    svg("svg", { viewBox: "0 0 40 50" }, ...dots.map((dot, at) => svg("rect", { class: dot ? "on" : "off", x: at % 4 * 10 + 1, y: Math.floor(at / 4) * 10 + 1, width: 8, height: 8, rx: 2 }))),
    html("span", {}, `${largest(outputs[k]) === largest(state.targets[k]) ? "✓" : "✗"} ${largest(outputs[k])}`)))),
    html("p", { class: "hint" }, "Below each what the network reads: its largest output. Choose one to look at it alone."));
  byId("data").querySelectorAll(".digit")[focused]?.focus();
}

const mostRows = 12;

function showTable(outputs) {
  const row = (k) => html("tr", {}, html("th", { scope: "row" }, String(k)),
    ...[state.inputs[k], state.targets[k], outputs[k]].map((numbers) => html("td", {}, numbers.slice(0, 6).map(short).join(", ") + (numbers.length > 6 ? ", …" : ""))));
  byId("data").replaceChildren(html("div", { class: "scroll" }, html("table", {},
    html("thead", {}, html("tr", {}, ...["example", "input", "target", "output"].map((head) => html("th", { scope: "col" }, head)))),
    html("tbody", {}, ...outputs.slice(0, mostRows).map((_, k) => row(k))))));
}
