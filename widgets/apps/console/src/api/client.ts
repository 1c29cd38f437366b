/** The one way to the platform: POST /graphql/console with {id, variables}, session by cookie. */
import { Client, createRequest, fetchExchange, mapExchange, type OperationResult } from "urql";
import { keptLocale } from "../copy";
import type { Registered } from "./registered";

/** Told to the window when the platform no longer knows who asks, and when it knows again. */
export const SIGNED_OUT = "lg:signed-out";
export const SIGNED_IN = "lg:signed-in";
export const NOT_SIGNED_IN = "kernel.not_signed_in";

interface Body {
  documentId?: string;
  variables?: unknown;
  extensions?: unknown;
}

async function post(url: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const { documentId, variables = {}, extensions } = JSON.parse(String(init?.body ?? "{}")) as Body;
  return fetch(url, {
    ...init,
    body: JSON.stringify({ id: documentId, variables, extensions }),
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

/**
 * Read for a file: the platform writes down who takes the list home. The question has a key of its own, so that
 * an answer on its way to the screen, which nobody writes down, is never taken for this one.
 */
export function readForFile<Data, Vars extends object>(
  document: Registered<Data, Vars>,
  variables: Vars,
): Promise<OperationResult<Data>> {
  const request = createRequest<Data>(document, variables, { file: true });
  return client.executeQuery<Data>({ ...request, key: ~request.key }).toPromise();
}
