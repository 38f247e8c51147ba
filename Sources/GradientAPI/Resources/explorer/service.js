// The service's routes.

import { short } from "./dom.js";

export class Problem extends Error {
  /** @param kind the last word of its type, or `silence` where it will pass */
  constructor(message, kind = "") {
    super(message);
    this.kind = kind;
  }
}

const silence = () => new Problem("The service does not answer; it is asked again and again.", "silence");

export const post = (path, request) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json", ...authorization() }, body: JSON.stringify(request) });

export const get = (path) => ask(path, { headers: authorization() });

async function ask(path, request) {
  let response;
  try {
    response = await fetch(path, request);
  } catch {
    throw silence();
  }
  const answer = await response.json().catch(() => { throw silence(); });
  if (response.ok) return answer;
  if (response.status === 503) throw silence();
  throw problem(answer);
}

function problem({ type = "", detail, errors = [] }) {
  const kind = type.split(":").at(-1);
  // What a request could ask for instead is of no use to those who look at a page.
  if (kind === "not-finite") return new Problem(`${errors.map((error) => plain(error.detail)).join("; ")}.`, kind);
  return new Problem([detail, ...errors.map((error) => `${error.pointer || "document"}: ${error.detail}`)].join("\n"), kind);
}

const plain = (text) => text.replace(/-?\d+\.\d{5,}(e[-+]?\d+)?/g, (number) => short(Number(number))).replace("its _from_logits form", "a cost “from logits”");

/** The token, where the service asks for one: it is in the address as `#token=…`, and kept for this tab. */
function authorization() {
  const token = sessionStorage.getItem("token");
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Does one thing at a time, and of all that is asked meanwhile only the last. */
export function latest(work) {
  let isWorking = false;
  let next = null;
  return async function ask(...values) {
    next = values;
    if (isWorking) return;
    isWorking = true;
    try {
      while (next) {
        const now = next;
        next = null;
        try {
          await work(...now);
        } catch (error) {
          if (!next) throw error; // else it is of something that is past
        }
      }
    } finally {
      isWorking = false;
    }
  };
}
