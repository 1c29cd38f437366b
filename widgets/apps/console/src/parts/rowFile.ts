/** A file of rows goes to the server: looked at first, then kept. */
import { useRef, useState } from "react";
import { CHANGED, newKey } from "../api/ask";
import { type Fields, sendForm } from "../api/send";
import { useWords } from "../copy";
import { unsent } from "./upload";

/** What taking a file would do; `why` says in words why it cannot be read. */
export interface Foreseen {
  why: string;
  format: string;
  encoding: string;
  rowCount: number;
  verdicts: Array<{ verdict: string; name: string; count: number }>;
  bad: Array<{ line: number; message: string }>;
}

type Chosen = Fields & { file: File };

/** A file on its way: looked at, sent; an answer that comes after another question is dropped. */
export function useRowFile<Told extends Foreseen>(kind: "uses" | "elsewhere" | "events", done?: () => void) {
  const { t } = useWords();
  const [looked, setLooked] = useState<Told | null>(null);
  const [begun, setBegun] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState<"" | "look" | "import">("");
  const turn = useRef(0);
  const key = useRef(newKey());
  const drop = () => {
    turn.current += 1;
    key.current = newKey();
    setLooked(null);
    setBegun(null);
    setRefused(null);
    setBusy("");
  };
  const see = async (fields: Chosen) => {
    drop();
    const mine = turn.current;
    setBusy("look");
    const answer = await sendForm<Told>(`${kind}/preview`, { ...fields, key: newKey() });
    if (turn.current !== mine) return;
    setBusy("");
    if ("told" in answer) setLooked(answer.told);
    else setRefused(answer.refused ?? t(await unsent(fields.file)));
  };
  const go = async (fields: Chosen) => {
    setBusy("import");
    setRefused(null);
    // The key stays while no answer has come, so that a file sent twice is taken once.
    const sent = { ...fields, key: key.current };
    const answer = await sendForm<{ file?: string; why?: string }>(`${kind}/import`, sent);
    setBusy("");
    if ("told" in answer && answer.told.file) {
      setBegun(answer.told.file);
      window.dispatchEvent(new Event(CHANGED));
      done?.();
    } else setRefused(("told" in answer ? answer.told.why : answer.refused) ?? t(await unsent(fields.file)));
  };
  return { looked, begun, refused, busy, see, go, drop };
}
