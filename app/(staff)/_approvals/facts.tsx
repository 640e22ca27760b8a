/** The arguments of a request as labelled lines; an order leads to itself. */
import type { RequestFact } from "@/components/conversation/request-card";
import { type Args, currencyOf, fieldsOf, textOf } from "@/lib/approvals/fields";

export function factsOf(args: Args, onOrder: (number: string) => void): RequestFact[] {
  return fieldsOf(args).map((field) => {
    const text = textOf(field, args[field.key], currencyOf(args));
    const { key, label, kind } = field;
    if (text === "") return { key, label, value: <span className="text-text-muted">{field.whenEmpty}</span> };
    if (kind === "order")
      return {
        key,
        label,
        value: (
          <button
            type="button"
            onClick={() => onOrder(text)}
            className="rounded-sm text-accent tabular-nums underline underline-offset-2 hover:text-accent-hover active:text-accent-pressed"
          >
            {text}
          </button>
        ),
      };
    if (kind === "data") return { key, label, value: <code className="font-mono text-xs">{text}</code> };
    return {
      key,
      label,
      value: kind === "money" ? <strong className="font-semibold tabular-nums">{text}</strong> : text,
    };
  });
}
