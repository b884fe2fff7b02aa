import { z } from 'zod';
import { bareImage } from './image-metadata.js';

/** Bytes of a picture, once decoded. */
export const MAX_PHOTO_BYTES = 200 * 1024;

const longestBase64 = Math.ceil(MAX_PHOTO_BYTES / 3) * 4;

/** A small JPEG, PNG or WebP in base64. What it says of itself besides the picture is left out before it is kept. */
export const photo = z
  .base64()
  .max(longestBase64, `is larger than ${MAX_PHOTO_BYTES} bytes`)
  .transform((data, issues) => {
    const image = bareImage(Buffer.from(data, 'base64'));
    if (image === null) {
      issues.addIssue({ code: 'custom', message: 'is not a JPEG, PNG or WebP picture' });
      return z.NEVER;
    }
    return { contentType: image.contentType, data: image.bytes.toString('base64') };
  });
export type Photo = z.output<typeof photo>;
