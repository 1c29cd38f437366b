import type { BlindBoxProps } from "@largesse/contracts";
import type { WidgetProps } from "@largesse/kit";
import { Draw, Face } from "../draw/draw";

export default function BlindBox({ id, props }: WidgetProps<BlindBoxProps>) {
  return (
    <Draw
      id={id}
      type="blind-box"
      props={props}
      picture={({ played }) => (
        <>
          <svg viewBox="0 0 320 204" className="lg-blind-box__svg" aria-hidden="true">
            <ellipse cx="160" cy="186" rx="104" ry="9" className="lg-blind-box__shade" />
            <g className="lg-blind-box__whole" data-pick="0">
              <path d="M86 88H234V182H86Z" className="lg-blind-box__side" />
              <path d="M150 88H170V182H150Z" className="lg-blind-box__band" />
              <circle cx="160" cy="138" r="17" className="lg-blind-box__seal" />
              <path
                d="M160 126L163 135L172 138L163 141L160 150L157 141L148 138L157 135Z"
                className="lg-blind-box__star"
              />
              <g className="lg-blind-box__lid">
                <path d="M78 66H242V92H78Z" className="lg-blind-box__side" />
                <path d="M150 66H170V92H150Z" className="lg-blind-box__band" />
                <path
                  d="M160 66C146 66 128 58 132 48S156 52 160 66C164 52 184 38 188 48S174 66 160 66Z"
                  className="lg-blind-box__bow"
                />
              </g>
            </g>
          </svg>
          <Face play={props.play} played={played} />
        </>
      )}
    />
  );
}
