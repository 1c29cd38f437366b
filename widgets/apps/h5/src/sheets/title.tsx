/** A sheet's heading: what is read first. */
export function Title({ words }: { readonly words: string }) {
  return (
    <h2 className="lg-sheet__title" id="sheet-title" tabIndex={-1} data-first="">
      {words}
    </h2>
  );
}
