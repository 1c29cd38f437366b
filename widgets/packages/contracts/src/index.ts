/** Types generated from schemas/: the one source of every shape. */
export * from "./widgets_gen";
