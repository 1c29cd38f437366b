/** The one way to the platform: POST /graphql/console with {id, variables}, session by cookie. */
import { Client, fetchExchange, mapExchange, type OperationResult } from "urql";
import { keptLocale } from "../copy";

/** Told to the window when the platform no longer knows who asks, and when it knows again. */
export const SIGNED_OUT = "lg:signed-out";
export const SIGNED_IN = "lg:signed-in";
export const NOT_SIGNED_IN = "kernel.not_signed_in";

interface Body {
  documentId?: string;
  variables?: unknown;
}

async function post(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const body = JSON.parse(String(init?.body ?? "{}")) as Body;
  return fetch(url, {
    ...init,
    body: JSON.stringify({ id: body.documentId, variables: body.variables ?? {} }),
    credentials: "same-origin",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "Accept-Language": keptLocale(),
    },
  });
}

function listen({ data, error }: OperationResult): void {
  const answers = Object.values((data as Record<string, { code?: string } | null> | null | undefined) ?? {});
  const codes = [
    ...(error?.graphQLErrors ?? []).map((one) => one.extensions?.code),
    ...answers.map((answer) => answer?.code),
  ];
  if (codes.includes(NOT_SIGNED_IN)) window.dispatchEvent(new Event(SIGNED_OUT));
}

export const client = new Client({
  url: "/graphql/console",
  exchanges: [mapExchange({ onResult: listen }), fetchExchange],
  fetch: post,
  preferGetMethod: false,
  requestPolicy: "network-only",
});
