/** One client beside the list: who it is, how the person is recognised, what rights there are. */
import { Group } from "@mantine/core";
import { useState } from "react";
import { useAsk, useRead } from "../../../api/ask";
import {
  BlockClient,
  Client,
  type ClientShown,
  GiveRight,
  RevealClient,
  RevokeIdentity,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { EntitlementList } from "../../../parts/entitlements";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { ForPurpose } from "../../../parts/forPurpose";
import { GivePackageForm } from "../../../parts/givePackage";
import { FactList, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { Hand } from "../advising/Hand";
import { AllowancesOfClient } from "./Allowances";
import { BookingsOfClient } from "./Bookings";
import { SetCity } from "./City";
import { HouseholdOfClient } from "./Household";
import { NoticesOfClient } from "./Notices";
import { Others, SuspendAll } from "./Others";
import { TierOfClient } from "./Tier";

interface ClientSideProps {
  id: string;
  back: string;
  changed: () => void;
}

export function ClientSide({ id, back, changed }: ClientSideProps) {
  const { t } = useWords();
  const { may } = useSigned();
  const reading = useRead(Client, { id });
  const [turn, setTurn] = useState(0);
  const again = () => {
    reading.again();
    changed();
    setTurn((now) => now + 1);
  };
  const name = reading.data?.client?.maskedName;
  return (
    <Side title={name ?? t("clients.client")} back={back} size={700}>
      <Reveal reading={reading} pick={(data) => data.client}>
        {(client: ClientShown) => (
          <>
            {client.blocked && <Note tone="bad">{t("clients.blocked", { why: client.blockedWhy })}</Note>}
            <Facts client={client} />
            <Group gap="xs" mt="lg">
              {client.actions.includes("hand") && <Hand client={client} done={again} />}
              {client.actions.includes("reveal") && <Unmask client={client.id} />}
              {client.actions.includes("give") && <Give client={client} done={again} />}
              {client.actions.includes("give") && <GivePackageForm client={client.id} done={again} />}
              {client.actions.includes("set_city") && <SetCity client={client} done={again} />}
              {client.actions.includes("block") && <Block to={true} client={client} done={again} />}
              {client.actions.includes("unblock") && <Block to={false} client={client} done={again} />}
              {client.actions.includes("suspend_rights") && <SuspendAll client={client} done={again} />}
            </Group>
            <TierOfClient
              client={client.id}
              name={client.maskedName}
              sets={client.actions.includes("set_tier")}
              done={again}
            />
            <HouseholdOfClient client={client.id} name={client.maskedName} done={again} />
            <Identities client={client} done={again} />
            {may("rights.view") && <AllowancesOfClient client={client.id} />}
            {may("rights.view") && (
              <Section title={t("clients.rights")}>
                <EntitlementList key={turn} client={client.id} />
              </Section>
            )}
            {may("rights.view") && <BookingsOfClient key={`bookings-${turn}`} id={client.id} />}
            {may("rights.view") && <Others key={`others-${turn}`} id={client.id} />}
            {may("notices.read_messages") && <NoticesOfClient key={`notices-${turn}`} id={client.id} />}
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Facts({ client }: { client: ClientShown }) {
  const { t } = useWords();
  return (
    <FactList
      facts={[
        ["clients.number", <code key="number">{client.externalId}</code>],
        ["clients.mobile", client.maskedMobile],
        ["clients.birth", client.maskedBirthDate || "–"],
        ["clients.tier", client.tierName],
        ["clients.band", client.wealthBand || "–"],
        ["clients.city", client.city || t("clients.city.unknown")],
        ["clients.tags", client.tags.join(t("list.comma")) || "–"],
        ["clients.adviser", client.adviserName || "–"],
        ["unit", client.unitName],
        [
          "clients.purposes",
          client.purposes
            .map((one) => `${one.title} ${t(one.agreed ? "clients.agreed" : "clients.withdrawn")}`)
            .join(t("list.comma")),
        ],
      ]}
    />
  );
}

/** How the client is recognised; a binding that is not theirs is revoked, and every phone must ask again. */
function Identities({ client, done }: { client: ClientShown; done: () => void }) {
  const { t } = useWords();
  if (client.identities.length === 0) return null;
  return (
    <Section title={t("clients.identities")}>
      <div className={styles.sheet}>
        <Table label={t("clients.identities")}>
          <tbody>
            {client.identities.map((one) => (
              <tr key={one.id}>
                <td>{t(`identity.${one.kind}`)}</td>
                <td>
                  <code>{one.hint}</code>
                </td>
                <td className={styles.muted}>
                  <When at={one.revokedAt ?? one.boundAt} />
                </td>
                <td className={styles.right}>
                  {one.revokedAt && <span className={styles.muted}>{t("identity.revoked")}</span>}
                  {one.actions.includes("revoke") && (
                    <AskConfirm
                      danger
                      size="compact-xs"
                      label={t("identity.revoke")}
                      says={t("identity.revoke.says", { kind: t(`identity.${one.kind}`), hint: one.hint })}
                      reason="required"
                      document={RevokeIdentity}
                      ask={{ identity: one.id }}
                      said={t("identity.revoked")}
                      done={done}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

function Block({ to, client, done }: { to: boolean; client: ClientShown; done: () => void }) {
  const { t } = useWords();
  const name = to ? "block" : "unblock";
  return (
    <AskConfirm
      danger={to}
      label={t(`clients.${name}`)}
      says={t(`clients.${name}.says`, { name: client.maskedName })}
      reason="required"
      least={4}
      document={BlockClient}
      ask={{ client: client.id, blocked: to }}
      said={t(`clients.${name}.done`)}
      done={done}
    />
  );
}

function Give({ client, done }: { client: ClientShown; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("clients.give")}
      title={t("clients.give.to", { name: client.maskedName })}
      lead={t("clients.give.lead")}
      document={GiveRight}
      said={t("clients.given")}
      done={done}
      toAsk={(values) => ({ ...values, client: client.id })}
      fields={[
        { name: "batch", label: "batches.batch", kind: "record", record: { kind: "batch" } },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}

const REVEALED = ["name", "mobile"];

function Unmask({ client }: { client: string }) {
  const { t } = useWords();
  const { run } = useAsk(RevealClient);
  const ask = async (purpose: string) => {
    const answer = await run({ ask: { client, purpose, fields: REVEALED } });
    return answer && <Note tone="warn">{answer.fields.map((field) => field.value).join(" · ")}</Note>;
  };
  return <ForPurpose label={t("clients.reveal")} says={t("clients.reveal.says")} ask={ask} />;
}
