/** The one way to the server: registered documents by id, JSON both ways, this origin only. */

/** No answer came: whether the ask was carried out is not known. */
export class Unreached extends Error {}
/** The server answered that it could not answer. */
export class Broken extends Error {}

export interface Refusal {
  readonly __typename: "Refusal";
  readonly code: string;
  readonly message: string;
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  readonly retryAt?: string | null;
}

const TIMEOUT_MS = 12_000;

/** Give what the server said, all of it: a net may be lost in the middle of an answer, too. */
async function post(body: string): Promise<string> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  const headers = { "content-type": "application/json", "x-locale": document.documentElement.lang };
  try {
    const answer = await fetch("/graphql/client", { method: "POST", headers, body, signal: stop.signal });
    if (answer.status < 502) return await answer.text();
  } catch {
    // nobody knows, as where a gateway answers in the server's place
  } finally {
    clearTimeout(timer);
  }
  throw new Unreached();
}

export async function ask<T>(id: string, variables: object): Promise<T> {
  const said = await post(JSON.stringify({ id, variables }));
  let data: T | undefined;
  try {
    data = JSON.parse(said).data;
  } catch {
    // a page of whoever stands between
  }
  if (!data) throw new Broken();
  return data;
}

export function isRefusal(answer: { readonly __typename: string }): answer is Refusal {
  return answer.__typename === "Refusal";
}
