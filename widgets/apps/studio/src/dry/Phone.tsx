/** The page of a draft on a phone that plays dry: the components are the phone's own, the answers are the dry run's. */
import { factsOf } from "@largesse/kernel";
import { type Kit, KitContext, type Live, NOTHING_YET, type Played, stillKit } from "@largesse/kit";
import { PageView, type Registry } from "@largesse/widgets/page";
import { registry } from "@largesse/widgets/registry";
import { useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { useDesk, useDocument, useTold } from "../desk";
import { frameCss, ownSamples, PAGE_COPY } from "../page/library";
import type { DryAct, DryRan } from "../ports";
import { useWords } from "../words";
import { phaseAt, type Session } from "./session";
import { TEAM, teamOf } from "./teams";

/** What is shown over the page: a result, or a refusal; forced: nobody met it, it is only looked at. */
export interface Told {
  played: Played | null;
  message: string;
  forced: boolean;
}

interface PhoneProps {
  session: Session;
  at: string;
  tier: string;
  /** Friends who came by the client's link. */
  friends: number;
  told: Told | null;
  tell: (told: Told | null) => void;
}

const FRAME = "<!doctype html><html><head></head><body></body></html>";
/** What lies over the page; the phone's own sheets belong to the phone's entry. */
const SHEET_CSS = `
#app{position:relative}
.dry-shade{position:fixed;inset:0;background:#0008;display:grid;align-items:end;z-index:9}
.dry-sheet{background:var(--lg-surface);color:var(--lg-ink);border-radius:20px 20px 0 0;padding:24px 20px 28px;display:grid;gap:14px;text-align:center}
.dry-sheet h2{margin:0;font-size:22px}
.dry-sheet p{margin:0;color:var(--lg-muted);font-size:14px}
.dry-mark{justify-self:center;border:1px dashed currentColor;border-radius:99px;padding:2px 12px;font-size:13px;color:var(--lg-warn)}
`;

/** The body of the phone's own document, once it is there. */
function useFrame(theme: string, locale: string) {
  const [frame, setFrame] = useState<HTMLIFrameElement | null>(null);
  const [body, setBody] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const inside = body?.ownerDocument;
    if (!inside) return;
    inside.documentElement.dataset.theme = theme;
    inside.documentElement.lang = locale;
    const style = inside.createElement("style");
    style.textContent = frameCss(theme as Parameters<typeof frameCss>[0]) + SHEET_CSS;
    inside.head.append(style);
    return () => style.remove();
  }, [body, theme, locale]);
  return { body, ref: setFrame, onLoad: () => setBody(frame?.contentDocument?.body ?? null) };
}

export function Phone({ session, at, tier, friends, told, tell }: PhoneProps) {
  const document = useDocument();
  const { vocabulary } = useDesk();
  const { terms } = useTold();
  const { locale, t } = useWords();
  const { body, ...frame } = useFrame(document.theme.name, locale);
  const [claimed, setClaimed] = useState<ReadonlySet<string>>(new Set());
  const tierName = vocabulary.tiers.find((one) => one.code === tier)?.name ?? null;
  const { ran } = session;
  const kit = useMemo((): Kit => {
    const facts = factsOf(document as unknown as Parameters<typeof factsOf>[0], terms, {
      slug: "preview",
      phase: phaseAt(at, document.window),
      locale,
    });
    const live = liveOf(ran, claimed, {
      name: ran?.name || t("dry.somebody"),
      tier: tierName,
      adviser: null,
    });
    const still = stillKit({ locale, facts, copy: PAGE_COPY[locale], live, samples: ownSamples });
    const attempt = async (play: string, said: DryAct["said"] = []): Promise<Played | null> => {
      const step = await session.act(play, said);
      if (step?.refusal) tell({ played: null, message: step.refusal.message, forced: false });
      return step?.played ?? null;
    };
    return {
      ...still,
      now: () => Date.parse(at),
      sample: (name) => (name === TEAM ? undefined : ownSamples[name]),
      read: async <T,>(name: string, asked: object) =>
        (name === TEAM ? teamOf(document, asked, friends, locale) : ownSamples[name]) as T,
      play: async (play) => attempt(play),
      act: async <T,>(document: string, ask: object) => {
        if (document !== "take-part") return null;
        const { play, said } = ask as DryAct;
        return (await attempt(play, said)) as T | null;
      },
      finish: async (played) => tell({ played, message: "", forced: false }),
      claim: async (right) => setClaimed((old) => new Set([...old, right])),
      open: (door) => {
        if (door.to === "rights" || door.to === "rules")
          body?.ownerDocument
            .getElementById(door.to === "rights" ? "my-rights" : "rules")
            ?.scrollIntoView({ behavior: "smooth" });
      },
    };
  }, [document, terms, locale, at, friends, ran, claimed, tierName, session, tell, body, t]);
  return (
    <>
      <iframe title={t("dry.phone")} srcDoc={FRAME} width={390} height={844} {...frame} />
      {body &&
        createPortal(
          <KitContext.Provider value={kit}>
            <div id="app">
              <PageView nodes={(document.pages[0]?.nodes ?? []) as never} registry={registry as Registry} />
              {told && <Sheet told={told} kit={kit} close={() => tell(null)} claimed={claimed} />}
            </div>
          </KitContext.Provider>,
          body,
        )}
    </>
  );
}

/** The client's own out of what the dry run came to. */
function liveOf(ran: DryRan | null, claimed: ReadonlySet<string>, client: Live["client"]): Live {
  const stands = ran?.stands ?? [];
  const won = (ran?.steps ?? []).flatMap(({ played }) => (played?.entitlement ? [played] : []));
  return {
    ...NOTHING_YET,
    who: "client",
    client,
    chances: Object.fromEntries(stands.map((one) => [one.play, one.chances])),
    again: Object.fromEntries(stands.map((one) => [one.play, one.againAt])),
    left: Object.fromEntries(
      stands.map((one) => [
        one.play,
        Object.fromEntries(one.left.map(({ name, units }) => [name, { units, plenty: units >= 1000 }])),
      ]),
    ),
    rights: won.map(({ entitlement, prize }) => {
      const taken = claimed.has(entitlement ?? "");
      return {
        id: entitlement ?? "",
        title: prize?.title ?? "",
        state: taken ? "active" : "issued",
        until: null,
        claimable: !taken,
        usable: taken,
      };
    }),
  };
}

interface SheetProps {
  told: Told;
  kit: Kit;
  close: () => void;
  claimed: ReadonlySet<string>;
}

/** What came of it, marked as dry, and as forced where nobody met it. */
function Sheet({ told, kit, close, claimed }: SheetProps) {
  const { t } = useWords();
  const { played, message, forced } = told;
  const right = played?.entitlement ?? null;
  const won = played?.outcome === "win" || right !== null;
  const title = played
    ? t(won ? "dry.won" : played.outcome === "fallback" ? "dry.fallback" : "dry.lost")
    : message;
  return (
    <div className="dry-shade">
      <div className="dry-sheet" role="dialog" aria-label={title}>
        <span className="dry-mark">{t(forced ? "dry.forced" : "dry.mark")}</span>
        <h2>{title}</h2>
        {played?.prize?.title && <p>{played.prize.title}</p>}
        {right && !forced && (
          <button
            type="button"
            className="lg-button"
            disabled={claimed.has(right)}
            onClick={() => void kit.claim(right)}
          >
            {t(claimed.has(right) ? "dry.claimed" : "dry.claim")}
          </button>
        )}
        <button type="button" className="lg-plain" onClick={close}>
          {t("close")}
        </button>
      </div>
    </div>
  );
}
