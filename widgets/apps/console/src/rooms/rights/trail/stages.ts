/** The steps of a right's way, in order, out of what each room adds; a step not reached yet is still shown. */
import type { TrailShown } from "../../../api/documents_gen";
import { grouped } from "../../../copy";
import { amountText } from "../../../parts/figures";
import type { Clock } from "../../../parts/time";

export interface Stage {
  key: string;
  kind: string;
  done: boolean;
  at: string | null;
  who: string;
  title: string;
  facts: Array<[string, string]>;
  /** Hashes and ids, which are shown folded. */
  folded?: Array<[string, string]>;
  link?: string;
  /** A use or a reversal, and what may be done with it. */
  use?: { id: string; actions: string[] };
}

interface Say {
  t: (key: string, facts?: Record<string, string | number>) => string;
  clock: Clock;
}

const facts = (entries: Array<[string, string | number | null | undefined]>): Array<[string, string]> =>
  entries.flatMap(([name, value]) =>
    value === null || value === undefined || value === "" ? [] : [[name, String(value)]],
  );

function issued({ batch }: TrailShown): Stage {
  const shown = {
    key: "issue",
    kind: "issue",
    done: batch !== null,
    at: batch?.startsAt ?? null,
    who: batch?.unitName ?? "",
  };
  if (!batch) return { ...shown, title: "", facts: [] };
  const money = amountText(batch.unitCost);
  return {
    ...shown,
    title: batch.name,
    link: `/rights/batches/${batch.id}`,
    facts: facts([
      ["batch", batch.code],
      ["budget", batch.budgetName],
      ["cost", money],
    ]),
  };
}

function played({ draw, sourceKind, origin, entitlement }: TrailShown, { t }: Say): Stage {
  const base = { key: "play", kind: "play", at: draw?.at ?? entitlement.grantedAt, done: true, who: "" };
  if (origin)
    return {
      ...base,
      kind: "source",
      title: `${t(`source.${sourceKind}`)} · ${origin.fileName}`,
      link: `/rights/elsewhere/${origin.file}`,
      facts: facts([
        ["system", origin.system],
        ["reference", origin.reference],
        ["face", origin.face && amountText(origin.face)],
      ]),
    };
  if (!draw) return { ...base, kind: "source", title: t(`source.${sourceKind}`), facts: [] };
  return {
    ...base,
    title: draw.givenTitle,
    ...(entitlement.activity ? { link: `/activities/${entitlement.activity}` } : {}),
    facts: facts([
      ["play", draw.playTitle],
      ["number", draw.number == null ? null : grouped(draw.number)],
      ["drawn", draw.drawnTitle],
    ]),
    folded: facts([
      ["odds", draw.oddsHash],
      ["commit", draw.commit],
      ["revealed", draw.revealed],
    ]),
  };
}

function granted({ entitlement, handing }: TrailShown, { clock }: Say): Stage {
  return {
    ...{ key: "grant", kind: "grant", done: true, at: entitlement.grantedAt, who: entitlement.clientName },
    title: "",
    facts: facts([
      ["adviser", handing?.adviser],
      ["adviserNote", handing?.note],
      ["validity", `${clock.day(entitlement.validFrom)} – ${clock.lastDay(entitlement.validTo)}`],
    ]),
  };
}

/** Until when an order was to be served, and how it stands. */
function slaText(sla: { state: string; dueAt: string | null }, t: Say["t"], clock: Clock): string {
  return [t(`orders.sla.${sla.state}`), sla.dueAt && clock.exact(sla.dueAt)].filter(Boolean).join(" · ");
}

function ordered({ orders }: TrailShown, { t, clock }: Say): Stage[] {
  return orders.map((order) => ({
    ...{ key: order.id, kind: "order", done: true, at: order.placedAt, who: order.providerName },
    title: t(`state.${order.state}`),
    facts: facts([
      ["providerRef", order.providerRef],
      ["queries", order.queries || null],
      ["code", order.codeSays],
      ["chosen", order.why.join(t("list.comma"))],
      ["sla", order.sla && slaText(order.sla, t, clock)],
      ["notes", order.notes.map((one) => [one.words, one.reference].filter(Boolean).join(" · ")).join("; ")],
    ]),
    folded: facts([["request", order.id]]),
  }));
}

/** What its providers told, each as a step of its own; what came late or out of order says so. */
function told({ orders }: TrailShown, { t, clock }: Say): Stage[] {
  return orders.flatMap((order) =>
    order.events.map((event, at) => ({
      ...{ key: `${order.id}-${at}`, kind: "told", done: true, at: event.at, who: order.providerName },
      title: [event.says, event.late && t("toldMark.late"), event.outOfOrder && t("toldMark.outOfOrder")]
        .filter(Boolean)
        .join(" · "),
      facts: facts([
        ["note", event.note],
        ["heard", event.late || event.outOfOrder ? clock.exact(event.bookedAt) : null],
      ]),
    })),
  );
}

function used({ redemptions }: TrailShown, { t, clock }: Say): Stage[] {
  if (redemptions.length === 0)
    return [{ key: "use", kind: "use", done: false, at: null, who: "", title: "", facts: [] }];
  return redemptions.map((use) => ({
    ...{
      key: use.id,
      kind: use.kind === "reversal" ? "reversal" : "use",
      done: true,
      at: use.at,
      who: [use.providerName, use.placeName, use.counterName].filter(Boolean).join(" · "),
    },
    title: [
      t(`usedBy.${use.channel}`),
      use.offline && t("redemptions.offline"),
      use.reversed && t("state.reversed"),
      use.mark && t(`usedMark.${use.mark}`),
    ]
      .filter(Boolean)
      .join(" · "),
    use,
    facts: facts([
      ["units", use.units],
      ["amount", amountText(use.amount)],
      ["providerRef", use.providerRef],
      ["orderRef", use.orderRef],
      ["bookedAt", use.mark && use.bookedAt && clock.exact(use.bookedAt)],
    ]),
  }));
}

function booked({ settlement }: TrailShown): Stage[] {
  const money = (amount: { amountMinor: number; currency: string } | null) => amount && amountText(amount);
  const blank = { at: null, who: "", title: "", facts: [] };
  if (settlement.length === 0)
    return (["entry", "line", "batch"] as const).map((kind) => ({ ...blank, key: kind, kind, done: false }));
  return settlement.flatMap((step, at): Stage[] => [
    {
      ...{ key: `entry-${at}`, kind: "entry", done: step.entry !== null, at: step.usedAt, who: "" },
      title: step.entry ? `#${step.entry}` : "",
      ...(step.entry ? { link: `/settlement/ledger?q=${step.entry}` } : {}),
      facts: facts([
        ["amount", money(step.cost)],
        ["net", money(step.net)],
        ["tax", money(step.tax)],
      ]),
    },
    {
      ...{ key: `line-${at}`, kind: "line", done: step.statement !== null, at: null, who: "" },
      title: step.fileName ?? "",
      ...(step.statement ? { link: `/settlement/statements/${step.statement}?line=${step.line}` } : {}),
      facts: facts([
        ["row", step.row],
        ["providerRef", step.lineRef],
        ["billed", money(step.billed)],
        ["break", step.breakName],
      ]),
    },
    {
      ...{ key: `batch-${at}`, kind: "batch", done: step.batch !== null, at: step.approvedAt, who: "" },
      title: step.batchNumber ?? "",
      ...(step.batch ? { link: `/settlement/batches/${step.batch}` } : {}),
      facts: facts([["settled", step.batchEntry && `#${step.batchEntry}`]]),
    },
  ]);
}

function approved({ source }: TrailShown): Stage[] {
  const revision = source?.revisions.at(-1);
  if (!source) return [];
  return [
    {
      ...{
        key: "approval",
        kind: "approval",
        done: true,
        at: revision?.publishedAt ?? null,
        who: source.unitName,
      },
      title: source.title,
      link: `/activities/${source.id}`,
      facts: facts([
        ["maker", revision?.makerName],
        ["signers", revision?.signerNames.join(" → ")],
      ]),
      folded: facts([["revision", revision?.hash]]),
    },
  ];
}

export function stagesOf(trail: TrailShown, say: Say): Stage[] {
  return [
    issued(trail),
    ...approved(trail),
    played(trail, say),
    granted(trail, say),
    ...ordered(trail, say),
    ...told(trail, say),
    ...used(trail, say),
    ...booked(trail),
  ];
}
