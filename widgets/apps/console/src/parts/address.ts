/** What a list was asked stands in the address: a link, a reload and the way back show the same rows. */
import { useCallback, useState } from "react";
import { useSearchParams } from "wouter";

export interface Asked {
  search: string;
  sort: string | null;
  after: string | null;
}

export interface AskedAt {
  sort?: string;
  /** A list inside another page's detail keeps its question to itself. */
  apart?: boolean;
  /** Rows of a page. */
  size?: number;
}

const put = (params: URLSearchParams, name: string, value: string | null) =>
  value ? params.set(name, value) : params.delete(name);

export function useAsked({ sort = "", apart = false }: AskedAt) {
  const [params, change] = useSearchParams();
  const [own, setOwn] = useState<Asked>({ search: "", sort: sort || null, after: null });
  const told: Asked = {
    search: params.get("q") ?? "",
    sort: params.get("sort") ?? (sort || null),
    after: params.get("after"),
  };
  const asked = apart ? own : told;
  const ask = (next: Asked) => {
    if (apart) return setOwn(next);
    change(
      (now) => {
        put(now, "q", next.search);
        put(now, "sort", next.sort === sort ? null : next.sort);
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
