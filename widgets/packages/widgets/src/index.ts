/** The atomic components. */
export * from "./catalogue";
export * from "./copy";
export * from "./page";
export * from "./registry";
