"use client";
/** What can be done with several articles at once: who looks after them, and when they are due. One by one, each said. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { formatCount, plural } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import type { ArticlePatch } from "@/lib/knowledge/editing-schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { articlePath } from "./addresses";
import { monthsLater } from "./moments";

export function BulkBar({
  ids,
  shown,
  onDone,
}: {
  ids: readonly string[];
  shown: number;
  onDone: () => void;
}) {
  const me = useMe();
  const queries = useQueryClient();
  const toast = useToast();
  const [done, setDone] = useState<number | null>(null);
  const change = async (patch: ArticlePatch, said: string) => {
    let changed = 0;
    setDone(0);
    try {
      for (const id of ids) {
        await api(articlePath(id), { method: "PATCH", body: patch });
        setDone(++changed);
      }
      toast.show({ title: `${plural(changed, "article")}: ${said}` });
      onDone();
    } catch (error) {
      toast.show({
        title: messageOf(error),
        description: `${formatCount(changed)} of ${plural(ids.length, "article")} were changed; the others are still chosen.`,
        tone: "danger",
      });
    } finally {
      setDone(null);
      void queries.invalidateQueries({ queryKey: keys.articles });
    }
  };
  const people = [...me.colleagues].sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id));
  return (
    <section
      aria-label="Chosen articles"
      className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-line border-t bg-raised px-4 py-2"
    >
      <span role="status" className="mr-2 tabular-nums">
        {done === null
          ? `${formatCount(ids.length)} of ${formatCount(shown)} shown chosen`
          : `${formatCount(done)} of ${formatCount(ids.length)} changed`}
      </span>
      <Menu
        side="top"
        trigger={
          <Button size="sm" disabled={done !== null}>
            Set owner
          </Button>
        }
      >
        {people.map(({ id, name }) => (
          <MenuItem
            key={id}
            onClick={() => void change({ ownerId: id }, `owned by ${id === me.id ? "you" : name}`)}
          >
            {id === me.id ? `${name} (you)` : name}
          </MenuItem>
        ))}
        <MenuItem onClick={() => void change({ ownerId: null }, "owned by nobody")}>Nobody</MenuItem>
      </Menu>
      <Menu
        side="top"
        trigger={
          <Button size="sm" disabled={done !== null}>
            Set review date
          </Button>
        }
      >
        {[1, 3, 6, 12].map((months) => (
          <MenuItem
            key={months}
            onClick={() =>
              void change(
                { reviewAt: monthsLater(new Date(), months).toISOString() },
                `review due in ${plural(months, "month")}`,
              )
            }
          >
            In {plural(months, "month")}
          </MenuItem>
        ))}
        <MenuItem onClick={() => void change({ reviewAt: null }, "no review planned")}>Not planned</MenuItem>
      </Menu>
      <Button size="sm" variant="quiet" onClick={onDone} disabled={done !== null}>
        Clear the choice
      </Button>
    </section>
  );
}
