import { describeOnDatabases } from '../support/databases';
import { examineGuardStore } from './guard-store';

await describeOnDatabases('the marks of forms', examineGuardStore);
