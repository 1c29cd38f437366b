/** The studio's door: opens the draft and gives the editor its ports. */
import type { Problem } from "@largesse/contracts/documents";
import type { Ports, Saved, ShelfPicture, StockedBatch, Uploaded, Vocabulary } from "@largesse/studio/ports";
import { lazy, Suspense, useMemo, useState } from "react";
import { type Client, useClient } from "urql";
import { useLocation } from "wouter";
import { isRefusal, newKey, type Refusal, traceOf, useAsk, useRead } from "../../api/ask";
import {
  Activity,
  AudienceCount,
  AudienceFacts,
  CheckActivity,
  Pictures,
  PreviewLink,
  SaveDraft,
  StockedBatches,
  SubmitRevision,
} from "../../api/documents_gen";
import { keptLocale, useWords } from "../../copy";
import { Reveal, Waiting } from "../../parts/states";
import type { ActivityView } from "./ActivityPage";

const Studio = lazy(() => import("@largesse/studio").then((module) => ({ default: module.Studio })));
const LOOPBACK = /^(localhost|127\.|\[::1\])/;

export function StudioPage({ id }: { id: string }) {
  const reading = useRead(Activity, { id });
  return (
    <Reveal reading={reading} pick={(data) => data.activity as ActivityView | null}>
      {(activity: ActivityView) => <Opened key={activity.id} activity={activity} />}
    </Reveal>
  );
}

/** The first reading stays: later readings must not pull the draft from under the hands. */
function Opened({ activity }: { activity: ActivityView }) {
  const { locale, t } = useWords();
  const client = useClient();
  const [, go] = useLocation();
  const submit = useAsk(SubmitRevision);
  const [first] = useState(activity);
  const version = useMemo(() => ({ now: first.draftVersion }), [first]);
  const ports = useMemo(
    () =>
      portsOf(client, first.id, version, t, async () => {
        const answer = await submit.run(
          { ask: { key: newKey(), activity: first.id, draftVersion: version.now } },
          t("activity.submitted"),
        );
        return answer !== null;
      }),
    [client, first.id, version, t, submit.run],
  );
  const { document } = first;
  const editable = first.actions.includes("save");
  return (
    <Suspense fallback={<Waiting />}>
      <Studio
        activity={{ id: first.id, slug: first.slug, document, version: version.now, editable }}
        ports={ports}
        locale={locale}
        leave={() => go(`/activities/${first.id}`)}
      />
    </Suspense>
  );
}

type Say = (key: string, facts?: Record<string, string>) => string;

function portsOf(
  client: Client,
  activity: string,
  version: { now: number },
  t: Say,
  submit: Ports["submit"],
): Ports {
  const ask = async <Data,>(
    document: Parameters<Client["query"]>[0],
    variables: object,
  ): Promise<Data | undefined> =>
    (await client.query(document, variables as never).toPromise()).data as Data | undefined;
  return {
    submit,
    save: async (document, from) => {
      const result = await client
        .mutation(SaveDraft, { ask: { key: newKey(), activity, draftVersion: from, document } })
        .toPromise();
      const saved = savedOf(result.data?.saveDraft as SavedAnswer | undefined, () =>
        t("trouble.kept", { trace: traceOf(result.error) }),
      );
      if (saved.outcome === "saved") version.now = saved.version;
      return saved;
    },
    reload: async () => {
      const data = await ask<{ activity: ActivityView | null }>(Activity, { id: activity });
      const document = data?.activity?.document;
      if (!document) return null;
      version.now = data?.activity?.draftVersion ?? 0;
      return { document, version: version.now };
    },
    check: async (document) =>
      (await ask<{ checkActivity: Problem[] }>(CheckActivity, { document }))?.checkActivity ?? [],
    vocabulary: async () => {
      const data = await ask<{ audienceFacts: Vocabulary["facts"]; tiers: Vocabulary["tiers"] }>(
        AudienceFacts,
        {},
      );
      return { facts: data?.audienceFacts ?? [], tiers: data?.tiers ?? [] };
    },
    batches: async () => stockOf(await ask<StockAnswer>(StockedBatches, { first: 100 })),
    count: async (rule) =>
      (
        await ask<{ audienceCount: { count: number; ofAll: number } | null }>(AudienceCount, {
          expression: rule,
        })
      )?.audienceCount ?? null,
    pictures: async () => {
      const data = await ask<{ pictures: { edges: Array<{ node: ShelfPicture }> } }>(Pictures, {
        first: 100,
      });
      return (data?.pictures.edges ?? []).map(({ node }) => node);
    },
    upload,
    preview: async () => {
      const data = await ask<{ previewLink: { path: string } | null }>(PreviewLink, { activity });
      if (!data?.previewLink) return null;
      const why = LOOPBACK.test(location.host) ? t("preview.loopback", { host: location.host }) : null;
      return { url: new URL(`${data.previewLink.path}?lang=${keptLocale()}`, location.origin).href, why };
    },
  };
}

async function upload(file: File): Promise<Uploaded> {
  const body = new FormData();
  body.append("key", newKey());
  body.append("file", file);
  const headers = { "Accept-Language": keptLocale() };
  const answer = await fetch("/console/pictures", { method: "POST", body, headers }).catch(() => null);
  const told = (await answer?.json().catch(() => null)) as { address?: string; message?: string } | null;
  if (answer?.ok && told?.address) return { outcome: "kept", address: told.address };
  return { outcome: "refused", message: told?.message ?? "" };
}

type SavedAnswer = Refusal | { __typename: string; draftVersion: number };

function savedOf(answer: SavedAnswer | undefined, trouble: () => string): Saved {
  if (!answer) return { outcome: "trouble", message: trouble() };
  if (!isRefusal(answer))
    return { outcome: "saved", version: (answer as { draftVersion: number }).draftVersion };
  return {
    outcome: answer.code === "activities.draft_changed" ? "conflict" : "trouble",
    message: answer.message,
  };
}

interface StockAnswer {
  issueBatches: { edges: Array<{ node: BatchNode }> };
}

interface BatchNode {
  id: string;
  title: { "zh-CN": string; en?: string };
  category: StockedBatch["category"];
  free: number;
  total: number;
  state: string;
  unitCost: { amountMinor: number; currency: string };
  marketValue: { amountMinor: number };
}

const stockOf = (answer: StockAnswer | undefined): StockedBatch[] =>
  (answer?.issueBatches.edges ?? []).map(({ node }) => ({
    ...{
      id: node.id,
      title: node.title,
      category: node.category,
      free: node.free,
      total: node.total,
      state: node.state,
    },
    unitCostMinor: node.unitCost.amountMinor,
    marketValueMinor: node.marketValue.amountMinor,
    currency: node.unitCost.currency,
  }));
