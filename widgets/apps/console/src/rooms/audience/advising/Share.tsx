/** A link to a running activity with the adviser's own code, as address and as QR code. */
import { CopyButton, Select } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import { ShareableActivities, ShareLink } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Act } from "../../../parts/page";
import { QrCode } from "../../../parts/qr";
import own from "./advising.module.css";

export function Share() {
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
      {url && <QrCode of={url} alt={t("advising.qr")} size={96} />}
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
