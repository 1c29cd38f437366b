import type { RaiseTreeProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Mission } from "../standing/parts";

const TYPE = "raise-tree";
/** Crowns in the order in which they grow: x, y, radius. */
const CROWNS = [
  [100, 118, 16],
  [84, 104, 20],
  [118, 100, 21],
  [100, 80, 26],
  [70, 82, 19],
  [132, 78, 19],
  [100, 54, 22],
] as const;
const FRUIT = [
  [84, 100],
  [118, 96],
  [100, 70],
  [72, 84],
  [130, 80],
] as const;

/** The tree as high as it was fed: more crowns with every part of the way, a fruit for each step that is reached. */
function Tree({ share, fruit }: { readonly share: number; readonly fruit: number }) {
  const crowns = Math.round(share * CROWNS.length);
  return (
    <svg viewBox="0 0 200 180" className="lg-raise-tree__tree" aria-hidden="true">
      <ellipse cx="100" cy="164" rx="72" ry="9" className="lg-raise-tree__ground" />
      <path
        d={`M97 164Q98 ${150 - share * 40} 100 ${140 - share * 60}Q102 ${150 - share * 40} 103 164Z`}
        className="lg-raise-tree__trunk"
      />
      {crowns === 0 ? (
        <path
          d="M100 142C92 142 88 134 87 128C95 128 100 134 100 142C100 134 105 128 113 128C112 134 108 142 100 142Z"
          className="lg-raise-tree__leaf"
        />
      ) : null}
      {CROWNS.slice(0, crowns).map(([x, y, r]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={r} className="lg-raise-tree__crown" />
      ))}
      {FRUIT.slice(0, fruit).map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="6" className="lg-raise-tree__fruit" />
      ))}
    </svg>
  );
}

export default function RaiseTree({ id, props }: WidgetProps<RaiseTreeProps>) {
  return (
    <Mission
      id={id}
      type={TYPE}
      props={props}
      picture={(share, reached, marks) => (
        <Tree share={share} fruit={marks.filter((mark) => mark.at <= reached).length} />
      )}
    />
  );
}
