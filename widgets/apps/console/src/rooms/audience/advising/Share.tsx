/** A link to a running activity with the adviser's own code, as address and as QR code. */
import type { Choosable } from "@largesse/studio/picker";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import { Choices, ShareLink } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Copying } from "../../../parts/copying";
import { Act } from "../../../parts/page";
import { RecordPicker } from "../../../parts/picker";
import { QrCode } from "../../../parts/qr";
import { Absent } from "../../../parts/states";
import own from "./advising.module.css";

export function Share() {
  const { t } = useWords();
  /** What ends first is shared first. */
  const running = useRead(Choices, { kind: "shareable" });
  const [picked, setPicked] = useState<Choosable | null>(null);
  const chosen = picked ?? running.data?.choices.edges[0]?.node;
  const link = useRead(ShareLink, { slug: chosen?.code ?? "" }, !chosen);
  const url = link.data ? new URL(link.data.shareLink.url, location.origin).href : "";
  if (!chosen) return <Absent of={running} />;
  return (
    <div className={own.share}>
      {url && <QrCode of={url} alt={t("advising.qr")} size={96} />}
      <div className={own.shareWords}>
        <h2>{t("advising.share")}</h2>
        <p>{t("advising.share.lead")}</p>
      </div>
      <div className={own.shareActs}>
        <RecordPicker
          kind="shareable"
          quiet
          required
          label={t("place.activities")}
          known={chosen}
          value={chosen.id}
          onChange={(_, one) => setPicked(one)}
        />
        <Copying value={url}>
          {({ copied, copy }) => (
            <Act disabled={!url} onClick={copy}>
              {copied ? t("copied") : t("advising.copy")}
            </Act>
          )}
        </Copying>
      </div>
    </div>
  );
}
