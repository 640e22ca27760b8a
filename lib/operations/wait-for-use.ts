/**
 * Runs in the browser, inlined as text into pages with late scripts: waits for the first use that needs a script, then
 * starts them. A press that came too early is done again once React has taken over. Uses nothing from outside itself.
 */
export function waitForUse(): void {
  const needsScript = "button, input, textarea, select, a[data-anchor]";
  const uses = ["pointerover", "pointerdown", "focusin"] as const;
  let isStarted = false;
  let held: HTMLElement | null = null;
  const notice = document.createElement("p");
  notice.setAttribute("role", "alert");
  notice.className =
    "fixed inset-x-4 bottom-6 z-40 mx-auto w-fit rounded bg-ink px-3 py-2 text-base text-on-ink shadow-float";

  const start = () => {
    if (isStarted) return;
    isStarted = true;
    notice.remove();
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
    else run();
  };
  const run = () => {
    for (const late of document.querySelectorAll<HTMLScriptElement>('script[type="text/late"]')) {
      const script = document.createElement("script");
      for (const { name, value } of late.attributes)
        if (name !== "type" && name !== "data-src" && name !== "nonce") script.setAttribute(name, value);
      script.nonce = late.nonce;
      script.src = late.dataset.src ?? "";
      // No connection: said to whoever has pressed something, and the next use tries again.
      script.onerror = () => {
        script.replaceWith(late);
        isStarted = false;
        if (!held?.matches("button")) return;
        notice.textContent = "This did not load. Please check your connection and press again.";
        document.body.append(notice);
      };
      late.replaceWith(script);
    }
  };
  const find = ({ target }: Event, selector: string) =>
    target instanceof Element ? target.closest<HTMLElement>(selector) : null;
  const onUse = (event: Event) => {
    if (find(event, needsScript)) start();
  };
  // A link leads where it leads at once; what a script adds to it comes later. With a key it opens elsewhere.
  const onClick = (event: MouseEvent) => {
    const pressed = find(event, 'button[type="button"], a[data-anchor]');
    if (!pressed || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (pressed.matches("button")) {
      event.preventDefault();
      event.stopPropagation();
    }
    held = pressed;
    start();
  };
  // Headings that follow the reading need a script from the first scroll on, where they are seen.
  const onScroll = () => {
    const follows = document.querySelector<HTMLElement>("[data-follows-scroll]");
    if (follows && follows.getClientRects().length > 0) start();
  };

  for (const use of uses) document.addEventListener(use, onUse, { passive: true });
  document.addEventListener("click", onClick, true);
  document.addEventListener("scroll", onScroll, { passive: true, once: true });
  document.addEventListener(
    "baton:awake",
    () => {
      for (const use of uses) document.removeEventListener(use, onUse);
      document.removeEventListener("click", onClick, true);
      if (!held?.isConnected) return;
      // A link has led there already, and its reader may have gone on since.
      if (held.matches("a"))
        held.addEventListener("click", (event) => event.preventDefault(), { once: true });
      held.click();
    },
    { once: true },
  );
  // What only a script can show: a day that is another one here, and what this browser remembers.
  document.addEventListener("DOMContentLoaded", () => {
    const isOtherDay = (iso: string) => new Date(iso).getDate() !== new Date(iso).getUTCDate();
    const times = [...document.querySelectorAll("time")];
    if (times.some(({ dateTime }) => isOtherDay(dateTime))) start();
    try {
      for (const { dataset } of document.querySelectorAll<HTMLElement>("[data-remembered]"))
        if (localStorage.getItem(dataset.remembered ?? "")) start();
    } catch {
      // Storage is forbidden: then nothing is remembered.
    }
  });
}
