/** What a list was asked stands in the address: a link, a reload and the way back show the same rows. */
import { useCallback, useState } from "react";
import { useSearchParams } from "wouter";

export interface Asked<Sort extends string> {
  search: string;
  sort: Sort | null;
  after: string | null;
}

export interface AskedAt<Sort extends string> {
  sort?: Sort;
  /** A list inside another page's detail keeps its question to itself. */
  apart?: boolean;
  /** Rows of a page. */
  size?: number;
}

const put = (params: URLSearchParams, name: string, value: string | null) =>
  value ? params.set(name, value) : params.delete(name);

export function useAsked<Sort extends string>({ sort, apart = false }: AskedAt<Sort>) {
  const [params, change] = useSearchParams();
  const first = sort ?? null;
  const [own, setOwn] = useState<Asked<Sort>>({ search: "", sort: first, after: null });
  const told: Asked<Sort> = {
    search: params.get("q") ?? "",
    sort: (params.get("sort") as Sort | null) ?? first, // a link may name any sort; the platform refuses what it does not know
    after: params.get("after"),
  };
  const asked = apart ? own : told;
  const ask = (next: Asked<Sort>) => {
    if (apart) return setOwn(next);
    change(
      (now) => {
        put(now, "q", next.search);
        put(now, "sort", next.sort === first ? null : next.sort);
        put(now, "after", next.after);
        return now;
      },
      { replace: next.after === asked.after || next.after === null },
    );
  };
  return { asked, ask };
}

/** One filter of a list, by name; another value begins at the first page. */
export function useFilter(name: string, initial = ""): [string, (value: string | null) => void] {
  const [params, change] = useSearchParams();
  const choose = useCallback(
    (value: string | null) =>
      change(
        (now) => {
          put(now, name, value === initial ? null : value);
          now.delete("after");
          return now;
        },
        { replace: true },
      ),
    [change, name, initial],
  );
  return [params.get(name) ?? initial, choose];
}

/** Which of a page's lists is shown; what was asked of the other one is forgotten. */
export function useTab(initial: string): [string, (tab: string) => void] {
  const [params, change] = useSearchParams();
  const choose = useCallback(
    (tab: string) => change(tab === initial ? {} : { tab }, { replace: true }),
    [change, initial],
  );
  return [params.get("tab") ?? initial, choose];
}
