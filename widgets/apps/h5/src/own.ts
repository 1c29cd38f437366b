/** What components ask for by name: every document in `documents/own`, loaded with the first ask. */
import { answered, keyFor } from "./keys";
import { sayNo, sayTrouble } from "./plays";
import type { Desk } from "./views";
import { ask, Broken, isRefusal, type Refusal } from "./wire";

const documents = import.meta.glob<string>("../documents/own/*.graphql", { import: "default", eager: true });

function idOf(name: string): string {
  const id = documents[`../documents/own/${name}.graphql`];
  if (id === undefined) throw new Broken(`no document is called ${name}`);
  return id;
}

export const read = async <T>(name: string, variables: object): Promise<T> => ask<T>(idOf(name), variables);

/** One intent, one key: a second press after a lost connection gets the first press's answer. */
export async function act<T>(name: string, asked: object, desk: Desk): Promise<T | null> {
  const intent = `${name}:${JSON.stringify(asked)}`;
  try {
    const variables = { ask: { key: keyFor(intent), ...asked } };
    const [answer] = Object.values(
      await ask<Record<string, Refusal | (T & { readonly __typename: string })>>(idOf(name), variables),
    );
    answered(intent);
    if (answer && !isRefusal(answer)) {
      void desk.refresh();
      return answer;
    }
    if (answer) await sayNo(answer, desk);
  } catch (trouble) {
    await sayTrouble(trouble, "h5.offline.act", desk);
  }
  return null;
}
