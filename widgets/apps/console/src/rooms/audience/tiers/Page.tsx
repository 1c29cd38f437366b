/** Tiers and bands of wealth as the head office keeps them, and whom the rules would move tonight. */
import { useRead } from "../../../api/ask";
import { TiersKept } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Note, Page, Section } from "../../../parts/page";
import { Reveal } from "../../../parts/states";
import { Bands } from "./Bands";
import { type Kept, TierForm } from "./forms";
import { Tiers } from "./Tiers";

export function TiersPage() {
  const { t } = useWords();
  const reading = useRead(TiersKept, {});
  const keeps = reading.data?.tierDetails.some((one) => one.actions.includes("change"));
  const add = keeps && <TierForm primary done={reading.again} />;
  return (
    <Page title={t("place.tiers")} lead={t("place.tiers.lead")} action={add}>
      <Reveal reading={reading} pick={(data) => data}>
        {(kept: Kept) => (
          <>
            <Tiers kept={kept} done={reading.again} />
            <Bands kept={kept} done={reading.again} />
            <Section title={t("tiers.tonight")}>
              <Tonight of={kept.tierForecast} />
            </Section>
          </>
        )}
      </Reveal>
    </Page>
  );
}

function Tonight({ of }: { of: Kept["tierForecast"] }) {
  const { t } = useWords();
  return (
    <>
      <p>{t("tiers.tonight.counts", { up: of.up, down: of.down, prolonged: of.prolonged })}</p>
      {of.unknown > 0 && <Note tone="warn">{t("tiers.tonight.unknown", { count: of.unknown })}</Note>}
      <ul>
        {of.moves.map((one) => (
          <li key={`${one.fromName}${one.toName}${one.band}${one.kindName}`}>
            {t("tiers.tonight.move", {
              kind: one.kindName,
              from: one.fromName,
              to: one.toName,
              band: one.band || "–",
              count: one.count,
            })}
            {one.clients.length > 0 && ` ${one.clients.join(t("list.comma"))}`}
          </li>
        ))}
      </ul>
    </>
  );
}
