"use client";
/** The commands at the baton bar, each with its key. What is not possible now is not there. */
import { Ellipsis, Square } from "lucide-react";
import type { ReactNode } from "react";
import { Button, type ButtonVariant, buttonClass } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { ConversationView } from "@/lib/conversations/schema";
import { type Command, mayDo, wayToOwn } from "../_inbox/offers";

type Offer = { command: Command; label: string; keys: readonly string[] };

/** The most likely command last, where the main button of a bar stands. */
export function offersFor(conversation: ConversationView): Offer[] {
  const own = wayToOwn(conversation);
  const offers: (Offer | false | null)[] = [
    mayDo(conversation, "release") && { command: "release", label: "Release", keys: [] },
    mayDo(conversation, "handback") && { command: "handback", label: "Hand back…", keys: ["H"] },
    mayDo(conversation, "resolve") && { command: "resolve", label: "Resolve", keys: ["E"] },
    own === "claim" && { command: "claim", label: "Claim", keys: ["C"] },
    own === "takeover" && {
      command: "takeover",
      label: conversation.status === "resolved" ? "Reopen and take over" : "Take over",
      keys: ["T"],
    },
  ];
  return offers.filter((offer): offer is Offer => Boolean(offer));
}

export function BatonActions({
  conversation,
  pending,
  answering,
  onCommand,
  onStop,
}: {
  conversation: ConversationView;
  pending: Command | "stop" | null;
  answering: boolean;
  onCommand: (command: Command) => void;
  onStop: () => void;
}) {
  const offers = offersFor(conversation);
  const main = offers.at(-1);
  const rest = offers.slice(0, -1);
  return (
    <>
      {answering ? (
        <Button
          size="sm"
          loading={pending === "stop"}
          onClick={onStop}
          icon={<Square aria-hidden="true" className="size-3 fill-current" />}
        >
          Stop answer
        </Button>
      ) : null}
      <span className="contents max-sm:hidden">
        {rest.map((offer) => (
          <Act key={offer.command} offer={offer} pending={pending} onCommand={onCommand} />
        ))}
      </span>
      {main ? <Act offer={main} variant="primary" pending={pending} onCommand={onCommand} /> : null}
      {rest.length > 0 ? (
        <span className="sm:hidden">
          <Menu
            align="end"
            trigger={
              <button type="button" aria-label="More" className={buttonClass("quiet", "sm", true)}>
                <Ellipsis aria-hidden="true" className="size-4" />
              </button>
            }
          >
            {rest.map((offer) => (
              <MenuItem key={offer.command} onClick={() => onCommand(offer.command)}>
                {offer.label}
              </MenuItem>
            ))}
          </Menu>
        </span>
      ) : null}
    </>
  );
}

function Act({
  offer,
  variant,
  pending,
  onCommand,
}: {
  offer: Offer;
  variant?: ButtonVariant;
  pending: Command | "stop" | null;
  onCommand: (command: Command) => void;
}) {
  return (
    <Button
      size="sm"
      variant={variant}
      loading={pending === offer.command}
      aria-disabled={pending !== null && pending !== offer.command ? true : undefined}
      aria-keyshortcuts={offer.keys[0]}
      onClick={() => onCommand(offer.command)}
    >
      {offer.label}
      {offer.keys.length > 0 ? <ButtonKey keys={offer.keys} /> : null}
    </Button>
  );
}

/** A key on a button, in the button's own colour. */
export function ButtonKey({ keys }: { keys: readonly string[] }): ReactNode {
  return (
    <Kbd
      keys={keys}
      className="opacity-70 touch:hidden [&_kbd]:border-current/40 [&_kbd]:bg-transparent [&_kbd]:text-current"
    />
  );
}
