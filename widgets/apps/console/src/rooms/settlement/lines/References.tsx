/** What a line and an item are called, theirs above ours; a click takes a number along. */
import { Fragment } from "react";
import { useWords } from "../../../copy";
import { Copying } from "../../../parts/copying";
import own from "../settlement.module.css";

interface Sides {
  /** Absent where the provider has no line. */
  billed: unknown;
  providerRef: string;
  orderRef: string;
  ourProviderRef: string | null;
  ourOrderRef: string | null;
}

interface Named {
  side: "theirs" | "ours";
  ref: string;
  /** It contradicts what the other side states. */
  clash: boolean;
}

/** The numbers of a difference: each once where the sides agree or one is silent, both where they contradict. */
export function refsOf(row: Sides): Named[] {
  const there = row.billed != null;
  const pairs = [
    [there ? row.providerRef : "", row.ourProviderRef],
    [there ? row.orderRef : "", row.ourOrderRef],
  ] as const;
  const theirs = pairs.map(([ref, ours]) => ({ side: "theirs" as const, ref, clash: clashes(ref, ours) }));
  const ours = pairs.map(([ref, said]) => ({
    side: "ours" as const,
    ref: said === ref ? "" : (said ?? ""),
    clash: clashes(ref, said),
  }));
  return [...theirs, ...ours].filter((one) => one.ref);
}

const clashes = (one: string, two: string | null) => Boolean(one && two && one !== two);

export function References({ of }: { of: Sides }) {
  const { t } = useWords();
  const refs = refsOf(of);
  return (
    <div className={own.refs}>
      {refs.map((one, at) => (
        <Fragment key={one.side + one.ref}>
          <small>{refs[at - 1]?.side === one.side ? "" : t(`refs.${one.side}`)}</small>
          <Reference of={one.ref} clash={one.clash} />
        </Fragment>
      ))}
    </div>
  );
}

export function Reference({ of, clash = false }: { of: string; clash?: boolean }) {
  const { t } = useWords();
  return (
    <Copying value={of}>
      {({ copied, copy }) => (
        <button
          type="button"
          className={own.ref}
          data-clash={clash || undefined}
          data-copied={copied || undefined}
          title={t("refs.copy")}
          aria-label={t(copied ? "refs.copied" : "refs.copyOne", { ref: of })}
          onClick={copy}
        >
          <code>{of}</code>
          <i aria-hidden="true">{copied ? "✓" : "⧉"}</i>
        </button>
      )}
    </Copying>
  );
}
