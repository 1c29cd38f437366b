/** What a component gets: the page it stands on, and the few hooks and values that components share. */
export * from "./hooks";
export * from "./kit";
export * from "./live";
export * from "./own";
export * from "./played";
export * from "./still";
export * from "./tokens_gen";
export * from "./values";
export * from "./widget";
