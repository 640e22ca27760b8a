/** How each owner of a conversation is named, coloured and drawn. The only place that knows the three owner colours. */
import { Headset, Hourglass, type LucideIcon, Sparkles } from "lucide-react";
import type { OwnerKind, OwnerView } from "./types";

export type OwnerLook = {
  /** "Assistant", "Waiting", "Person". */
  label: string;
  icon: LucideIcon;
  /** Classes; the soft one is a ground, the other text and icon on it. */
  text: string;
  soft: string;
  solid: string;
  /** The mark's outline differs too, so that it does not rest on colour alone. */
  shape: string;
};

const looks: Record<OwnerKind, OwnerLook> = {
  assistant: {
    label: "Assistant",
    icon: Sparkles,
    text: "text-assistant",
    soft: "bg-assistant-soft",
    solid: "bg-assistant",
    shape: "rounded border border-assistant/30",
  },
  queue: {
    label: "Waiting",
    icon: Hourglass,
    text: "text-queue",
    soft: "bg-queue-soft",
    solid: "bg-queue",
    shape: "rounded border border-dashed border-queue",
  },
  agent: {
    label: "Person",
    icon: Headset,
    text: "text-person",
    soft: "bg-person-soft",
    solid: "bg-person",
    shape: "rounded-full border border-person/30",
  },
};

export function ownerLook(kind: OwnerKind): OwnerLook {
  return looks[kind];
}

/** Who it is, in as few words as a list has room for: "Assistant", "Waiting", "You", "Alex". */
export function ownerName(owner: OwnerView): string {
  if (owner.kind !== "agent") return looks[owner.kind].label;
  return owner.isMe ? "You" : (owner.name ?? "A person");
}

/** The bar's sentence. Staff read about the customer, the customer reads about themselves. */
export function ownerSentence(owner: OwnerView, audience: "customer" | "staff" = "customer"): string {
  const staff = audience === "staff";
  if (owner.kind === "assistant")
    return staff ? "The assistant is helping this customer" : "The assistant is helping you";
  if (owner.kind === "queue") return `Waiting for a person${waitClause(owner.waitMinutes)}`;
  if (owner.isMe) return "You are helping this customer";
  const name = owner.name ?? "A person";
  return staff ? `${name} is helping this customer` : `${name} is helping you`;
}

function waitClause(minutes: number | null): string {
  if (minutes === null) return "";
  if (minutes < 1) return ", less than a minute";
  if (minutes < 60) return `, about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return `, about ${hours} ${hours === 1 ? "hour" : "hours"}`;
}
