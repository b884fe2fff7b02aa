import { createHash } from 'node:crypto';

const style = `
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c1c1c; background: #fff }
  h1 { font-size: 1.3rem } a { color: #0b4f9e }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top }
  dt { font-weight: 600 } dd { margin: 0 0 .4rem } pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ddd; padding: 1rem }
`;
const styleHash = createHash('sha256').update(style).digest('base64');

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * Answers a request for the mailbox: the list at /, one message at /messages/ID, all of them at /messages.json.
 *
 * @param {readonly import('../mail-sink.mjs').Message[]} messages newest first
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function answer(messages, request, response) {
  // A page elsewhere that points its own host name at 127.0.0.1 must not read the mail.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')) {
    respond(response, 421, page('Not here', '<p>Open this mailbox as localhost.</p>'));
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    respond(response, 405, page('Not allowed', '<p>Mail can only be read here.</p>'), { allow: 'GET, HEAD' });
    return;
  }
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/') respond(response, 200, list(messages));
  else if (path === '/messages.json') {
    respond(response, 200, JSON.stringify(messages), { 'content-type': 'application/json; charset=utf-8' });
  } else {
    const message = messages.find(({ id }) => path === `/messages/${id}`);
    if (message) respond(response, 200, one(message));
    else respond(response, 404, page('Not found', '<p>There is no such message. <a href="/">All messages</a></p>'));
  }
}

/**
 * @param {import('node:http').ServerResponse} response @param {number} status @param {string} body
 * @param {Record<string, string>} [more]
 */
function respond(response, status, body, more = {}) {
  response.writeHead(status, { ...headers, ...more }).end(body);
}

/** @param {readonly import('../mail-sink.mjs').Message[]} messages */
function list(messages) {
  if (messages.length === 0) return page('Mailbox', '<p>No mail yet. Whatever Havenline sends arrives here.</p>');
  const rows = messages.map(
    ({ id, receivedAt, to, subject }) =>
      `<tr><td><time datetime="${escape(receivedAt)}">${escape(readable(receivedAt))}</time></td><td>${escape(to.join(', '))}</td>` +
      `<td><a href="/messages/${escape(id)}">${escape(subject) || '(no subject)'}</a></td></tr>`,
  );
  const head =
    '<thead><tr><th scope="col">Received</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>';
  return page('Mailbox', `<table>${head}<tbody>${rows.join('')}</tbody></table>`);
}

/** @param {import('../mail-sink.mjs').Message} message */
function one({ receivedAt, from, to, subject, text }) {
  const facts = [
    ['From', from],
    ['To', to.join(', ')],
    ['Received', readable(receivedAt)],
  ].map(([name, value]) => `<dt>${name}</dt><dd>${escape(value ?? '')}</dd>`);
  const body = text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map(escape)
    .map((part, index) => (index % 2 === 1 ? `<a rel="noreferrer" href="${part}">${part}</a>` : part))
    .join('');
  return page(
    subject || '(no subject)',
    `<p><a href="/">All messages</a></p><dl>${facts.join('')}</dl><pre>${body}</pre>`,
  );
}

/** @param {string} title @param {string} body */
function page(title, body) {
  const name = escape(title);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><style>${style}</style></head><body><main><h1>${name}</h1>${body}</main></body></html>`;
}

/** @param {string} instant ISO 8601 */
function readable(instant) {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
