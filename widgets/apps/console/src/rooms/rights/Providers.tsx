/** Who fulfils or honours rights, and the link by which a provider's staff open their counter page once. */
import { Button, CopyButton, Drawer } from "@mantine/core";
import { useState } from "react";
import { renderSVG } from "uqr";
import { useRead } from "../../api/ask";
import { CounterLink, CreateProvider, RightProviders } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { AskForm } from "../../parts/form";
import { RecordList } from "../../parts/list";
import { Note } from "../../parts/page";
import { Status } from "../../parts/status";
import { useList } from "../../parts/useList";
import { useUnits } from "./units";

export function ProviderList() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(RightProviders, (data) => data.rightProviders);
  return (
    <RecordList
      {...list}
      label={t("rights.providers")}
      keyOf={(row) => row.id}
      columns={[
        { head: "name", cell: (row) => row.name, sorts: "name" },
        { head: "providers.slug", cell: (row) => <code>{row.slug}</code> },
        {
          head: "providers.connected",
          cell: (row) => (row.connected ? t("providers.byPlugin") : t("providers.byCounter")),
        },
        { head: "state", cell: (row) => <Status of={row.state} /> },
        {
          head: "actions",
          right: true,
          cell: (row) => may("rights.supply") && <Counter provider={row.id} name={row.name} />,
        },
      ]}
      empty={{ title: t("providers.empty"), teach: t("providers.empty.teach") }}
    />
  );
}

export function NewProvider() {
  const { t } = useWords();
  const { may } = useSigned();
  const units = useUnits();
  if (!may("rights.supply")) return null;
  return (
    <AskForm
      primary
      label={t("providers.new")}
      title={t("providers.new")}
      document={CreateProvider}
      said={t("saved")}
      done={() => location.reload()}
      toAsk={({ nameZh, nameEn, ...rest }) => ({ ...rest, name: { zh: nameZh, en: nameEn } })}
      fields={[
        { name: "slug", label: "providers.slug", hint: "activities.slug.hint" },
        { name: "nameZh", label: "name.zh" },
        { name: "nameEn", label: "name.en" },
        { name: "unit", label: "unit", kind: "choice", options: units },
      ]}
    />
  );
}

function Counter({ provider, name }: { provider: string; name: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setOpen(true)}>
        {t("providers.counter")}
      </Button>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="right"
        size={420}
        padding="lg"
        title={<b style={{ fontSize: 18 }}>{name}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {open && <CounterBody provider={provider} />}
      </Drawer>
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
        <img
          alt={t("providers.qr")}
          width={200}
          height={200}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(url, { border: 1 }))}`}
        />
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
