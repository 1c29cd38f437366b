/** One place's code on the whole screen, for clients to scan; it goes on as long as staff is signed in. */
import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { renderSVG } from "uqr";
import { Link } from "wouter";
import type { PlaceCodesRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Absent } from "../../../parts/states";
import styles from "./codes.module.css";
import { pictureOf } from "./poster";
import { type Codes, useCodes } from "./useCodes";

interface ScreenProps {
  id: string;
  play: string;
  place: string;
}

/** A screen that sleeps shows nobody a code; a browser that cannot keep it awake leaves it as it is. */
function useAwake(): void {
  useEffect(() => {
    let held: WakeLockSentinel | null = null;
    const keep = () => {
      if (document.visibilityState === "visible")
        void navigator.wakeLock?.request("screen").then(
          (lock) => {
            held = lock;
          },
          () => undefined,
        );
    };
    keep();
    document.addEventListener("visibilitychange", keep);
    return () => {
      document.removeEventListener("visibilitychange", keep);
      void held?.release();
    };
  }, []);
}

/** Whoever goes by the keyboard does not come to what lies below. */
function useAlone(): void {
  useEffect(() => {
    const below = document.getElementById("root");
    below?.setAttribute("inert", "");
    return () => below?.removeAttribute("inert");
  }, []);
}

export function CodeScreen({ id, play, place }: ScreenProps) {
  const { t } = useWords();
  const codes = useCodes(id);
  const whole = useRef<HTMLElement>(null);
  useAwake();
  useAlone();
  const row = codes.rows?.find((one) => one.play === play && one.place === place);
  return createPortal(
    <section ref={whole} className={styles.screen} aria-label={t("codes.screen")}>
      <nav>
        <Button
          variant="default"
          onClick={() => void whole.current?.requestFullscreen().catch(() => undefined)}
        >
          {t("codes.whole")}
        </Button>
        <Link href={`/activities/${id}/codes`} asChild>
          <Button component="a" variant="default">
            {t("close")}
          </Button>
        </Link>
      </nav>
      {row ? (
        <Showing row={row} codes={codes} />
      ) : codes.rows ? (
        <p role="alert">{t("codes.gone")}</p>
      ) : (
        <Absent of={codes.reading} />
      )}
    </section>,
    document.body,
  );
}

function Showing({ row, codes }: { row: PlaceCodesRow; codes: Codes }) {
  const { t } = useWords();
  const left = codes.left(row);
  return (
    <>
      <h1>{row.playTitle}</h1>
      <p className={styles.screenPlace}>{row.title}</p>
      {codes.stale(row) ? (
        <p role="alert">{t("codes.stale")}</p>
      ) : (
        <>
          <img
            className={styles.screenQr}
            alt={t("codes.qr", { title: row.title })}
            src={pictureOf(renderSVG(row.url, { border: 2 }))}
          />
          <p className={styles.screenDigits}>{row.digits}</p>
          <p className={styles.screenSays}>
            {t("codes.how")}
            {left !== null && <> · {t("codes.left", { seconds: left })}</>}
          </p>
        </>
      )}
    </>
  );
}
