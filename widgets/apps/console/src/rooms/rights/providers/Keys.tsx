/** What opens a provider's doors: links of counters and keys of its own systems; given, renewed, stopped. */
import { Button, Code, Group } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import {
  GiveProviderKey,
  RenewProviderKey,
  RightProvider,
  type RightProviderShown,
  StopProviderKey,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { choicesOf, enumsOf } from "../../../parts/choices";
import { Copying } from "../../../parts/copying";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { QrCode } from "../../../parts/qr";
import { Empty, Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";

type Key = RightProviderShown["keys"][number];

interface Given {
  kind: string;
  secret: string;
}

const HOURS = ["0", "24", "72", "168"];

export function Keys({ provider, name }: { provider: string; name: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  // Kept while the list stands: who closes the drawer by mistake finds what is to be handed over.
  const [given, setGiven] = useState<Given | null>(null);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {t("keys.open")}
      </Button>
      <Beside title={`${t("keys.open")} · ${name}`} open={open} close={() => setOpen(false)} size={640}>
        {open && <Body id={provider} given={given} setGiven={setGiven} />}
      </Beside>
    </>
  );
}

interface BodyProps {
  id: string;
  given: Given | null;
  setGiven: (given: Given | null) => void;
}

function Body({ id, given, setGiven }: BodyProps) {
  const { t } = useWords();
  const reading = useRead(RightProvider, { id });
  const took = (made: Given) => {
    setGiven(made);
    reading.again();
  };
  return (
    <>
      {given && <Handed given={given} />}
      <Reveal reading={reading} pick={(data) => data.rightProvider}>
        {(provider: RightProviderShown) => (
          <>
            {provider.actions.includes("give_key") && (
              <Group mb="md" mt={given ? "lg" : 0}>
                <Give provider={provider.id} took={took} />
              </Group>
            )}
            {provider.keys.length === 0 && <Empty title={t("keys.empty")} teach={t("keys.empty.teach")} />}
            {provider.keys.map((key) => (
              <Row
                key={key.id}
                of={key}
                took={took}
                stopped={() => {
                  setGiven(null);
                  reading.again();
                }}
              />
            ))}
          </>
        )}
      </Reveal>
    </>
  );
}

/** What is to be handed over, once: the house does not keep it. */
function Handed({ given: { kind, secret } }: { given: Given }) {
  const { t } = useWords();
  const link = kind === "counter";
  return (
    <section aria-label={t("keys.handed")} style={{ marginBottom: 16 }}>
      <Note tone="warn">{t(link ? "keys.handed.link" : "keys.handed.system")}</Note>
      {link && (
        <p>
          <QrCode of={secret} alt={t("providers.qr")} size={200} />
        </p>
      )}
      <p>
        <Code block style={{ overflowWrap: "anywhere", whiteSpace: "normal" }}>
          {secret}
        </Code>
      </p>
      <Copying value={secret}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("copied") : t(link ? "advising.copy" : "keys.copy")}
          </Button>
        )}
      </Copying>
    </section>
  );
}

function Give({ provider, took }: { provider: string; took: (made: Given) => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("keys.give")}
      document={GiveProviderKey}
      said={t("keys.given")}
      done={took}
      lead={t("providers.counter.lead")}
      toAsk={(values) => ({ ...values, provider })}
      fields={[
        { name: "name", label: "keys.name", hint: "keys.name.hint" },
        {
          name: "place",
          label: "keys.place",
          hint: "keys.place.hint",
          kind: "record",
          record: { kind: "place" },
          optional: true,
        },
        {
          name: "kind",
          label: "keys.kind",
          kind: "choice",
          initial: "COUNTER",
          options: enumsOf(t, "keys.kind", ["counter", "system"]),
        },
      ]}
    />
  );
}

interface RowProps {
  of: Key;
  took: (made: Given) => void;
  stopped: () => void;
}

function Row({ of, took, stopped }: RowProps) {
  const { t } = useWords();
  const overlap = choicesOf(t, "keys.overlap", HOURS);
  return (
    <article aria-label={of.name} style={{ borderTop: "1px solid var(--lg-line)", padding: "14px 0" }}>
      <Group justify="space-between">
        <b>{of.name}</b>
        <Status of={of.state} />
      </Group>
      <p className={styles.muted} style={{ margin: "4px 0 8px" }}>
        {t(`keys.kind.${of.kind}`)} · {of.placeName && `${of.placeName} · `}
        {t("keys.made", { who: of.makerName || t("keys.house") })} <When at={of.madeAt} /> · {t("keys.used")}{" "}
        {of.usedAt ? <When at={of.usedAt} /> : t("keys.never")}
        {of.endsAt && (
          <>
            {" · "}
            {t(`keys.end.${of.state}`, { who: of.enderName || t("keys.house") })} <When at={of.endsAt} />
          </>
        )}
        {of.reason && ` · ${of.reason}`}
      </p>
      <Group gap="xs">
        {of.actions.includes("renew") && (
          <AskForm
            size="compact-sm"
            label={t("keys.renew")}
            title={t("keys.renew.title", { name: of.name })}
            lead={t("keys.renew.says")}
            act={t("keys.renew.title", { name: of.name })}
            document={RenewProviderKey}
            said={t("keys.given")}
            done={took}
            toAsk={({ overlapHours }) => ({ providerKey: of.id, overlapHours: Number(overlapHours) })}
            fields={[
              {
                name: "overlapHours",
                label: "keys.overlap",
                kind: "choice",
                initial: "24",
                options: overlap,
              },
            ]}
          />
        )}
        {of.actions.includes("stop") && (
          <AskConfirm
            size="compact-sm"
            label={t("keys.stop")}
            title={t("keys.stop.title", { name: of.name })}
            says={t(`keys.stop.says.${of.kind}`)}
            danger
            reason="required"
            act={t("keys.stop.act", { name: of.name })}
            document={StopProviderKey}
            ask={{ providerKey: of.id }}
            said={t("keys.stopped")}
            done={stopped}
          />
        )}
      </Group>
    </article>
  );
}
