/** The bank's apps whose signature lets clients in: registered by a public key, each with its keys. */
import { Checkbox, Group } from "@mantine/core";
import { useState } from "react";
import {
  AddLaunchIssuer,
  LaunchIssuers,
  type LaunchIssuersRow,
  RevokeLaunchIssuer,
  RotateLaunchKey,
  StopLaunchKey,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { AskForm, type Field } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

const KEY: Field[] = [
  { name: "publicKey", label: "issuers.key", hint: "issuers.key.hint", kind: "long" },
  { name: "kid", label: "issuers.kid", hint: "issuers.kid.hint", optional: true },
];

export function IssuersPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(LaunchIssuers, (data) => data.launchIssuers, {}, { sort: "issuer" });
  const add = may("audience.register_issuer") && (
    <AskForm
      primary
      label={t("issuers.add")}
      lead={t("issuers.add.lead")}
      document={AddLaunchIssuer}
      said={t("issuers.added")}
      done={list.reading.again}
      toAsk={(values) => values}
      fields={[{ name: "issuer", label: "issuers.issuer", hint: "issuers.issuer.hint" }, ...KEY]}
    />
  );
  return (
    <Page title={t("place.issuers")} lead={t("place.issuers.lead")} action={add}>
      <RecordList
        {...list}
        label={t("place.issuers")}
        keyOf={(row) => row.issuer}
        columns={[
          { head: "issuers.issuer", cell: (row) => <code>{row.issuer}</code>, sorts: "issuer" },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={t(`issuers.state.${row.state}`)} />,
          },
          { head: "issuers.keys", cell: (row) => <Keys of={row} done={list.reading.again} /> },
          { head: "issuers.used", cell: (row) => (row.usedAt ? <When at={row.usedAt} /> : "–") },
          { head: "issuers.created", cell: (row) => <When at={row.createdAt} />, sorts: "createdAt" },
          {
            head: "actions",
            right: true,
            cell: (row) => row.actions.length > 0 && <Acts of={row} done={list.reading.again} />,
          },
        ]}
        empty={{ title: t("issuers.empty"), teach: t("issuers.empty.teach") }}
      />
    </Page>
  );
}

interface OfIssuer {
  of: LaunchIssuersRow;
  done: () => void;
}

function Keys({ of, done }: OfIssuer) {
  const { t } = useWords();
  return of.keys.map((key) => (
    <Group key={key.kid} gap="xs" wrap="wrap">
      <span className={styles.mono} style={{ overflowWrap: "anywhere" }}>
        {key.kid}
      </span>
      <Status of={key.state} />
      {key.actions.includes("stop") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("issuers.stop")}
          title={`${t("issuers.stop")} ${key.kid}`}
          act={t("issuers.stop")}
          says={t("issuers.stop.says", { kid: key.kid })}
          document={StopLaunchKey}
          ask={{ issuer: of.issuer, kid: key.kid }}
          said={t("issuers.stopped")}
          done={done}
        />
      )}
    </Group>
  ));
}

function Acts({ of, done }: OfIssuer) {
  const { t } = useWords();
  const [ends, setEnds] = useState(false);
  const live = of.keys.filter((key) => key.actions.includes("stop")).length;
  return (
    <Group gap="xs" justify="flex-end">
      {of.actions.includes("rotate") && (
        <AskForm
          size="compact-xs"
          label={t("issuers.rotate")}
          title={`${t("issuers.rotate")} ${of.issuer}`}
          lead={t("issuers.rotate.lead")}
          document={RotateLaunchKey}
          said={t("issuers.rotated")}
          done={done}
          toAsk={(values) => ({ ...values, issuer: of.issuer })}
          fields={KEY}
        />
      )}
      {of.actions.includes("revoke") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("issuers.revoke")}
          title={`${t("issuers.revoke")} ${of.issuer}`}
          act={`${t("issuers.revoke")} ${of.issuer}`}
          says={
            <>
              <p>{t("issuers.revoke.says", { issuer: of.issuer, count: live })}</p>
              <Checkbox
                label={t("issuers.end")}
                checked={ends}
                onChange={(event) => setEnds(event.currentTarget.checked)}
              />
            </>
          }
          document={RevokeLaunchIssuer}
          ask={{ issuer: of.issuer, endSessions: ends }}
          said={t("issuers.revoked")}
          done={done}
        />
      )}
    </Group>
  );
}
