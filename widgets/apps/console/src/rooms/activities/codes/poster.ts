/** The code of a place as a picture to be printed: what it is called, the QR code, and the digits to be typed. */
import { renderSVG } from "uqr";

const SIZE = /viewBox="0 0 (\d+) \d+"/;
const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPED[char] ?? char);

export interface Poster {
  readonly title: string;
  readonly digits: string;
  readonly url: string;
}

export function posterOf({ title, digits, url }: Poster): string {
  const drawn = renderSVG(url, { border: 4 });
  const size = Number(SIZE.exec(drawn)?.[1]);
  const line = (text: string, at: number, high: number) =>
    `<text x="${size / 2}" y="${size * at}" font-size="${size * high}" text-anchor="middle" fill="#000"` +
    ` font-family="sans-serif">${escaped(text)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size * 1.22}">` +
    `<title>${escaped(url)}</title><rect width="100%" height="100%" fill="#fff"/>` +
    drawn.replace("<svg ", `<svg y="${size * 0.1}" width="${size}" height="${size}" `) +
    line(title, 0.1, Math.min(0.07, 1.6 / Math.max(1, [...title].length))) +
    line(digits, 1.15, 0.08) +
    "</svg>"
  );
}

export const pictureOf = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
