/** The adviser's home: own clients, what they have not used, what is about to lapse, and a link with one's own code. */
import { Button, CopyButton, Select } from "@mantine/core";
import { useEffect, useState } from "react";
import { renderSVG } from "uqr";
import { useAsk, useRead } from "../../api/ask";
import { MakeShareLink, OwnClients, ShareableActivities } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { type Pages, RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { useList } from "../../parts/useList";
import { ClientSide } from "../clients/Clients";

interface Own {
  id: string;
  maskedName: string;
  tierName: string;
  unused: number;
  expiring: number;
  droppedOut: number;
}

export function AdvisingPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const list = useList(OwnClients, (data) => data.ownClients as Pages<Own>);
  return (
    <Page title={t("place.advising")} lead={t("place.advising.lead")}>
      <Share />
      <RecordList
        {...list}
        label={t("place.advising")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/advising/${row.id}`}
        columns={[
          { head: "person", cell: (row) => row.maskedName },
          { head: "clients.tier", cell: (row) => row.tierName },
          { head: "advising.unused", cell: (row) => row.unused, right: true },
          {
            head: "advising.expiring",
            cell: (row) => (row.expiring ? <b style={{ color: "var(--lg-warn)" }}>{row.expiring}</b> : 0),
            right: true,
          },
          { head: "advising.dropped", cell: (row) => row.droppedOut, right: true },
        ]}
        empty={{ title: t("advising.empty"), teach: t("advising.empty.teach") }}
      />
      {id && <ClientSide id={id} back="/advising" />}
    </Page>
  );
}

function Share() {
  const { t } = useWords();
  const running = useRead(ShareableActivities, {});
  const nodes = running.data?.shareableActivities ?? [];
  const [slug, setSlug] = useState<string | null>(null);
  const chosen = slug ?? nodes[0]?.slug ?? null;
  const { run } = useAsk(MakeShareLink);
  const [url, setUrl] = useState("");
  useEffect(() => {
    if (!chosen) return;
    let wanted = true;
    void run({ ask: { slug: chosen } }).then(
      (made) => wanted && made && setUrl(new URL(made.url, location.origin).href),
    );
    return () => {
      wanted = false;
    };
  }, [chosen, run]);
  if (nodes.length === 0) return null;
  return (
    <div
      className={styles.card}
      style={{ display: "flex", flexWrap: "wrap", gap: 24, alignItems: "center", marginBottom: 20 }}
    >
      {url && (
        <img
          alt={t("advising.qr")}
          width={112}
          height={112}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(url, { border: 1 }))}`}
        />
      )}
      <div style={{ flex: "1 1 240px", minWidth: 0 }}>
        <h3>{t("advising.share")}</h3>
        <p className={styles.muted} style={{ margin: "0 0 10px" }}>
          {t("advising.share.lead")}
        </p>
        <div style={{ display: "flex", gap: 10, flexWrap: "wrap" }}>
          <Select
            aria-label={t("place.activities")}
            w={280}
            maw="100%"
            value={chosen}
            onChange={setSlug}
            data={nodes.map((node) => ({ value: node.slug, label: node.title }))}
          />
          <CopyButton value={url}>
            {({ copied, copy }) => (
              <Button variant="default" disabled={!url} onClick={copy}>
                {copied ? t("copied") : t("advising.copy")}
              </Button>
            )}
          </CopyButton>
        </div>
      </div>
    </div>
  );
}
