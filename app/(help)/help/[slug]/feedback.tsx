"use client";
/** "Was this helpful?": one press, and a few words if the reader likes. Both can be changed. */
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { controlClass } from "@/components/ui/control-class";
import { Button } from "@/components/ui/press-button";
import { keepSaid, readSaid, SAID_KEY, type Said, visitorId } from "./feedback-memory";

export type FeedbackProps = {
  articleId: string;
  slug: string;
  /** What a customer has said before; a visitor's browser remembers it by itself. */
  own: Said | null;
  isVisitor: boolean;
  /** Characters of a comment. */
  maxComment: number;
};

type State = "idle" | "saving" | "rated" | "commented";

/** From here on it matters how many characters are left. */
const SAY_LEFT_FROM = 0.8;

export function Feedback({ articleId, slug, own, isVisitor, maxComment }: FeedbackProps) {
  const id = useId();
  const [said, setSaid] = useState<Said | null>(own);
  const [comment, setComment] = useState(own?.comment ?? "");
  const [state, setState] = useState<State>("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const before = isVisitor ? readSaid(articleId) : null;
    if (!before) return;
    setSaid(before);
    setComment(before.comment ?? "");
  }, [articleId, isVisitor]);

  const send = async (next: Said, then: State) => {
    const before = said;
    setSaid(next);
    setState("saving");
    setProblem(null);
    try {
      await api(`/api/v1/articles/${slug}/feedback`, {
        method: "PUT",
        body: { ...next, ...(isVisitor ? { visitorId: visitorId() } : {}) },
      });
      if (isVisitor) keepSaid(articleId, next);
      setState(then);
    } catch (error) {
      setSaid(before);
      setState("idle");
      setProblem(messageOf(error));
    }
  };

  const rate = (helpful: boolean) => {
    if (state !== "saving") void send({ helpful, comment: said?.comment ?? null }, "rated");
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!said || state === "saving") return;
    void send({ helpful: said.helpful, comment: comment.trim() || null }, "commented");
  };

  const left = maxComment - comment.length;
  const choice = (helpful: boolean, label: string, Icon: typeof ThumbsUp) => (
    <Button
      aria-pressed={said?.helpful === helpful}
      onClick={() => rate(helpful)}
      icon={<Icon aria-hidden="true" className="size-4" />}
      className={said?.helpful === helpful ? "border-accent! bg-accent-soft! text-accent!" : undefined}
    >
      {label}
    </Button>
  );
  return (
    <section
      aria-labelledby={`${id}-title`}
      data-remembered={isVisitor ? SAID_KEY : undefined}
      className="flex flex-col gap-3 noscript:hidden"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend on screen */}
      <div role="group" aria-labelledby={`${id}-title`} className="flex flex-wrap items-center gap-3">
        <h2 id={`${id}-title`} className="font-semibold">
          Was this helpful?
        </h2>
        <span className="flex gap-2">
          {choice(true, "Yes", ThumbsUp)}
          {choice(false, "No", ThumbsDown)}
        </span>
      </div>
      <p role="status" className="text-base text-text-muted empty:hidden">
        {state === "rated" ? "Thank you. This helps the team keep articles true." : null}
        {state === "commented" ? "Thank you. The team reads every comment." : null}
      </p>
      {problem ? (
        <p role="alert" className="text-base text-danger">
          {problem}
        </p>
      ) : null}
      {said && state !== "commented" ? (
        <form onSubmit={submit} className="flex flex-col gap-2">
          <label htmlFor={`${id}-comment`} className="font-medium text-sm">
            {said.helpful ? "Is there anything to add?" : "What was missing or wrong?"}
            <span className="font-normal text-text-muted"> (optional)</span>
          </label>
          <textarea
            id={`${id}-comment`}
            ref={field}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            maxLength={maxComment}
            rows={3}
            aria-describedby={`${id}-hint`}
            className={`${controlClass} field-sizing-content max-h-60 min-h-20 resize-none px-3 py-2`}
          />
          <p id={`${id}-hint`} className="text-sm text-text-muted">
            {left < maxComment * (1 - SAY_LEFT_FROM)
              ? `${left.toLocaleString("en")} characters left.`
              : "Nobody answers here. Please leave out names and numbers of yours."}
          </p>
          <div className="flex gap-2">
            <Button
              type="submit"
              loading={state === "saving"}
              disabled={comment.trim() === (said.comment ?? "")}
            >
              {said.comment ? "Change comment" : "Send comment"}
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}
