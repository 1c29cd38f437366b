/** The adviser's home: own clients, what they have not used, what is about to lapse, and a link with one's own code. */
import { CopyButton, Select } from "@mantine/core";
import { useState } from "react";
import { renderSVG } from "uqr";
import { useRead } from "../../api/ask";
import { OwnClients, ShareableActivities, ShareLink } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { type Pages, RecordList } from "../../parts/list";
import { Act, Page } from "../../parts/page";
import styles from "../../parts/parts.module.css";
import { useList } from "../../parts/useList";
import { ClientSide } from "../clients/ClientSide";
import own from "./advising.module.css";
import { Entrants } from "./Entrants";

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
      <div className={own.sharing}>
        <Share />
        <Entrants />
      </div>
      <RecordList
        {...list}
        label={t("place.advising")}
        placeholder={t("clients.search")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/advising/${row.id}`}
        columns={[
          { head: "person", cell: (row) => row.maskedName, sorts: "name" },
          { head: "clients.tier", cell: (row) => row.tierName, sorts: "tier" },
          { head: "advising.unused", cell: (row) => row.unused, right: true },
          {
            head: "advising.expiring",
            cell: (row) => (row.expiring ? <b className={styles.alarm}>{row.expiring}</b> : 0),
            right: true,
          },
          { head: "advising.dropped", cell: (row) => row.droppedOut, right: true },
        ]}
        empty={{ title: t("advising.empty"), teach: t("advising.empty.teach") }}
      />
      {id && <ClientSide id={id} back="/advising" changed={list.reading.again} />}
    </Page>
  );
}

function Share() {
  const { t } = useWords();
  const running = useRead(ShareableActivities, {});
  const nodes = running.data?.shareableActivities ?? [];
  const [slug, setSlug] = useState<string | null>(null);
  const chosen = slug ?? nodes[0]?.slug ?? null;
  const link = useRead(ShareLink, { slug: chosen ?? "" }, !chosen);
  const url = link.data ? new URL(link.data.shareLink.url, location.origin).href : "";
  if (nodes.length === 0) return null;
  return (
    <div className={own.share}>
      {url && (
        <img
          alt={t("advising.qr")}
          width={96}
          height={96}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(url, { border: 1 }))}`}
        />
      )}
      <div className={own.shareWords}>
        <h2>{t("advising.share")}</h2>
        <p>{t("advising.share.lead")}</p>
      </div>
      <div className={own.shareActs}>
        <Select
          aria-label={t("place.activities")}
          value={chosen}
          onChange={setSlug}
          allowDeselect={false}
          data={nodes.map((node) => ({ value: node.slug, label: node.title }))}
        />
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Act disabled={!url} onClick={copy}>
              {copied ? t("copied") : t("advising.copy")}
            </Act>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
