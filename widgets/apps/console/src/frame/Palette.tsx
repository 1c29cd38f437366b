/** Ctrl/⌘-K: every place and the common commands by name in either language, and the records that a text finds. */
import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import { type KeyboardEvent, useState } from "react";
import { useLocation } from "wouter";
import { say, useWords } from "../copy";
import { SEEN_AT, useFound } from "./found";
import { AREAS, seen } from "./places";
import { useSigned } from "./session";

const COMMANDS = [
  { key: "command.activity", path: "/activities?new", needs: ["activities.create_activity"] },
  { key: "command.batch", path: "/rights/batches?new", needs: ["rights.propose_batch"] },
  { key: "command.statement", path: "/settlement/statements?new", needs: ["settlement.load_statement"] },
  { key: "command.import", path: "/clients?import", needs: ["audience.import_clients"] },
];

/** The key that ends an input method's word is the word's, not the palette's; some browsers tell it only by this code. */
const OF_INPUT_METHOD = 229;
const holdWords = (event: KeyboardEvent) => {
  if (event.nativeEvent.isComposing || event.keyCode === OF_INPUT_METHOD) event.stopPropagation();
};

export function Palette() {
  const { t } = useWords();
  const { may } = useSigned();
  const [, go] = useLocation();
  const [query, setQuery] = useState("");
  const { groups, finding } = useFound(query);
  const typed = query.trim().toLowerCase();
  const named = (key: string) =>
    [say("en", key), say("zh-CN", key)].some((name) => name.toLowerCase().includes(typed));
  const action = (key: string, path: string, group: string): SpotlightActionData => ({
    id: path,
    label: t(key),
    description: group,
    onClick: () => go(path),
  });
  const commands = COMMANDS.filter((one) => seen(one, may) && named(one.key)).map((one) =>
    action(one.key, one.path, t("palette.commands")),
  );
  const places = AREAS.flatMap((area) =>
    area.places
      .filter((place) => seen(place, may) && named(place.key))
      .map((place) => action(place.key, place.path, t(area.key))),
  );
  const records = groups.map((one) => ({
    group: t(one.more ? "palette.kind.more" : "palette.kind", { kind: t(`kind.${one.kind}`) }),
    actions: one.found.map((row) => ({
      id: `${one.kind}${row.id}`,
      label: row.name,
      description: [row.code, row.note].filter(Boolean).join(" · "),
      onClick: () => go(SEEN_AT[one.kind]?.(row) ?? "/"),
    })),
  }));
  const pages = [...commands, ...places];
  const clients = may("audience.read_clients") || may("audience.own_clients");
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={[...(pages.length ? [{ group: t("palette.pages"), actions: pages }] : []), ...records]}
      filter={(_, actions) => actions}
      shortcut={["mod + K"]}
      tagsToIgnore={[]}
      scrollable
      maxHeight={480}
      nothingFound={t(
        finding === "reading"
          ? "palette.reading"
          : finding === "trouble"
            ? "palette.trouble"
            : clients
              ? "palette.nothing.clients"
              : "palette.nothing",
      )}
      overlayProps={{ backgroundOpacity: 0.18, blur: 0 }}
      highlightQuery
      searchProps={{
        placeholder: t("palette.placeholder"),
        "aria-label": t("palette.placeholder"),
        "aria-busy": finding === "reading",
        onKeyDownCapture: holdWords,
      }}
    />
  );
}
