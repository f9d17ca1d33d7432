import { describeOnDatabases } from '../support/databases';
import { examineInbox } from './inbox';

await describeOnDatabases('the inbox', examineInbox);
