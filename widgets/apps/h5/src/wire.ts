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

async function post(body: string, locale: string): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  const headers = { "content-type": "application/json", "x-locale": locale };
  try {
    return await fetch("/graphql/client", {
      method: "POST",
      headers,
      body,
      signal: stop.signal,
    });
  } catch {
    throw new Unreached();
  } finally {
    clearTimeout(timer);
  }
}

export async function ask<T>(id: string, variables: object): Promise<T> {
  const answer = await post(JSON.stringify({ id, variables }), document.documentElement.lang);
  if (answer.status >= 502) throw new Unreached();
  const { data } = (await answer.json().catch(() => ({}))) as { data?: T | null };
  if (!data) throw new Broken();
  return data;
}

export function isRefusal(answer: { readonly __typename: string }): answer is Refusal {
  return answer.__typename === "Refusal";
}
