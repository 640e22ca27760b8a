"use client";
/** Ends every other session of this account. */
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { plural } from "@/components/format";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

export function OtherSessions() {
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const toast = useToast();
  const end = async () => {
    setPending(true);
    try {
      const { revoked } = await api<{ revoked: number }>("/api/v1/me/sessions/revoke-others", {
        method: "POST",
      });
      toast.show({
        title:
          revoked === 0
            ? "You were signed in nowhere else"
            : `Signed out of ${plural(revoked, "other session")}`,
      });
    } catch (error) {
      toast.show({ title: "The other sessions go on", description: messageOf(error), tone: "danger" });
    }
    setPending(false);
  };
  return (
    <Button className="self-start" disabled={!hydrated} loading={pending} onClick={() => void end()}>
      Sign out everywhere else
    </Button>
  );
}
