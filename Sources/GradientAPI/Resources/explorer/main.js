// Puts the page together: whenever something changes, the service is asked, and what it answers is shown.

import { byId, html, say, short } from "./dom.js";
import { showData } from "./data.js";
import { makeDescent, showDescent } from "./descent.js";
import { draw, onPointing, ripple } from "./drawing.js";
import { showFactors } from "./factors.js";
import { clearNudge, isEnough, makeNudge, showBars, showCurve, showNudge, showNudged, showRequest, showSliders, sweeps } from "./panels.js";
import { presets } from "./presets.js";
import { latest, post } from "./service.js";
import { change, choose, examples, isChain, isSame, layers, nameOfCost, nothing, onChange, request, restore, shape, state, still, unmovedPreset } from "./state.js";
import { loadFunctions, showStructure } from "./structure.js";
import { makeVerify } from "./verify.js";

const outputs = ["cost", "weighted_sums", "activations", "gradient", "weighted_sum_gradients", "activation_gradients"];
/** What is not finite is missing, and the rest is there. */
const asked = (more) => request({ ...more, non_finite: "null" });

let again = 0;
function trouble(error) {
  byId("trouble").hidden = !error;
  say(byId("trouble"), error?.message ?? "");
  clearTimeout(again);
  if (error?.kind === "silence") again = setTimeout(refresh, 2000);
}

let [noticed, notice] = ["", ""];
/** Words that stay until something is changed. */
function showNotice() {
  byId("notice").hidden = !notice;
  say(byId("notice"), notice);
  [noticed, notice] = [notice, ""];
}

let changes = 0;
let isDrawn = () => true; // nothing is there yet that could be of before
let explained = null;
let passing = null;

const refresh = latest(async () => {
  const seen = changes;
  const [selected, example, inputs] = [state.selected, state.example, examples().inputs];
  const isStill = still(() => [shape(), state.example]);
  const slopes = isChain() ? layers().map((_, l) => ({ layer: l + 1, bias: 0 })) : [];
  const body = asked({ return: outputs });
  try {
    const [answer, explanations, curve] = await Promise.all([
      post("/v1/gradient", body),
      post("/v1/explanation", asked({ parameters: [selected, ...slopes] })).then((found) => found.explanations),
      sweep(selected).catch(() => null),
    ]);
    const why = JSON.stringify(answer).includes("null") ? await whyNot(body, answer) : null;
    answer.inputs = inputs;
    answer.slopes = explanations.slice(1).map(({ examples: [one] }) => one.factors[1].value);
    await new Promise(requestAnimationFrame);
    if (!isStill()) return; // the next answer is on its way
    const { cost, layers: passes, slopes: all } = answer;
    show(cost === null ? { ...nothing(), inputs, layers: passes.map((one) => ({ ...one, activation_gradients: [[null]] })), slopes: all } : answer,
      cost === null ? null : explanations[0], example, curve, selected, why);
  } catch (error) {
    // Better no numbers than those of what is no longer there.
    if (error.kind !== "silence") error.message = `With these, the service has no numbers: ${error.message}`;
    if (isStill()) show(nothing(), null, example, null, selected, error);
    if (error.kind === "silence") return;
  }
  if (seen === changes) document.body.dataset.ready = "true"; // what is shown is what there is
});

function show(answer, explanation, example, curve, selected, why) {
  trouble(why);
  say(byId("cost-now"), `${nameOfCost(example)} = ${short(answer.cost)}`);
  sayCost();
  draw(answer);
  isDrawn = still(shape);
  explained = [explanation, example];
  if (passing) showPassing();
  else showFactors(...explained);
  showBars(answer);
  showCurve(curve, selected);
  showRequest(why?.kind === "not-finite" ? asked() : request());
  showData().catch(() => {}); // it has nothing to say that is not said above
  document.body.dataset.cost = String(answer.cost);
}

/** In the page's words. */
async function whyNot(body, { cost }) {
  const error = await post("/v1/gradient", { ...body, non_finite: undefined }).then(() => null, (error) => error);
  if (error?.kind === "not-finite") error.message = `With these, ${cost === null ? "the cost" : "a derivative"} is not a finite number: ${error.message}`;
  return error;
}

async function sweep(parameter) {
  let answer;
  for (const nudges of sweeps) {
    answer = await post("/v1/nudge", asked({ parameter, nudges }));
    if (answer.cost === null || isEnough(answer)) break;
  }
  return answer;
}

let saying = 0;
/** Aloud only once it is at rest. */
function sayCost() {
  clearTimeout(saying);
  saying = setTimeout(() => say(byId("cost-said"), byId("cost-now").textContent), 1000);
}

/** The paths of the neuron that is pointed at, until it no longer is. */
const showPassing = latest(async () => {
  const [neuron, example] = [passing, state.example];
  if (!explained) return;
  if (!neuron || isSame(neuron, state.selected)) return showFactors(...explained);
  const isStill = still(() => [request(), passing]);
  const { explanations, cost } = await post("/v1/explanation", asked({ parameters: [neuron] }));
  if (isStill()) showFactors(cost === null ? null : explanations[0], example, true);
});

onPointing((neuron) => {
  passing = neuron;
  // Not at once: the pointer may only cross it, and a click has the focus first.
  setTimeout(() => { if (passing === neuron) showPassing().catch(() => {}); }, 60);
});

let isNudged = () => true;

onChange(() => {
  changes += 1;
  delete document.body.dataset.ready;
  showStructure();
  showSliders();
  showDescent();
  showNudged();
  if (!isNudged()) clearNudge();
  if (noticed || notice) showNotice();
  byId("preset").value = unmovedPreset();
  byId("hint").textContent = isChain()
    ? "Choose any circle: its derivative is explained below it. Every number is the service's."
    : "Choose an edge or a neuron; point at a neuron to see its paths to the cost. Blue is above zero, orange below.";
  if (!isDrawn()) {
    draw(nothing());
    isDrawn = still(shape);
  }
  refresh();
});

async function nudge(size) {
  const isStill = still(() => [request(), state.selected]);
  try {
    const answer = await post("/v1/nudge", asked({ parameter: state.selected, nudges: [size, size / 10, size / 100, size / 1e4, size / 1e7] }));
    if (!isStill()) return;
    isNudged = isStill;
    showNudge(answer);
    ripple(state.selected.layer);
  } catch (error) {
    if (isStill()) trouble(error);
  }
}

byId("preset").append(html("option", { value: "" }, "your own network"), ...Object.entries(presets).map(([key, { name }]) => html("option", { value: key }, name)));
byId("preset").addEventListener("change", (event) => { if (event.target.value) choose(event.target.value); });
makeNudge(nudge);
makeVerify();
if (location.hash.startsWith("#token=")) sessionStorage.setItem("token", decodeURIComponent(location.hash.slice(7)));

/** The network in the address; where there is none that can be shown, `otherwise`. */
function open(otherwise, words) {
  try {
    if (!restore()) otherwise();
  } catch (error) {
    notice = `The network in the address cannot be shown: ${error.message}. ${words}`;
    otherwise();
  }
}

open(() => choose("lesson"), "Here is the lesson's chain instead.");
makeDescent(trouble);
loadFunctions().catch(() => {}); // what is chosen can be shown without
window.addEventListener("hashchange", () => open(() => change(() => {}), "It stays as it was."));
