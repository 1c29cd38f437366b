/** Ctrl/⌘-K: every place and the common commands, by name in either language. */
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { useState } from "react";
import { useLocation } from "wouter";
import { say, useWords } from "../copy";
import { AREAS, seen } from "./places";
import { useSigned } from "./session";

const COMMANDS = [
  { key: "command.activity", path: "/activities?new", needs: ["activities.create_activity"] },
  { key: "command.batch", path: "/rights/batches?new", needs: ["rights.propose_batch"] },
  { key: "command.statement", path: "/settlement/statements?new", needs: ["settlement.load_statement"] },
  { key: "command.import", path: "/clients?import", needs: ["audience.import_clients"] },
];

/** Lists that a word typed here is looked up in. */
const SEARCHED = AREAS.flatMap((area) => area.places).filter((place) =>
  ["place.activities", "place.clients", "place.entitlements", "place.statements"].includes(place.key),
);

export function Palette() {
  const { t } = useWords();
  const { may } = useSigned();
  const [, go] = useLocation();
  const [query, setQuery] = useState("");
  const action = (key: string, path: string, group: string): SpotlightActionData => ({
    id: path,
    label: t(key),
    description: group,
    keywords: [say("en", key), say("zh-CN", key)],
    onClick: () => go(path),
  });
  const places = AREAS.flatMap((area) =>
    area.places
      .filter((place) => seen(place, may))
      .map((place) => action(place.key, place.path, t(area.key))),
  );
  const commands = COMMANDS.filter((one) => seen(one, may)).map((one) =>
    action(one.key, one.path, t("palette.commands")),
  );
  const sought = query.trim();
  const searches = sought
    ? SEARCHED.filter((one) => seen(one, may)).map((one) => ({
        ...action(one.key, `${one.path}?q=${encodeURIComponent(sought)}`, t("list.search")),
        label: t("palette.search", { place: t(one.key), sought }),
      }))
    : [];
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={[...commands, ...places, ...searches]}
      shortcut={["mod + K"]}
      nothingFound={t("palette.nothing")}
      overlayProps={{ backgroundOpacity: 0.18, blur: 0 }}
      highlightQuery
      limit={12}
      searchProps={{ placeholder: t("palette.placeholder"), "aria-label": t("palette.placeholder") }}
    />
  );
}
