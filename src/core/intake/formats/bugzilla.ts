import { fromBase64 } from '../base64.ts';
import type { Collector } from '../collector.ts';
import type { JsonObject } from '../json.ts';
import { arrayOf, isObject, textOf } from '../json.ts';
import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';
import { momentOfField } from '../text/moments.ts';
import { readText } from './text.ts';

/**
 * Answers of Bugzilla's REST API, fetched by the app or saved to a file: `/rest/bug/N/attachment`,
 * `/rest/bug/attachment/N`, `/rest/bug/N/comment`. Attachments are opened like files; what comments refer to carries
 * the comment's number.
 */
export const bugzilla: Format = {
  name: 'Bugzilla',
  detect(piece) {
    const { attachments, comments } = contentsOf(piece);
    return attachments.length + comments.length > 0;
  },
  read(piece, collector) {
    const before = collector.count;
    const { attachments, comments } = contentsOf(piece);
    for (const attachment of attachments) openAttachment(attachment, piece, collector);
    for (const comment of comments) {
      const place = `bug ${String(comment.bug_id)} comment ${String(comment.count)}`;
      const written = momentOfField(
        textOf(comment.creation_time) ?? textOf(comment.time) ?? '',
        `Comment ${String(comment.count)} was written`,
        `${piece.name}/${place}`,
      );
      if (written) collector.moment(written, piece.name);
      collector.noteAll(` (${place})`, () => readText(textOf(comment.text) ?? '', `${piece.name}/${place}`, collector));
    }
    if (collector.count === before)
      collector.unreadable(
        piece.bytes,
        piece.name,
        'bugzilla/nothing-found',
        `Of this bug ${comments.length === 1 ? '1 comment was' : `${comments.length} comments were`} read, and none names or holds a certificate or an OCSP response. That may be so; what is in its attachments was not affected. The comments were kept as they are.`,
      );
  },
};

function openAttachment(attachment: JsonObject, { name, depth }: Piece, collector: Collector): void {
  const file = `${name}/attachment ${String(attachment.id)} ${textOf(attachment.file_name) ?? ''}`.trimEnd();
  const data = textOf(attachment.data);
  const bytes = data === null ? null : fromBase64(data.replace(/\s/g, ''));
  if (bytes) collector.open(new Piece(file, bytes, depth));
  else
    collector.problem(
      file,
      data === null ? 'bugzilla/no-data' : 'bugzilla/bad-base64',
      data === null
        ? 'The answer describes this attachment but does not hold its data. Download the attachment, or ask the API without exclude_fields=data.'
        : 'The data of this attachment is not base64. Ask the API again.',
    );
}

/** Attachments by their fields, comments by theirs; the API nests both under bugs, or under their own ids. */
function contentsOf(piece: Piece): { readonly attachments: JsonObject[]; readonly comments: JsonObject[] } {
  const found: JsonObject[] = [];
  for (const value of piece.json ?? []) {
    if (!isObject(value)) continue;
    for (const group of [value.bugs, value.attachments, value.comments]) {
      if (!isObject(group)) continue;
      for (const item of Object.values(group)) {
        if (!isObject(item)) found.push(...arrayOf(item).filter(isObject));
        else found.push(item, ...[...arrayOf(item.attachments), ...arrayOf(item.comments)].filter(isObject));
      }
    }
  }
  return {
    attachments: found.filter((item) => 'file_name' in item && 'content_type' in item),
    comments: found.filter((item) => typeof item.text === 'string' && 'bug_id' in item && 'count' in item),
  };
}
