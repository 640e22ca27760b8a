/** A mail server that keeps the codes it is given, by recipient: what a customer would find in their mailbox. */
import { SMTPServer } from "smtp-server";

const codes = new Map<string, string>();
let isOpen = false;

/** Started before anything reads the environment; lives as long as the process. */
export async function openMailbox(): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => {
        const [, first, second] = /code is (\d{3}) (\d{3})/.exec(text) ?? [];
        for (const { address } of session.envelope.rcptTo)
          if (first && second) codes.set(address, first + second);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  sink.server.unref();
  const address = sink.server.address();
  if (typeof address !== "object" || !address) throw new Error("the mail server did not start");
  process.env.SMTP_URL = `smtp://127.0.0.1:${address.port}`;
}

export const codeFor = (email: string): string | null => codes.get(email) ?? null;
