// Networks to begin with.

const lesson = () => ({
  network: {
    layers: [
      { weights: [[0.5]], biases: [0.1], activation: "sigmoid" },
      { weights: [[-0.3]], biases: [0.2], activation: "sigmoid" },
      { weights: [[0.8]], biases: [-0.1], activation: "sigmoid" },
    ],
    cost: "squared_error",
  },
  inputs: [[1]],
  targets: [[1]],
  example: 0,
  selected: { layer: 3, weight: [0, 0] },
  colour: "weight",
  rate: 0.5,
});

/** Numbers that look random and are the same each time. */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function layer(neurons, inputs, activation, next) {
  const size = 1.6 / Math.sqrt(inputs);
  const number = () => Number(((2 * next() - 1) * size).toFixed(2));
  return {
    weights: Array.from({ length: neurons }, () => Array.from({ length: inputs }, number)),
    biases: Array.from({ length: neurons }, number),
    activation,
  };
}

function network(widths, hidden, last, cost, seed) {
  const next = sequence(seed);
  const layers = widths.slice(1).map((neurons, l) =>
    layer(neurons, widths[l], l + 2 === widths.length ? last : hidden, next));
  return { layers, cost };
}

const xor = () => ({
  network: network([2, 3, 1], "tanh", "sigmoid", "binary_cross_entropy", 7),
  inputs: [[0, 0], [0, 1], [1, 0], [1, 1]],
  targets: [[0], [1], [1], [0]],
  example: null,
  selected: { layer: 1, activation: 0 },
  colour: "weight",
  rate: 0.5,
});

/** Points in the plane, of two kinds: those within a circle, and those around it. */
function points() {
  const next = sequence(3);
  const inputs = Array.from({ length: 24 }, (_, i) => {
    const [angle, radius] = [next() * 2 * Math.PI, i % 2 ? 0.2 + 0.4 * next() : 0.95 + 0.35 * next()];
    return [radius * Math.cos(angle), radius * Math.sin(angle)].map((x) => Number(x.toFixed(2)));
  });
  return {
    network: network([2, 5, 3, 1], "tanh", "sigmoid", "binary_cross_entropy", 11),
    inputs,
    targets: inputs.map((_, i) => [i % 2]),
    example: null,
    selected: { layer: 2, activation: 0 },
    colour: "weight",
    rate: 0.5,
  };
}

/** Three digits, five by four, each with one of its dots wrong too. */
function digits() {
  const drawn = ["0110 1001 1001 1001 0110", "0010 0110 0010 0010 0111", "1110 0001 0110 1000 1111"];
  const rows = drawn.flatMap((drawing, digit) => {
    const dots = [...drawing.replaceAll(" ", "")].map(Number);
    return [null, 3 + digit, 11 + 2 * digit].map((wrong) =>
      ({ digit, dots: dots.map((dot, i) => (i === wrong ? 1 - dot : dot)) }));
  });
  return {
    network: network([20, 6, 3], "sigmoid", "softmax", "cross_entropy", 5),
    inputs: rows.map((row) => row.dots),
    targets: rows.map((row) => [0, 1, 2].map((digit) => Number(digit === row.digit))),
    example: 0,
    selected: { layer: 1, activation: 0 },
    colour: "weight",
    rate: 0.5,
  };
}

export const presets = {
  lesson: { name: "the lesson's chain", make: lesson },
  xor: { name: "exclusive or", make: xor },
  points: { name: "points in the plane", make: points },
  digits: { name: "three digits", make: digits },
};
