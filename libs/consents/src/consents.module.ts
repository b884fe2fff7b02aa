import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { CasesModule } from '#cases';
import { CONSENT_ENDERS, type ConsentEnder } from './consent-ender.js';
import { ConsentReader } from './consent-reader.js';
import { ExpireConsents } from './expire-consents.js';
import { RecordConsent } from './record-consent.js';
import { WithdrawConsent } from './withdraw-consent.js';

const reading = [ConsentReader];
const ending = [RecordConsent, WithdrawConsent, ExpireConsents];

/** Reading consents. What ends one needs to know what else ends with it: see `withEnders`. */
@Module({ providers: reading, exports: reading })
export class ConsentsModule {
  /**
   * Recording, withdrawing and expiring consents as well.
   * @param imports the modules that provide the enders
   */
  static withEnders(enders: readonly Type<ConsentEnder>[], imports: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: ConsentsModule,
      imports: [CasesModule, ...imports],
      providers: [
        ...ending,
        {
          provide: CONSENT_ENDERS,
          inject: [...enders],
          useFactory: (...all: ConsentEnder[]): ConsentEnder[] => all,
        },
      ],
      exports: ending,
    };
  }
}
