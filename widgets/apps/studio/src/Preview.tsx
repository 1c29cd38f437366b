/** The draft on a phone: a 390×844 window beside the editor, also in the elder-friendly variant, and a QR code that says when it cannot work. */
import { Alert, Anchor, Button, SegmentedControl, Switch } from "@mantine/core";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { renderSVG } from "uqr";
import { useDesk } from "./desk";
import styles from "./studio.module.css";
import { useWords } from "./words";

/** It brings the components of the phone a second time: it comes when it is opened. */
const DryRun = lazy(() => import("./dry/DryRun").then((module) => ({ default: module.DryRun })));

type Way = "dry" | "page";

/** Two ways to see the draft on a phone: to play it dry, or the page as a link shows it. */
export function OnPhone({ flush }: { flush: () => Promise<boolean> }) {
  const { t } = useWords();
  const [way, setWay] = useState<Way>("page");
  return (
    <div className={styles.onPhone}>
      <SegmentedControl
        aria-label={t("dry.way")}
        value={way}
        onChange={(value) => setWay(value as Way)}
        data={(["page", "dry"] as const).map((value) => ({ value, label: t(`dry.way.${value}`) }))}
      />
      {way === "page" ? (
        <Preview flush={flush} />
      ) : (
        <div className={styles.preview}>
          <Suspense fallback={null}>
            <DryRun />
          </Suspense>
        </div>
      )}
    </div>
  );
}

function Preview({ flush }: { flush: () => Promise<boolean> }) {
  const { t } = useWords();
  const { ports } = useDesk();
  const [link, setLink] = useState<{ url: string; why: string | null } | null>(null);
  const [turn, setTurn] = useState(0);
  const [elder, setElder] = useState(false);
  const refresh = useCallback(async () => {
    await flush();
    setLink(await ports.preview());
    setTurn((now) => now + 1);
  }, [flush, ports]);
  useEffect(() => {
    void refresh();
  }, [refresh]);
  if (!link) return <p style={{ padding: 40 }}>{t("preview.making")}</p>;
  const url = `${link.url}&elder=${elder ? "on" : "off"}`;
  return (
    <div className={styles.preview}>
      <div className={styles.previewPhone}>
        <iframe key={turn} title={t("preview.phone")} src={url} width={390} height={844} />
      </div>
      <div className={styles.previewSide}>
        <h2>{t("preview.title")}</h2>
        <p>{t("preview.lead")}</p>
        <Switch
          mb="md"
          label={t("preview.elder")}
          description={t("preview.elder_says")}
          checked={elder}
          onChange={(event) => setElder(event.currentTarget.checked)}
        />
        <img
          className={styles.qr}
          alt={t("preview.qr")}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(renderSVG(url, { border: 2 }))}`}
        />
        {link.why && (
          <Alert color="orange" variant="light" mt="md">
            {link.why}
          </Alert>
        )}
        <p>
          <Anchor href={url} target="_blank" rel="noreferrer">
            {t("preview.open")}
          </Anchor>
        </p>
        <Button variant="default" onClick={() => void refresh()}>
          {t("preview.again")}
        </Button>
      </div>
    </div>
  );
}
