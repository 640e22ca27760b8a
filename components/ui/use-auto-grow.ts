/** A text area as high as its text, for browsers that do not do it themselves. */
import { type RefObject, useLayoutEffect } from "react";

/**
 * Grows a textarea to its content where the browser cannot do it itself (`field-sizing: content`).
 * The limit is the element's own max-height.
 */
export function useAutoGrow(ref: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    const borders = element.offsetHeight - element.clientHeight;
    element.style.height = `${element.scrollHeight + borders}px`;
  });
}
