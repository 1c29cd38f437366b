/** One order beside the list: what is known of it, and the acts that are safe as it stands. */
import { Box } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { OrderCase, type OrderCaseShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { FactList, Note, Section } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { Acts } from "./Acts";
import { FileLink, type OrderFile } from "./Evidence";
import { Sla } from "./Sla";

export function OrderSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(OrderCase, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.orderCase?.skuName ?? t("orders.order")} back="/rights/orders" size={640}>
      <Reveal reading={reading} pick={(data) => data.orderCase}>
        {(found: OrderCaseShown) => (
          <>
            {found.causes.length > 0 && (
              <Box mb="md">
                <Note tone="warn">{found.causes.map((one) => t(`orders.cause.${one}`)).join(" · ")}</Note>
              </Box>
            )}
            <Facts of={found} />
            <Acts of={found} again={again} />
            <Barred of={found} />
            <Told of={found} />
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Facts({ of }: { of: OrderCaseShown }) {
  const { t } = useWords();
  const { order } = of;
  const cityOf = (city: string): [string, string] => ["orders.city", city || t("orders.city.unknown")];
  return (
    <FactList
      facts={[
        ["state", <Status key="state" of={of.state} />],
        ["rights.provider", of.providerName],
        ["orders.chosen", order.why.join(t("list.comma")) || "–"],
        ["entitlements.holder", of.clientName],
        ...(of.city === null ? [] : [cityOf(of.city)]),
        [
          "entitlements.right",
          <Link key="right" href={`/trail/${of.entitlement}`}>
            {t(`state.${of.rightState}`)} · {t("orders.trail")}
          </Link>,
        ],
        ["orders.sla", <Sla key="sla" of={order.sla} />],
        ["orders.placed", <When key="placed" at={order.placedAt} />],
        ["orders.settled", <When key="settled" at={order.settledAt} />],
        ["orders.queries", order.queries],
        ["orders.code", order.codeSays ?? "–"],
        ["orders.ref", order.providerRef ?? "–"],
        ["orders.request", <Hash key="request" of={order.id} />],
      ]}
    />
  );
}

/** What cannot be done, with the reason: nobody has to guess where a button went. */
function Barred({ of }: { of: OrderCaseShown }) {
  const { t } = useWords();
  if (of.actions.length === 0 || of.barred.length === 0) return null;
  return (
    <Section title={t("orders.barred")}>
      <ul>
        {of.barred.map((one) => (
          <li key={one.act}>{t("orders.barred.line", { act: t(`orders.act.${one.act}`), why: one.says })}</li>
        ))}
      </ul>
    </Section>
  );
}

interface Line {
  at: string;
  who: string;
  says: Array<string | false | null | undefined>;
  file?: OrderFile;
  order?: string;
}

export function Told({ of }: { of: Pick<OrderCaseShown, "order" | "providerName" | "follows"> }) {
  const { t } = useWords();
  const clock = useClock();
  const { events, turns, notes, files } = of.order;
  const lines: Line[] = [
    ...events.map((one) => ({
      at: one.at,
      who: of.providerName,
      says: [one.says, one.note, one.late && t("toldMark.late"), one.outOfOrder && t("toldMark.outOfOrder")],
    })),
    ...turns.map((one) => ({
      at: one.at,
      who: one.name,
      says: [t(`orders.turn.${one.kind}`), one.cause && t(`orders.cause.pause.${one.cause}`), one.reason],
    })),
    ...notes.map((one) => ({
      at: one.at,
      who: one.name,
      says: [t(`orders.note.${one.kind}`), one.words, one.reference],
    })),
    ...files.map((one) => ({
      at: one.at,
      who: one.byName,
      says: [t("orders.note.file")],
      file: one,
    })),
    ...(of.follows
      ? [
          {
            at: of.follows.placedAt,
            who: "",
            says: [
              t("orders.follows", { provider: of.follows.providerName }),
              t(`state.${of.follows.state}`),
            ],
            order: of.follows.id,
          },
        ]
      : []),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <Section title={t("orders.history")}>
      {lines.length === 0 ? (
        <p>{t("orders.history.empty")}</p>
      ) : (
        <ul>
          {lines.map((line, nr) => (
            <li key={nr}>
              <time dateTime={line.at}>{clock.exact(line.at)}</time> {line.who && `${line.who} · `}
              {line.says.filter(Boolean).join(" · ")}
              {line.order && (
                <>
                  {" · "}
                  <Link href={`/rights/orders/${line.order}`}>{t("orders.follows.open")}</Link>
                </>
              )}
              {line.file && (
                <>
                  {" · "}
                  <FileLink of={line.file} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
