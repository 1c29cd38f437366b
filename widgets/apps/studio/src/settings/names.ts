/** Names that nothing in the document has yet. */

export const free = (taken: string[], stem: string): string => {
  for (let number = 1; ; number += 1) if (!taken.includes(`${stem}${number}`)) return `${stem}${number}`;
};
