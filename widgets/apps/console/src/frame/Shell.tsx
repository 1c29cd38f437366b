/** The frame around every page: navigation by what one does, search, and who one is. */
import { Burger, Button, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { type ReactNode, useEffect } from "react";
import { Link, useLocation } from "wouter";
import { CHANGED, useAsk, useRead } from "../api/ask";
import { SignOut, Waits } from "../api/documents_gen";
import { useWords } from "../copy";
import styles from "./frame.module.css";
import { Palette } from "./Palette";
import { AREAS, type Place, seen, WAITS_AT } from "./places";
import { useSigned } from "./session";

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
        <Burger opened={open} onClick={toggle} aria-label={t("menu")} size="sm" />
        <Brand />
      </div>
      <Navigation open={open} />
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
    const at = WAITS_AT[one.kind];
    if (at) counts.set(at, (counts.get(at) ?? 0) + one.count);
  }
  return (
    <nav className={styles.nav} aria-label={t("nav")} data-open={open}>
      <Brand />
      <button type="button" className={styles.search} onClick={spotlight.open}>
        {t("palette.open")} <kbd>⌘K</kbd>
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
  return (
    <Link href={place.path} className={styles.link ?? ""} aria-current={here ? "page" : undefined}>
      {t(place.key)}
      {count > 0 && <b>{count}</b>}
    </Link>
  );
}

function Who() {
  const { t, locale, change } = useWords();
  const { person, again } = useSigned();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { run } = useAsk(SignOut);
  const leave = async () => {
    await run({ ask: {} });
    again();
  };
  return (
    <div className={styles.who}>
      <div className={styles.whoName}>{person.name}</div>
      <div className={styles.whoUnit}>
        {person.unitName} · {person.roles.map((role) => t(`role.${role}`)).join(t("list.comma"))}
      </div>
      <div className={styles.whoTools}>
        <Button size="compact-xs" variant="default" onClick={() => change(locale === "en" ? "zh-CN" : "en")}>
          {locale === "en" ? "中文" : "EN"}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={t("scheme")}
          onClick={() => setColorScheme(colorScheme === "dark" ? "light" : "dark")}
        >
          {colorScheme === "dark" ? t("scheme.light") : t("scheme.dark")}
        </Button>
        <Button size="compact-xs" variant="default" onClick={leave}>
          {t("leave")}
        </Button>
      </div>
    </div>
  );
}
