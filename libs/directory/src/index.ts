export { DirectoryModule } from './directory.module.js';
export { FindServices, type FindServicesInput, type FoundService } from './find-services.js';
