/**
 * Runs in every browser before anything else of a page. Zod would try out whether it may compile code; the page policy
 * refuses that, as it should, and reports it. So it is told not to try: without loading Zod where no page needs it.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
