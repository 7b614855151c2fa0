/**
 * A Bugzilla on loopback that answers as the REST API documents (and as its source does for errors): bugs, comments,
 * attachments, `include_fields`, `exclude_fields`. It notes what it is asked, and misbehaves on request.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BugOnFile {
  readonly id: number;
  readonly summary: string;
  /** Comment 0 is the description. */
  readonly comments: readonly string[];
  readonly attachments: readonly AttachmentOnFile[];
  /** Shown to nobody who is not signed in. */
  readonly hidden?: boolean;
}

export interface AttachmentOnFile {
  readonly id: number;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly obsolete?: boolean;
  readonly private?: boolean;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** Objects are sent as JSON. */
  readonly body: unknown;
}

/** `hang` answers nothing; `cut` begins to answer, and ends the connection. */
export type Misbehaviour = Reply | 'hang' | 'cut';

export interface StandIn {
  /** Without a final slash, as `base` wants it. */
  readonly url: string;
  /** Path and query of every request, in order. */
  readonly asked: string[];
  /** The headers of the last request. */
  lastHeaders: Readonly<Record<string, string | string[] | undefined>>;
  /** Answers instead of the API where it returns something. */
  misbehave: ((path: string, times: number) => Misbehaviour | undefined) | null;
  close(): Promise<void>;
}

export const refused = (status: number, code: number, message: string): Reply => ({
  status,
  body: { error: true, code, message, documentation: 'https://bmo.readthedocs.io/en/latest/api/' },
});

export const rateLimited = refused(400, 32000, 'You have exceeded the rate limit for this action.');

export async function startStandIn(bugs: readonly BugOnFile[]): Promise<StandIn> {
  const server = createServer((request, response) => {
    const { pathname, searchParams, search } = new URL(request.url ?? '/', 'http://localhost');
    const times = standIn.asked.filter((earlier) => earlier.split('?')[0] === pathname).length;
    standIn.asked.push(pathname + search);
    standIn.lastHeaders = request.headers;
    const reply = standIn.misbehave?.(pathname, times) ?? answer(bugs, pathname, searchParams);
    if (reply !== 'hang') send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const standIn: StandIn = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked: [],
    lastHeaders: {},
    misbehave: null,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return standIn;
}

function send(response: ServerResponse, reply: Reply | 'cut'): void {
  const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json; charset=UTF-8' };
  if (reply === 'cut') {
    response.writeHead(200, { ...headers, 'Content-Length': '1000' });
    response.write('{"bugs":', () => response.destroy());
    return;
  }
  const { status = 200, body } = reply;
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  response.writeHead(status, { ...headers, ...reply.headers }).end(raw ? body : JSON.stringify(body));
}

function answer(bugs: readonly BugOnFile[], path: string, query: URLSearchParams): Reply {
  const one = /^\/rest\/bug\/attachment\/(\d+)$/.exec(path);
  if (one) {
    const [bug, file] = bugs
      .flatMap((bug) => bug.attachments.map((file) => [bug, file] as const))
      .find(([, { id }]) => id === Number(one[1])) ?? [null, null];
    if (!bug) return refused(404, 100, `The attachment id ${one[1]} is invalid.`);
    if (bug.hidden || file.private)
      return refused(401, 304, `Sorry, you are not authorized to access attachment #${file.id}.`);
    return { body: { attachments: { [file.id]: fields(attachment(bug, file), query) }, bugs: {} } };
  }
  const about = /^\/rest\/bug\/(\d+)(?:\/(comment|attachment))?$/.exec(path);
  if (!about) return refused(404, 32614, `The API resource ${path} was not found.`);
  const bug = bugs.find(({ id }) => id === Number(about[1]));
  if (!bug) return refused(404, 101, `Bug #${about[1]} does not exist.`);
  if (bug.hidden) return refused(401, 102, `You are not authorized to access bug #${bug.id}.`);
  if (about[2] === 'comment')
    return {
      body: { bugs: { [bug.id]: { comments: commentsOf(bug).map((item) => fields(item, query)) } }, comments: {} },
    };
  if (about[2] === 'attachment')
    return {
      body: {
        bugs: { [bug.id]: bug.attachments.map((file) => fields(attachment(bug, file), query)) },
        attachments: {},
      },
    };
  const { id, summary } = bug;
  return {
    body: { bugs: [fields({ id, summary, product: 'CA Program', whiteboard: '[ca-compliance]' }, query)], faults: [] },
  };
}

const commentsOf = ({ id, comments }: BugOnFile): Record<string, unknown>[] =>
  comments.map((text, count) => ({
    id: 16000000 + count,
    bug_id: id,
    attachment_id: null,
    count,
    text,
    creator: 'researcher@watch.example',
    time: '2022-10-03T15:06:00Z',
    creation_time: '2022-10-03T15:06:00Z',
    is_private: false,
    tags: [],
  }));

const attachment = (
  bug: BugOnFile,
  { id, fileName, bytes, obsolete = false, private: hidden = false }: AttachmentOnFile,
) => ({
  id,
  bug_id: bug.id,
  file_name: fileName,
  summary: fileName,
  content_type: 'application/octet-stream',
  size: bytes.length,
  is_obsolete: obsolete,
  is_private: hidden,
  is_patch: false,
  creation_time: '2022-10-03T15:07:00Z',
  last_change_time: '2022-10-03T15:07:00Z',
  creator: 'researcher@watch.example',
  flags: [],
  data: Buffer.from(bytes).toString('base64'),
});

function fields(item: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const list = (name: string): string[] | undefined => query.get(name)?.split(',');
  const [included, excluded] = [list('include_fields'), list('exclude_fields')];
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => (included?.includes(name) ?? true) && !excluded?.includes(name)),
  );
}
