/**
 * How every `/api/v1` handler is made. The declaration is the check, the documentation and the test matrix
 * at once: who may call, what comes in, what goes out, what it costs against the limits.
 */
import "server-only";
import { z } from "zod";
import { authorize, type Permission } from "@/lib/auth/policy";
import { getViewer, type RequestViewer } from "@/lib/auth/session";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { readJson } from "@/lib/core/json-body";
import { type Charge, consume, type Limit, limits } from "@/lib/core/limits";
import { log } from "@/lib/core/log";
import { problem } from "@/lib/core/problem";
import { clientAddress, isOwnHost, requireSameOrigin, requireSameUser } from "@/lib/core/request";
import { currentRequestId } from "@/lib/core/request-context";

type Shape = z.ZodType;
type Out<S> = S extends Shape ? z.output<S> : undefined;

export type RouteSpec<P, Q, B> = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** As in OpenAPI: `/conversations/{id}`. */
  path: string;
  summary: string;
  tag: string;
  permission: Permission;
  params?: P;
  query?: Q;
  body?: B;
  /** Bytes of the body, where the usual limit is too small. */
  bodyLimit?: number;
  /** The successful answers: a schema for JSON, a sentence for a stream or an empty one. */
  responses: Partial<Record<200 | 201 | 202 | 204, Shape | string>>;
  limits?: readonly Limit[];
};

export type Context<P, Q, B, V> = {
  viewer: V;
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  request: Request;
  requestId: string;
};

type Handled = Response | { status?: 200 | 201 | 202; body: unknown };
type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type Route = ((request: Request, context: NextContext) => Promise<Response>) & {
  spec: RouteSpec<Shape | undefined, Shape | undefined, Shape | undefined>;
};

export function route<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(spec: RouteSpec<P, Q, B>, handler: (context: Context<P, Q, B, RequestViewer>) => Promise<Handled>): Route {
  const handle = async (request: Request, context: NextContext): Promise<Response> => {
    const requestId = currentRequestId() ?? newId();
    const started = performance.now();
    let viewer: RequestViewer | undefined;
    let response: Response;
    try {
      if (!isOwnHost(request.headers.get("host"))) throw new AppError("invalid", "Unknown host.");
      if (spec.method !== "GET") requireSameOrigin(request.headers);
      viewer = await getViewer();
      requireSameUser(request.headers, viewer.kind === "visitor" ? null : viewer.userId);
      authorize(viewer, spec.permission);
      await consume(charges(viewer, request, spec.limits ?? []));
      const url = new URL(request.url);
      const handled = await handler({
        viewer,
        params: parseParams(spec.params, await context.params) as Out<P>,
        query: parse(spec.query, Object.fromEntries(url.searchParams), "query") as Out<Q>,
        body: (spec.body
          ? parse(spec.body, await readJson(request, spec.bodyLimit), "body")
          : undefined) as Out<B>,
        request,
        requestId,
      });
      response = handled instanceof Response ? handled : json(spec.responses, handled);
    } catch (error) {
      response = problem(error, requestId);
    }
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
    response.headers.set("x-request-id", requestId);
    log().info(
      {
        requestId,
        viewer: viewer && "userId" in viewer ? viewer.userId : null,
        method: spec.method,
        route: spec.path,
        status: response.status,
        ms: Math.round(performance.now() - started),
      },
      "request",
    );
    return response;
  };
  return Object.assign(handle, { spec: spec as unknown as Route["spec"] });
}

function charges(viewer: RequestViewer, request: Request, more: readonly Limit[]): Charge[] {
  if (viewer.kind === "visitor") {
    const key = clientAddress(request.headers);
    return [limits.requestsByAddress, ...more].map((limit) => ({ limit, key }));
  }
  const all = viewer.kind === "staff" ? limits.requestsByStaff : limits.requestsByUser;
  return [all, ...more].map((limit) => ({ limit, key: viewer.userId }));
}

/** A path that names nothing is a thing that does not exist, whatever is wrong with the name. */
function parseParams(schema: Shape | undefined, given: Record<string, unknown>): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (!result.success) throw notFound("This");
  return result.data;
}

function parse(schema: Shape | undefined, given: unknown, where: "query" | "body"): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || where];
    for (const key of keys)
      fields[key] ??= issue.code === "unrecognized_keys" ? "is not a known field" : issue.message;
  }
  const [name, why] = Object.entries(fields)[0] ?? [where, "is not valid"];
  throw new AppError("invalid", `${name}: ${why}`, { fields });
}

/** The declared schema is also the last word on what leaves: a field it does not name stays here. */
function json(
  responses: RouteSpec<undefined, undefined, undefined>["responses"],
  handled: { status?: 200 | 201 | 202; body: unknown },
) {
  const status = handled.status ?? 200;
  const schema = responses[status];
  if (typeof schema !== "object") throw new Error(`no JSON answer is declared for ${status}`);
  return Response.json(schema.parse(handled.body), { status });
}

/** Query of every list: `limit` 1 to 100, and the cursor of the page before. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
};

/** Answer of every list. */
export const pageOf = <S extends Shape>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const idParams = z.object({ id: z.uuid() });

/** For acts that say everything by their path: an empty body or `{}`. */
export const noBody = z.strictObject({});
