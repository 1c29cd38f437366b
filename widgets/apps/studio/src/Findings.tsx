/** What the check found: worst first, one rule's findings together, each leading to its place. */
import type { ReactNode } from "react";
import styles from "./findings.module.css";
import type { Finding } from "./ports";

type Say = (key: string, facts?: Record<string, string | number>) => string;

interface Group {
  code: string;
  severity: Finding["severity"];
  findings: Finding[];
}

const SEVERITIES = ["error", "warning"] as const;
export const countOf = (findings: readonly Finding[], severity: Finding["severity"]): number =>
  findings.filter((one) => one.severity === severity).length;

/** Findings by rule, errors first; the rule that is broken most often leads. */
export function byRule(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const one of findings) {
    const key = `${one.severity} ${one.code}`;
    const group = groups.get(key) ?? { code: one.code, severity: one.severity, findings: [] };
    group.findings.push(one);
    groups.set(key, group);
  }
  const rank = ({ severity }: Group) => SEVERITIES.indexOf(severity);
  return [...groups.values()].sort(
    (one, other) => rank(one) - rank(other) || other.findings.length - one.findings.length,
  );
}

/** How many must be mended and how many noted, in words. */
export function inCounts(findings: readonly Finding[], say: Say): string {
  const told = [
    ["findings.errors", countOf(findings, "error")],
    ["findings.warnings", countOf(findings, "warning")],
  ] as const;
  const some = told.filter(([, count]) => count > 0).map(([key, count]) => say(key, { count }));
  return some.join(" · ") || say("findings.none");
}

interface FindingsProps {
  of: readonly Finding[];
  say: Say;
  /** The way to where a finding is mended or seen. */
  place?: (finding: Finding) => ReactNode;
}

export function Findings({ of, say, place }: FindingsProps) {
  return (
    <ul className={styles.rules}>
      {byRule(of).map(({ code, severity, findings }) => {
        const [first] = findings;
        const remedy = first?.remedy && say("findings.remedy", { remedy: first.remedy });
        const law = [remedy, first?.source, first?.signOff].filter(Boolean);
        return (
          <li key={severity + code} data-severity={severity} data-rule={code}>
            {findings.length > 1 && <b>{say("findings.times", { count: findings.length })}</b>}
            <ul>
              {findings.map((one) => (
                <li key={one.path + one.message}>
                  {one.message} {place?.(one)}
                </li>
              ))}
            </ul>
            {law.map((line) => (
              <small key={line}>{line}</small>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
