export async function screen(_: unknown): Promise<void> {}
