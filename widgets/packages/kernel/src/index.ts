/** The page envelope and everything pure about it; no DOM, no framework, no clock. */
export * from "./actions";
export * from "./address";
export * from "./envelope";
export * from "./facts";
export * from "./fresh";
export * from "./grants";
export * from "./graphemes";
export * from "./migrate";
export * from "./moment";
export * from "./money";
export * from "./outcomes";
export * from "./rich";
export * from "./text";
export * from "./upload";
export * from "./zone";
