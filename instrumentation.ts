/** Once per process, before the first request: check the environment, start the background, plan the end. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startProcess } = await import("@/lib/operations/process");
  startProcess();
}
