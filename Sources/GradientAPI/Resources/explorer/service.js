// The service's routes.

export class Problem extends Error {}

export async function post(path, request) {
  let response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...authorization() },
      body: JSON.stringify(request),
    });
  } catch {
    throw new Problem("The service does not answer.");
  }
  const answer = await response.json();
  if (response.ok) return answer;
  const errors = (answer.errors ?? []).map((error) => `${error.pointer || "document"}: ${error.detail}`);
  throw new Problem([answer.detail, ...errors].join("\n"));
}

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
        await work(...now);
      }
    } finally {
      isWorking = false;
    }
  };
}
