/** The one way to the platform: POST /graphql/console with {id, variables}, session by cookie. */
import { Client, fetchExchange } from "urql";
import { keptLocale } from "../copy";

export const SIGNED_OUT = "lg:signed-out";

interface Body {
  documentId?: string;
  variables?: unknown;
}

async function post(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const body = JSON.parse(String(init?.body ?? "{}")) as Body;
  const answer = await fetch(url, {
    ...init,
    body: JSON.stringify({ id: body.documentId, variables: body.variables ?? {} }),
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "Accept-Language": keptLocale(),
    },
  });
  if (answer.status === 401) window.dispatchEvent(new Event(SIGNED_OUT));
  return answer;
}

export const client = new Client({
  url: "/graphql/console",
  exchanges: [fetchExchange],
  fetch: post,
  preferGetMethod: false,
  requestPolicy: "network-only",
});
