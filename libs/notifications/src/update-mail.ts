interface Wording {
  readonly language: string;
  readonly update: string;
}

const english: Wording = { language: 'en', update: 'You have an update' };
const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  sr: { language: 'sr', update: 'Imate novo obaveštenje' },
  uk: { language: 'uk', update: 'У вас є оновлення' },
  ar: { language: 'ar', update: 'لديك تحديث' },
};

export interface UpdateMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The one mail there is. Inboxes are read over shoulders, on shared phones and by providers, so it says that there is
 * something and where to sign in: not what, from whom or how urgent.
 * @param publicUrl what people type to reach the product
 */
export function updateMail(
  notification: { readonly id: string; readonly email: string; readonly locale: string },
  publicUrl: string,
): UpdateMail {
  const { language, update } = wordings[notification.locale.slice(0, 2).toLowerCase()] ?? english;
  const link = `${publicUrl.replace(/\/+$/, '')}/n/${notification.id}`;
  return {
    to: notification.email,
    subject: update,
    text: `${update}\n\n${link}\n`,
    // The same each time it is tried: a mailbox that was given a mail twice can tell, and shows it once.
    messageId: `<${notification.id}@${new URL(publicUrl).hostname}>`,
    headers: {
      'Content-Language': language,
      // Nobody's out-of-office answer may come back and say whom it was for.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}
