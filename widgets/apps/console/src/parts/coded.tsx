/** A code of the platform in words of the copy; the code itself is in the tip, and stands where nobody knows words. */
import { knows, useWords } from "../copy";

export function Coded({ of: code, family }: { of: string; family: string }) {
  const { t } = useWords();
  const key = `${family}.${code}`;
  return knows(key) ? <span title={code}>{t(key)}</span> : <code>{code}</code>;
}
