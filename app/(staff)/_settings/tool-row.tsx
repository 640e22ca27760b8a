"use client";
/** One tool and what it may do; says before saving what changes, and after saving offers the way back. */
import { RotateCcw } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import { Row } from "@/components/ui/table";
import { type Policy, refusePolicy, type ToolPolicy } from "@/lib/approvals/defaults";
import { moneyDraft, parseMoney } from "@/lib/approvals/drafts";
import type { ToolSettingView } from "@/lib/approvals/policy-schema";
import { consequenceOf, isSame, policyLabel, policyText } from "./policy-words";
import { useSavePolicy } from "./use-save-policy";

type Draft = { policy: Policy; limit: string; since: string | null };

const cell =
  "border-line border-b px-3 py-2.5 align-top max-sm:block max-sm:border-0 max-sm:px-4 max-sm:py-1";

export function ToolRow({ tool }: { tool: ToolSettingView }) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const { save, pending } = useSavePolicy(tool);
  const hint = useId();
  const current: Draft = draft ?? {
    policy: tool.policy,
    limit: tool.approveAboveCents === null ? "" : moneyDraft(tool.approveAboveCents),
    since: tool.changed?.at ?? null,
  };
  const edit = (change: Partial<Draft>) => setDraft({ ...current, ...change });
  const limited = tool.hasAmount && current.policy === "approve";
  const cents = limited && current.limit.trim() !== "" ? parseMoney(current.limit) : null;
  const problem =
    limited && current.limit.trim() !== "" && cents === null ? "Write an amount, such as 50" : null;
  const wanted: ToolPolicy = { policy: current.policy, approveAboveCents: limited ? cents : null };
  const dirty = draft !== null && (problem !== null || !isSame(wanted, tool));
  const overtaken = dirty && draft.since !== (tool.changed?.at ?? null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (dirty && !problem && !refusePolicy(tool.tool, wanted) && (await save(wanted))) setDraft(null);
  };
  return (
    <Row className="max-sm:block max-sm:border-line max-sm:border-b max-sm:py-2">
      <th scope="row" className={`${cell} pl-4 text-left font-normal`}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{tool.title}</span>
          <code className="font-mono text-text-faint text-xs [overflow-wrap:anywhere]">{tool.tool}</code>
          {tool.server ? <Badge tone="outline">{tool.server}</Badge> : null}
        </span>
        <span className="block text-pretty text-text-muted">{tool.does}</span>
      </th>
      <td className={`${cell} `}>
        {tool.isFixed ? (
          <p>
            Yes, at once. <span className="text-text-muted">The way to a person stays open.</span>
          </p>
        ) : (
          <form
            aria-label={tool.title}
            onSubmit={(event) => void submit(event)}
            className="flex flex-col gap-2"
          >
            <div className="flex flex-wrap items-center gap-2">
              <Select
                size="sm"
                aria-label={`${tool.title}: the assistant may use it`}
                items={policyLabel}
                value={current.policy}
                onValueChange={(policy) => edit({ policy })}
                className="w-44!"
              />
              {limited ? (
                <span className="flex items-center gap-2">
                  <label htmlFor={hint} className="text-text-muted">
                    above €
                  </label>
                  <Input
                    id={hint}
                    size="sm"
                    inputMode="decimal"
                    placeholder="any"
                    aria-invalid={problem !== null}
                    value={current.limit}
                    onValueChange={(limit) => edit({ limit })}
                    className="w-24! text-right tabular-nums"
                  />
                </span>
              ) : null}
            </div>
            {dirty ? (
              <>
                <p role="status" className={problem ? "text-danger" : "text-text-muted"}>
                  {problem ?? consequenceOf(tool, wanted)}
                  {overtaken && tool.changed?.by
                    ? ` ${tool.changed.by} has changed this meanwhile, to: ${policyText(tool)}.`
                    : null}
                </p>
                <div className="flex gap-2">
                  <Button
                    type="submit"
                    size="sm"
                    variant="primary"
                    loading={pending}
                    disabled={problem !== null}
                  >
                    Save
                  </Button>
                  <Button size="sm" variant="quiet" onClick={() => setDraft(null)}>
                    Cancel
                  </Button>
                </div>
              </>
            ) : null}
          </form>
        )}
      </td>
      <td className={`${cell} pr-4 text-text-muted`}>
        {tool.changed ? (
          <span className="flex flex-wrap items-center gap-x-2">
            <span>
              {tool.changed.by ?? "Somebody"}, <RelativeTime iso={tool.changed.at} />
            </span>
            <Button
              size="sm"
              variant="quiet"
              aria-label={`${tool.title}: back to the default, ${policyText(tool.default)}`}
              title={`Back to the default: ${policyText(tool.default)}`}
              icon={<RotateCcw aria-hidden="true" className="size-3.5" />}
              onClick={() => {
                setDraft(null);
                void save(null);
              }}
            >
              Reset
            </Button>
          </span>
        ) : tool.isFixed ? null : (
          "Default"
        )}
      </td>
    </Row>
  );
}
