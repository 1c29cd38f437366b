/** A file goes to the server with what is asked of it: GraphQL cannot carry its size. */
import { keptLocale } from "../copy";

export type Fields = Record<string, string | File>;

/** What the server told; else why not, in its words, or null where no answer came. */
export type Sent<Told> = { told: Told } | { refused: string | null };

/** Send a form to a path of the console; null where no answer came. */
export async function postForm(path: string, fields: Fields): Promise<Response | null> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const headers = { "Accept-Language": keptLocale() };
  const asked = { method: "POST", body, headers, credentials: "same-origin" } as const;
  return fetch(`/console/${path}`, asked).catch(() => null);
}

export async function toldBy<Told>(answer: Response | null): Promise<Sent<Told>> {
  const json = (await answer?.json().catch(() => null)) as unknown;
  if (answer?.ok && json) return { told: json as Told };
  return { refused: (json as { message?: string } | null)?.message ?? null };
}

export const sendForm = async <Told>(path: string, fields: Fields): Promise<Sent<Told>> =>
  toldBy<Told>(await postForm(path, fields));
