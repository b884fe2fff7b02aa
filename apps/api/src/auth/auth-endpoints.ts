import { z } from 'zod';

export const passwordField = z.string().min(1).max(128);
export const codeField = z.string().regex(/^\d{6}$/);

export interface AuthEndpoint {
  /** Whether it is for somebody who is signed in already. */
  readonly session: boolean;
  /** Whether the body holds a password or a code, so that failures are counted. */
  readonly proves: boolean;
  /** All it may be sent; nothing else reaches better-auth. */
  readonly body: z.ZodType;
  readonly audited: string;
}

/** better-auth's endpoints that are open. The others answer as if they did not exist. */
export const authEndpoints = {
  'sign-in/email': {
    session: false,
    proves: true,
    body: z.strictObject({ email: z.email().max(254), password: passwordField }),
    audited: 'signIn',
  },
  'two-factor/verify-totp': {
    session: false,
    proves: true,
    body: z.strictObject({ code: codeField }),
    audited: 'verifySecondFactor',
  },
  'two-factor/verify-backup-code': {
    session: false,
    proves: true,
    body: z.strictObject({ code: z.string().min(1).max(32) }),
    audited: 'useBackupCode',
  },
  'two-factor/enable': {
    session: true,
    proves: true,
    body: z.strictObject({ password: passwordField }),
    audited: 'prepareSecondFactor',
  },
  'two-factor/disable': {
    session: true,
    proves: true,
    body: z.strictObject({ password: passwordField }),
    audited: 'removeSecondFactor',
  },
  'two-factor/generate-backup-codes': {
    session: true,
    proves: true,
    body: z.strictObject({ password: passwordField }),
    audited: 'renewBackupCodes',
  },
  'change-password': {
    session: true,
    proves: true,
    body: z
      .strictObject({ currentPassword: passwordField, newPassword: z.string().min(12).max(128) })
      // Whoever else is signed in with the old password is not any more.
      .transform((body) => ({ ...body, revokeOtherSessions: true })),
    audited: 'changePassword',
  },
  'revoke-other-sessions': {
    session: true,
    proves: false,
    body: z.strictObject({}).nullish(),
    audited: 'endOtherSessions',
  },
} as const satisfies Record<string, AuthEndpoint>;

export type AuthEndpointName = keyof typeof authEndpoints;

/** Who steps up proves it with the second factor where there is one, with the password where there is none. */
export const stepUpBody = z.union([z.strictObject({ password: passwordField }), z.strictObject({ code: codeField })]);
