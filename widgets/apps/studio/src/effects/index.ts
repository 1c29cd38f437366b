/** How the studio edits what an outcome does: it gives a right, or nothing. */
export { RightChoice as EffectsEditor } from "./grant";
