/** What staff and customers do between messages: the same commands that their screens call. */
import { approve, refuse } from "@/lib/approvals/commands";
import { listApprovals } from "@/lib/approvals/queries";
import { expireApprovals, settleReady } from "@/lib/approvals/settle";
import { type StaffViewer, systemViewer } from "@/lib/auth/viewer";
import { cancelWaiting, claim, handBack, release, resolve, takeOver } from "@/lib/conversations/commands";
import { askForPerson } from "@/lib/conversations/escalate";
import { getConversation } from "@/lib/conversations/queries";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { undoEffect } from "@/lib/effects/commands";
import { listEffects } from "@/lib/effects/queries";
import { enterCode, expireChecks, resendCode } from "@/lib/identity/commands";
import { findPendingCheck } from "@/lib/identity/queries";
import { rememberResolved } from "@/lib/jobs/remember-episode";
import { forgetAll, setMemoryEnabled } from "@/lib/memory/commands";
import { addNote, postReply } from "@/lib/messages/commands";
import { letPass, takeJobs } from "./clock";
import { codeFor } from "./mailbox";
import type { Scene } from "./observe";
import type { Turn } from "./schema";

type StaffTurn = Extract<Turn, { staff: string }>;
type CustomerAct = Extract<Turn, { customer_does: string }>;

const system = systemViewer("scenarios");

const textOf = (turn: StaffTurn) => {
  if (!turn.text) throw new Error(`${turn.staff} needs a text`);
  return turn.text;
};

export async function actAsStaff(viewer: StaffViewer, scene: Scene, turn: StaffTurn): Promise<void> {
  const { conversationId: id } = scene;
  switch (turn.staff) {
    case "take_over": {
      const { owner } = await getConversation(viewer, id);
      await (owner.kind === "queue" ? claim(viewer, id) : takeOver(viewer, id));
      return;
    }
    case "reply":
      return void (await postReply(viewer, id, { id: newId(), text: textOf(turn) }));
    case "note":
      return void (await addNote(viewer, id, { id: newId(), text: textOf(turn) }));
    case "hand_back":
      return void (await handBack(viewer, id, turn.text ? { instruction: turn.text } : {}));
    case "release":
      return release(viewer, id);
    case "resolve":
      await resolve(viewer, id);
      return workOff(id);
    case "approve":
      return void (await approve(viewer, await waitingFor(viewer, id), turn.args ? { args: turn.args } : {}));
    case "refuse":
      return void (await refuse(viewer, await waitingFor(viewer, id), { reason: textOf(turn) }));
  }
}

async function waitingFor(viewer: StaffViewer, conversationId: string): Promise<string> {
  const all = await listApprovals(viewer, conversationId);
  const first = all.find(({ state }) => state === "pending");
  if (!first) throw new Error("nothing waits for an approval");
  return first.id;
}

export async function actAsCustomer(scene: Scene, email: string, turn: CustomerAct): Promise<void> {
  const { customer, conversationId: id } = scene;
  switch (turn.customer_does) {
    case "ask_for_person":
      return askForPerson(customer, id);
    case "cancel_waiting":
      return cancelWaiting(customer, id);
    case "resolve":
      await resolve(customer, id);
      return workOff(id);
    case "enter_code":
      return enter(scene, email, turn.code ?? "right");
    case "resend_code":
      return resendCode(customer, await checkOf(scene));
    case "forget_memory":
      return void (await forgetAll(customer));
    case "memory_off":
      return setMemoryEnabled(customer, false);
    case "undo":
      return undoLast(scene);
  }
}

async function undoLast({ customer }: Scene): Promise<void> {
  const { items } = await listEffects(customer, { limit: 20 });
  const last = items.find(({ undo }) => undo);
  if (!last) throw new Error("nothing can be taken back");
  await undoEffect(customer, last.runId, last.callId);
}

async function checkOf({ customer, conversationId }: Scene): Promise<string> {
  const check = await findPendingCheck(customer, conversationId);
  if (!check) throw new Error("no code is waited for");
  return check.id;
}

async function enter(scene: Scene, email: string, code: string): Promise<void> {
  const right = codeFor(email);
  if (!right) throw new Error("no code was mailed");
  const wrong = right === "111111" ? "222222" : "111111";
  const entered = code === "right" ? right : code === "wrong" ? wrong : code;
  try {
    await enterCode(scene.customer, await checkOf(scene), entered);
  } catch (error) {
    // Being told that it was wrong is what the customer expects, too.
    if (!(error instanceof AppError) || entered === right) throw error;
  }
}

/** What the background worker would do about this conversation. */
async function workOff(conversationId: string): Promise<void> {
  for (const payload of await takeJobs("remember-episode", conversationId)) await rememberResolved(payload);
}

/** Time passes for the customer, and what is due happens. Answers the runs that go on because of it. */
export async function wait(scene: Scene, milliseconds: number): Promise<string[]> {
  await letPass(scene.customer.userId, milliseconds);
  await expireApprovals(system);
  await expireChecks(system);
  return settleReady(system, 50);
}
