/** The link by which a provider's staff open their counter page once, as address and as QR code. */
import { Button, CopyButton } from "@mantine/core";
import { useState } from "react";
import { useRead } from "../../../api/ask";
import { CounterLink } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Beside } from "../../../parts/overlays";
import { Note } from "../../../parts/page";
import { QrCode } from "../../../parts/qr";

export function Counter({ provider, name }: { provider: string; name: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {t("providers.counter")}
      </Button>
      <Beside title={name} open={open} close={() => setOpen(false)} size={420}>
        {open && <CounterBody provider={provider} />}
      </Beside>
    </>
  );
}

function CounterBody({ provider }: { provider: string }) {
  const { t } = useWords();
  const link = useRead(CounterLink, { provider });
  const path = link.data?.counterLink;
  if (link.loading && !link.data) return null;
  if (!path) return <Note tone="warn">{t("providers.noCounter")}</Note>;
  const url = new URL(path, location.origin).href;
  return (
    <>
      <Note>{t("providers.counter.lead")}</Note>
      <p>
        <QrCode of={url} alt={t("providers.qr")} size={200} />
      </p>
      <CopyButton value={url}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("copied") : t("advising.copy")}
          </Button>
        )}
      </CopyButton>{" "}
      <Button component="a" variant="default" href={url} target="_blank" rel="noreferrer">
        {t("providers.open")}
      </Button>
    </>
  );
}
