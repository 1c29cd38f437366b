/** What the editor asks of the platform: save, submit, check, preview, and what there is to choose from. */
import type { DryRan, Ports, Saved, StockedBatch, Uploaded } from "@largesse/studio/ports";
import { notifications } from "@mantine/notifications";
import type { Client, CombinedError } from "urql";
import { isRefusal, newKey, traceOf } from "../../../api/ask";
import { SIGNED_IN } from "../../../api/client";
import {
  Activity,
  ActivityTerms,
  AudienceCount,
  AudienceFacts,
  CheckActivity,
  Choices,
  Chosen,
  DryRun,
  EventNames,
  IssueBatch,
  Pictures,
  PreviewLink,
  SaveDraft,
  type SaveDraftData,
  StockedBatches,
  type StockedBatchesRow,
} from "../../../api/documents_gen";
import type { Registered } from "../../../api/registered";
import { keptLocale } from "../../../copy";
import type { Pages } from "../../../parts/pages";

const LOOPBACK = /^(localhost|127\.|\[::1\])/;

type Say = (key: string, facts?: Record<string, string>) => string;

type Asking = <Data, Vars extends object>(
  document: Registered<Data, Vars>,
  variables: Vars,
) => Promise<Data | undefined>;

/** Clients as whom a draft is played. */
const clientsBy = (ask: Asking): Ports["clients"] => ({
  look: async (search, after) => {
    const page = (await ask(Choices, { kind: "client", after, search: search || null, of: null }))?.choices;
    return page ? { rows: page.edges.map(({ node }) => node), next: nextOf(page) } : null;
  },
  name: async (id) => (await ask(Chosen, { kind: "client", ids: [id] }))?.chosen[0] ?? null,
});

export function portsOf(
  client: Client,
  activity: string,
  version: { now: number },
  t: Say,
  submit: Ports["submit"],
): Ports {
  const ask = async <Data, Vars extends object>(document: Registered<Data, Vars>, variables: Vars) =>
    (await client.query<Data>(document, variables).toPromise()).data;
  return {
    submit,
    save: async (document, from) => {
      const result = await client
        .mutation(SaveDraft, { ask: { key: newKey(), activity, draftVersion: from, document } })
        .toPromise();
      const saved = savedOf(result.data?.saveDraft, () => troubleOf(result.error, t));
      if (saved.outcome === "saved") version.now = saved.version;
      return saved;
    },
    reload: async () => {
      const found = (await ask(Activity, { id: activity }))?.activity;
      if (!found) return null;
      version.now = found.draftVersion;
      return { document: found.document, version: version.now, actions: found.actions };
    },
    unsaved: () =>
      notifications.show({ color: "orange", title: t("studio.unsaved"), message: t("studio.unsaved.lead") }),
    reached: (listener) => {
      window.addEventListener(SIGNED_IN, listener);
      return () => window.removeEventListener(SIGNED_IN, listener);
    },
    terms: async (document) => (await ask(ActivityTerms, { document }))?.activityTerms ?? null,
    check: async (document) => (await ask(CheckActivity, { document }))?.checkActivity ?? [],
    vocabulary: async () => {
      const [data, told] = await Promise.all([ask(AudienceFacts, {}), ask(EventNames, {})]);
      return {
        facts: data?.audienceFacts ?? [],
        tiers: data?.tiers ?? [],
        events: (told?.eventNames ?? []).filter((one) => !one.retired),
      };
    },
    batches: async (ids) => {
      const found = await Promise.all(ids.map((id) => ask(IssueBatch, { id })));
      if (found.some((data) => !data)) return null;
      return found.flatMap((data) => (data?.issueBatch ? [stocked(data.issueBatch)] : []));
    },
    offered: async (search, after) => {
      const page = (await ask(StockedBatches, { after, search: search || null, state: "active" }))
        ?.issueBatches;
      if (!page) return null;
      return { batches: page.edges.map(({ node }) => stocked(node)), next: nextOf(page) };
    },
    count: async (expression) => (await ask(AudienceCount, { expression }))?.audienceCount ?? null,
    pictures: async (search, after) => {
      const page = (await ask(Pictures, { after, search: search || null }))?.pictures;
      return page ? { rows: page.edges.map(({ node }) => node), next: nextOf(page) } : null;
    },
    upload,
    dry: async (given) => {
      const result = await client
        .query(DryRun, { ask: given }, { requestPolicy: "network-only" })
        .toPromise();
      const found = result.data?.dryRun;
      if (!found) return { outcome: "not", message: troubleOf(result.error, t) };
      if (isRefusal(found)) return { outcome: "not", message: found.message };
      return { outcome: "ran", ran: found as DryRan };
    },
    clients: clientsBy(ask),
    preview: async () => {
      const link = (await ask(PreviewLink, { activity }))?.previewLink;
      if (!link) return null;
      const why = LOOPBACK.test(location.host) ? t("preview.loopback", { host: location.host }) : null;
      return { url: new URL(`${link.path}?lang=${keptLocale()}`, location.origin).href, why };
    },
  };
}

/** Where the next page of a list begins. */
const nextOf = ({ pageInfo }: Pages<unknown>): string | null =>
  pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;

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

const troubleOf = (error: CombinedError | undefined, t: Say): string =>
  error?.networkError ? t("studio.offline") : t("studio.trouble", { trace: traceOf(error) });

/** The refusals that say whose newer draft stands there. */
const NEWER: Readonly<Record<string, "conflict" | "elsewhere">> = {
  "activities.draft_changed": "conflict",
  "activities.draft_changed_elsewhere": "elsewhere",
};

function savedOf(answer: SaveDraftData["saveDraft"] | undefined, trouble: () => string): Saved {
  if (!answer) return { outcome: "trouble", message: trouble() };
  if (!isRefusal(answer))
    return { outcome: "saved", version: answer.draftVersion, actions: answer.activity.actions };
  return { outcome: NEWER[answer.code] ?? "trouble", message: answer.message };
}

const stocked = ({ unitCost, marketValue, ...batch }: StockedBatchesRow): StockedBatch => ({
  id: batch.id,
  code: batch.code,
  title: batch.title,
  skuTitle: batch.skuTitle,
  category: batch.category,
  free: batch.free,
  total: batch.total,
  state: batch.state,
  validity: batch.validityName,
  startsAt: batch.startsAt,
  endsAt: batch.endsAt,
  unitCostMinor: unitCost.amountMinor,
  marketValueMinor: marketValue.amountMinor,
  currency: unitCost.currency,
});
