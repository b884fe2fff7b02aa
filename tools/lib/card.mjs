/** @typedef {{ email: string, password: string, name: string, role: string, agency: string }} SignIn */

/** How many sign-ins fit on a screen beside the rest. */
const most = 12;

/**
 * What a person needs once everything runs.
 *
 * @param {object} facts
 * @param {string} facts.url of the GraphQL endpoint
 * @param {string | undefined} facts.mailbox absent when mail goes to a server of their own
 * @param {readonly SignIn[]} facts.signIns
 * @param {string} facts.took
 */
export function closingCard({ url, mailbox, signIns, took }) {
  const lines = [
    `Havenline is ready after ${took}.`,
    '',
    `  GraphQL   ${url}`,
    ...(mailbox ? [`  Mailbox   ${mailbox}`] : []),
    '  Logs      .data/logs/',
    ...signInLines(signIns),
    '',
    '  Stop with Ctrl-C. Everything is kept in .data/; remove that directory to start anew.',
  ];
  const rule = '─'.repeat(Math.max(...lines.map((line) => line.length)) + 1);
  return ['', rule, ...lines, rule].join('\n');
}

/** @param {readonly SignIn[]} signIns */
function signInLines(signIns) {
  if (signIns.length === 0) return [];
  const shared = signIns.every(({ password }) => password === signIns[0]?.password);
  const shown = signIns.slice(0, most).map((each) => ({ ...each, who: `${each.name}, ${each.role}, ${each.agency}` }));
  const width = Math.max(...shown.map(({ email }) => email.length));
  return [
    '',
    shared ? `  Demo sign-ins, all with the password ${signIns[0]?.password}` : '  Demo sign-ins',
    ...shown.map(({ email, password, who }) => `    ${email.padEnd(width)}  ${shared ? '' : `${password}  `}${who}`),
    ...(signIns.length > most ? [`    and ${signIns.length - most} more in .data/postgres/demo.json`] : []),
  ];
}
