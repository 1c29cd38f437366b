/** An address as a QR code. */
import { renderSVG } from "uqr";

export function QrCode({ of, alt, size }: { of: string; alt: string; size: number }) {
  const drawn = encodeURIComponent(renderSVG(of, { border: 1 }));
  return <img alt={alt} width={size} height={size} src={`data:image/svg+xml;utf8,${drawn}`} />;
}
