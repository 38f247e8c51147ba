// Elements of HTML, SVG and MathML.

const builder = (namespace) => (name, attributes = {}, ...children) => {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) set(element, key, value);
  element.append(...children.flat());
  return element;
};

export function set(element, key, value) {
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (value === false || value == null) element.removeAttribute(key);
  else if (element.getAttribute(key) !== String(value)) element.setAttribute(key, value === true ? "" : value);
}

export const html = builder("http://www.w3.org/1999/xhtml");
export const svg = builder("http://www.w3.org/2000/svg");
export const math = builder("http://www.w3.org/1998/Math/MathML");

export const byId = (id) => document.getElementById(id);

/** Four digits, with a minus that is one. */
export function short(x) {
  if (x == null || !Number.isFinite(x)) return x == null ? "–" : String(x);
  if (x === 0) return "0";
  const size = Math.abs(x);
  const text = size >= 1e5 || size < 1e-4 ? x.toExponential(2) : String(Number(x.toPrecision(4)));
  return text.replace("-", "−").replace("e−", "e-").replace("e+", "e");
}

/** All the digits that tell one small nudge from the next. */
export const precise = (x) => (x == null ? "–" : x.toPrecision(8).replace("-", "−").replace("e−", "e-").replace("e+", "e"));

/** What has room in so many characters: three digits, or fewer. */
export function tiny(x, room = 6) {
  if (x == null || !Number.isFinite(x)) return short(x);
  const texts = [3, 2, 1].map((digits) => short(Number(x.toPrecision(digits))));
  return texts.find((text) => text.length <= room) ?? x.toExponential(0).replace("-", "−").replace("e−", "e-").replace("e+", "e");
}

/** Of many numbers, which a call could not take as its arguments. */
export const largestOf = (numbers, least = 0) => numbers.reduce((most, x) => Math.max(most, Math.abs(x)), least);

/** A text that changes without the element being made anew. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
