// Puts the page together: whenever something changes, the service is asked, and what it answers is shown.

import { byId, html, short } from "./dom.js";
import { showData } from "./data.js";
import { makeDescent, showRate } from "./descent.js";
import { draw, ripple } from "./drawing.js";
import { showFactors } from "./factors.js";
import { curveNudges, makeNudge, showBars, showCurve, showNudge, showRequest, showSliders } from "./panels.js";
import { presets } from "./presets.js";
import { latest, post } from "./service.js";
import { choose, examples, isChain, layers, onChange, request, restore, state } from "./state.js";
import { showStructure } from "./structure.js";
import { makeVerify } from "./verify.js";

const outputs = ["cost", "weighted_sums", "activations", "gradient", "weighted_sum_gradients", "activation_gradients"];

function trouble(error) {
  byId("trouble").hidden = !error;
  byId("trouble").textContent = error?.message ?? "";
}

let changes = 0;

const refresh = latest(async () => {
  const seen = changes;
  try {
    const sent = request({ return: outputs });
    const slopes = isChain() ? layers().map((_, l) => ({ layer: l + 1, bias: 0 })) : [];
    const [answer, { explanations }, curve] = await Promise.all([
      post("/v1/gradient", sent),
      post("/v1/explanation", request({ parameters: [state.selected, ...slopes] })),
      post("/v1/nudge", request({ parameter: state.selected, nudges: curveNudges })),
    ]);
    answer.inputs = examples().inputs;
    answer.slopes = explanations.slice(1).map(({ examples: [one] }) => one.factors[1].value);
    await new Promise(requestAnimationFrame);
    if (answer.gradient.layers.length !== layers().length) return; // the next answer is on its way
    trouble(null);
    byId("cost-now").textContent = `C = ${short(answer.cost)}`;
    draw(answer);
    showFactors(explanations[0]);
    showBars(answer);
    showCurve(curve);
    showRequest(request());
    showData().catch(trouble);
    document.body.dataset.cost = String(answer.cost);
    if (seen === changes) document.body.dataset.ready = "true"; // what is shown is what there is
  } catch (error) {
    trouble(error);
  }
});

onChange(() => {
  changes += 1;
  delete document.body.dataset.ready;
  showStructure();
  showSliders();
  showRate();
  byId("preset").value = state.preset ?? "";
  byId("hint").textContent = isChain()
    ? "Choose any circle: its derivative is explained below it. Every number is the service's."
    : "Choose an edge or a neuron; point at a neuron to see its paths to the cost. Blue is above zero, orange below.";
  refresh();
});

async function nudge(size) {
  try {
    const answer = await post("/v1/nudge", request({ parameter: state.selected, nudges: [size, size / 10, size / 100, size / 1e4, size / 1e7] }));
    showNudge(answer);
    ripple(state.selected.layer);
  } catch (error) {
    trouble(error);
  }
}

byId("preset").append(html("option", { value: "" }, "one's own"), ...Object.entries(presets).map(([key, { name }]) => html("option", { value: key }, name)));
byId("preset").addEventListener("change", (event) => { if (event.target.value) choose(event.target.value); });
makeNudge(nudge);
makeVerify();
if (location.hash.startsWith("#token=")) sessionStorage.setItem("token", decodeURIComponent(location.hash.slice(7)));
if (!restore()) choose("lesson");
makeDescent(trouble);
window.addEventListener("hashchange", () => { if (!restore()) trouble(new Error("The address holds no network.")); });
