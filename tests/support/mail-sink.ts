/** A mail server that keeps what it is given, and refuses while `broken`. Configured for the file that opens it. */
import { SMTPServer } from "smtp-server";

export type MailSink = {
  received: string[];
  broken: boolean;
  /** The six digits of the newest mail. */
  lastCode: () => string;
  close: () => Promise<void>;
};

export async function openMailSink(): Promise<MailSink> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onData(stream, _session, done) {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on("end", () => {
        if (sink.broken) return done(new Error("mailbox on fire"));
        sink.received.push(text);
        done();
      });
    },
  });
  const sink: MailSink = {
    received: [],
    broken: false,
    lastCode: () =>
      /(\d{3}) (\d{3})/
        .exec(sink.received.at(-1) ?? "")
        ?.slice(1)
        .join("") ?? "",
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  if (typeof address !== "object" || !address) throw new Error("the mail server did not start");
  process.env.SMTP_URL = `smtp://127.0.0.1:${address.port}`;
  return sink;
}
