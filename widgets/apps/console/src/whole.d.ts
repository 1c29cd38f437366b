/** All words of one language: what stands in this file and in the copy of every part, the frame and the rooms. */
declare module "*.json?whole" {
  const words: Record<string, string>;
  export default words;
}
