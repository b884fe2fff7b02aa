import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AuthService } from './auth.service.js';
import { Sessions } from './sessions.js';

@Global()
@Module({
  providers: [Sessions, AuthService, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [Sessions, AuthService],
})
export class AuthModule {}
