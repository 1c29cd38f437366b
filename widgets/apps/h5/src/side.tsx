/** What a provider told of a right, in one line, and buttons that open the provider's own pages. */
import { day } from "@largesse/kit";
import { useState } from "react";
import OPEN from "../documents/openProviderPage.graphql";
import type { Right } from "./held";
import { start } from "./start";
import { ask, isRefusal, type Refusal } from "./wire";

interface Answer {
  readonly openProviderPage: Refusal | { readonly __typename: "ProviderPageOpened"; readonly url: string };
}

/** The address ends soon, so it is asked for when it is wanted; where there is none, the server's no. */
async function opened(right: string, purpose: string): Promise<string> {
  const asked = { right, purpose: purpose.toUpperCase() };
  const { openProviderPage: page } = await ask<Answer>(OPEN, { ask: asked });
  if (isRefusal(page)) return page.message;
  location.assign(page.url);
  return "";
}

export function ProviderSide({ right, offline }: { readonly right: Right; readonly offline: string }) {
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState("");
  const side = right.providerSide;
  if (!side) return null;
  const open = async (purpose: string): Promise<void> => {
    setBusy(true);
    setNo(await opened(right.id, purpose).catch(() => offline));
    setBusy(false);
  };
  return (
    <section className="lg-right__side" aria-live="polite">
      {side.status ? (
        <p className="lg-right__note">
          {`${side.status.says} · ${day(side.status.at, start.locale, start.facts.tz)}`}
        </p>
      ) : null}
      {side.pages.map(({ purpose, name }) => (
        <button
          key={purpose}
          type="button"
          className="lg-button lg-button--quiet"
          disabled={busy}
          onClick={() => open(purpose)}
        >
          {name}
        </button>
      ))}
      {no && <p className="lg-right__note">{no}</p>}
    </section>
  );
}
