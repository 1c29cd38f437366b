/** Reading and asking: refusals come back as data, faults as words with a trace id. */
import { freshKey } from "@largesse/kernel";
import { notifications } from "@mantine/notifications";
import { useCallback, useEffect, useState } from "react";
import { type CombinedError, useClient, useQuery } from "urql";
import { useWords } from "../copy";
import { NOT_SIGNED_IN, SIGNED_IN } from "./client";
import { pressing } from "./press";
import type { Registered } from "./registered";

/** Told to the window when something was changed, so that what waits is counted again. */
export const CHANGED = "lg:changed";

export interface Refusal {
  __typename: "Refusal";
  code: string;
  message: string;
  path?: string | null;
  /** From when the same may be asked for again, where that is known. */
  retryAt?: string | null;
  facts?: Array<{ name: string; value: string }> | null;
}

export interface Reading<Data> {
  data: Data | undefined;
  loading: boolean;
  trouble: CombinedError | undefined;
  again: () => void;
}

/** Read a registered query; `pause` keeps it from being sent. */
export function useRead<Data, Vars extends object>(
  document: Registered<Data, Vars>,
  variables: Vars,
  pause = false,
): Reading<Data> {
  // biome-ignore lint/suspicious/noExplicitAny: urql's variables type is wider than any one document's
  const [state, run] = useQuery<Data, any>({ query: document, variables, pause });
  const again = useCallback(() => run({ requestPolicy: "network-only" }), [run]);
  const failed = state.error !== undefined;
  useEffect(() => {
    if (!failed) return;
    window.addEventListener(SIGNED_IN, again);
    return () => window.removeEventListener(SIGNED_IN, again);
  }, [failed, again]);
  return { data: state.data, loading: state.fetching, trouble: state.error, again };
}

/** What is asked, without its key: whoever asks gets one. */
type Unkeyed<Vars> = Vars extends { ask: infer Ask } ? { ask: Omit<Ask, "key"> & { key?: string } } : never;

/** What a change answers when it is not refused. */
export type Answers<Data> = Exclude<Data[keyof Data], Refusal | null | undefined>;
export const isRefusal = (answer: unknown): answer is Refusal =>
  typeof answer === "object" &&
  answer !== null &&
  (answer as { __typename?: string }).__typename === "Refusal";

/** What a refusal wants back with the next ask, to know that somebody saw what it says. */
export const seenIn = (refusal: Refusal | null): { seen?: string } => {
  const seen = refusal?.facts?.find((fact) => fact.name === "seen")?.value;
  return seen ? { seen } : {};
};

export const codeOf = (trouble: CombinedError | undefined): string =>
  String(trouble?.graphQLErrors?.[0]?.extensions?.code ?? "");

export const traceOf = (trouble: CombinedError | undefined): string =>
  String(trouble?.graphQLErrors?.[0]?.extensions?.trace ?? "");

/** Ask for one change, under a key made here. Answers the success object, or null after telling why not. */
export function useAsk<Data extends object, Vars extends object>(document: Registered<Data, Vars>) {
  const { t } = useWords();
  const tell = useCallback(
    ({ message }: Refusal) => notifications.show({ color: "orange", title: t("refusal.title"), message }),
    [t],
  );
  return useAsking(document, tell);
}

/** The same for who shows a refusal where it was asked: it is said there, and nowhere a second time. */
export const useAskHere = <Data extends object, Vars extends object>(document: Registered<Data, Vars>) =>
  useAsking(document, silent);

const silent = () => undefined;

function useAsking<Data extends object, Vars extends object>(
  document: Registered<Data, Vars>,
  tell: (refusal: Refusal) => unknown,
) {
  const client = useClient();
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [press] = useState(() => pressing<Answers<Data> | null>(freshKey));
  const send = useCallback(
    async (variables: Vars, lost: () => void, done?: string): Promise<Answers<Data> | null> => {
      setBusy(true);
      setRefusal(null);
      const result = await client.mutation(document, variables).toPromise();
      setBusy(false);
      const answer = result.data ? Object.values(result.data)[0] : null;
      if (result.error || answer == null) {
        lost();
        if (codeOf(result.error) === NOT_SIGNED_IN) return null;
        notifications.show({
          color: "red",
          title: t("trouble.title"),
          message: result.error?.networkError
            ? t("trouble.network.kept")
            : t("trouble.kept", { trace: traceOf(result.error) }),
        });
        return null;
      }
      if (isRefusal(answer)) {
        if (answer.code === NOT_SIGNED_IN) return null;
        setRefusal(answer);
        tell(answer);
        return null;
      }
      window.dispatchEvent(new Event(CHANGED));
      if (done) notifications.show({ color: "teal", message: done });
      return answer as Answers<Data>;
    },
    [client, document, t, tell],
  );
  const run = useCallback(
    (variables: Unkeyed<Vars>, done?: string): Promise<Answers<Data> | null> => {
      const { key: _, ...ask } = variables.ask;
      return press(JSON.stringify(ask), (key, lost) =>
        send({ ...variables, ask: { ...ask, key } } as unknown as Vars, lost, done),
      );
    },
    [press, send],
  );
  return { run, busy, refusal };
}

export const newKey = freshKey;
