/** The frame around every page: navigation by what one does, search, and who one is. */
import { Burger } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { CHANGED, useRead } from "../api/ask";
import { Waits } from "../api/documents_gen";
import { useWords } from "../copy";
import styles from "./frame.module.css";
import { Icon } from "./icons";
import { Palette } from "./Palette";
import { AREAS, type Place, seen, WAITS_AT } from "./places";
import { useSigned } from "./session";
import { Who } from "./Who";

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [open, { toggle, close }] = useDisclosure(false);
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever the address changes
  useEffect(close, [path]);
  if (path.endsWith("/studio"))
    return (
      <main id="main">
        {children}
        <Palette />
      </main>
    );
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t("skip")}
      </a>
      <div className={styles.top}>
        <Burger opened={open} onClick={toggle} aria-label={t("menu")} aria-expanded={open} size="sm" />
        <Brand />
      </div>
      <Navigation open={open} />
      {open && <button type="button" className={styles.veil} aria-label={t("close")} onClick={close} />}
      <main id="main" className={styles.main}>
        {children}
      </main>
      <Palette />
    </div>
  );
}

function Brand() {
  return (
    <div className={styles.brand}>
      <span className={styles.mark} aria-hidden="true">
        L
      </span>
      Largesse
    </div>
  );
}

const MAC = /mac|iphone|ipad/i.test(navigator.userAgent);

function Navigation({ open }: { open: boolean }) {
  const { t } = useWords();
  const { may } = useSigned();
  const [path] = useLocation();
  const waits = useRead(Waits, {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits is read again on every page
  useEffect(waits.again, [path]);
  useEffect(() => {
    window.addEventListener(CHANGED, waits.again);
    return () => window.removeEventListener(CHANGED, waits.again);
  }, [waits.again]);
  const counts = new Map<string, number>();
  for (const one of waits.data?.home?.waiting ?? []) {
    const at = WAITS_AT[one.kind]?.split("?")[0];
    if (at) counts.set(at, (counts.get(at) ?? 0) + one.count);
  }
  return (
    <nav className={styles.nav} aria-label={t("nav")} data-open={open}>
      <Brand />
      <button type="button" className={styles.search} onClick={spotlight.open}>
        {t("palette.open")} <kbd>{MAC ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      {AREAS.map((area) => {
        const places = area.places.filter((place) => seen(place, may));
        if (places.length === 0) return null;
        return (
          <div key={area.key} className={styles.area}>
            <h2>{t(area.key)}</h2>
            {places.map((place) => (
              <NavLink key={place.key} place={place} path={path} count={counts.get(place.path) ?? 0} />
            ))}
          </div>
        );
      })}
      <Who />
    </nav>
  );
}

function NavLink({ place, path, count }: { place: Place; path: string; count: number }) {
  const { t } = useWords();
  const here = place.path === "/" ? path === "/" : path.startsWith(place.path);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (here) link.current?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <Link ref={link} href={place.path} className={styles.link ?? ""} aria-current={here ? "page" : undefined}>
      <Icon of={place.key} />
      <span>{t(place.key)}</span>
      {count > 0 && <b>{count}</b>}
    </Link>
  );
}
