/** The facts of an audit row in words: labels from copy, ids and hashes short with the whole in the tip. */
import { moneyText } from "@largesse/kernel";
import { createContext, Fragment, type ReactNode, useContext } from "react";
import { knows, type Localized, useWords } from "../../../copy";
import { type Clock, useClock } from "../../../parts/time";
import styles from "./audit.module.css";

/** The names of roles by key, as the platform tells them. */
export const RoleNames = createContext<ReadonlyMap<string, string>>(new Map());

type Said = ReturnType<typeof useWords> & { roles: ReadonlyMap<string, string>; clock: Clock; names: Named };
type Known = Record<string, unknown>;

/** What the row says elsewhere, or what only the machine needs. */
const HIDDEN = ["org_unit", "currency", "at", "dry_run", "config", "sort"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^(sha256:)?[0-9a-f]{64}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const TAIL = 8;
/** Whom a refused sign-in named is not known. */
const NOBODY = "unknown";

/** Facts whose values are words of a family in the copy. */
const FAMILIES: Record<string, string[]> = {
  state: ["state"],
  from: ["state"],
  fields: ["column"],
  decision: ["decision"],
  kind: ["subject", "way", "taken"],
  list: ["taken"],
  route: ["route"],
};

export type Named = ReadonlyArray<{ id: string; name: string }>;

/** What an id is called, with the id in its tip; the id itself where nobody knows. */
export function Called({ id, names }: { id: string; names: Named }) {
  const { t } = useWords();
  if (id === NOBODY) return <>{t("audit.nobody")}</>;
  const name = names.find((one) => one.id === id)?.name;
  return name ? <span title={id}>{name}</span> : <Short of={id} />;
}

function Short({ of: id }: { of: string }) {
  if (UUID.test(id)) return <code title={id}>…{id.slice(-TAIL)}</code>;
  if (HASH.test(id)) return <code title={id}>{id.replace("sha256:", "").slice(0, TAIL)}…</code>;
  return <code>{id}</code>;
}

function word(name: string, value: string, { t, roles }: Said): string {
  if (name === "roles") return roles.get(value) ?? value;
  const key = FAMILIES[name]?.map((family) => `${family}.${value}`).find(knows);
  return key ? t(key) : value;
}

const calledOr = (id: string, names: Named, other: string): string =>
  names.find((one) => one.id === id)?.name ?? other;

function shown(name: string, value: unknown, all: Known, say: Said): ReactNode {
  const { t, of, locale } = say;
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number" && name.endsWith("_minor"))
    return typeof all.currency === "string"
      ? moneyText(value, all.currency)
      : t("audit.minor", { count: value });
  if (typeof value === "number") return value.toLocaleString(locale);
  if (Array.isArray(value))
    return value
      .map((one) => calledOr(String(one), say.names, word(name, String(one), say)))
      .join(t("list.comma"));
  if (typeof value === "object" && value !== null)
    return "zh-CN" in value ? of(value as Localized) : <Facts of={value as Known} names={say.names} />;
  const text = String(value);
  if (UUID.test(text) || HASH.test(text)) return <Called id={text} names={say.names} />;
  return INSTANT.test(text) ? say.clock.exact(text) : word(name, text, say);
}

export function Facts({ of: facts, names }: { of: Known; names: Named }) {
  const say = { ...useWords(), names, roles: useContext(RoleNames), clock: useClock() };
  const told = Object.entries(facts).filter(
    ([name, value]) => !HIDDEN.includes(name) && value !== null && value !== "",
  );
  return (
    <span className={styles.facts}>
      {told.map(([name, value]) => (
        <Fragment key={name}>
          <span>
            <small>{knows(`fact.${name}`) ? say.t(`fact.${name}`) : name}</small>{" "}
            {shown(name, value, facts, say)}
          </span>{" "}
        </Fragment>
      ))}
    </span>
  );
}
