/* A file that was asked for: here it is, or why it cannot be used, as a cause that the page has a sentence for. */

/** A file that cannot be used.
    `part` is its role, `cause` a key of `checker/start/cannot-run.js`, and the message is for those who look after the site. */
export class PartError extends Error {
  constructor(part, cause, message) {
    super(message);
    this.part = part;
    this.reason = cause;
  }
}

/** What answers in the place of a file that somebody has to sign in for, or that a filter holds back. */
const REFUSED = [401, 403, 407, 451, 511];

/** What a server, or one before it, says when it is overloaded or is being started again. */
const FOR_NOW = [408, 429, 500, 502, 503, 504];

/** Fetch a file of this site.
    @param {string} part  its role
    @param {string} address
    @param {{name: string, integrity?: string}} file  `integrity` where the browser is to check it
    @returns {Promise<Response>} */
export async function fetched(part, address, { name, integrity }) {
  let response;
  try {
    response = await fetch(address, integrity ? { integrity } : {});
  } catch (error) {
    throw new PartError(part, await whyNot(address), `${name}: ${error.message}`);
  }
  if (!response.ok) {
    const { status, statusText } = response;
    const cause = REFUSED.includes(status) ? "refused" : FOR_NOW.includes(status) ? "unreachable" : "missing";
    throw new PartError(part, cause, `${name}: HTTP ${status} ${statusText}`.trimEnd());
  }
  if (isPage(response)) {
    throw new PartError(part, "sign-in", `${name}: a web page came in its place, from ${new URL(response.url).host}`);
  }
  return response;
}

const isPage = (response) => /^(text\/html|application\/xhtml\+xml)\b/i.test(response.headers.get("content-type") ?? "");

/* A fetch that is refused does not say why. One that follows no redirection and checks nothing tells most of it. */
async function whyNot(address) {
  try {
    const response = await fetch(address, { redirect: "manual", cache: "no-store" });
    await response.body?.cancel();
    if (response.type === "opaqueredirect" || isPage(response)) {
      return "sign-in";
    }
    return response.ok ? "altered" : "unreachable";
  } catch {
    return "unreachable";
  }
}
